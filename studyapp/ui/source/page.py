"""The source text to read, with its known flaws beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.bank import Bank, Note
from studyapp.core.sources import Source, Span, passage_at
from studyapp.ui import theme
from studyapp.ui.source.find_bar import FindBar, places_of
from studyapp.ui.widgets.buttons import CardButton
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.source_view import SourceView
from studyapp.ui.widgets.text import label, line


class SourcePage(QWidget):
    """Shows the sources of one set."""

    def __init__(self) -> None:
        super().__init__()
        self._bank: Bank | None = None
        self._source: Source | None = None
        self.view = SourceView()
        self.find_bar = FindBar()
        self.notes: list[CardButton] = []
        self._empty = label(
            self.tr("No set is open: there is no source to read."), "muted", wrap=False
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reading = QWidget()
        row = QHBoxLayout(self._reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_text(), 1)
        row.addWidget(self._make_side())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._empty)
        whole.addWidget(self._reading)
        self.find_bar.searched.connect(self._on_find_searched)
        self.find_bar.moved.connect(self._on_find_moved)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.find_bar.take_focus)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self._on_escape_pressed)
        self.show_bank(None)

    def show_bank(self, bank: Bank | None) -> None:
        """Show the sources of this set, from the first one on."""
        if bank is self._bank and bank is not None:
            return
        self._bank = bank
        self._choice.clear()
        sources = list(bank.sources.values()) if bank else []
        for source in sources:
            self._choice.addItem(source.title or source.id)
        self._choice.setVisible(len(sources) > 1)
        self._reading.setVisible(bool(sources))
        self._empty.setVisible(not sources)
        if sources:
            self._show_source(0)

    def take_focus(self) -> None:
        self.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme.px(320), event.size().width() * 3 // 10))

    def _make_text(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("card", "plain")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 16, 1, 1)
        column.setSpacing(6)
        self._title = label("", "source-title")
        self._credit = label("", "small")
        self._choice = PickBox(self.tr("Source"))
        self._choice.activated.connect(self._show_source)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(6)
        for each in (self._choice, self._title, self._credit, self.find_bar):
            head.addWidget(each)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(line())
        column.addWidget(self.view, 1)
        outer = QWidget()
        room = QVBoxLayout(outer)
        room.setContentsMargins(16, 16, 0, 16)
        room.addWidget(frame)
        return outer

    def _make_side(self) -> QWidget:
        self._side = QWidget()
        whole = QVBoxLayout(self._side)
        whole.setContentsMargins(0, 0, 0, 0)
        column = Column(320, margin=24, side=16)
        column.body.setSpacing(8)
        column.body.addWidget(label(self.tr("About the source text"), "section"))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(8)
        column.body.addLayout(self._notes)
        column.body.addStretch(1)
        whole.addWidget(column)
        return self._side

    def _show_source(self, index: int) -> None:
        assert self._bank is not None
        self._source = source = list(self._bank.sources.values())[index]
        self._title.setText(source.title or self._bank.title)
        self._credit.setText(source.credit)
        self.view.show_source(source)
        self.view.verticalScrollBar().setValue(0)
        self.find_bar.clear()
        notes = [note for note in self._bank.notes if note.evidence.source == source.id]
        self._show_notes(notes, source)

    def _show_notes(self, notes: list[Note], source: Source) -> None:
        for button in self.notes:
            self._notes.removeWidget(button)
            button.deleteLater()
        self.notes = []
        for note in notes:
            button = self._note_button(note, source)
            button.clicked.connect(lambda _=False, of=note: self._show_place(of.evidence.span))
            self._notes.addWidget(button)
            self.notes.append(button)
        self._side.setVisible(bool(notes))

    def _note_button(self, note: Note, source: Source) -> CardButton:
        button = CardButton(note.note)
        column = QVBoxLayout(button)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(4)
        passage = passage_at(source, note.evidence.start)
        if passage is not None:
            heading = self.tr("Paragraph {number}").format(number=passage.number)
            column.addWidget(label(heading, "small"))
        column.addWidget(label(f"“{note.evidence.exact}”", "strong"))
        column.addWidget(label(note.note, "muted"))
        button.pass_clicks_through()
        return button

    def _show_place(self, span: Span) -> None:
        self.view.mark([span], [])
        self.view.reveal(span)

    def _on_find_searched(self, words: str) -> None:
        assert self._source is not None
        self.view.mark((), ())
        self.find_bar.show_places(places_of(words, self._source.text))

    def _on_find_moved(self, place: Span) -> None:
        self.view.mark([place], [each for each in self.find_bar.places if each != place])
        self.view.reveal(place)

    def _on_escape_pressed(self) -> None:
        self.find_bar.clear()
        self.view.mark((), ())
        self.view.setFocus()
