"""What the question page knows of every form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studyapp.core.items import Response


class AnswerForm(QWidget):
    """Where an answer is put in; add widgets to ``body``.

    ``grows`` forms take all the height that there is.

    Signals: ``changed()``, there is another answer than before; ``given()``, the learner
    answered with one key or click: it is to be checked at once.
    """

    changed = Signal()
    given = Signal()
    grows = False

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)

    def response(self) -> Response | None:
        """The answer as it stands, None where there is none yet."""
        raise NotImplementedError

    def accepts(self) -> bool:
        """Whether the answer can be graded; where it cannot the form says why."""
        return True

    def advice(self) -> str:
        """What to do to give an answer."""
        raise NotImplementedError

    def keys(self) -> str:
        """Keys to change an answer with that can be given as it stands."""
        return ""

    def take_focus(self) -> None:
        """Put the focus where the answer goes."""
        raise NotImplementedError

    def press_number(self, number: int) -> None:
        """React to a digit from 1 to 9 pressed on the page."""

    def press_arrow(self, *, down: bool) -> bool:  # noqa: ARG002
        """Take an arrow key that no control took for a walk through the answers."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk before the page scrolls."""
        down = event.key() == Qt.Key.Key_Down
        walks = down or event.key() == Qt.Key.Key_Up
        if not (walks and self.press_arrow(down=down)):
            super().keyPressEvent(event)

    def take_away(self, index: int) -> None:
        """Show that this option (an index among those left) is not the answer."""

    def press_enter(self) -> bool:
        """Take Enter for a step before the answer; False leaves it to the page."""
        return False
