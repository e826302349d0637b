"""A line that says what went wrong, with one thing to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from studyapp.core.items import Verdict
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.mark import Mark
from studyapp.ui.widgets.text import label


class Banner(QFrame):
    """Hidden until it has something to say.

    Signals: ``retry_requested``, the learner pressed the button.
    """

    retry_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "wrong")
        self._message = label("", "strong")
        self.button = Button(self.tr("Try again"), pressed=self.retry_requested.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(Mark(Verdict.WRONG, name=self.tr("Problem")))
        row.addWidget(self._message, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, message: str) -> None:
        self._message.setText(message)
        self.setAccessibleName(message)
        self.show()

    @property
    def message(self) -> str:
        return self._message.text()
