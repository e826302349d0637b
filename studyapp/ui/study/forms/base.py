"""What the question page knows of every form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studyapp.core.items import Response


class AnswerForm(QWidget):
    """Where an answer is put in; add widgets to ``body``.

    Signals: ``changed()``, there is another answer than before.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)

    def response(self) -> Response | None:
        """The answer as it stands, None where there is none yet."""
        raise NotImplementedError

    def advice(self) -> str:
        """What to do to give an answer."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where the answer goes."""
        raise NotImplementedError

    def press_number(self, number: int) -> None:
        """React to a digit from 1 to 9 pressed on the page."""

    def press_arrow(self, *, down: bool) -> None:
        """React to an arrow key that no control took."""

    def press_enter(self) -> bool:
        """Take Enter for a step before the answer; False leaves it to the page."""
        return False
