"""A page that scrolls: one centred column of readable width."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studyapp.ui import theme

_SCROLLING = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}
_AT_ONCE = 48  # pixels at 100 % text that an arrow key scrolls
_AROUND = 24  # pixels above and below what is brought into sight


class Column(QScrollArea):
    """Add widgets to ``body``; ``width`` is the widest line in pixels at 100 % text."""

    def __init__(self, width: int, *, margin: int = 40, side: int = 32) -> None:
        super().__init__()
        self._scrolling: QWidget | None = None
        self._width = width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("surface", "window")
        self._column = QWidget()
        self._column.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(0, margin, 0, margin)
        self.body.setSpacing(16)
        row = QHBoxLayout(ground)
        row.setContentsMargins(side, 0, side, 0)
        row.addStretch(1)
        row.addWidget(self._column, 1000)
        row.addStretch(1)
        self.setWidget(ground)
        self._fit()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than what is in it: it does not scroll sideways."""
        inside = self.widget()
        bar = self.verticalScrollBar().sizeHint().width()
        narrowest = inside.minimumSizeHint().width() + bar if inside else bar
        return QSize(narrowest, super().minimumSizeHint().height())

    def height_for(self, width: int) -> int:
        """How high it must be at this width for nothing to be out of sight."""
        inside = self.widget()
        return inside.heightForWidth(width) if inside else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        elif (
            watched is self._scrolling
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and self._scroll(Qt.Key(event.key()))
        ):
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Take the width of the text size in use."""
        self._column.setMaximumWidth(theme.px(self._width))

    def scroll_with(self, widget: QWidget) -> None:
        """Scroll with the keys that reach this widget, such as a button below the column.

        Space scrolls too as long as there is more below, and is the widget's own then.
        """
        widget.installEventFilter(self)
        self._scrolling = widget

    def _scroll(self, key: Qt.Key) -> bool:
        """Whether the key scrolls."""
        bar = self.verticalScrollBar()
        if key == Qt.Key.Key_Space and bar.value() < bar.maximum():
            key = Qt.Key.Key_PageDown
        if key not in _SCROLLING:
            return False
        bar.setSingleStep(theme.px(_AT_ONCE))
        bar.triggerAction(_SCROLLING[key])
        return True

    def _on_focus_changed(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """Bring what gets the focus into sight, but nothing that is being clicked away."""
        inside = focused is not None and self.isAncestorOf(focused)
        if focused is not None and inside and not QApplication.mouseButtons():
            self.ensureWidgetVisible(focused, 0, _AROUND)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the column that holds the widget, if any, as far as needed."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Column):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget, 0, _AROUND)


def order_tabs(widget: QWidget) -> None:
    """Let Tab walk through the column that holds the widget as its layouts have it.

    What is made later than what stands below it would else come last.
    """
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Column):
        above = above.parentWidget()
    layout = widget.layout() if above is None else above.body
    stops = [each for each in _held_by(layout) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _held_by(layout: QLayout | None) -> Iterator[QWidget]:
    """The widgets of a layout and all within them, in their order."""
    if layout is None:
        return
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _held_by(inner)
        elif widget is not None:
            yield widget
            yield from _held_by(widget.layout())


def clear_out(layout: QLayout, widgets: Iterable[QWidget]) -> None:
    """Take these widgets out of their layout, and out of sight at once."""
    for widget in widgets:
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
