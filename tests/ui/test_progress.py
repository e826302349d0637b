"""Scores by topic and kind, and the sessions they come from."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from samples import attempt_at, right_choice, session_score, wrong_choice

from studyapp.core.attempts import Tally
from studyapp.core.bank import Bank, Kind
from studyapp.core.items import Item
from studyapp.ui.progress.page import ProgressPage
from studyapp.ui.progress.session_model import SessionModel
from studyapp.ui.widgets.score_bar import ScoreBar


@pytest.fixture
def page(show: Callable[..., None]) -> ProgressPage:
    made = ProgressPage()
    show(made)
    return made


def texts(page: ProgressPage) -> list[str]:
    QApplication.processEvents()
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_model_behaves_as_a_model(qtmodeltester: ModelTester) -> None:
    model = SessionModel()
    model.show_sessions([session_score(number) for number in range(4)])

    qtmodeltester.check(model)


def test_model_tells_what_was_reached() -> None:
    model = SessionModel()
    model.show_sessions([session_score(1, title="Forts", score=7.25)])
    row = [model.index(0, column).data() for column in range(model.columnCount())]

    assert row[1:] == ["Forts", "10 of 10", "7.25", "72 %"]


def test_without_answers_the_page_says_what_will_be_here(page: ProgressPage, kursk: Bank) -> None:
    page.show_record(kursk, [], [], [])

    assert any(text.startswith("Nothing here yet") for text in texts(page))
    assert not page.table.isVisible()


def test_bars_tell_share_number_and_word(page: ProgressPage, kursk: Bank) -> None:
    topic = next(iter(kursk.topics))
    tallies = [Tally(topic, 10, 7.5)]
    page.show_record(kursk, tallies, [Tally("date", 10, 7.5)], [session_score(1)])
    QApplication.processEvents()
    names = [bar.accessibleName() for bar in page.findChildren(ScoreBar) if bar.isVisible()]

    assert f"{kursk.topics[topic]}: 75 %, 7.5 of 10, good" in names
    assert {"75 %", "7.5 of 10 · good", "Date"} <= set(texts(page))


def test_a_kind_of_a_later_version_keeps_its_name(page: ProgressPage, kursk: Bank) -> None:
    topic = next(iter(kursk.topics))
    page.show_record(kursk, [Tally(topic, 1, 1)], [Tally("hologram", 1, 1)], [session_score(1)])

    assert "hologram" in texts(page)


@pytest.mark.parametrize("how", ["enter", "click"])
def test_a_session_is_asked_for(page: ProgressPage, kursk: Bank, qtbot: QtBot, how: str) -> None:
    scores = [session_score(1), session_score(2)]
    page.show_record(kursk, [], [], scores)
    page.take_focus()
    QApplication.processEvents()
    with qtbot.waitSignal(page.session_requested) as requested:
        if how == "enter":
            qtbot.keyClick(page.table, Qt.Key.Key_Down)
            qtbot.keyClick(page.table, Qt.Key.Key_Return)
        else:
            place = page.table.visualRect(page.model.index(1, 1)).center()
            qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert requested.args == [scores[1]]


def test_attempts_of_a_session_are_listed(
    page: ProgressPage, kursk: Bank, item_of: Callable[[Kind], Item], qtbot: QtBot
) -> None:
    item = item_of(Kind.SINGLE_CHOICE)
    wrong = wrong_choice(item)
    attempts = [attempt_at(item, right_choice(item)), attempt_at(item, wrong)]
    page.show_record(kursk, [], [], [session_score(1)])
    page.show_session(session_score(1), attempts)
    shown = texts(page)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert shown.count(item.stem) == 2
    assert f"Right: {item.key}" in shown
    assert f"Wrong: {item.options[wrong.options[0]].text}" in shown
    assert page.currentIndex() == 0
