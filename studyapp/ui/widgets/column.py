"""A page that scrolls: one centred column of readable width."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from studyapp.ui import theme


class Column(QScrollArea):
    """Add widgets to ``body``; ``width`` is the widest line in pixels at 100 % text."""

    def __init__(self, width: int, *, margin: int = 40, side: int = 32) -> None:
        super().__init__()
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

    def minimumSizeHint(self) -> QSize:
        """Never narrower than what is in it: it does not scroll sideways."""
        inside = self.widget()
        bar = self.verticalScrollBar().sizeHint().width()
        narrowest = inside.minimumSizeHint().width() + bar if inside else bar
        return QSize(narrowest, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Take the width of the text size in use."""
        self._column.setMaximumWidth(theme.px(self._width))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Bring what gets the focus into sight, as a plain scroll area does not for children."""
        moved = super().focusNextPrevChild(forward)
        focused = self.focusWidget()
        if moved and focused is not None:
            self.ensureWidgetVisible(focused, 0, 24)
        return moved
