"""A label for sentences: wrapped anywhere if need be, with air between lines, never markup."""

from collections.abc import Iterator, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

from studyapp.core.marked import EMPHASIS, LOWERED, RAISED, Run, Style, plain, runs
from studyapp.core.sources import Span
from studyapp.ui import theme
from studyapp.ui.positions import Positions

_LINE = 1.28  # distance of lines as a multiple of the letters' height
_WIDEST = 560  # pixels at 100 % text that a label asks for by itself
_NARROWEST = 48
_ENDLESS = 100_000  # pixels: no line is as wide


class Prose(QLabel):
    """Takes the height that its text needs at the width it gets.

    A QLabel asks for the height at a width of its own choosing as its minimum,
    which makes scroll areas too high, and it cannot break a long word.

    ``text()`` is always plain, whatever styles the words are painted in.
    """

    def __init__(self, text: str = "", *, marked: bool = False) -> None:
        super().__init__()
        self._laid: dict[int, QTextLayout] = {}
        self._words = ""
        self._formats: list[QTextLayout.FormatRange] = []
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.show_text(text, marked=marked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        self.show_text(text)

    def show_text(self, text: str, *, marked: bool = False) -> None:
        """Show the text; where it is ``marked``, in the styles of ``studyapp.core.marked``."""
        words = runs(text) if marked else (Run(text),)
        self._words = "".join(run.text for run in words)
        self._formats = list(_formats(words))
        self._laid.clear()
        super().setText(plain(text) if marked else text)
        self.updateGeometry()  # also where other marks leave the plain text the same
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edges = self.contentsMargins()
        lines = self._lines(width - edges.left() - edges.right()).lineCount()
        return ceil(lines * self._step()) + edges.top() + edges.bottom()

    def sizeHint(self) -> QSize:
        edges = self.contentsMargins()
        width = (
            min(ceil(self._natural_width()) + 1, theme.px(_WIDEST)) + edges.left() + edges.right()
        )
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
        metrics = QFontMetricsF(self.font())
        base = place.top() + (self._step() - metrics.height()) / 2 + metrics.ascent()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            free = place.width() - line.naturalTextWidth() if at_right else 0
            top = base + number * self._step() - line.ascent()  # raised words need more of it
            line.draw(painter, QPointF(place.left() + free, top))

    def _step(self) -> float:
        return QFontMetricsF(self.font()).height() * _LINE

    def _natural_width(self) -> float:
        if self._formats:
            layout = self._lines(_ENDLESS)
            return max(layout.lineAt(at).naturalTextWidth() for at in range(layout.lineCount()))
        metrics = QFontMetricsF(self.font())
        return max(metrics.horizontalAdvance(line) for line in self._words.split("\n"))

    def _lines(self, width: int) -> QTextLayout:
        """The text broken into lines of this width; a layout asks for few widths, each often."""
        known = self._laid.get(width)
        if known is not None:
            return known
        if len(self._laid) > 8:
            self._laid.clear()
        layout = QTextLayout(self._words.replace("\n", "\u2028"), self.font())
        layout.setFormats(self._formats)
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


def _formats(words: Sequence[Run]) -> Iterator[QTextLayout.FormatRange]:
    """The styles of the words at their places; words of no style have none."""
    positions = Positions("".join(run.text for run in words))
    end = 0
    for run in words:
        start, end = end, end + len(run.text)
        if not run.style:
            continue
        found = QTextLayout.FormatRange()
        first, last = positions.span_to_qt(Span(start, end))
        found.start, found.length = first, last - first
        found.format = _format(run.style)
        yield found


def _format(style: Style) -> QTextCharFormat:
    made = QTextCharFormat()
    if EMPHASIS in style:
        made.setFontItalic(True)
    if LOWERED in style:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    elif RAISED in style:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return made
