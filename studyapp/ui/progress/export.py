"""A chart as a file: a picture, a drawing or its numbers."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from studyapp.ui import theme
from studyapp.ui.progress.canvas import Canvas
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.numbers import as_csv

_SHARPNESS = 2  # pixels of a picture for each on the screen
_MARGIN = 24
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


def export(path: Path, chart: Chart, canvas: Canvas) -> None:
    """Write the chart as its suffix says (.png, .svg, .csv); raises OSError."""
    match path.suffix.lower():
        case ".csv":
            written = as_csv(chart.numbers).encode("utf-8-sig")
        case ".svg":
            written = _drawing(chart, canvas)
        case _:
            written = _picture(chart, canvas)
    path.write_bytes(written)


def file_name(chart: Chart, day: date) -> str:
    """A name for the file, without suffix."""
    words = "".join(one if one.isalnum() else " " for one in chart.title.lower()).split()
    return f"{'-'.join(words)}-{day.isoformat()}"


def _picture(chart: Chart, canvas: Canvas) -> bytes:
    size = _size(chart, canvas)
    image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    painter = QPainter(image)
    _paint(painter, size, chart, canvas)
    painter.end()
    written = QBuffer()
    QImageWriter(written, QByteArray(b"png")).write(image)
    return bytes(written.data().data())


def _drawing(chart: Chart, canvas: Canvas) -> bytes:
    size = _size(chart, canvas)
    written = QBuffer()
    drawing = QSvgGenerator()
    drawing.setOutputDevice(written)
    drawing.setSize(size)
    drawing.setResolution(canvas.logicalDpiX())  # or what Qt measures and what it draws differ
    drawing.setViewBox(QRectF(0, 0, size.width(), size.height()))
    drawing.setTitle(chart.title)
    drawing.setDescription(chart.reading)
    painter = QPainter(drawing)
    _paint(painter, size, chart, canvas)
    painter.end()
    return bytes(written.data().data())


def _size(chart: Chart, canvas: Canvas) -> QSize:
    width = canvas.width() + 2 * _MARGIN
    nowhere = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(nowhere)
    below = _write_words(painter, width, chart)
    painter.end()
    return QSize(width, below + canvas.height() + _MARGIN // 2)


def _paint(painter: QPainter, size: QSize, chart: Chart, canvas: Canvas) -> None:
    """Title, reading and unit, and below them the chart as large as on the screen."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.in_use().surface))
    below = _write_words(painter, size.width(), chart)
    canvas.paint(painter, QPointF(_MARGIN, below))


def _write_words(painter: QPainter, width: int, chart: Chart) -> int:
    """Returns where they end."""
    colours = theme.in_use()
    top = _MARGIN * 0.75
    for text, pixels, bold, ink in (
        (chart.title, 20, True, colours.text),
        (chart.reading, 15, False, colours.text),
        (chart.unit, 13, False, colours.muted),
    ):
        font = QFont(QApplication.font())
        font.setPixelSize(theme.px(pixels))
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        place = QRectF(_MARGIN, top, width - 2 * _MARGIN, 1000)
        top = painter.drawText(place, _WRAPPED, text).bottom() + 6
    return round(top) + 8
