"""A whole session in the window, with a real record."""

from collections.abc import Callable
from datetime import datetime
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from samples import FullDisk

from studyapp.core.bank import Bank, Kind
from studyapp.core.sessions import Mode
from studyapp.storage.record import Record
from studyapp.ui.study.controller import StudyController
from studyapp.ui.study.study_page import StudyPage
from studyapp.ui.study.wish import Wish

Key = Qt.Key
CHOICES = frozenset([Kind.TRUE_FALSE])


@pytest.fixture
def disk(record: Record) -> FullDisk:
    return FullDisk(record)


@pytest.fixture
def page(
    show: Callable[..., None], disk: FullDisk, kursk: Bank, clock: Callable[[], datetime]
) -> StudyPage:
    seeds = count(1)
    made = StudyPage(StudyController(disk, now=clock, seeds=lambda: next(seeds)))
    show(made)
    made.show_bank(kursk)
    return made


def press(qtbot: QtBot, *keys: Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def begin(page: StudyPage, size: int = 2) -> None:
    page.begin(Wish(Mode.QUIZ, size, kinds=CHOICES))


def dialog(page: StudyPage) -> QMessageBox:
    (box,) = page.findChildren(QMessageBox)
    return box


def test_a_session_is_walked_with_two_keys(page: StudyPage, record: Record, qtbot: QtBot) -> None:
    begin(page)
    seen = []
    for _ in range(2):
        press(qtbot, Key.Key_1, Key.Key_Return)
        seen.append(page.currentWidget())
        press(qtbot, Key.Key_Return)

    assert seen == [page.answer, page.answer]
    assert page.currentWidget() is page.summary
    assert len(record.attempts()) == 2
    assert record.sessions()[0].session.finished is not None


def test_every_answer_is_on_disk_before_its_verdict(
    page: StudyPage, record: Record, qtbot: QtBot
) -> None:
    begin(page)
    stored = []
    page.controller.answered.connect(lambda _attempt: stored.append(len(record.attempts())))
    press(qtbot, Key.Key_1, Key.Key_Return)

    assert stored == [1]


def test_refused_answer_keeps_the_question(
    page: StudyPage, disk: FullDisk, record: Record, qtbot: QtBot
) -> None:
    begin(page)
    disk.full = True
    press(qtbot, Key.Key_1, Key.Key_Return)

    assert page.currentWidget() is page.question
    assert page.question.banner.message == "Not saved: the disk is full"
    assert page.unsaved
    assert record.attempts() == []


def test_trying_again_saves_the_answer_once(
    page: StudyPage, disk: FullDisk, record: Record, qtbot: QtBot
) -> None:
    begin(page)
    disk.full = True
    press(qtbot, Key.Key_1, Key.Key_Return)
    press(qtbot, Key.Key_Return)
    disk.full = False
    press(qtbot, Key.Key_Return)

    assert page.currentWidget() is page.answer
    assert len(record.attempts()) == 1


def test_a_session_that_cannot_be_kept_does_not_begin(page: StudyPage, disk: FullDisk) -> None:
    disk.full = True
    begin(page)
    shown = [each.text() for each in page.start.findChildren(QLabel) if each.isVisible()]

    assert page.currentWidget() is page.start
    assert "Not saved: the disk is full" in shown


def test_end_of_session_that_is_not_saved_is_told(
    page: StudyPage, disk: FullDisk, qtbot: QtBot
) -> None:
    begin(page, 1)
    press(qtbot, Key.Key_1, Key.Key_Return)
    disk.full = True
    press(qtbot, Key.Key_Return)
    shown = [each.text() for each in page.summary.findChildren(QLabel) if each.isVisible()]

    assert any("only the end of the session is not. Not saved: the disk" in text for text in shown)


def test_escape_asks_before_it_ends_the_session(page: StudyPage, qtbot: QtBot) -> None:
    begin(page)
    press(qtbot, Key.Key_Escape)
    box = dialog(page)
    box.defaultButton().click()

    assert box.defaultButton().text() == "Keep going"
    assert page.currentWidget() is page.question


def test_a_session_ended_early_shows_what_was_answered(
    page: StudyPage, record: Record, qtbot: QtBot
) -> None:
    begin(page, 5)
    press(qtbot, Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_Escape)
    end = next(each for each in dialog(page).buttons() if each.text() == "End session")
    end.click()

    assert page.currentWidget() is page.summary
    assert page.summary.score.text().endswith("of 1")
    assert record.sessions()[0].answered == 1


def test_a_session_ended_at_once_goes_back_to_the_start(page: StudyPage, qtbot: QtBot) -> None:
    begin(page)
    press(qtbot, Key.Key_Escape)
    next(each for each in dialog(page).buttons() if each.text() == "End session").click()

    assert page.currentWidget() is page.start


def finish(page: StudyPage, qtbot: QtBot, size: int = 2) -> None:
    """A session in which nothing is known."""
    begin(page, size)
    for _ in range(size):
        page.question.dont_know.click()
        press(qtbot, Key.Key_Return)
    QApplication.processEvents()


def test_missed_items_open_their_answer_and_escape_leads_back(
    page: StudyPage, qtbot: QtBot
) -> None:
    finish(page, qtbot)
    missed = page.summary.missed[1]
    missed.setFocus()
    press(qtbot, Key.Key_Return)
    opened = page.currentWidget()
    stem = page.answer._stem.text()
    press(qtbot, Key.Key_Escape)

    assert opened is page.answer
    assert stem == missed.attempt.item.stem
    assert page.currentWidget() is page.summary


def test_practising_again_asks_in_another_order(
    page: StudyPage, record: Record, qtbot: QtBot
) -> None:
    finish(page, qtbot)
    press(qtbot, Key.Key_Return)
    newest, before = (score.session for score in record.sessions())

    assert page.currentWidget() is page.question
    assert newest.seed != before.seed
    assert newest.count == before.count


def test_escape_leads_from_the_results_to_the_start(page: StudyPage, qtbot: QtBot) -> None:
    finish(page, qtbot)
    press(qtbot, Key.Key_Escape)

    assert page.currentWidget() is page.start


def test_results_are_sum_share_and_verdicts(page: StudyPage, qtbot: QtBot) -> None:
    finish(page, qtbot)
    shown = [each.text() for each in page.summary.findChildren(QLabel)]

    assert page.summary.score.text() == "0 of 2"
    assert "0 % · 0 right, 0 partly right, 2 wrong" in shown


def test_another_set_waits_until_the_session_is_over(
    page: StudyPage, forts: Bank, qtbot: QtBot
) -> None:
    begin(page)
    page.show_bank(forts)
    page.question.dont_know.click()
    stem_during = page.controller._session.session.bank
    press(qtbot, Key.Key_Return)
    page.question.dont_know.click()
    press(qtbot, Key.Key_Return, Key.Key_Escape)
    shown = [each.text() for each in page.start.findChildren(QLabel)]

    assert stem_during == "kursk"
    assert forts.title in shown


def test_back_from_a_missed_item_the_focus_is_on_it_again(page: StudyPage, qtbot: QtBot) -> None:
    begin(page)
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        press(qtbot, Key.Key_Return)
    page.summary.missed[1].click()
    QApplication.processEvents()
    press(qtbot, Key.Key_Escape)

    assert page.currentWidget() is page.summary
    assert page.summary.missed[1].hasFocus()


def test_back_to_study_shows_the_page_from_its_top(page: StudyPage, qtbot: QtBot) -> None:
    page.resize(900, 400)
    bar = page.start._column.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(bar.maximum())
    begin(page)
    page.controller.stop()
    QApplication.processEvents()

    assert bar.maximum() > 0
    assert bar.value() == 0
