"""Line icons from ``resources/icons``, drawn in any colour."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from studyapp.storage.shipped import shipped


def draw(painter: QPainter, name: str, colour: str, place: QRectF) -> None:
    """Paint an icon into a rectangle of the painter's own units."""
    _renderer(name, colour).render(painter, place)


def icon(name: str, colour: str, checked_colour: str, pixels: int) -> QIcon:
    """An icon of two colours: as it stands, and where its button is checked."""
    made = QIcon()
    for shown, state in ((colour, QIcon.State.Off), (checked_colour, QIcon.State.On)):
        for ratio in (1, 2):
            made.addPixmap(_pixmap(name, shown, pixels, ratio), QIcon.Mode.Normal, state)
    return made


def app_icon() -> QIcon:
    """The program's own icon, in the sizes that window managers ask for."""
    made = QIcon()
    for pixels in (16, 32, 64, 128):
        made.addPixmap(_pixmap("studyapp", "", pixels, 1))
    return made


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = shipped(f"resources/icons/{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))


def _pixmap(name: str, colour: str, pixels: int, ratio: int) -> QPixmap:
    pixmap = QPixmap(QSize(pixels, pixels) * ratio)
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    draw(painter, name, colour, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
