"""Pages as PDF, on a printer and as images."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter, QPdfWriter

from studyapp import __version__
from studyapp.storage.private import write_whole
from studyapp.ui.printing.document import Document
from studyapp.ui.printing.paging import Page
from studyapp.ui.printing.sheet import PER_INCH, WHITE

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Step(Struct, frozen=True):
    """So many of all sections are done; of 0 where it is not known how many there are."""

    done: int
    of: int


# Work in steps: between them it can be told how far it is, and stopped.
Steps = Generator[Step, None, None]


class NotPrinted(Exception):
    """The device took no page; the sentence is for the user."""


def save_pdf(document: Document, path: Path) -> Steps:
    """Write the file, whole or not at all; raises OSError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PER_INCH)
    writer.setTitle(document.paper.title)
    writer.setCreator(f"studyapp {__version__}")
    writer.setPageLayout(document.sheet.page_layout)
    yield from _paint(document, writer, 1.0, lambda: None)
    write_whole(path, bytes(buffer.data().data()))


def send_to(document: Document, printer: "QPrinter") -> Steps:
    """Print all pages, or those that were chosen in the dialog of the printer."""
    printer.setPageLayout(document.sheet.page_layout)
    printer.setDocName(document.paper.title)
    chosen = range(max(printer.fromPage(), 1), (printer.toPage() or document.count) + 1)
    scale = printer.resolution() / PER_INCH
    yield from _paint(document, printer, scale, printer.abort, chosen)


def image_of(document: Document, page: Page, width: int, ratio: float) -> QImage:
    """The page as an image that is so wide on a screen with so many pixels for each of its own."""
    sheet = document.sheet
    pixels = max(1, round(width * ratio))
    image = QImage(pixels, round(pixels * sheet.height / sheet.width), QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(pixels / sheet.width, pixels / sheet.width)
    document.draw(painter, page)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _paint(
    document: Document,
    device: QPagedPaintDevice,
    scale: float,
    abort: Callable[[], object],
    chosen: range | None = None,
) -> Steps:
    painter = QPainter()
    if not painter.begin(device):
        raise NotPrinted
    try:
        number = 0
        drawn = False
        for section in range(len(document.sections)):
            step = Step(section, len(document.sections))
            for _ in document.setting(section):
                yield step
            for page in document.pages(section):
                yield step
                number += 1
                if chosen is not None and number not in chosen:
                    continue
                if drawn:
                    device.newPage()
                drawn = True
                painter.resetTransform()
                painter.scale(scale, scale)
                document.draw(painter, page)
    except GeneratorExit:
        abort()
        raise
    finally:
        painter.end()
