"""A plot in the colours and type of the window; the only module that knows pyqtgraph."""

from collections.abc import Callable, Sequence
from typing import Any

import pyqtgraph as pg
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from studyapp.core.scheduling.days import Day
from studyapp.core.statistics.timeline import Period
from studyapp.ui import theme
from studyapp.ui.progress import dates
from studyapp.ui.progress.numbers import percent

pg.setConfigOptions(antialias=True)

_TEXT = 12
_OVERHANG = 60  # how far a label may reach beyond its axis, in pixels


class Spot(Struct, frozen=True):
    """A point of the chart that can be asked about, and what it says."""

    x: float
    y: float
    says: str


class Plot:
    """Charts draw with the methods below, between ``begin`` and ``finish``, in units of their own.

    The points in ``spots`` can be pointed at.
    """

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self._plot: Any = pg.PlotWidget()
        self._plot.setFrameShape(QFrame.Shape.NoFrame)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.viewport().setMouseTracking(True)
        self._box: Any = self._plot.getViewBox()
        # What is written beside the last point stands outside of the axes.
        self._box.setFlag(self._box.GraphicsItemFlag.ItemClipsChildrenToShape, False)
        self._box.setDefaultPadding(0)
        self._ring: Any = None
        self._boxes: list[tuple[tuple[float, float, float, float], QBrush, QPen]] = []
        self._levels: list[tuple[float, bool]] = []
        self._square = 1.0
        self._origin = 0.0

    # --- for those who show the chart

    @property
    def widget(self) -> QWidget:
        shown: QWidget = self._plot
        return shown

    @property
    def ground(self) -> QWidget:
        """What gets the events of the mouse."""
        shown: QWidget = self._plot.viewport()
        return shown

    def begin(self) -> None:
        """Forget all that was drawn."""
        self._ring = None
        self.spots, self._boxes, self._levels = [], [], []
        self._plot.clear()
        self._plot.setBackground(theme.in_use().surface)
        for side in ("left", "bottom", "top", "right"):
            self._plot.hideAxis(side)
        self.margins()

    def finish(self) -> None:
        """Put what lies behind lines and words where it belongs."""
        self._add_levels()
        self._add_boxes()

    def show_ring(self, spot: Spot | None) -> None:
        """Put a ring around a spot, or take it off."""
        if self._ring is not None:
            self._plot.removeItem(self._ring)
        self._ring = None
        if spot is not None:
            pen = QPen(QColor(theme.in_use().text), 2)
            pen.setCosmetic(True)
            at = ([spot.x - self._origin], [spot.y])
            self._ring = pg.ScatterPlotItem(*at, size=theme.px(15), pen=pen, brush=None)
            self._plot.addItem(self._ring)

    def distance(self, spot: Spot, position: QPointF) -> float:
        """How many pixels lie between a spot and a place on the ground."""
        scene = self._box.mapViewToScene(QPointF(spot.x - self._origin, spot.y))
        apart = QPointF(self._plot.mapFromScene(scene)) - position
        return float((apart.x() ** 2 + apart.y() ** 2) ** 0.5)

    def paint(self, painter: QPainter, corner: QPointF) -> None:
        """Paint the chart elsewhere in the size of the screen, as drawing and not as picture."""
        painter.save()
        painter.translate(corner)
        here = self._plot.viewport().rect()
        for item in self._exported():
            item.setExportMode(True, {"painter": painter, "antialias": True, "resolutionScale": 1})
        self._plot.scene().render(painter, QRectF(here), self._plot.mapToScene(here).boundingRect())
        for item in self._exported():
            item.setExportMode(False)
        painter.restore()

    # --- for those who draw

    def room(self) -> tuple[float, float]:
        """Width and height of the whole canvas, in pixels."""
        return float(self._plot.width()), float(self._plot.height())

    def text_width(self, text: str, *, bold: bool = False) -> float:
        return QFontMetricsF(self._font(_TEXT, bold=bold)).horizontalAdvance(text)

    def letters(self, share: float) -> int:
        """How many letters of a name fill this share of the width."""
        return max(8, int(share * self._plot.width() / (self.text_width("abcdefghij") / 10)))

    def margins(self, *, left: float = 4, top: float = 8, right: float = 12) -> None:
        """Room for what is written outside of the axes, in pixels."""
        self._plot.getPlotItem().layout.setContentsMargins(left, top, right, 4)

    def span(self, x: tuple[float, float], y: tuple[float, float], *, down: bool = False) -> None:
        """The units that fit between the axes; ``down``: the first y is at the top."""
        self._box.invertY(down)
        # Days are large numbers, and drawings are written with six figures.
        self._origin = float(int(x[0]))
        self._box.setRange(xRange=[at - self._origin for at in x], yRange=y, padding=0)

    def square(self, x: tuple[float, float], y: tuple[float, float], *, left: float) -> None:
        """Units that are as high as wide, from the upper left; ``left`` pixels stay free."""
        width, height = self.room()
        self._square = min((width - left - 24) / (x[1] - x[0]), (height - 24) / (y[1] - y[0]))
        self.margins(left=left)
        right = x[0] + (width - left - 22) / self._square
        bottom = y[0] + (height - 18) / self._square
        self.span((x[0], right), (y[0], bottom), down=True)

    def square_side(self) -> float:
        """How many pixels a unit of ``square`` is."""
        return self._square

    def day_axis(self, first: Day, last: Day, period: Period = Period.DAY) -> None:
        """Dates below, at the beginnings of periods; a day is one unit."""
        most = max(2, int(self._plot.width() / (self.text_width("00 Mmm ") * 1.8)))
        self.axis("bottom", dates.ticks(first, last, period, most), lined=True)

    def share_axis(self, low: float = 0.0) -> None:
        """Percent at the left, with a hairline every quarter (or tenth, where it begins high)."""
        step = 25 if low == 0 else 10
        marks = [at / 100 for at in range(round(low * 100), 101, step)]
        self.axis("left", [(mark, percent(mark)) for mark in marks])
        for mark in marks:
            self.level(mark)

    def count_axis(self, most: float, name: Callable[[float], str] = lambda at: f"{at:g}") -> float:
        """Round numbers at the left from 0; returns where the axis ends."""
        step = _round_step(most)
        marks = [step * number for number in range(int(-(-most // step)) + 1)]
        self.axis("left", [(mark, name(mark)) for mark in marks])
        for mark in marks:
            self.level(mark)
        return marks[-1]

    def axis(self, side: str, marks: Sequence[tuple[float, str]], *, lined: bool = False) -> None:
        """Names at a side of the plot."""
        colours = theme.in_use()
        self._plot.showAxis(side)
        axis = self._plot.getAxis(side)
        axis.setStyle(
            tickLength=0,
            tickAlpha=0,
            tickTextOffset=8,
            tickFont=self._font(_TEXT),
            hideOverlappingLabels=_OVERHANG,
        )
        axis.setTextPen(QColor(colours.muted))
        axis.setPen(QPen(QColor(colours.control)) if lined else QPen(Qt.PenStyle.NoPen))
        start = 0.0 if side in ("left", "right") else self._origin
        axis.setTicks([[(at - start, name) for at, name in marks], []])
        if side in ("left", "right"):
            axis.setWidth(max((self.text_width(name) for _, name in marks), default=0) + 16)
        else:
            axis.setHeight(theme.px(_TEXT) * 1.4 + 14)

    def level(self, y: float, *, dashed: bool = False) -> None:
        """A line across: a hairline of the grid, or a dashed one that stands out."""
        self._levels.append((y, dashed))

    def curve(
        self, points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False
    ) -> None:
        """A line through the points, without marks."""
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        pen = QPen(QColor(colour), 2.2, style)
        pen.setCosmetic(True)
        self._plot.addItem(
            pg.PlotCurveItem([x - self._origin for x, _ in points], [y for _, y in points], pen=pen)
        )

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        *,
        dashed: bool = False,
        symbol: str = "o",
        dots: bool = True,
    ) -> None:
        """A line through the points with marks on all of them, or only on the last."""
        self.curve(points, colour, dashed=dashed)
        marks = points if dots else points[-1:]
        self.dots(marks, colour, symbol=symbol, rim=theme.in_use().surface)

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        *,
        symbol: str = "o",
        size: float = 8,
        rim: str = "",
    ) -> None:
        pen = QPen(QColor(rim or colour), 1.2)
        pen.setCosmetic(True)  # or its width would be one of the symbol's own units
        scatter = pg.ScatterPlotItem(
            [x - self._origin for x, _ in points],
            [y for _, y in points],
            size=theme.px(round(size)),
            symbol=symbol,
            brush=QBrush(QColor(colour)),
            pen=pen,
            useCache=False,  # or a drawing would hold pictures of them
        )
        self._plot.addItem(scatter)

    def box(
        self, place: tuple[float, float, float, float], fill: str, *, rim: str = "", wide: float = 1
    ) -> None:
        """A rectangle from x, y over a width and a height, behind all lines and words."""
        pen = QPen(QColor(rim), wide) if rim else QPen(Qt.PenStyle.NoPen)
        pen.setCosmetic(True)
        brush = QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush)
        self._boxes.append((place, brush, pen))

    def text(
        self,
        at: tuple[float, float],
        said: str,
        *,
        colour: str = "",
        anchor: tuple[float, float] = (0.5, 0.5),
        bold: bool = False,
        angle: float = 0,
        size: int = _TEXT,
    ) -> None:
        """Words at a point; ``anchor`` is the part of them that lies there."""
        item = pg.TextItem(color=QColor(colour or theme.in_use().text), anchor=anchor, angle=angle)
        item.setPlainText(said)
        item.setFont(self._font(size, bold=bold))
        item.textItem.document().setDocumentMargin(2)
        self._plot.addItem(item)
        item.setPos(at[0] - self._origin, at[1])

    def _exported(self) -> list[Any]:
        """What pyqtgraph must be told that it is painted elsewhere than on the screen."""
        return [item for item in self._plot.scene().items() if hasattr(item, "setExportMode")]

    def _add_levels(self) -> None:
        """Curves from side to side: pyqtgraph's own endless lines crash when they are removed."""
        colours = theme.in_use()
        (left, right), _ = self._box.viewRange()
        for dashed in (False, True):
            levels = [y for y, is_dashed in self._levels if is_dashed is dashed]
            style = Qt.PenStyle.DotLine if dashed else Qt.PenStyle.SolidLine
            ink = colours.muted if dashed else colours.hairline
            pen = QPen(QColor(ink), 1.5 if dashed else 1, style)
            pen.setCosmetic(True)
            across = [at for _ in levels for at in (left, right)]
            twice = [y for y in levels for _ in (left, right)]
            lines = pg.PlotCurveItem(across, twice, pen=pen, connect="pairs")
            lines.setZValue(-2)
            self._plot.addItem(lines)

    def _add_boxes(self) -> None:
        """All rectangles as one item: a year of days is many."""
        if self._boxes:
            places = [place for place, _, _ in self._boxes]
            item = pg.BarGraphItem(
                x0=[x - self._origin for x, _, _, _ in places],
                y0=[y for _, y, _, _ in places],
                width=[width for _, _, width, _ in places],
                height=[height for _, _, _, height in places],
                brushes=[brush for _, brush, _ in self._boxes],
                pens=[pen for _, _, pen in self._boxes],
            )
            item.setZValue(-1)
            self._plot.addItem(item)

    def _font(self, pixels: int, *, bold: bool = False) -> QFont:
        font = QFont(QApplication.font())
        font.setPixelSize(theme.px(pixels))
        font.setBold(bold)
        return font


def _round_step(most: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 … that needs at most five steps."""
    step = 1.0
    while most / step > 5:
        step *= 2.5 if f"{step:e}".startswith("2") else 2
    return step


def blend(one: str, other: str, share: float) -> str:
    """A colour on the way from one to the other."""
    first, second = QColor(one), QColor(other)
    mixed = [
        round(a + (b - a) * share)
        for a, b in (
            (first.red(), second.red()),
            (first.green(), second.green()),
            (first.blue(), second.blue()),
        )
    ]
    return QColor(*mixed).name()
