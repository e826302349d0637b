"""A box of the Settings screen, and its rows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from studyapp.ui.widgets.text import label


class Section(QFrame):
    """A heading with what belongs to it; add widgets to ``body``."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setAccessibleName(heading)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 18)
        self.body.setSpacing(10)
        self.body.addWidget(label(heading, "section"))


class Rows(QGridLayout):
    """Names at the left, what is set at the right, a sentence below where one is needed."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(20)
        self.setVerticalSpacing(6)
        self.setColumnStretch(0, 1)

    def add(self, name: str | QWidget, field: QWidget, advice: str = "") -> None:
        """Add a row; ``name`` may be a box to tick."""
        row = self.rowCount()
        named = label(name) if isinstance(name, str) else name
        self.addWidget(named, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if advice:
            self.addWidget(label(advice, "small"), row + 1, 0, 1, 2)
            self.setRowMinimumHeight(row + 2, 4)
