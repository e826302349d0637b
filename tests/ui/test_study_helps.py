"""Hints, confidence, undo and what else helps in a session, with a real record."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from samples import FullDisk
from studying import ALT, CONTROL, Clock, Key, begin, press, texts

from studyapp.core.bank import Bank
from studyapp.core.certainty import Confidence
from studyapp.core.items import Chosen
from studyapp.core.sessions import Mode
from studyapp.storage.record import Record
from studyapp.ui.study.agenda import agenda
from studyapp.ui.study.aside_dialog import AsideDialog
from studyapp.ui.study.confidence_row import MarksDialog
from studyapp.ui.study.controller import StudyController
from studyapp.ui.study.flag_dialog import FlagDialog
from studyapp.ui.study.forms.choice import ChoiceForm
from studyapp.ui.study.study_page import StudyPage


@pytest.fixture
def disk(record: Record) -> FullDisk:
    return FullDisk(record)


@pytest.fixture
def page(show: Callable[..., None], disk: FullDisk, kursk: Bank) -> StudyPage:
    made = StudyPage(StudyController(disk, now=Clock(), seeds=lambda: 7))  # type: ignore[arg-type]
    show(made)
    made.show_bank(kursk)
    return made


def test_hints_show_where_it_stands_and_then_take_an_option_away(
    page: StudyPage, qtbot: QtBot
) -> None:
    begin(page)
    for _ in range(3):
        press(qtbot, Key.Key_H, CONTROL)
    form = page.question.form
    assert isinstance(form, ChoiceForm)

    assert page.question.hints.isVisible()
    assert [option.is_taken_away for option in form.options].count(True) == 1


def test_price_of_a_hint_is_told_before_it_is_taken(page: StudyPage, qtbot: QtBot) -> None:
    begin(page)
    before = texts(page)
    press(qtbot, Key.Key_H, CONTROL)

    assert "With it, a right answer counts as hard to recall." in before
    assert "With it, even a right answer counts as forgotten." in texts(page)


def test_hints_end_and_say_so(page: StudyPage, qtbot: QtBot) -> None:
    begin(page)
    for _ in range(5):
        press(qtbot, Key.Key_H, CONTROL)

    assert "There are no more hints." in texts(page)


def test_an_answer_after_hints_is_the_option_that_was_pressed(
    page: StudyPage, record: Record, qtbot: QtBot
) -> None:
    begin(page)
    for _ in range(3):
        press(qtbot, Key.Key_H, CONTROL)
    form = page.question.form
    assert isinstance(form, ChoiceForm)
    last = next(option for option in reversed(form.options) if not option.is_taken_away)
    press(qtbot, Key(Key.Key_0 + form.options.index(last) + 1))
    press(qtbot, Key.Key_Return)
    (attempt,) = record.attempts()

    assert attempt.response_text == last.accessibleName()
    assert attempt.hints > 0


def test_an_option_that_was_taken_away_cannot_be_chosen(page: StudyPage, qtbot: QtBot) -> None:
    begin(page)
    for _ in range(3):
        press(qtbot, Key.Key_H, CONTROL)
    form = page.question.form
    assert isinstance(form, ChoiceForm)
    away = next(n for n, option in enumerate(form.options, 1) if option.is_taken_away)
    press(qtbot, Key(Key.Key_0 + away))

    assert form.response() is None


def test_confidence_is_asked_only_where_it_is_wanted(page: StudyPage) -> None:
    begin(page)
    asked = page.question.confidence.isVisible()
    page.controller.confidence = True
    page.controller.answer(Chosen(()))
    page.controller.advance()

    assert not asked
    assert page.question.confidence.isVisible(), "it holds from the next question on"


def test_confidence_is_given_with_a_key_and_marked(
    page: StudyPage, record: Record, qtbot: QtBot
) -> None:
    page.controller.confidence = True
    begin(page)
    press(qtbot, Key.Key_1, ALT)
    press(qtbot, Key.Key_1)
    press(qtbot, Key.Key_Return)
    (attempt,) = record.attempts()

    assert attempt.confidence is Confidence.SURE
    assert "You said “Sure”: " in texts(page)


def test_confidence_is_taken_back_with_a_second_press(page: StudyPage, qtbot: QtBot) -> None:
    page.controller.confidence = True
    begin(page)
    press(qtbot, Key.Key_2, ALT)
    press(qtbot, Key.Key_2, ALT)

    assert page.question.confidence.confidence is None


def test_marks_are_explained_in_a_table(page: StudyPage, qtbot: QtBot) -> None:
    page.controller.confidence = True
    begin(page)
    page.question.confidence.explain.click()
    (dialog,) = page.findChildren(MarksDialog)
    shown = {each.text() for each in dialog.findChildren(QLabel)}
    dialog.accept()

    assert {"+3", "−6", "+2", "−2", "+1", "0"} <= shown


def test_undo_asks_the_same_question_again(page: StudyPage, record: Record, qtbot: QtBot) -> None:
    begin(page)
    stem = page.question.stem.text()
    press(qtbot, Key.Key_1)
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Z, CONTROL)

    assert page.currentWidget() is page.question
    assert page.question.stem.text() == stem
    assert record.attempts() == []


def test_undo_goes_on_from_question_to_question(
    page: StudyPage, record: Record, qtbot: QtBot
) -> None:
    begin(page)
    for _ in range(2):
        press(qtbot, Key.Key_D, CONTROL)
        press(qtbot, Key.Key_Return)
    for _ in range(2):
        press(qtbot, Key.Key_Z, CONTROL)

    assert page.controller.number == 1
    assert record.attempts() == []
    assert not page.question.undo.isVisible()


def test_an_undo_that_the_disk_refuses_is_told_and_changes_nothing(
    page: StudyPage, disk: FullDisk, record: Record, qtbot: QtBot
) -> None:
    begin(page)
    press(qtbot, Key.Key_D, CONTROL)
    press(qtbot, Key.Key_Return)
    disk.full = True
    press(qtbot, Key.Key_Z, CONTROL)
    told = texts(page)
    disk.full = False
    press(qtbot, Key.Key_1)
    press(qtbot, Key.Key_Return)

    assert "Not saved: the disk is full" in told
    assert len(record.attempts()) == 2


def test_answer_says_when_it_is_asked_again(page: StudyPage, qtbot: QtBot) -> None:
    begin(page)
    press(qtbot, Key.Key_D, CONTROL)

    assert "Asked again tomorrow." in texts(page)


def test_cramming_says_that_the_schedule_stays(
    page: StudyPage, record: Record, kursk: Bank, qtbot: QtBot
) -> None:
    begin(page, Mode.CRAM, 1)
    press(qtbot, Key.Key_D, CONTROL)
    answered = texts(page)
    press(qtbot, Key.Key_Return)

    assert "The schedule stays as it was." in answered
    assert "None of this changed when a fact is asked again." in texts(page)
    assert record.cards(kursk.id) == {}


@pytest.mark.parametrize(
    ("key", "told"),
    [("bury", "not be asked before tomorrow"), ("suspend", "not be asked again")],
)
def test_a_question_is_set_aside_from_its_menu(
    page: StudyPage, record: Record, kursk: Bank, qtbot: QtBot, key: str, told: str
) -> None:
    begin(page)
    press(qtbot, Key.Key_D, CONTROL)
    getattr(page.answer.menu, key).trigger()
    (attempt,) = record.attempts()
    card = record.card(kursk.id, attempt.fact)

    assert told in texts(page)
    assert (card.suspended, card.buried_until > 0) == (key == "suspend", key == "bury")


def test_a_request_that_the_disk_refuses_is_told(
    page: StudyPage, disk: FullDisk, qtbot: QtBot
) -> None:
    begin(page)
    press(qtbot, Key.Key_D, CONTROL)
    disk.full = True
    page.answer.menu.suspend.trigger()

    assert "Not saved: the disk is full" in texts(page)


def test_a_question_is_flagged_with_a_note(page: StudyPage, record: Record, qtbot: QtBot) -> None:
    begin(page)
    press(qtbot, Key.Key_D, CONTROL)
    page.answer.menu.flag.trigger()
    (dialog,) = page.findChildren(FlagDialog)
    dialog.note.setPlainText(" <b>Two</b> dates? ")
    dialog.save.click()
    (flag,) = record.flags()

    assert flag.note == "<b>Two</b> dates?"
    assert "Flagged" in texts(page)


def test_what_was_set_aside_or_flagged_is_listed_and_taken_back(
    page: StudyPage, record: Record, kursk: Bank, qtbot: QtBot
) -> None:
    begin(page)
    press(qtbot, Key.Key_D, CONTROL)
    page.answer.menu.suspend.trigger()
    page.controller.flag("Odd")
    page.controller.stop()
    page.summary.back.click()
    page.show_agenda(agenda(kursk, record, page.controller.now()))
    offered = page.start.aside.text()
    page.start.aside.click()
    (dialog,) = page.findChildren(AsideDialog)
    said = "\n".join(each.text() for each in dialog.findChildren(QLabel))
    (attempt,) = record.attempts()
    qtbot.keyClick(dialog.buttons[0], Key.Key_Return)
    qtbot.keyClick(dialog.buttons[0], Key.Key_Return)

    assert offered == "1 set aside · 1 flagged"
    assert "for good" in said
    assert "Odd" in said
    assert not record.card(kursk.id, attempt.fact).suspended
    assert record.flags() == []
    assert dialog.focusWidget() is dialog.close_button
    dialog.accept()
    page.show_agenda(agenda(kursk, record, page.controller.now()))
    assert not page.start.aside.isVisible()


def test_what_the_disk_refuses_stays_on_the_list(
    page: StudyPage, disk: FullDisk, kursk: Bank, qtbot: QtBot
) -> None:
    begin(page)
    press(qtbot, Key.Key_D, CONTROL)
    page.answer.menu.suspend.trigger()
    dialog = AsideDialog(page, kursk, page.controller.aside(kursk))
    disk.full = True
    (card,) = page.controller.aside(kursk).cards
    dialog.show_done(card, page.controller.bring_back(card))

    assert len(dialog.buttons) == 1
    assert "disk is full" in dialog._complaint.text()


def test_a_click_on_confidence_leaves_enter_to_the_answer(page: StudyPage, qtbot: QtBot) -> None:
    page.controller.confidence = True
    begin(page)
    press(qtbot, Key.Key_1)
    sure = page.question.confidence.buttons[Confidence.SURE]
    qtbot.mouseClick(sure, Qt.MouseButton.LeftButton)
    press(qtbot, Key.Key_Return)

    assert page.currentWidget() is page.answer
    assert "You said “Sure”" in texts(page)
