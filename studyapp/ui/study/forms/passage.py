"""A sentence of the source to point at."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from studyapp.core.bank import Bank
from studyapp.core.items import Item, Pointed
from studyapp.core.sources import Sentence, Span, sentence_at
from studyapp.ui.source.find_bar import FindBar, places_of
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.column import bring_into_sight
from studyapp.ui.widgets.source_view import SourceView
from studyapp.ui.widgets.text import card

_LOWEST = 240  # pixels
_SHARE = 0.55  # of the height of the window that the text takes at least


class PassageForm(AnswerForm):
    """The text; a click points at a sentence, keys and found words lead from one to another."""

    grows = True

    def __init__(self, item: Item, bank: Bank) -> None:
        super().__init__()
        wanted = next((each.source for each in item.spans), next(iter(bank.sources)))
        self._source = bank.sources[wanted]
        self._sentence: Sentence | None = None
        self.view = _PassageView()
        self.view.show_source(self._source)
        self.view.pointed.connect(self._on_view_pointed)
        self.view.stepped.connect(self._on_view_stepped)
        self.view.jumped.connect(self._on_view_jumped)
        self.find_bar = FindBar()
        self.find_bar.hide()
        self.find_bar.field.installEventFilter(self)
        self.find_bar.searched.connect(self._on_find_searched)
        self.find_bar.moved.connect(self._on_find_moved)
        page = card()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        self.body.addWidget(self.find_bar)
        self.body.addWidget(page, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._on_find_pressed)

    def response(self) -> Pointed | None:
        if self._sentence is None:
            return None
        return Pointed(self._source.id, self._sentence.span.start)

    def advice(self) -> str:
        return self.tr("Click the sentence, or go there with ↑ and ↓; Ctrl+F finds words")

    def take_focus(self) -> None:
        self.view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Esc in the search field for leaving it, before it ends the session."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._close_find_bar()
                return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Let the text be as high as the window allows, the question scrolls away if need be."""
        self.view.setMinimumHeight(max(_LOWEST, round(_SHARE * self.window().height())))

    def _on_view_pointed(self, offset: int) -> None:
        self._point_at(self._sentence_near(offset))

    def _on_view_stepped(self, step: int) -> None:
        sentences = self._source.sentences
        place = 0 if self._sentence is None else sentences.index(self._sentence) + step
        if 0 <= place < len(sentences):
            self._go_to(sentences[place])

    def _on_view_jumped(self, offset: int) -> None:
        self._go_to(self._sentence_near(offset))

    def _on_find_pressed(self) -> None:
        self.find_bar.show()
        self.find_bar.take_focus()

    def _on_find_searched(self, words: str) -> None:
        self.view.mark((), ())
        self.find_bar.show_places(places_of(words, self._source.text))

    def _on_find_moved(self, place: Span) -> None:
        self._go_to(self._sentence_near(place.start))

    def _close_find_bar(self) -> None:
        self.find_bar.clear()
        self.find_bar.hide()
        self.view.setFocus()
        if self._sentence is not None:
            self._go_to(self._sentence)

    def _sentence_near(self, offset: int) -> Sentence:
        return sentence_at(self._source, offset) or self._source.sentences[0]

    def _go_to(self, sentence: Sentence) -> None:
        self._point_at(sentence)
        self.view.bring_into_view(sentence.span)
        bring_into_sight(self)

    def _point_at(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self.view.mark([sentence.span], self.find_bar.places)
        self.changed.emit()


class _PassageView(SourceView):
    """Signals: ``jumped(int)``, a key that goes farther than to the next line led to this
    code point.
    """

    jumped = Signal(int)

    def __init__(self) -> None:
        super().__init__(pointing=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jumped.emit(0 if key == Qt.Key.Key_Home else len(self.toPlainText()))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
            self.jumped.emit(self._positions.from_qt(self.textCursor().position()))
        else:
            super().keyPressEvent(event)
