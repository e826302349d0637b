"""A label for sentences: plain text, wrapped anywhere if need be, with air between lines."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from studyapp.ui import theme

_LINE = 1.28  # distance of lines as a multiple of the letters' height
_WIDEST = 560  # pixels at 100 % text that a label asks for by itself
_NARROWEST = 48


class Prose(QLabel):
    """Takes the height that its text needs at the width it gets.

    A QLabel asks for the height at a width of its own choosing as its minimum,
    which makes scroll areas too high, and it cannot break a long word.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._laid: dict[int, QTextLayout] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        self._laid.clear()
        super().setText(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edges = self.contentsMargins()
        lines = self._lines(width - edges.left() - edges.right()).lineCount()
        return ceil(lines * self._step()) + edges.top() + edges.bottom()

    def sizeHint(self) -> QSize:
        edges = self.contentsMargins()
        metrics = QFontMetricsF(self.font())
        natural = max(metrics.horizontalAdvance(line) for line in self.text().split("\n"))
        width = min(ceil(natural) + 1, theme.px(_WIDEST)) + edges.left() + edges.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        edges = self.contentsMargins()
        width = min(self.sizeHint().width(), theme.px(_NARROWEST))
        return QSize(width, ceil(self._step()) + edges.top() + edges.bottom())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._laid.clear()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        place = self.contentsRect()
        layout = self._lines(place.width())
        at_right = bool(self.alignment() & Qt.AlignmentFlag.AlignRight)
        slack = (self._step() - QFontMetricsF(self.font()).height()) / 2
        for number in range(layout.lineCount()):
            top = place.top() + number * self._step() + slack
            line = layout.lineAt(number)
            free = place.width() - line.naturalTextWidth() if at_right else 0
            line.draw(painter, QPointF(place.left() + free, top))

    def _step(self) -> float:
        return QFontMetricsF(self.font()).height() * _LINE

    def _lines(self, width: int) -> QTextLayout:
        """The text broken into lines of this width; a layout asks for few widths, each often."""
        known = self._laid.get(width)
        if known is not None:
            return known
        if len(self._laid) > 8:
            self._laid.clear()
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, 0))
        layout.endLayout()
        self._laid[width] = layout
        return layout
