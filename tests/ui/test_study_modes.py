"""Exams, reading, learning: what is special of each way to study, with a real record."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from studying import CONTROL, Clock, Key, begin, press, right, texts

from studyapp.core.bank import Bank
from studyapp.core.items import Chosen
from studyapp.core.scheduling.policy import Policy
from studyapp.core.sessions import Mode
from studyapp.storage.record import Record
from studyapp.ui.study.agenda import agenda
from studyapp.ui.study.controller import StudyController
from studyapp.ui.study.study_page import StudyPage
from studyapp.ui.study.wish import Wish


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def page(show: Callable[..., None], record: Record, kursk: Bank, clock: Clock) -> StudyPage:
    made = StudyPage(StudyController(record, now=clock, seeds=lambda: 7))
    show(made)
    made.show_bank(kursk)
    return made


def begin_exam(page: StudyPage, count: int = 3, pass_mark: float = 0.5) -> None:
    begin(page, Mode.EXAM, count, minutes=20, pass_mark=pass_mark)


def test_an_exam_shows_no_verdict_before_its_end(page: StudyPage, qtbot: QtBot) -> None:
    begin_exam(page)
    seen = []
    for _ in range(3):
        seen.append(page.currentWidget())
        press(qtbot, Key.Key_D, CONTROL)

    assert seen == [page.question] * 3
    assert page.currentWidget() is page.summary


def test_an_exam_offers_neither_hints_nor_verdicts_but_a_clock(
    page: StudyPage, clock: Clock
) -> None:
    begin_exam(page)

    assert not page.question.hint_offer.isVisible()
    assert "20:00 left" in texts(page)


@pytest.mark.parametrize(("mark", "word"), [(0.6, "Passed"), (0.7, "Not passed")])
def test_result_of_an_exam_is_a_word(page: StudyPage, qtbot: QtBot, mark: float, word: str) -> None:
    begin_exam(page, pass_mark=mark)
    for knows in (True, True, False):
        page.controller.answer(right(page) if knows else Chosen(()))
    shown = texts(page).split("\n")

    assert word in shown
    assert f"You reached 66.6 %; the pass mark is {round(100 * mark)} %." in shown


def test_what_is_left_when_the_time_runs_out_is_wrong(
    page: StudyPage, clock: Clock, qtbot: QtBot
) -> None:
    begin_exam(page, 4)
    page.controller.answer(right(page))
    clock.forward(minutes=20, seconds=1)
    qtbot.waitUntil(lambda: page.currentWidget() is page.summary)

    assert page.summary.score.text() == "1 of 4"
    assert "3 not answered" in texts(page)


def test_every_answer_of_an_exam_is_gone_through_before_one_may_leave(
    page: StudyPage, qtbot: QtBot
) -> None:
    begin_exam(page)
    for _ in range(3):
        press(qtbot, Key.Key_D, CONTROL)
    press(qtbot, Key.Key_Escape)
    kept = page.currentWidget() is page.summary and not page.summary.back.isVisible()
    press(qtbot, Key.Key_Return)
    stems = []
    while page.currentWidget() is page.answer:
        stems.append(page.answer._stem.text())
        press(qtbot, Key.Key_Return)

    assert kept
    assert len(set(stems)) == 3
    assert page.summary.back.isVisible()


def test_review_broken_off_goes_on_where_it_was(page: StudyPage, qtbot: QtBot) -> None:
    begin_exam(page)
    for _ in range(3):
        press(qtbot, Key.Key_D, CONTROL)
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return)
    stem = page.answer._stem.text()
    press(qtbot, Key.Key_Escape)
    must = page.summary.must_review
    press(qtbot, Key.Key_Return)

    assert must
    assert page.answer._stem.text() == stem


def test_a_preview_is_silent_like_the_exam_and_leaves_the_schedule_alone(
    page: StudyPage, record: Record, kursk: Bank, qtbot: QtBot
) -> None:
    begin(page, Mode.PREVIEW, 2, minutes=20, pass_mark=0.5)
    seen = []
    for _ in range(2):
        seen.append(page.currentWidget())
        press(qtbot, Key.Key_D, CONTROL)
    told = texts(page)

    assert seen == [page.question] * 2
    assert "Exam preview finished" in told
    assert "Not passed" in told
    assert "None of this changed when a fact is asked again." in told
    assert "Seed 7: with it and the same settings an exam asks the same questions." in told
    assert record.cards(kursk.id) == {}
    assert len(record.attempts()) == 2


def test_leaving_an_exam_says_what_that_means(page: StudyPage, qtbot: QtBot) -> None:
    begin_exam(page)
    press(qtbot, Key.Key_Escape)
    (box,) = page.findChildren(QMessageBox)
    box.close()

    assert "what is not answered counts as wrong" in box.informativeText()


def test_a_paragraph_is_read_before_its_questions(page: StudyPage, kursk: Bank) -> None:
    page.begin(Wish(Mode.READ, 0))
    text = page.reading.text.text()
    page.reading.onward.click()
    first = page.currentWidget()

    assert text
    assert any(text in source.text for source in kursk.sources.values())
    assert first is page.question


def test_a_marathon_counts_without_an_end(page: StudyPage, qtbot: QtBot) -> None:
    begin(page, Mode.MARATHON, 5)
    press(qtbot, Key.Key_D, CONTROL)

    assert page.answer.onward.text() == "Next"
    assert "Question 1" in texts(page).split("\n")


def test_a_session_that_was_interrupted_goes_on(
    page: StudyPage, record: Record, qtbot: QtBot
) -> None:
    begin(page, count=3)
    press(qtbot, Key.Key_D, CONTROL)
    page.controller._session = None  # as after a crash: nothing was finished
    page._show_start()
    page.start.resume_requested.emit()

    assert page.currentWidget() is page.question
    assert page.controller.number == 2


def test_a_session_that_was_interrupted_can_be_ended(
    page: StudyPage, record: Record, kursk: Bank, qtbot: QtBot
) -> None:
    begin(page)
    page.controller._session = None
    page._show_start()
    page.start.drop_requested.emit()

    assert record.interrupted(kursk.id) is None


def test_without_mistakes_there_is_nothing_to_go_over(page: StudyPage) -> None:
    begin(page, Mode.MISTAKES)

    assert page.currentWidget() is page.start
    assert "There are no mistakes to go over." in texts(page)


def test_learning_to_the_end_leads_back_and_not_on(
    page: StudyPage, record: Record, qtbot: QtBot
) -> None:
    record.set_policy(Policy(new_per_day=1))
    begin(page, Mode.LEARN, 0)
    page.controller.answer(right(page))
    press(qtbot, Key.Key_Return)
    told = texts(page)
    press(qtbot, Key.Key_Return)

    assert "Done for today" in told
    assert page.currentWidget() is page.start


def test_learning_that_was_ended_early_can_go_on(page: StudyPage, qtbot: QtBot) -> None:
    begin(page, Mode.LEARN, 0)
    press(qtbot, Key.Key_D, CONTROL)
    page.controller.stop()
    told = texts(page)
    press(qtbot, Key.Key_Return)

    assert "Learn: ended early" in told
    assert page.currentWidget() is page.question


def test_next_day_with_something_due_is_counted_from_today(
    page: StudyPage, record: Record, kursk: Bank, clock: Clock
) -> None:
    record.set_policy(Policy(new_per_day=1))
    begin(page, Mode.LEARN, 0)
    page.controller.answer(right(page))
    page.controller.advance()
    found = agenda(kursk, record, clock())

    assert (found.today.due, found.today.new) == (0, 0)
    assert found.next_due == page.controller.asked_again(record.attempts()[0])


def test_a_session_that_goes_on_is_on_the_agenda(
    page: StudyPage, record: Record, kursk: Bank, clock: Clock, qtbot: QtBot
) -> None:
    begin(page)
    press(qtbot, Key.Key_D, CONTROL)
    found = agenda(kursk, record, clock())

    assert found.interrupted is not None
    assert found.interrupted.mode == "quiz"
    assert found.answered == 1
