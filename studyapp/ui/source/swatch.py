"""A sample of how the sentences of one state are set."""

from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QWidget

from studyapp.core.mastery import Level
from studyapp.ui import theme
from studyapp.ui.source import states
from studyapp.ui.widgets import icons

_WIDE, _HIGH, _CROSS = 28, 22, 12  # pixels at 100 % text


class Swatch(QWidget):
    """Shows letters on the ground of the level, underlined as in the text.

    ``missed`` shows what is added where an answer was wrong: the wavy line and the cross.
    """

    def __init__(self, level: Level, *, missed: bool = False) -> None:
        super().__init__()
        self._level = level
        self._missed = missed
        self._fit()

    def show_level(self, level: Level, *, missed: bool) -> None:
        self._level, self._missed = level, missed
        self._fit()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = states.look(self._level, missed=self._missed)
        colours = theme.in_use()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(0, 0, theme.px(_WIDE), self.height())
        letters = QTextCharFormat()
        letters.setForeground(QColor(colours.text))
        if look is not None:
            painter.fillRect(place, QColor(look.ground))
            letters.setUnderlineStyle(look.style)
            letters.setUnderlineColor(QColor(look.line))
        self._paint_letters(painter, place, letters)
        if self._missed:
            side = theme.px(_CROSS)
            cross = QRectF(place.right() + 2, (self.height() - side) / 2, side, side)
            icons.draw(painter, "wrong", colours.wrong, cross)

    def _paint_letters(self, painter: QPainter, place: QRectF, letters: QTextCharFormat) -> None:
        font = QFont()
        font.setFamilies([*theme.present(theme.READING_FAMILIES), "serif"])
        font.setPixelSize(theme.px(14))
        layout = QTextLayout("abc", font)
        whole = QTextLayout.FormatRange()
        whole.start, whole.length, whole.format = 0, 3, letters
        layout.setFormats([whole])
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        width, height = line.naturalTextWidth(), line.height()
        corner = QPointF((place.width() - width) / 2, (place.height() - height) / 2)
        layout.draw(painter, corner)

    def _fit(self) -> None:
        cross = theme.px(_CROSS) + 2 if self._missed else 0
        self.setFixedSize(theme.px(_WIDE) + cross, theme.px(_HIGH))
