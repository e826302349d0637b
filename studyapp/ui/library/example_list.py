"""Sets that the library offers to open: examples, and those that were open before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.ui.library.examples import Example
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import clear_out
from studyapp.ui.widgets.text import card, label


class ExampleList(QWidget):
    """Hidden where there is nothing to offer.

    Signals: ``open_requested(Path)``.
    """

    open_requested = Signal(object)

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._rows: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(label(heading, "section"))

    def show_examples(self, examples: Sequence[Example]) -> None:
        clear_out(self._column, self._rows)
        self.buttons = []
        self._rows = [self._row(example) for example in examples]
        for row in self._rows:
            self._column.addWidget(row)
        self.setVisible(bool(examples))

    def _row(self, example: Example) -> QFrame:
        frame = card("quiet")
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(label(example.title, "strong"))
        told.addWidget(label(example.about, "muted"))
        button = Button(self.tr("Open"), pressed=lambda: self._open(example.path))
        button.setAccessibleName(f"{button.text()}: {example.title}")
        self.buttons.append(button)
        row = QHBoxLayout(frame)
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(told, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return frame

    def _open(self, path: Path) -> None:
        self.open_requested.emit(path)
