"""The answer: left the verdict and the reasons, right the place in the source."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from studyapp.core.anchoring import Evidence, evidence_at
from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank
from studyapp.core.items import Pointed
from studyapp.core.sources import sentence_at
from studyapp.ui import words
from studyapp.ui.study.reason_row import ReasonRow
from studyapp.ui.study.reasons import heading, reasons
from studyapp.ui.study.verdict_card import VerdictCard
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.source_pane import SourcePane
from studyapp.ui.widgets.text import card, label, line

CITATION_KEYS = "Ctrl+Shift+C"


class AnswerPage(QWidget):
    """Signals: ``next_requested()``, the learner is done with this answer."""

    next_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pane = SourcePane()
        self.rows: list[ReasonRow] = []
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(7)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._make_left())
        right = QWidget()
        room = QVBoxLayout(right)
        room.setContentsMargins(16, 16, 16, 16)
        room.addWidget(self.pane)
        self._splitter.addWidget(right)
        self._moved = False
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        shortcut = QShortcut(QKeySequence(CITATION_KEYS), self)
        shortcut.activated.connect(self.pane.citation.click)

    def show_attempt(self, attempt: Attempt, bank: Bank, *, place: str, onward: str) -> None:
        """Show how an attempt went; ``place`` is where it stands in the session, ``onward``
        the caption of the button that leads on.
        """
        item = attempt.item
        self._place.setText(place)
        self._caption.setText(words.topic_name(bank, item.topic))
        self._stem.setText(item.stem)
        self.verdict.show_attempt(attempt, given_text(attempt, bank))
        self._show_reasons(attempt)
        self._notes.setText("\n\n".join(item.notes))
        self._notes_card.setVisible(bool(item.notes))
        self.pane.show_evidence(bank, item.evidence)
        self.pane.also_mark(pointed_at(attempt, bank))
        self.evidence.setVisible(bool(item.evidence))
        self.onward.set_text(onward)
        self._column.verticalScrollBar().setValue(0)
        self.take_focus()

    def take_focus(self) -> None:
        self.onward.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            self._splitter.setSizes([self.width() // 2, self.width() // 2])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.onward.click()
        elif event.text() == "0" and self.evidence.isVisible():
            self.evidence.click()
        elif event.text() in tuple("123456789")[: len(self.rows)]:
            self.rows[int(event.text()) - 1].link.click()
        else:
            super().keyPressEvent(event)

    def _make_left(self) -> QWidget:
        left = QWidget()
        whole = QVBoxLayout(left)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._column = Column(680, margin=24, side=24)
        body = self._column.body
        self._caption = label("", "small")
        self._stem = label("", "lead")
        body.addWidget(self._caption)
        body.addWidget(self._stem)
        self.verdict = VerdictCard()
        body.addWidget(self.verdict)
        self.evidence = Button(
            self.tr("Show the evidence  (0)"), "link", pressed=self._on_evidence_pressed
        )
        body.addWidget(self.evidence, 0, Qt.AlignmentFlag.AlignLeft)
        self._heading = label("", "section")
        body.addWidget(self._heading)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(8)
        body.addLayout(self._reasons)
        body.addWidget(self._make_notes())
        body.addStretch(1)
        whole.addWidget(self._column, 1)
        whole.addWidget(line())
        whole.addLayout(self._make_foot())
        return left

    def _make_notes(self) -> QWidget:
        self._notes_card = card("quiet")
        column = QVBoxLayout(self._notes_card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(label(self.tr("About the source text"), "section"))
        self._notes = label()
        column.addWidget(self._notes)
        return self._notes_card

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 16)
        row.setSpacing(12)
        self._place = label("", "small", wrap=False)
        row.addWidget(self._place)
        row.addStretch(1)
        self.onward = Button(self.tr("Next"), "primary", pressed=self.next_requested.emit)
        row.addWidget(self.onward)
        return row

    def _show_reasons(self, attempt: Attempt) -> None:
        for row in self.rows:
            self._reasons.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for number, reason in enumerate(reasons(attempt), start=1):
            row = ReasonRow(number, reason)
            row.evidence_requested.connect(self._on_row_evidence_requested)
            self._reasons.addWidget(row)
            self.rows.append(row)
        self._heading.setText(heading(attempt.item))
        self._heading.setVisible(bool(self.rows))

    def _on_splitter_moved(self) -> None:
        self._moved = True

    def _on_evidence_pressed(self) -> None:
        self.pane.show_other(())

    def _on_row_evidence_requested(self, evidence: tuple[Evidence, ...]) -> None:
        self.pane.show_other(evidence)


def pointed_at(attempt: Attempt, bank: Bank) -> tuple[Evidence, ...]:
    """The sentence that the learner pointed at, if the question asked for one."""
    response = attempt.response
    if not isinstance(response, Pointed) or response.source not in bank.sources:
        return ()
    source = bank.sources[response.source]
    sentence = sentence_at(source, response.offset)
    return (evidence_at(source, sentence.span),) if sentence is not None else ()


def given_text(attempt: Attempt, bank: Bank) -> str:
    """What the learner answered, in words; a place as the sentence that stands there."""
    pointed = pointed_at(attempt, bank)
    if pointed:
        return f"“{pointed[0].exact}”"
    return words.response_text(attempt.item, attempt.response)
