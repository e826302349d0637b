"""What is asked can be chosen, and a choice that gives nothing says so."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from samples import session_score

from studyapp.core.bank import Bank, Kind
from studyapp.core.scheduling.daily import Today
from studyapp.core.sessions import Mode
from studyapp.study import available
from studyapp.ui.study.agenda import Agenda
from studyapp.ui.study.exam_dialog import ExamDialog
from studyapp.ui.study.mode_list import KEYS
from studyapp.ui.study.start_page import StartPage
from studyapp.ui.study.wish import Wish


@pytest.fixture
def page(show: Callable[..., None], forts: Bank) -> StartPage:
    made = StartPage()
    show(made)
    made.show_bank(forts, partial(available, forts))
    made.show_agenda(Agenda(Today(3, 5)))
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

    assert started.args == [Wish(Mode.LEARN, 0)]


def test_enter_starts_from_a_line_too(page: StartPage, qtbot: QtBot) -> None:
    page.choices.button.click()
    row = next(iter(page.topics.rows.values()))
    row.setFocus()
    with qtbot.waitSignal(page.start_requested):
        qtbot.keyClick(row, Qt.Key.Key_Return)


def test_chosen_count_topics_and_kinds_are_asked_for(page: StartPage, qtbot: QtBot) -> None:
    page.choose_count(5)
    page.choices.button.click()
    page.topics.rows["losses"].click()
    for kind, row in page.kinds.rows.items():
        if kind is not Kind.TRUE_FALSE:
            row.click()
    with qtbot.waitSignal(page.start_requested) as started:
        page.modes.buttons[Mode.QUIZ].click()
    wish = Wish(Mode.QUIZ, 5, frozenset(["battle"]), frozenset([Kind.TRUE_FALSE]))

    assert started.args == [wish]


def test_without_topics_the_reason_stands_below_a_disabled_button(page: StartPage) -> None:
    page.topics.none.click()

    assert not page.start.isEnabled()
    assert "Choose at least one topic" in texts(page)


def test_without_kinds_the_reason_says_so(page: StartPage) -> None:
    page.kinds.none.click()

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
    page.topics.none.click()
    page.topics.every.click()

    assert page.start.isEnabled()
    assert page.topics.every.isEnabled()  # the focus stays where it was


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


def test_what_is_due_and_new_is_told_in_numbers(page: StartPage) -> None:
    assert {"3", "due", "5", "new", "Learn"} <= {*texts(page).split("\n"), page.start.text()}


def test_what_must_wait_is_told(page: StartPage) -> None:
    page.show_agenda(Agenda(Today(200, 0, waiting=12)))

    assert "12 more wait behind your limit for a day." in texts(page)


def test_it_is_told_why_an_exam_brings_more_new_facts(page: StartPage) -> None:
    page.show_agenda(Agenda(Today(0, 14, exam=date(2026, 12, 3).toordinal())))

    told = "Today takes more new facts than you set: all come before the exam on 3 Dec 2026."
    assert told in texts(page)


@pytest.mark.parametrize(("days", "when"), [(1, "tomorrow"), (4, "in 4 days")])
def test_where_nothing_is_due_the_next_day_is_told_and_a_quiz_offered(
    page: StartPage, qtbot: QtBot, days: int, when: str
) -> None:
    page.show_agenda(Agenda(Today(0, 0), days))
    with qtbot.waitSignal(page.start_requested) as started:
        page.start.click()

    assert f"The next card is due {when}." in texts(page)
    assert started.args[0].mode is Mode.QUIZ


@pytest.mark.parametrize(
    ("key", "mode"), [(key, mode) for key, mode in KEYS.items() if mode is not Mode.EXAM]
)
def test_a_digit_begins_each_of_the_other_ways(
    page: StartPage, qtbot: QtBot, key: str, mode: Mode
) -> None:
    with qtbot.waitSignal(page.start_requested) as started:
        qtbot.keyClicks(page, key)

    assert started.args[0].mode is mode


def test_an_exam_begins_after_a_word_of_warning(page: StartPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page, "2")
    (dialog,) = page.findChildren(ExamDialog)
    shown = [each.text() for each in dialog.findChildren(QLabel)]
    dialog.count.field.setValue(4)
    dialog.minutes.field.setValue(7)
    dialog.mark.field.setValue(75)
    dialog.seed.setText("42")
    with qtbot.waitSignal(page.start_requested) as started:
        dialog.begin.click()

    assert "No pause, and no feedback until the end." in shown
    assert started.args == [Wish(Mode.EXAM, 4, minutes=7, pass_mark=0.75, seed=42)]


def test_an_exam_can_be_previewed_as_it_will_be(page: StartPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page, "2")
    (dialog,) = page.findChildren(ExamDialog)
    dialog.seed.setText("42")
    with qtbot.waitSignal(page.start_requested) as started:
        dialog.preview.click()

    assert started.args == [Wish(Mode.PREVIEW, 7, minutes=20, pass_mark=0.6, seed=42)]


def test_an_exam_has_no_more_questions_than_there_are(page: StartPage, forts: Bank) -> None:
    page.modes.buttons[Mode.EXAM].click()
    (dialog,) = page.findChildren(ExamDialog)
    most = dialog.count.field.maximum()
    dialog.reject()

    assert most == available(forts, frozenset(), frozenset())


def test_an_interrupted_session_is_offered_first(page: StartPage, qtbot: QtBot) -> None:
    session = session_score(1).session
    page.show_agenda(Agenda(Today(3, 5), None, session, 4))
    page.take_focus()
    with qtbot.waitSignal(page.resume_requested):
        qtbot.keyClick(page.interrupted.accept, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.drop_requested):
        page.interrupted.decline.click()

    assert "4 questions answered" in texts(page)


def test_topics_and_kinds_are_folded_away_with_a_summary(page: StartPage) -> None:
    folded = page.topics.isVisible()
    page.choices.button.click()

    assert not folded
    assert page.topics.isVisible()
    assert page.choices.button.accessibleName() == "Choose topics and kinds, open"
