"""What stands beside a source while no sentence is open: what to do, and its known flaws."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studyapp.core.bank import Note
from studyapp.core.sources import Source, passage_at
from studyapp.ui.widgets.buttons import CardButton
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.text import label


class Overview(QWidget):
    """What is said of a text as a whole, in ``body``, which scrolls.

    Signals: ``place_requested(Span)``, show the place of a note.
    """

    place_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[CardButton] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        column = Column(420, margin=14, side=16)
        self.body = column.body
        self.body.setSpacing(10)
        column.body.addWidget(
            label(
                self.tr(
                    "Click a sentence to see what it states and how well you know it. "
                    "By keyboard: ↑ and ↓ go from sentence to sentence, Enter opens one."
                ),
                "muted",
            )
        )
        self._heading = label(self.tr("About the source text"), "section")
        column.body.addWidget(self._heading)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(8)
        column.body.addLayout(self._notes)
        column.body.addStretch(1)
        whole.addWidget(column)

    def show_notes(self, notes: Sequence[Note], source: Source) -> None:
        """Show the known flaws of a source, each with its place."""
        clear_out(self._notes, self.notes)
        self.notes = []
        for note in notes:
            button = _note_button(note, source, self.tr("Paragraph {number}"))
            span = note.evidence.span
            button.clicked.connect(lambda _=False, at=span: self.place_requested.emit(at))
            self._notes.addWidget(button)
            self.notes.append(button)
        self._heading.setVisible(bool(notes))


def _note_button(note: Note, source: Source, place: str) -> CardButton:
    button = CardButton(note.note)
    column = QVBoxLayout(button)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(4)
    passage = passage_at(source, note.evidence.start)
    if passage is not None:
        column.addWidget(label(place.format(number=passage.number), "small"))
    column.addWidget(label(f"“{note.evidence.exact}”", "strong"))
    column.addWidget(label(note.note, "muted"))
    button.pass_clicks_through()
    return button
