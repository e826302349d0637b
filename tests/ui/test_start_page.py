"""What is asked can be chosen, and a choice that gives nothing says so."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from samples import session_score

from studyapp.core.bank import Bank, Kind
from studyapp.study import available
from studyapp.ui.study.start_page import StartPage


@pytest.fixture
def page(show: Callable[..., None], forts: Bank) -> StartPage:
    made = StartPage()
    show(made)
    made.show_bank(forts, partial(available, forts))
    made.take_focus()
    QApplication.processEvents()
    return made


def texts(page: StartPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_set_is_told_with_title_and_credit(page: StartPage, forts: Bank) -> None:
    assert forts.title in texts(page)
    assert next(iter(forts.sources.values())).credit in texts(page)


def test_enter_starts_with_everything(page: StartPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.start_requested) as started:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert started.args == [10, frozenset(), frozenset()]


def test_enter_starts_from_a_line_too(page: StartPage, qtbot: QtBot) -> None:
    row = next(iter(page.topics.rows.values()))
    row.setFocus()
    with qtbot.waitSignal(page.start_requested):
        qtbot.keyClick(row, Qt.Key.Key_Return)


def test_chosen_count_topics_and_kinds_are_asked_for(page: StartPage, qtbot: QtBot) -> None:
    page.choose_count(5)
    page.topics.rows["losses"].click()
    for kind, row in page.kinds.rows.items():
        if kind is not Kind.TRUE_FALSE:
            row.click()
    with qtbot.waitSignal(page.start_requested) as started:
        page.start.click()

    assert started.args == [5, frozenset(["battle"]), frozenset([Kind.TRUE_FALSE])]


def test_without_topics_the_reason_stands_below_a_disabled_button(page: StartPage) -> None:
    page.topics._none.click()

    assert not page.start.isEnabled()
    assert "Choose at least one topic" in texts(page)


def test_without_kinds_the_reason_says_so(page: StartPage) -> None:
    page.kinds._none.click()

    assert not page.start.isEnabled()
    assert "Choose at least one kind" in texts(page)


def test_a_choice_that_fits_nothing_says_what_to_do(page: StartPage) -> None:
    for topic, row in page.topics.rows.items():
        row.setChecked(topic == "losses")
    for kind, row in page.kinds.rows.items():
        row.setChecked(kind is Kind.DATE)

    assert not page.start.isEnabled()
    assert "No question fits" in texts(page)


def test_all_ticks_everything_again(page: StartPage) -> None:
    page.topics._none.click()
    page.topics._all.click()

    assert page.start.isEnabled()
    assert not page.topics._all.isEnabled()


def test_kinds_that_the_set_cannot_ask_are_not_offered(page: StartPage) -> None:
    assert Kind.DATE in page.kinds.rows
    assert Kind.ORDERING not in page.kinds.rows


def test_the_same_set_keeps_what_is_ticked(page: StartPage, forts: Bank) -> None:
    page.topics.rows["losses"].click()
    page.show_bank(forts, partial(available, forts))

    assert not page.topics.rows["losses"].isChecked()


def test_last_score_is_shown(page: StartPage) -> None:
    page.show_last(session_score(1, score=7.5))

    assert "Last time: 7.5 of 10 right (75 %)" in texts(page)


def test_without_a_set_the_page_leads_to_the_library(page: StartPage, qtbot: QtBot) -> None:
    page.show_no_bank()
    with qtbot.waitSignal(page.library_requested):
        page._library.click()

    assert not page.start.isEnabled()
    assert "No set to study yet" in texts(page)
