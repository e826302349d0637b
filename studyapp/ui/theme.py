"""Colours, type sizes and the style sheet, made from one small table of colours per scheme.

``setColorScheme`` has no effect on the xcb and offscreen platforms, so the
application always runs the Fusion style with palettes of its own.
"""

from enum import StrEnum
from functools import cache
from string import Template

from msgspec import Struct
from msgspec.structs import asdict
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from studyapp.storage.shipped import shipped


class Scheme(StrEnum):
    """What a learner can choose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Colours(Struct, frozen=True):
    """One scheme. ``*_soft`` are backgrounds for text of the colour they are named after.

    ``second`` is for the line of a chart beside the one in ``accent``. From ``unseen`` on
    they tint what is known of a text, with lines to underline it.
    """

    window: str
    rail: str
    surface: str
    hover: str
    text: str
    muted: str
    hairline: str
    control: str
    track: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    disabled: str
    on_disabled: str
    right: str
    right_soft: str
    partly: str
    partly_soft: str
    wrong: str
    wrong_soft: str
    mark: str
    on_mark: str
    mark_line: str
    mark_bar: str
    other: str
    other_line: str
    second: str
    unseen: str
    unseen_line: str
    weak: str
    weak_line: str
    learning: str
    learning_line: str
    known: str
    known_line: str


LIGHT = Colours(
    window="#f7f4ee",
    rail="#f0ece3",
    surface="#fffdf9",
    hover="#f4f0e7",
    text="#24221e",
    muted="#655f55",
    hairline="#e3ddd0",
    control="#8d8577",
    track="#e0d9cb",
    accent="#1d6a73",
    accent_hover="#17565e",
    on_accent="#ffffff",
    accent_soft="#e1eeee",
    disabled="#e6e1d6",
    on_disabled="#625c52",
    right="#24663a",
    right_soft="#e4f1e5",
    partly="#7a5000",
    partly_soft="#faeed2",
    wrong="#9c3226",
    wrong_soft="#fae7e2",
    mark="#fdeaa8",
    on_mark="#24221e",
    mark_line="#a06a00",
    mark_bar="#a06a00",
    other="#dbe8f6",
    other_line="#2f6ba8",
    second="#9a6000",
    unseen="#efece6",
    unseen_line="#7d776b",
    weak="#fadcd2",
    weak_line="#b0472a",
    learning="#e6efc0",
    learning_line="#5f7800",
    known="#bfe5cb",
    known_line="#1f6f45",
)
DARK = Colours(
    window="#17181a",
    rail="#121314",
    surface="#202225",
    hover="#292c30",
    text="#e8e5df",
    muted="#a8a39a",
    hairline="#33363b",
    control="#777c84",
    track="#3a3e44",
    accent="#7cc0c6",
    accent_hover="#95d0d5",
    on_accent="#0c2023",
    accent_soft="#1f3639",
    disabled="#2b2e32",
    on_disabled="#a09b92",
    right="#86cf9c",
    right_soft="#1c3324",
    partly="#e8bd68",
    partly_soft="#392d15",
    wrong="#f2a194",
    wrong_soft="#3b2523",
    mark="#574813",
    on_mark="#fff6dd",
    mark_line="#eec560",
    mark_bar="#eec560",
    other="#203b57",
    other_line="#86b9ec",
    second="#eec560",
    unseen="#2d3035",
    unseen_line="#949aa3",
    weak="#4a2a22",
    weak_line="#ec9a80",
    learning="#363f16",
    learning_line="#bccf5c",
    known="#17452f",
    known_line="#74c98c",
)
CONTRAST = Colours(
    window="#000000",
    rail="#000000",
    surface="#000000",
    hover="#1f1f1f",
    text="#ffffff",
    muted="#f0f0f0",
    hairline="#ffffff",
    control="#ffffff",
    track="#5c5c5c",
    accent="#ffe14d",
    accent_hover="#fff0a0",
    on_accent="#000000",
    accent_soft="#2e2900",
    disabled="#000000",
    on_disabled="#8f8f8f",
    right="#7dff9b",
    right_soft="#002b0c",
    partly="#ffe14d",
    partly_soft="#2e2900",
    wrong="#ffa79c",
    wrong_soft="#3a0800",
    mark="#ffe14d",
    on_mark="#000000",
    mark_line="#000000",
    mark_bar="#ffe14d",
    other="#003a70",
    other_line="#7fd0ff",
    second="#7fd0ff",
    unseen="#1f1f1f",
    unseen_line="#d8d8d8",
    weak="#4a1a08",
    weak_line="#ff9f7a",
    learning="#2f3a00",
    learning_line="#d9f23f",
    known="#00401a",
    known_line="#7dff9b",
)

TEXT_PERCENTS = (85, 100, 115, 130, 150, 175)
READING_FAMILIES = ("Literata", "Source Serif 4", "Charter", "Georgia", "DejaVu Serif")
_SCREEN_FAMILIES = (
    "Inter",
    "SF Pro Text",
    "Segoe UI Variable Text",
    "Segoe UI",
    "Cantarell",
    "Ubuntu",
    "Noto Sans",
    "Open Sans",
    "DejaVu Sans",
)
_BASE_PIXELS = 14
_IN_USE = "colours in use"
_SIZES = (11, 12, 13, 14, 15, 16, 18, 21, 24, 28, 40)


def apply(app: QApplication, scheme: Scheme, percent: int) -> None:
    """Give every window of the application this scheme and text size (in percent)."""
    colours = colours_of(scheme)
    app.setProperty(_IN_USE, colours)
    font = QFont()
    font.setFamilies(present(_SCREEN_FAMILIES) or [font.family()])
    font.setPixelSize(scaled(_BASE_PIXELS, percent))
    app.setStyleSheet("")  # one sheet in place of another takes four times as long
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(colours))
    app.setFont(font)
    app.setStyleSheet(_style_sheet(colours, percent))


def colours_of(scheme: Scheme) -> Colours:
    """The colours of a scheme; SYSTEM asks the desktop whether it is dark."""
    match scheme:
        case Scheme.LIGHT:
            return LIGHT
        case Scheme.DARK:
            return DARK
        case Scheme.CONTRAST:
            return CONTRAST
        case Scheme.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT


def in_use() -> Colours:
    """The scheme that the application is painted in, for widgets that paint themselves."""
    app = QApplication.instance()
    colours = app.property(_IN_USE) if app is not None else None
    return colours if isinstance(colours, Colours) else LIGHT


def scaled(pixels: int, percent: int) -> int:
    return max(1, round(pixels * percent / 100))


def px(pixels: int) -> int:
    """Pixels at 100 % text as pixels at the text size in use, told from the application's font."""
    return max(1, round(pixels * QApplication.font().pixelSize() / _BASE_PIXELS))


@cache
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


def present(families: tuple[str, ...]) -> list[str]:
    """Those families that are installed: asking for others makes Qt search for likenesses."""
    return [family for family in families if family in _installed()]


def _style_sheet(colours: Colours, percent: int) -> str:
    sizes = {f"px{size}": f"{scaled(size, percent)}px" for size in _SIZES}
    # Where a dim colour is not seen well, a broken edge tells that a button is disabled.
    edge = "dashed" if colours is CONTRAST else "solid"
    return _template().substitute(asdict(colours), **sizes, disabled_edge=edge)


@cache
def _template() -> Template:
    return Template(shipped("resources/style/window.qss").read_text("utf-8"))


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for each, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.hover,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.text,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.hover,
        role.Midlight: colours.hairline,
        role.Mid: colours.hairline,
        role.Dark: colours.control,
        role.Shadow: colours.hairline,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.on_disabled))
    return palette
