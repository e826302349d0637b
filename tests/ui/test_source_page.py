"""The source can be read and searched."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studyapp.core.bank import Bank
from studyapp.core.sources import Span
from studyapp.ui.source.find_bar import places_of
from studyapp.ui.source.page import SourcePage

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(show: Callable[..., None], kursk: Bank) -> SourcePage:
    made = SourcePage()
    show(made)
    made.show_bank(kursk)
    made.take_focus()
    QApplication.processEvents()
    return made


def search(page: SourcePage, qtbot: QtBot, words: str) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F, CONTROL)
    qtbot.keyClicks(QApplication.focusWidget(), words)


def test_places_are_found_whatever_the_capitals() -> None:
    assert places_of("kiev", "Kiev and KIEV 😀 kiev") == [Span(0, 4), Span(9, 13), Span(16, 20)]


def test_signs_are_searched_as_they_are() -> None:
    assert places_of("1,300 sq.", "1,300 sq. km; 1x300 sqx") == [Span(0, 9)]


def test_words_that_are_found_are_marked_and_counted(page: SourcePage, qtbot: QtBot) -> None:
    search(page, qtbot, "sudzha")
    places = page.find_bar.places

    assert page.find_bar.count.text() == f"1 of {len(places)}"
    assert page.view.marked == (places[0],)
    assert page.view.others == tuple(places[1:])


def test_enter_goes_from_place_to_place_and_round(page: SourcePage, qtbot: QtBot) -> None:
    search(page, qtbot, "sudzha")
    places = page.find_bar.places
    qtbot.keyClick(page.find_bar.field, Key.Key_Return)
    second = page.view.marked
    qtbot.keyClick(page.find_bar.field, Key.Key_Return, SHIFT)
    qtbot.keyClick(page.find_bar.field, Key.Key_Return, SHIFT)

    assert second == (places[1],)
    assert page.view.marked == (places[-1],)


def test_words_that_are_missing_are_called_so(page: SourcePage, qtbot: QtBot) -> None:
    search(page, qtbot, "zzz")

    assert page.find_bar.count.text() == "Not found"
    assert page.view.marked == ()


def test_escape_clears_the_search(page: SourcePage, qtbot: QtBot) -> None:
    search(page, qtbot, "sudzha")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)

    assert page.find_bar.field.text() == ""
    assert page.view.marked == ()


def test_a_note_shows_its_place(page: SourcePage, kursk: Bank) -> None:
    page.overview.notes[1].click()

    assert len(page.overview.notes) == len(kursk.notes)
    assert page.view.marked == (kursk.notes[1].evidence.span,)


def test_without_a_set_the_page_says_so(page: SourcePage) -> None:
    page.show_bank(None)

    assert page._empty.isVisible()
    assert not page._reading.isVisible()
