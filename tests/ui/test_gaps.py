"""A text with several gaps is filled in with keys or mouse, and explained gap by gap."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from written import GAPS, attempt_in, item_in, set_of, shown

from studyapp.core.bank import Bank
from studyapp.core.items import Chosen, Filled, Verdict
from studyapp.ui.study.answer_page import AnswerPage
from studyapp.ui.study.forms.gaps import GapList, GapsForm
from studyapp.ui.study.question_page import QuestionPage
from studyapp.ui.study.reasons import reasons

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return set_of(tmp_path, GAPS)


@pytest.fixture
def page(show: Callable[..., None], bank: Bank) -> QuestionPage:
    made = QuestionPage()
    show(made, 900, 600)
    made.show_item(item_in(bank), bank, 1, 3)
    return made


@pytest.fixture
def form(page: QuestionPage) -> GapsForm:
    assert isinstance(page.form, GapsForm)
    return page.form


def type_in(qtbot: QtBot, *parts: str | Key) -> None:
    """Type where the focus is; keys are pressed."""
    for part in parts:
        if isinstance(part, str):
            qtbot.keyClicks(QApplication.focusWidget(), part)
        else:
            qtbot.keyClick(QApplication.focusWidget(), part)


def test_gaps_are_numbered_blanks(page: QuestionPage) -> None:
    stem = page.stem.text().replace("\N{NO-BREAK SPACE}", " ")

    assert stem.startswith("(1) _____ lies on the Seine, (2) _____ on the Spree.")
    assert stem.endswith("The Danube is about (3) _____ km long.")
    assert {"(1)", "(2)", "(3)"} <= set(shown(page))


def test_enter_walks_from_gap_to_gap_and_checks_at_the_last(
    page: QuestionPage, form: GapsForm, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(page.answered):
        type_in(qtbot, "Paris", Key.Key_Return, Key.Key_Down, Key.Key_Return, "2850")
    at_last = form.gaps[2].hasFocus()
    with qtbot.waitSignal(page.answered) as answered:
        type_in(qtbot, Key.Key_Return)

    assert at_last
    assert answered.args[0] == Filled(("Paris", "Berlin", "2850"))


def test_tab_walks_all_gaps_and_then_to_the_buttons(
    page: QuestionPage, form: GapsForm, qtbot: QtBot
) -> None:
    seen = []
    type_in(qtbot, "Paris")
    for _ in range(4):
        seen.append(QApplication.focusWidget())
        type_in(qtbot, Key.Key_Tab)

    assert seen == [*form.gaps, page.dont_know]
    assert page.check.hasFocus()


def test_arrows_go_up_and_down_between_what_is_typed(tmp_path: Path, show, qtbot: QtBot) -> None:
    item = item_in(
        set_of(
            tmp_path,
            "\n- {id: q, kind: cloze, stem: '{1} {2}', gaps: [{answers: [a]}, {answers: [b]}]}",
        )
    )
    form = GapsForm(item)
    show(form)
    form.take_focus()
    type_in(qtbot, Key.Key_Down)
    below = form.gaps[1].hasFocus()
    type_in(qtbot, Key.Key_Up)

    assert below
    assert form.gaps[0].hasFocus()


def test_a_choice_can_be_taken_back(form: GapsForm, qtbot: QtBot) -> None:
    chosen = form.gaps[1]
    assert isinstance(chosen, GapList)
    chosen.setFocus()
    type_in(qtbot, "h")
    first = chosen.given()
    type_in(qtbot, Key.Key_Home)

    assert (first, chosen.given()) == ("Hamburg", "")


def test_mouse_and_button_do_as_well(page: QuestionPage, form: GapsForm, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.gaps[2], Qt.MouseButton.LeftButton)
    type_in(qtbot, "2,850")
    with qtbot.waitSignal(page.answered) as answered:
        qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)

    assert answered.args[0] == Filled(("", "", "2,850"))


def test_what_is_still_open_is_told_beside_the_button(
    page: QuestionPage, form: GapsForm, qtbot: QtBot
) -> None:
    before = page._advice.text()
    type_in(qtbot, "Paris")
    two = page._advice.text()
    type_in(qtbot, Key.Key_Tab, Key.Key_Down)

    assert before.startswith("Fill the gaps")
    assert two == "2 gaps are still open · Enter"
    assert page._advice.text() == "one gap is still open · Enter"


def test_what_may_be_typed_is_told_for_its_gaps(page: QuestionPage) -> None:
    assert "(1): A word or a few, spelled exactly. Capitals do not matter." in shown(page)
    assert "(3): A number, in digits and without a unit." in shown(page)


def test_a_word_where_a_number_belongs_is_asked_again(
    page: QuestionPage, form: GapsForm, qtbot: QtBot
) -> None:
    form.gaps[2].setFocus()
    type_in(qtbot, "long")
    with qtbot.assertNotEmitted(page.answered):
        type_in(qtbot, Key.Key_Return)
    complaint = form.gaps[2].complaint
    told = (complaint.text(), complaint.isVisible(), form.gaps[2].selectedText())
    type_in(qtbot, "2850")

    assert told == ("Type a number, in digits and without a unit.", True, "long")
    assert complaint.isHidden()
    with qtbot.waitSignal(page.answered):
        type_in(qtbot, Key.Key_Return)


def test_nothing_filled_is_no_answer_but_not_knowing_is(page: QuestionPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.answered):
        type_in(qtbot, *[Key.Key_Return] * 3)
    with qtbot.waitSignal(page.answered) as answered:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_D, CONTROL)

    assert answered.args[0] == Chosen(())


def test_each_gap_says_what_was_given_what_is_right_and_what_it_counts(bank: Bank) -> None:
    first, second, third = reasons(attempt_in(bank, Filled(("lutetia", "Hamburg", "2900"))))

    assert (first.text, first.tag, first.verdict) == ("(1) Paris", "you: lutetia", Verdict.PARTLY)
    assert first.worth == "counts 50 % · weight 1 of 4"
    assert first.why == "That was its Roman name."
    assert (second.text, second.tag) == ("(2) Berlin", "you: Hamburg")
    assert second.verdict is Verdict.WRONG
    assert second.why == "Hamburg lies on the Elbe.\nThe Spree runs through Berlin."
    assert (third.text, third.tag, third.verdict) == ("(3) 2850", "you: 2900", Verdict.RIGHT)
    assert third.worth == "weight 2 of 4"


def test_a_gap_left_open_is_not_judged(bank: Bank) -> None:
    first, *_, third = reasons(attempt_in(bank, Filled(("Paris", "", " "))))
    unknown = reasons(attempt_in(bank, Chosen(())))

    assert (first.tag, first.verdict) == ("", Verdict.RIGHT)
    assert (third.tag, third.verdict) == ("left open", None)
    assert [(one.tag, one.verdict) for one in unknown] == [("", None)] * 3


def test_the_answer_page_has_a_row_for_each_gap(bank: Bank, show: Callable[..., None]) -> None:
    page = AnswerPage()
    show(page)
    attempt = attempt_in(bank, Filled(("Paris", "Berlin", "")))
    page.show_attempt(attempt, bank, place="1 of 3", onward="Next")
    texts = shown(page)

    assert page.verdict.word.text() == "Partly right"
    assert "2 of 3 gaps are right." in texts
    assert {"Gap by gap", "(1) Paris", "(2) Berlin", "(3) 2850", "left open"} <= set(texts)
    assert not any("{1}" in text for text in texts)
    assert page.rows[0].accessibleName() == "(1) Paris. Right. weight 1 of 4"
