"""The shapes for right, partly right and wrong: told apart without colour."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studyapp.core.items import Verdict
from studyapp.ui import theme, words
from studyapp.ui.widgets import icons

_SHAPES = {Verdict.RIGHT: "right", Verdict.PARTLY: "partly", Verdict.WRONG: "wrong"}


def look_of(verdict: Verdict) -> str:
    """The name that style sheet and icons have for a verdict."""
    return _SHAPES[verdict]


class Mark(QWidget):
    """A check, tilde or cross on a disc; ``pixels`` is its size at 100 % text."""

    def __init__(
        self, verdict: Verdict, pixels: int = 22, name: str = "", *, on_colour: bool = False
    ) -> None:
        """``on_colour``: it stands on a ground of its own colour already."""
        super().__init__()
        self._on_colour = on_colour
        self._verdict = verdict
        self._name = name
        self._pixels = pixels
        self._fit()
        self.setAccessibleName(name or words.verdict_name(verdict))

    def show_verdict(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self.setAccessibleName(self._name or words.verdict_name(verdict))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.in_use()
        ink, ground = {
            Verdict.RIGHT: (colours.right, colours.right_soft),
            Verdict.PARTLY: (colours.partly, colours.partly_soft),
            Verdict.WRONG: (colours.wrong, colours.wrong_soft),
        }[self._verdict]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface if self._on_colour else ground))
        painter.drawEllipse(self.rect())
        inset = self.width() * 0.22
        place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        icons.draw(painter, look_of(self._verdict), ink, place)

    def _fit(self) -> None:
        side = theme.px(self._pixels)
        self.setFixedSize(side, side)
