"""The answer: left the verdict and the reasons, right the place in the source."""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from studyapp.core.anchoring import Evidence, evidence_at
from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank
from studyapp.core.items import Chosen, Item, Pointed
from studyapp.core.sources import sentence_at
from studyapp.ui import words
from studyapp.ui.study.fact_menu import FactMenu
from studyapp.ui.study.flag_dialog import FlagDialog
from studyapp.ui.study.reason import typed, within
from studyapp.ui.study.reason_row import ReasonRow
from studyapp.ui.study.reasons import heading, reasons, rule
from studyapp.ui.study.verdict_card import VerdictCard
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.dispute_panel import Disputes
from studyapp.ui.widgets.picture import PictureView
from studyapp.ui.widgets.source_pane import SourcePane
from studyapp.ui.widgets.text import card, label, line, prose

CITATION_KEYS = "Ctrl+Shift+C"
_PICTURE = 0.25  # of the height: the verdict must be in sight too


class AnswerPage(QWidget):
    """Signals: ``next_requested()``, the learner is done with this answer;
    ``undo_requested()``, take it back; ``suspend_requested()``, ``bury_requested()`` and
    ``flag_requested(str)`` with a note, for what it is about.
    """

    next_requested = Signal()
    undo_requested = Signal()
    suspend_requested = Signal()
    bury_requested = Signal()
    flag_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.pane = SourcePane()
        self.rows: list[ReasonRow] = []
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(7)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._make_left())
        self._beside = QWidget()
        room = QVBoxLayout(self._beside)
        room.setContentsMargins(16, 16, 16, 16)
        room.addWidget(self.pane)
        self._splitter.addWidget(self._beside)
        self._moved = False
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        shortcut = QShortcut(QKeySequence(CITATION_KEYS), self)
        shortcut.activated.connect(self.pane.citation.click)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo.click)

    def show_attempt(
        self, attempt: Attempt, bank: Bank, *, place: str, onward: str, live: bool = False
    ) -> None:
        """Show how an attempt went; ``place`` is where it stands in the session, ``onward``
        the caption of the button that leads on. While the session is ``live`` the answer
        can be taken back, and its question be put aside.
        """
        item = attempt.item
        self.undo.setVisible(live)
        self.menu.setVisible(live)
        self.menu.setEnabled(live)
        self.menu.begin()
        self.show_note("")
        self.show_schedule("")
        self._place.setText(place)
        self._caption.setText(words.topic_name(bank, item.topic))
        self._stem.show_text(words.stem(item), marked=item.marked)
        self.picture.show_picture(item.picture, bank.pictures)
        written = item.fact in bank.questions or not item.evidence
        self.verdict.show_attempt(attempt, given_text(attempt, bank), written=written)
        self._show_reasons(attempt)
        self.disputes.show_facts(item.facts, bank)
        self._notes.setText("\n\n".join(item.notes))
        self._notes_card.setVisible(bool(item.notes))
        self.pane.show_evidence(bank, item.evidence)
        self.pane.also_mark(pointed_at(attempt, bank))
        self.evidence.setVisible(bool(item.evidence))
        self._show_beside(item)
        self.onward.set_text(onward)
        self._column.verticalScrollBar().setValue(0)
        self._order_tabs()
        self.take_focus()

    def show_schedule(self, text: str) -> None:
        """Say when this will be asked again."""
        self._schedule.setText(text)
        self._schedule.setVisible(bool(text))

    def show_note(self, text: str) -> None:
        """Say what became of a request, or of the disk."""
        self._note.setText(text)
        self._note_card.setVisible(bool(text))
        self._note_card.setAccessibleName(text)
        if text:  # once it has its place
            QTimer.singleShot(0, self, lambda: self._column.ensureWidgetVisible(self._note_card))

    def take_focus(self) -> None:
        self.onward.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.picture.fit(self.height())
        self._halve()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.onward.click()
        elif event.text() == "0" and self.evidence.isVisible():
            self.evidence.click()
        elif event.text() in tuple("123456789")[: len(self.rows)]:
            row = self.rows[int(event.text()) - 1]
            row.link.click()
            self._column.ensureWidgetVisible(row, 0, 24)
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
        self._stem = prose("", "lead")
        self.picture = PictureView(_PICTURE)
        for each in (self._caption, self._stem, self.picture):
            body.addWidget(each)
        self.verdict = VerdictCard()
        body.addWidget(self.verdict)
        body.addWidget(self._make_note())
        body.addLayout(self._make_links())
        self._heading = label("", "section")
        self._rule = label("", "small")
        body.addWidget(self._heading)
        body.addWidget(self._rule)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(8)
        body.addLayout(self._reasons)
        self.disputes = Disputes()
        self.disputes.evidence_requested.connect(self._on_row_evidence_requested)
        body.addWidget(self.disputes)
        body.addWidget(self._make_notes())
        body.addStretch(1)
        whole.addWidget(self._column, 1)
        whole.addWidget(line())
        whole.addLayout(self._make_foot())
        return left

    def _make_note(self) -> QWidget:
        self._schedule = label("", "small")
        self._note_card = card("notice")
        self._note = label("", "strong")
        row = QHBoxLayout(self._note_card)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(self._note)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._schedule)
        column.addWidget(self._note_card)
        return both

    def _make_links(self) -> QHBoxLayout:
        self.evidence = Button(
            self.tr("Show the evidence  (0)"), "link", pressed=self._on_evidence_pressed
        )
        self.menu = FactMenu()
        self.menu.suspend_requested.connect(self.suspend_requested)
        self.menu.bury_requested.connect(self.bury_requested)
        self.menu.flag_requested.connect(self._on_flag_requested)
        row = QHBoxLayout()
        row.addWidget(self.evidence)
        row.addStretch(1)
        row.addWidget(self.menu)
        return row

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
        self.undo = Button(self.tr("Undo"), "link", pressed=self.undo_requested.emit)
        self.undo.setToolTip(
            self.tr("Take this answer back, and what was set aside since  (Ctrl+Z)")
        )
        row.addWidget(self.undo)
        self.onward = Button(self.tr("Next"), "primary", pressed=self.next_requested.emit)
        self._column.scroll_with(self.onward)
        row.addWidget(self.onward)
        return row

    def _show_reasons(self, attempt: Attempt) -> None:
        clear_out(self._reasons, self.rows)
        self.rows = []
        for number, reason in enumerate(reasons(attempt), start=1):
            row = ReasonRow(number, reason)
            row.evidence_requested.connect(self._on_row_evidence_requested)
            self._reasons.addWidget(row)
            self.rows.append(row)
        self._heading.setText(heading(attempt.item))
        self._heading.setVisible(bool(self.rows))
        self._rule.setText(rule(attempt.item))
        self._rule.setVisible(bool(self._rule.text()))

    def _show_beside(self, item: Item) -> None:
        """Show the source, unless it has nothing to say here."""
        has_links = any(row.reason.evidence for row in self.rows) or bool(self.disputes.panels)
        has_places = bool(item.evidence) or has_links
        self._beside.setVisible(has_places and self.pane.source() is not None)
        self._halve()

    def _halve(self) -> None:
        """Give either side as much, until the learner moves what is between them."""
        if not self._moved:
            self._splitter.setSizes([self.width() // 2, self.width() // 2])

    def _order_tabs(self) -> None:
        """Tab goes down the left side, then down the right: as the page is read."""
        links = [row.link for row in self.rows]
        links += [link for panel in self.disputes.panels for link in panel.links]
        stops = [self.picture.button, self.evidence, self.menu, *links, self.undo, self.onward]
        for before, after in pairwise([*stops, self.pane.citation, self.pane.view]):
            QWidget.setTabOrder(before, after)

    def _on_splitter_moved(self) -> None:
        self._moved = True

    def _on_flag_requested(self) -> None:
        dialog = FlagDialog(self, self._stem.text())
        dialog.noted.connect(self.flag_requested)
        dialog.open()

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
    """What the learner answered; a place as the sentence that stands there.

    It bears marks where the item does.
    """
    item, response = attempt.item, attempt.response
    pointed = pointed_at(attempt, bank)
    if pointed:
        return f"“{pointed[0].exact}”"
    if isinstance(response, Chosen) and response.options:
        return "; ".join(within(item.options[index].text, item) for index in response.options)
    return typed(words.response_text(item, response), item)
