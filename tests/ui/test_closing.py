"""Closing the window: what is under way waits for the next start."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from samples import FullDisk
from studying import CONTROL, Clock, press, texts

from studyapp.core.sessions import Mode
from studyapp.storage.record import Record
from studyapp.ui.main_window import MainWindow
from studyapp.ui.opening import Opening
from studyapp.ui.study.wish import Wish

Key = Qt.Key
Open = Callable[..., MainWindow]


def begin(window: MainWindow, mode: Mode = Mode.QUIZ, count: int = 3) -> None:
    """Begin a session and answer its first question."""
    study = window.screens.study
    study.begin(Wish(mode, count, minutes=30, pass_mark=0.5))
    study.question.dont_know.click()


def noticed(window: MainWindow) -> str:
    """What the start page says of a session that waits; nothing where none does."""
    notice = window.screens.study.start.interrupted
    if notice.isHidden():
        return ""
    return " ".join(each.text() for each in notice.findChildren(QLabel))


def reply(window: MainWindow, word: str) -> str:
    """Press the button of the box that is open; returns what the box said."""
    (box,) = window.findChildren(QMessageBox)
    said = f"{box.text()} {box.informativeText()}"
    next(each for each in box.buttons() if each.text() == word).click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return said


def test_a_session_goes_on_at_the_next_start_where_it_was_left(
    open_window: Open, record: Record, qtbot: QtBot
) -> None:
    window = open_window()
    begin(window)
    press(qtbot, Key.Key_Return)
    stem = window.screens.study.question.stem.text()
    press(qtbot, Key.Key_Q, CONTROL)
    closed = not window.isVisible()
    again = open_window()
    told = noticed(again)
    press(qtbot, Key.Key_Return)

    assert closed
    assert "A session waits to go on" in told
    assert "1 question answered" in told
    assert again.screens.study.question.stem.text() == stem
    assert again.screens.study.controller.number == 2
    assert [score.answered for score in record.sessions()] == [1]


def test_what_was_answered_when_the_window_closed_is_not_asked_again(open_window: Open) -> None:
    window = open_window()
    begin(window)
    window.close()
    again = open_window()
    again.screens.study.start.interrupted.accept.click()

    assert again.screens.study.controller.number == 2


def test_an_exam_that_waits_does_not_tell_how_it_goes(open_window: Open) -> None:
    window = open_window()
    begin(window, Mode.EXAM)
    window.screens.study.controller._session = None  # as after a crash
    window.close()

    start = open_window().screens.study.start
    assert not [each.text() for each in start.findChildren(QLabel) if "Last time" in each.text()]


def test_closing_behind_the_last_answer_ends_the_session(open_window: Open, record: Record) -> None:
    window = open_window()
    begin(window, count=1)
    window.close()
    (score,) = record.sessions()

    assert (score.answered, score.session.finished is None) == (1, False)
    assert noticed(open_window()) == ""


def test_a_session_that_was_ended_on_purpose_does_not_wait(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    begin(window)
    press(qtbot, Key.Key_Escape)
    told = reply(window, "End session")
    window.close()

    assert "To go on with it later, close the window instead." in told
    assert noticed(open_window()) == ""


def test_a_session_killed_behind_its_last_answer_shows_what_it_came_to(open_window: Open) -> None:
    window = open_window()
    begin(window, count=1)
    window.screens.study.controller._session = None  # as after a crash
    window.close()
    again = open_window()
    again.screens.study.start.interrupted.accept.click()

    assert again.screens.study.currentWidget() is again.screens.study.summary
    assert "Quiz finished" in texts(again.screens.study)


@pytest.mark.parametrize("mode", [Mode.EXAM, Mode.PREVIEW])
def test_closing_in_an_exam_asks_since_its_clock_runs_on(
    open_window: Open, mode: Mode, qtbot: QtBot
) -> None:
    window = open_window()
    clock = window.screens.study.controller.now = Clock()
    ends = (clock() + timedelta(minutes=30)).astimezone().strftime("%H:%M")
    begin(window, mode)
    press(qtbot, Key.Key_Q, CONTROL)
    told = reply(window, "Go back")
    stayed = window.isVisible() and window.screens.study.controller.number == 2
    window.close()
    reply(window, "Close")

    assert f"Its clock runs on until {ends}." in told
    assert stayed
    assert not window.isVisible()


def test_an_exam_that_was_left_goes_on_before_its_time_is_up(open_window: Open) -> None:
    window = open_window()
    begin(window, Mode.EXAM)
    window._loss_accepted = True
    window.close()
    again = open_window()
    told = noticed(again)
    again.screens.study.start.interrupted.accept.click()

    assert "Its clock runs on until" in told
    assert again.screens.study.controller.in_exam
    assert "left" in again.screens.study.question.countdown.accessibleName()


def test_an_exam_whose_time_ran_out_meanwhile_is_gone_through(open_window: Open) -> None:
    window = open_window()
    window.screens.study.controller.now = Clock()
    begin(window, Mode.EXAM)
    window._loss_accepted = True
    window.close()
    again = open_window()  # its clock is that of the machine: it is long after
    told = noticed(again)
    again.screens.study.start.interrupted.accept.click()

    assert "Its time is up: go through your answers." in told
    assert again.screens.study.currentWidget() is again.screens.study.summary
    assert again.screens.study.summary.must_review


def test_closing_asks_while_an_answer_is_not_saved(
    open_window: Open, record: Record, qtbot: QtBot
) -> None:
    disk = FullDisk(record)
    window = open_window(disk=disk)
    press(qtbot, Key.Key_Return)
    disk.full = True
    window.screens.study.question.dont_know.click()
    window.close()
    open_still = window.isVisible()
    disk.full = False
    reply(window, "Close")

    assert open_still
    assert not window.isVisible()


def test_who_goes_back_to_the_exam_opens_no_other_record(open_window: Open) -> None:
    window = open_window()
    begin(window, Mode.EXAM)
    window._on_opening_wanted(Opening("Ada"))
    reply(window, "Go back")
    stayed = window.opening
    window._on_opening_wanted(Opening("Ada"))
    reply(window, "Close")

    assert stayed is None
    assert window.opening == Opening("Ada")
    assert not window.isVisible()
