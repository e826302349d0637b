"""The quiet rail at the left that leads from screen to screen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from studyapp.ui import theme
from studyapp.ui.widgets import icons
from studyapp.ui.widgets.buttons import ENTER_KEYS

_ICON = 24


class NavRail(QFrame):
    """One button per screen, the last one at the bottom.

    Signals: ``chosen(int)``, the number of the screen from 0.
    """

    chosen = Signal(int)

    def __init__(self, screens: Sequence[tuple[str, str]]) -> None:
        """``screens`` are the names of icons with the captions below them."""
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Screens"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._group = QButtonGroup(self)
        self._drawn: tuple[theme.Colours, int] | None = None
        self._icons = [name for name, _ in screens]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 12)
        column.setSpacing(6)
        for number, (_, caption) in enumerate(screens):
            if number == len(screens) - 1:
                column.addStretch(1)
            button = _RailButton(caption, f"Ctrl+{number + 1}")
            self._group.addButton(button, number)
            column.addWidget(button)
        self._group.idClicked.connect(self.chosen)
        self._draw_icons()

    def show_screen(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._draw_icons()

    def _draw_icons(self) -> None:
        colours = theme.in_use()
        side = theme.px(_ICON)
        if self._drawn == (colours, side):
            return
        self._drawn = (colours, side)
        for number, name in enumerate(self._icons):
            button = self._group.button(number)
            button.setIcon(icons.icon(name, colours.muted, colours.accent, side))
            button.setIconSize(QSize(side, side))


class _RailButton(QToolButton):
    def __init__(self, caption: str, keys: str) -> None:
        super().__init__()
        self.setText(caption)
        self.setToolTip(f"{caption}  ({keys})")
        self.setAccessibleName(caption)
        self.setProperty("nav", "true")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            self.click()
        else:
            super().keyPressEvent(event)
