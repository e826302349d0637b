"""A sentence of the source: its facts and what is known of them, its flaws, its disputes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.bank import Bank, FactId
from studyapp.core.mastery import FactState, Memory, SentenceState, near, notes_at, why_bare
from studyapp.core.sources import Source
from studyapp.ui.source import states
from studyapp.ui.source.fact_card import FactCard, quiz_on
from studyapp.ui.source.swatch import Swatch
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.dispute_panel import Disputes
from studyapp.ui.widgets.text import card, label


class SentencePanel(QWidget):
    """Signals: ``quiz_requested(tuple[FactId, ...])``, a session over these facts;
    ``place_requested(tuple[Evidence, ...])``, show a place in the source;
    ``closed()``, back to the text.
    """

    quiz_requested = Signal(object)
    place_requested = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.facts: tuple[FactId, ...] = ()
        self.cards: list[FactCard] = []
        self._why_not = self._why_bare = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._column = Column(420, margin=14, side=16)
        whole.addWidget(self._column)
        self._body = QWidget()
        self._column.body.addWidget(self._body)
        self._column.body.addStretch(1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addLayout(self._make_head())
        self._quote = label("", "reading-title")
        body.addWidget(self._quote)
        body.addLayout(self._make_state())
        self.quiz = Button("", "primary", pressed=lambda: self.quiz_requested.emit(self.facts))
        body.addWidget(self.quiz, 0, Qt.AlignmentFlag.AlignLeft)
        self._reason = label("", "small")
        body.addWidget(self._reason)
        self._stated = _Section(self.tr("What it states"))
        self._also = _Section(self.tr("Also asked here"))
        self._flaws = _Section(self.tr("About the source text"))
        self.disputes = Disputes(compared=True)
        self.disputes.evidence_requested.connect(self.place_requested)
        for each in (self._stated, self._flaws, self.disputes, self._also):
            body.addWidget(each)

    def show_sentence(
        self, bank: Bank, source: Source, state: SentenceState, memory: Memory
    ) -> None:
        """Show what the set knows of a sentence, and the learner of it."""
        self._body.hide()  # all is laid out once, when all of it is there
        sentence = state.sentence
        others = near(bank).get((source.id, sentence), ())
        rest = tuple(fact.fact for fact in state.facts)
        self.facts = (*rest, *others)
        place = self.tr("Paragraph {passage}, sentence {number}")
        self._place.setText(place.format(passage=sentence.passage, number=sentence.number))
        self._quote.setText(source.text[sentence.span.start : sentence.span.end])
        self._swatch.show_level(state.level, missed=state.missed)
        self._told.setText(states.sentence_in_words(state))
        self.cards = [_fact_card(fact, bank, memory) for fact in state.facts]
        also = [_fact_card(memory.state_of(fact), bank, memory) for fact in others]
        self._stated.show_widgets(self.cards)
        self._also.show_widgets(also)
        notes = notes_at(bank, source.id, sentence)
        self._flaws.show_widgets([_note_card(note.evidence.exact, note.note) for note in notes])
        self.disputes.show_facts(rest, bank)
        self._why_bare = "" if self.facts else why_bare(bank, source.id, sentence)
        self._offer_quiz()
        self._body.show()
        self._column.verticalScrollBar().setValue(0)

    def allow_quiz(self, why_not: str) -> None:
        """Whether a session can begin now: not where there is a reason why not."""
        self._why_not = why_not
        self._offer_quiz()

    def take_focus(self) -> None:
        first = self.quiz if self.quiz.isEnabled() and not self.quiz.isHidden() else self._close
        first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._column.verticalScrollBar()
        page = bar.pageStep() - 40
        by = {Qt.Key.Key_Up: -40, Qt.Key.Key_Down: 40, Qt.Key.Key_PageUp: -page}
        by[Qt.Key.Key_PageDown] = page
        if Qt.Key(event.key()) in by:
            bar.setValue(bar.value() + by[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._place = label("", "section")
        row.addWidget(self._place, 1)
        self._close = Button(self.tr("Close  (Esc)"), "link", pressed=self.closed.emit)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_state(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._swatch = Swatch(states.LEVELS[-1])
        row.addWidget(self._swatch, 0, Qt.AlignmentFlag.AlignTop)
        self._told = label("", "strong")
        row.addWidget(self._told, 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _offer_quiz(self) -> None:
        self.quiz.set_text(quiz_on(self.facts))
        self.quiz.setVisible(bool(self.facts))
        self.quiz.setEnabled(not self._why_not)
        nothing = self.tr("The set has no statement that rests on this sentence.")
        reason = self._why_not if self.facts else f"{nothing} {self._why_bare}".strip()
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))


class _Section(QWidget):
    """A heading with widgets below it; hidden where there are none."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._shown: Sequence[QWidget] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(label(heading, "section"))

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        clear_out(self._column, self._shown)
        for new in widgets:
            self._column.addWidget(new)
            new.show()  # now, not in the next round of events, so that its height counts at once
        self._shown = widgets
        self.setVisible(bool(widgets))


def _fact_card(fact: FactState, bank: Bank, memory: Memory) -> FactCard:
    return FactCard(fact, bank, states.fact_in_words(fact, memory))


def _note_card(quote: str, note: str) -> QWidget:
    frame = card("quiet")
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(4)
    column.addWidget(label(f"“{quote}”", "strong"))
    column.addWidget(label(note, "muted"))
    return frame
