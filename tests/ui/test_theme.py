"""Every scheme can be read, and reaches painted widgets too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studyapp.ui import theme
from studyapp.ui.theme import CONTRAST, DARK, LIGHT, Colours, Scheme
from studyapp.ui.widgets.score_bar import Bar

TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.2, criteria 1.4.3 and 1.4.11

PAIRS = [
    *[("text", ground, TEXT) for ground in ("window", "surface", "rail", "hover", "accent_soft")],
    *[("text", f"{verdict}_soft", TEXT) for verdict in ("right", "partly", "wrong")],
    *[("muted", ground, TEXT) for ground in ("window", "surface", "rail", "hover")],
    *[("muted", f"{verdict}_soft", TEXT) for verdict in ("right", "partly", "wrong")],
    *[("accent", ground, TEXT) for ground in ("window", "surface", "accent_soft", "hover")],
    *[("accent", f"{verdict}_soft", TEXT) for verdict in ("right", "partly", "wrong")],
    *[(verdict, f"{verdict}_soft", TEXT) for verdict in ("right", "partly", "wrong")],
    *[(verdict, "surface", TEXT) for verdict in ("right", "partly", "wrong")],
    ("on_accent", "accent", TEXT),
    ("on_accent", "accent_hover", TEXT),
    ("on_disabled", "disabled", TEXT),
    ("on_disabled", "window", TEXT),
    ("on_mark", "mark", TEXT),
    ("text", "other", TEXT),
    ("muted", "other", TEXT),
    ("muted", "accent_soft", TEXT),
    ("wrong", "window", TEXT),
    ("mark_line", "mark", GRAPHIC),
    ("mark_bar", "surface", GRAPHIC),
    ("second", "surface", TEXT),
    ("other_line", "other", GRAPHIC),
    *[("text", level, TEXT) for level in ("unseen", "weak", "learning", "known")],
    *[(f"{level}_line", level, GRAPHIC) for level in ("unseen", "weak", "learning", "known")],
    *[("wrong", level, GRAPHIC) for level in ("unseen", "weak", "learning", "known")],
    *[("accent", level, GRAPHIC) for level in ("unseen", "weak", "learning", "known")],
    ("control", "surface", GRAPHIC),
    ("control", "window", GRAPHIC),
    ("accent", "track", GRAPHIC),
]


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    shown = QColor(colour)
    red, green, blue = (linear(part) for part in (shown.redF(), shown.greenF(), shown.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(
    colours: Colours, ink: str, ground: str, least: float
) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= least


@pytest.mark.parametrize("ground", ["window", "surface"])
def test_high_contrast_is_higher_than_the_other_schemes(ground: str) -> None:
    assert contrast(CONTRAST.text, getattr(CONTRAST, ground)) >= 15


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST])
def test_painted_widgets_change_with_the_scheme(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme
) -> None:
    bar = Bar(40)
    bar.show_share(1.0)
    qtbot.addWidget(bar)
    bar.resize(200, 40)
    bar.show()
    theme.apply(qapp, scheme, 100)
    middle = bar.grab().toImage().pixelColor(100, 20).name()

    assert middle == theme.colours_of(scheme).accent


def test_system_scheme_follows_the_desktop(qapp: QApplication) -> None:
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark

    assert theme.colours_of(Scheme.SYSTEM) == (DARK if dark else LIGHT)


def test_larger_text_reaches_every_role(qtbot: QtBot, qapp: QApplication) -> None:
    plain, stem = QLabel("a"), QLabel("a")
    stem.setProperty("role", "stem")
    for each in (plain, stem):
        qtbot.addWidget(each)
        each.show()
    theme.apply(qapp, Scheme.LIGHT, 150)

    assert (plain.font().pixelSize(), stem.font().pixelSize()) == (21, 32)


def test_lengths_of_the_design_grow_with_the_text(qapp: QApplication) -> None:
    theme.apply(qapp, Scheme.LIGHT, 150)

    assert theme.px(100) == 150


def test_no_name_of_the_style_sheet_is_left_unfilled(qapp: QApplication) -> None:
    assert "$" not in qapp.styleSheet()


def test_what_is_disabled_stands_back_in_high_contrast_too() -> None:
    assert contrast(CONTRAST.text, CONTRAST.on_disabled) >= GRAPHIC
