"""Choices as cards: an option of a question, a line that can be ticked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
)

from studyapp.ui import theme
from studyapp.ui.widgets import icons
from studyapp.ui.widgets.buttons import ENTER_KEYS
from studyapp.ui.widgets.text import label, prose, set_look

# Qt classes cannot be inherited twice: what both kinds share is a plain class at run time.
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


_TAKEN_AWAY = 0.45


class _Choice(_Button):
    """As high as the wrapped text, clickable all over."""

    _row: QHBoxLayout
    _room: tuple[int, int]

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the page: some desktops would have it press the choice."""
        if event.key() in ENTER_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fill(self, text: QLabel, before: int, above: int) -> None:
        """Lay out the label behind the badge; distances in pixels at 100 % text."""
        row = self._row = QHBoxLayout(self)
        self._room = (before, above)
        self._fit()
        text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(text, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _fit(self) -> None:
        """Make room around the label, in the text size in use."""
        before, above = self._room
        self._row.setContentsMargins(
            theme.px(before), theme.px(above), theme.px(14), theme.px(above)
        )

    def _paint_ground(
        self, painter: QPainter, ground: str, border: str, *, radius: int, rest: bool
    ) -> None:
        """The card itself; where ``rest`` is False, only under the pointer or the focus."""
        colours = theme.in_use()
        focused = self.hasFocus()
        if not (rest or focused or self.underMouse()):
            return
        width = 2 if focused else 1
        inset = width / 2
        hovered = self.underMouse() and self.isEnabled() and not self.isChecked()
        painter.setPen(QPen(QColor(colours.accent if focused else border), width))
        painter.setBrush(QColor(colours.hover if hovered else ground))
        place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(place, radius, radius)


class _Option(_Choice):
    """An answer to choose, with the number that chooses it in a badge before it."""

    def _set_up(self, number: int, text: str, radius: int, *, marked: bool) -> None:
        self._number = number
        self._radius = radius
        self.is_taken_away = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._label = prose(text, "lead", marked=marked)
        self.setAccessibleName(self._label.text())
        self._fill(self._label, 60, 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave walking from option to option to the form: Qt stops at either end."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def take_away(self) -> None:
        """Show that this is not the answer: it cannot be chosen any more."""
        self.is_taken_away = True
        self.setChecked(False)
        self.setEnabled(False)
        self.setAccessibleDescription(self.tr("taken away by a hint"))
        set_look(self._label, "role", "lead-off")

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.in_use()
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setOpacity(_TAKEN_AWAY if self.is_taken_away else 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(
            painter,
            colours.accent_soft if chosen else colours.surface,
            colours.accent if chosen else colours.hairline,
            radius=10,
            rest=True,
        )
        side = theme.px(26)
        badge = QRectF(theme.px(17), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.control), 1))
        painter.setBrush(QColor(colours.accent if chosen else colours.surface))
        painter.drawRoundedRect(badge, self._radius, self._radius)
        painter.setPen(QColor(colours.on_accent if chosen else colours.muted))
        font = self.font()
        font.setPixelSize(theme.px(13))
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._number))


class OptionButton(_Option, QRadioButton):
    """One answer of several, of which one is chosen."""

    def __init__(self, number: int, text: str, *, marked: bool = False) -> None:
        super().__init__()
        self._set_up(number, text, theme.px(13), marked=marked)


class OptionTick(_Option, QCheckBox):
    """One answer of several, of which any number is chosen."""

    def __init__(self, number: int, text: str, *, marked: bool = False) -> None:
        super().__init__()
        self._set_up(number, text, 6, marked=marked)


class CheckRow(_Choice, QCheckBox):
    """A line that can be ticked, perhaps with a number at its end: how many questions it brings.

    ``flush`` lines stand at the edge of what is around them.
    """

    def __init__(self, text: str, *, flush: bool = False) -> None:
        super().__init__()
        self._text = text
        self._before = 2 if flush else 12
        self.setAccessibleName(text)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._count = label("", "small", wrap=False)
        self._label = label(text)
        self._fill(self._label, self._before + 30, 9)
        self._row.addWidget(self._count)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_count(self, count: int) -> None:
        self._count.setText(str(count))
        self.setAccessibleName(
            self.tr("{text}, {count} questions").format(text=self._text, count=count)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.in_use()
        ticked = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, colours.hover, colours.hover, radius=8, rest=False)
        side = theme.px(18)
        box = QRectF(theme.px(self._before), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(colours.accent if ticked else colours.control), 1.4))
        painter.setBrush(QColor(colours.accent if ticked else colours.surface))
        painter.drawRoundedRect(box, 5, 5)
        if ticked:
            icons.draw(painter, "right", colours.on_accent, box.adjusted(3, 3, -3, -3))
