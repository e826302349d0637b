"""A line that tells something, with up to two things to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import label


class Notice(QFrame):
    """Hidden until it has something to tell.

    Signals: ``accepted()`` and ``declined()``, the learner pressed the first or the second
    button.
    """

    accepted = Signal()
    declined = Signal()

    def __init__(self, accept: str, decline: str = "") -> None:
        super().__init__()
        self.setProperty("card", "notice")
        self.accept = Button(accept, "primary", pressed=self.accepted.emit)
        self.decline = Button(decline, pressed=self.declined.emit)
        self._title = label("", "strong")
        self._details = label("", "muted")
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._title)
        told.addWidget(self._details)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 16, 14)
        row.setSpacing(10)
        row.addLayout(told, 1)
        for button in (self.decline, self.accept) if decline else (self.accept,):
            row.addWidget(button)
        self.hide()

    def tell(self, title: str, details: str) -> None:
        self._title.setText(title)
        self._details.setText(details)
        self._details.setVisible(bool(details))
        self.setAccessibleName(f"{title} {details}")
        self.show()
