"""The sheet of paper, and the letters on it.

All lengths are tenths of a typographic point (1/720 inch), so that whole pixels of a
font are fine enough, and what is measured is what is printed on every device.
"""

from enum import StrEnum
from functools import cache

from msgspec import Struct
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPageLayout, QPageSize

PER_INCH = 720
POINT = PER_INCH / 72
MM = PER_INCH / 25.4

# Text sizes in points: 14 and 18 for eyes that need more (RNIB calls 16 to 18 large print).
TEXT_SIZES = (9, 10, 11, 12, 14, 18)
USUAL_TEXT = 11

BLACK = QColor("#000000")
GREY = QColor("#555555")  # also in print well to be read
WHITE = QColor("#ffffff")
PALE = QColor("#9a9a9a")  # for lines

_SIDE = 20 * MM
_TOP = 18 * MM
_BOTTOM = 22 * MM
_FOOT = 14 * MM  # from the lower edge to the words of the foot
LEADING = 1.36  # distance of lines as a multiple of the size

# For reading on paper; what stands in brackets behind a name is its maker.
_FAMILIES = (
    "Literata",
    "Source Serif 4",
    "Charter",
    "Century Schoolbook",
    "C059",
    "Palatino Linotype",
    "P052",
    "Georgia",
    "Noto Serif",
    "Liberation Serif",
    "DejaVu Serif",
)


class PaperSize(StrEnum):
    A4 = "a4"
    LETTER = "letter"


class Sheet(Struct, frozen=True):
    """A sheet of this size, filled with text of so many points."""

    size: PaperSize = PaperSize.A4
    points: int = USUAL_TEXT

    @property
    def page_layout(self) -> QPageLayout:
        """Upright and without margins of the device: ours are part of what is drawn."""
        upright = QPageLayout.Orientation.Portrait
        layout = QPageLayout(_page_size(self.size), upright, QMarginsF(0, 0, 0, 0))
        layout.setMode(QPageLayout.Mode.FullPageMode)
        return layout

    @property
    def width(self) -> float:
        return _page_size(self.size).sizePoints().width() * POINT

    @property
    def height(self) -> float:
        return _page_size(self.size).sizePoints().height() * POINT

    @property
    def left(self) -> float:
        return _SIDE

    @property
    def top(self) -> float:
        return _TOP

    @property
    def text_width(self) -> float:
        """How wide the lines are."""
        return self.width - 2 * _SIDE

    @property
    def text_height(self) -> float:
        """How much stands on a page above its foot."""
        return self.height - _TOP - _BOTTOM

    @property
    def foot(self) -> float:
        """Where the foot begins."""
        return self.height - _FOOT


class Style(Struct, frozen=True):
    """How words look: ``step`` from line to line, ``drop`` from its top to the base line."""

    font: QFont
    step: float
    drop: float
    ink: QColor

    def width_of(self, text: str) -> float:
        return QFontMetricsF(self.font).horizontalAdvance(text)


class Type:
    """The styles of one text size."""

    def __init__(self, points: int) -> None:
        self.em = points * POINT
        self.body = _style(points)
        self.strong = _style(points, bold=True)
        self.italic = _style(points, italic=True)
        self.small = _style(points * 0.86, ink=GREY)
        self.small_strong = _style(points * 0.86, bold=True)
        self.title = _style(points * 1.7)
        self.heading = _style(points * 1.15, bold=True)
        self.foot = _style(max(8.5, points * 0.7), ink=GREY)


@cache
def type_of(points: int) -> Type:
    return Type(points)


def _style(
    points: float, *, bold: bool = False, italic: bool = False, ink: QColor = BLACK
) -> Style:
    font = QFont()
    font.setFamilies([*_installed(), font.family()])
    font.setPixelSize(round(points * POINT))
    font.setBold(bold)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    metrics = QFontMetricsF(font)
    step = points * POINT * LEADING
    drop = (step - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
    return Style(font, step, drop, ink)


@cache
def _installed() -> tuple[str, ...]:
    """Those of the families that are installed, by their full names."""
    found: dict[str, str] = {}
    for family in QFontDatabase.families():
        found.setdefault(family.partition(" [")[0], family)
    return tuple(found[family] for family in _FAMILIES if family in found)


def _page_size(size: PaperSize) -> QPageSize:
    match size:
        case PaperSize.A4:
            return QPageSize(QPageSize.PageSizeId.A4)
        case PaperSize.LETTER:
            return QPageSize(QPageSize.PageSizeId.Letter)
