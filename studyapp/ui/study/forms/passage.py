"""A sentence of the source to point at."""

from PySide6.QtWidgets import QVBoxLayout

from studyapp.core.bank import Bank
from studyapp.core.items import Item, Pointed
from studyapp.core.sources import Sentence, sentence_at
from studyapp.ui import theme
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.source_view import SourceView
from studyapp.ui.widgets.text import card


class PassageForm(AnswerForm):
    """The text; a click points at a sentence, the arrow keys go from one to the next."""

    def __init__(self, item: Item, bank: Bank) -> None:
        super().__init__()
        wanted = next((each.source for each in item.spans), next(iter(bank.sources)))
        self._source = bank.sources[wanted]
        self._sentence: Sentence | None = None
        self.view = SourceView(pointing=True)
        self.view.setMinimumHeight(theme.px(340))
        self.view.show_source(self._source)
        self.view.pointed.connect(self._on_view_pointed)
        self.view.stepped.connect(self._on_view_stepped)
        page = card()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(1, 8, 1, 8)
        inside.addWidget(self.view)
        self.body.addWidget(page, 1)

    def response(self) -> Pointed | None:
        if self._sentence is None:
            return None
        return Pointed(self._source.id, self._sentence.span.start)

    def advice(self) -> str:
        return self.tr("Click the sentence, or go there with ↑ and ↓")

    def take_focus(self) -> None:
        self.view.setFocus()

    def _on_view_pointed(self, offset: int) -> None:
        sentence = sentence_at(self._source, offset)
        if sentence is not None:
            self._point_at(sentence)

    def _on_view_stepped(self, step: int) -> None:
        sentences = self._source.sentences
        place = 0 if self._sentence is None else sentences.index(self._sentence) + step
        if 0 <= place < len(sentences):
            self._point_at(sentences[place])
            self.view.bring_into_view(sentences[place].span)

    def _point_at(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self.view.mark([sentence.span], ())
        self.changed.emit()
