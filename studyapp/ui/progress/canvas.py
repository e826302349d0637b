"""A chart on the screen, its points within reach of mouse and keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studyapp.ui import theme
from studyapp.ui.progress.plot import Plot, Spot

_REACH = 28  # how near the mouse must come to a point, in pixels


class Canvas(QWidget):
    """Its points are found by the mouse, and walked with the arrow keys, Home and End.

    Signals: ``pointed(str)``, what the point under mouse or keyboard says, or nothing.
    """

    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.plot = Plot()
        self.plot.ground.installEventFilter(self)
        self._draw: Callable[[Plot], None] = lambda _plot: None
        self._at = -1
        self._looks: object = None
        # One drawing is enough, however often the layout changes its mind about the size.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.redraw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3, 3, 3, 3)
        whole.addWidget(self.plot.widget)

    @property
    def spots(self) -> list[Spot]:
        """What can be pointed at in the chart as it stands."""
        if self._later.isActive():
            self.redraw()
        return self.plot.spots

    def show_drawing(self, draw: Callable[[Plot], None]) -> None:
        self._draw = draw
        self._later.start()

    def redraw(self) -> None:
        """Draw anew, in the colours, type and size of now."""
        self._later.stop()
        self._looks, self._at = _looks(), -1
        self.plot.begin()
        self._draw(self.plot)
        self.plot.finish()

    def paint(self, painter: QPainter, corner: QPointF) -> None:
        """Paint the chart elsewhere, as large as here."""
        if self._later.isActive():
            self.redraw()
        self._point(-1)
        self.plot.paint(painter, corner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QMouseEvent() if event.type() is QEvent.Type.MouseMove:
                self._point_at(event.position())
            case _ if event.type() is QEvent.Type.Leave:
                self._point(-1)
            case _ if event.type() is QEvent.Type.Wheel:
                event.ignore()
                return True
            case _ if event.type() is QEvent.Type.Resize and watched is self.plot.ground:
                self._later.start()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.spots) - 1}
        key = Qt.Key(event.key())
        if not self.spots or key not in {**steps, **ends}:
            super().keyPressEvent(event)
        elif key in ends:
            self._point(ends[key])
        else:
            start = self._at if self._at >= 0 or key is Qt.Key.Key_Right else len(self.spots)
            self._point(min(max(start + steps[key], 0), len(self.spots) - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(-1)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._looks != _looks():
            self._later.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.in_use().surface))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.in_use().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _point_at(self, position: QPointF) -> None:
        near = [(self.plot.distance(spot, position), at) for at, spot in enumerate(self.spots)]
        distance, at = min(near, default=(_REACH, -1))
        self._point(at if distance < _REACH else -1)

    def _point(self, at: int) -> None:
        """Tell what a point says; -1 is none."""
        if at == self._at:
            return
        self._at = at
        spot = self.spots[at] if at >= 0 else None
        self.plot.show_ring(spot)
        self.pointed.emit(spot.says if spot else "")


def _looks() -> object:
    return theme.in_use(), theme.px(100)
