"""A question is answered with keys alone, and its answer stays until it is saved."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studyapp.core.bank import ASKED, Bank, Kind
from studyapp.core.generate import generate_all
from studyapp.core.items import Chosen, Item, Option, Reason, Typed
from studyapp.ui.study.forms.choice import ChoiceForm
from studyapp.ui.study.forms.typed import TypedForm
from studyapp.ui.study.question_page import QuestionPage
from studyapp.ui.study.sitting import Sitting

Key = Qt.Key
ItemOf = Callable[[Kind], Item]


@pytest.fixture
def page(show: Callable[..., None]) -> QuestionPage:
    made = QuestionPage()
    show(made)
    return made


def press(qtbot: QtBot, key: Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is, as a learner does."""
    target = QApplication.focusWidget()
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def texts(page: QuestionPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_number_chooses_and_enter_checks(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.SINGLE_CHOICE), kursk, 3, 10)
    press(qtbot, Key.Key_2)
    with qtbot.waitSignal(page.answered) as answered:
        press(qtbot, Key.Key_Return)

    assert answered.args == [Chosen((1,)), None]


def test_arrows_move_the_choice(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.SINGLE_CHOICE), kursk, 1, 10)
    form = page.form
    assert isinstance(form, ChoiceForm)
    for _ in range(2):
        press(qtbot, Key.Key_Down)
    chosen = [option.isChecked() for option in form.options]
    press(qtbot, Key.Key_Up)

    assert chosen == [False, True, False]
    assert [option.isChecked() for option in form.options] == [True, False, False]


def test_enter_without_an_answer_does_nothing(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.SINGLE_CHOICE), kursk, 1, 10)
    with qtbot.assertNotEmitted(page.answered):
        press(qtbot, Key.Key_Return)

    assert not page.check.isEnabled()
    assert "Choose with 1–3" in texts(page)


def test_several_answers_can_be_ticked_and_unticked(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.MULTIPLE_CHOICE), kursk, 1, 10)
    for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_2):
        press(qtbot, key)
    with qtbot.waitSignal(page.answered) as answered:
        press(qtbot, Key.Key_Enter)

    assert answered.args == [Chosen((0, 2)), None]


@pytest.mark.parametrize("kind", [Kind.CLOZE, Kind.SHORT_ANSWER, Kind.QUANTITY, Kind.DATE])
def test_typed_answer_is_given_with_enter(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot, kind: Kind
) -> None:
    page.show_item(item_of(kind), kursk, 1, 10)
    qtbot.keyClicks(QApplication.focusWidget(), "some answer 1")
    with qtbot.waitSignal(page.answered) as answered:
        press(qtbot, Key.Key_Return)

    assert answered.args == [Typed("some answer 1"), None]


def test_numbers_and_question_marks_can_be_typed(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.QUANTITY), kursk, 1, 10)
    qtbot.keyClicks(QApplication.focusWidget(), "1,300 ?")
    form = page.form
    assert isinstance(form, TypedForm)

    assert form.field.text() == "1,300 ?"


def test_spaces_are_no_answer(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.SHORT_ANSWER), kursk, 1, 10)
    qtbot.keyClicks(QApplication.focusWidget(), "   ")

    assert not page.check.isEnabled()


@pytest.mark.parametrize("kind", ASKED)
def test_not_knowing_is_an_answer_to_every_kind(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot, kind: Kind
) -> None:
    page.show_item(item_of(kind), kursk, 1, 10)
    with qtbot.waitSignal(page.answered) as answered:
        press(qtbot, Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert answered.args == [Chosen(()), None]


def test_place_in_the_session_is_told(page: QuestionPage, kursk: Bank, item_of: ItemOf) -> None:
    page.show_item(item_of(Kind.TRUE_FALSE), kursk, 3, 10)

    assert "Question 3 of 10" in texts(page)


def test_caption_names_topic_and_claimant(page: QuestionPage, kursk: Bank, item_of: ItemOf) -> None:
    item = replace(item_of(Kind.QUANTITY), speaker="syrsky", key="nearly 1,300 sq. km")
    page.show_item(item, kursk, 1, 10)

    assert f"Claim by {kursk.entities['syrsky'].name}" in texts(page)
    assert kursk.topics[item.topic] in texts(page)


def test_caption_keeps_the_speaker_to_itself_where_that_is_asked(
    page: QuestionPage, kursk: Bank, item_of: ItemOf
) -> None:
    name = kursk.entities["syrsky"].name
    item = replace(item_of(Kind.SHORT_ANSWER), speaker="syrsky", key=name)
    page.show_item(item, kursk, 1, 10)

    assert name not in texts(page)


def test_accepted_form_names_the_unit_and_not_the_answer(page: QuestionPage, forts: Bank) -> None:
    from studyapp.core.generate import generate_all

    item = next(i for i in generate_all(forts, 1) if i.kind is Kind.QUANTITY)
    page.show_item(item, forts, 1, 10)

    assert "Unit: sq. km" in texts(page)
    assert "1,300" not in texts(page)


def test_refused_answer_stays_and_is_given_again_unchanged(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.SINGLE_CHOICE), kursk, 1, 10)
    press(qtbot, Key.Key_2)
    press(qtbot, Key.Key_Return)
    page.show_unsaved("Not saved: the disk is full")
    press(qtbot, Key.Key_1)
    with qtbot.waitSignal(page.answered) as answered:
        press(qtbot, Key.Key_Return)

    assert page.banner.message == "Not saved: the disk is full"
    assert answered.args == [Chosen((1,)), None]


def test_next_item_forgets_the_refusal(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.SINGLE_CHOICE), kursk, 1, 10)
    page.dont_know.click()
    page.show_unsaved("Not saved: the disk is full")
    page.show_item(item_of(Kind.DATE), kursk, 2, 10)

    assert not page.unsaved
    assert page.banner.isHidden()


def test_held_down_enter_does_not_check(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    page.show_item(item_of(Kind.SINGLE_CHOICE), kursk, 1, 10)
    press(qtbot, Key.Key_1)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    with qtbot.assertNotEmitted(page.answered):
        QApplication.sendEvent(page, held)


def test_options_wrap_and_show_their_whole_text(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    long = "A very long option that says a great deal about the front. " * 6
    item = replace(
        item_of(Kind.SINGLE_CHOICE),
        options=(
            Option(long, True, "", Reason.KEY),
            Option("<i>short</i> & sweet", False, "", Reason.AUTHOR),
        ),
    )
    page.show_item(item, kursk, 1, 10)
    form = page.form
    assert isinstance(form, ChoiceForm)

    qtbot.waitUntil(lambda: form.options[0].height() > 2 * form.options[1].height())
    for option in form.options:
        inner = option.findChild(QLabel)
        assert inner.height() >= inner.heightForWidth(inner.width())


@pytest.mark.parametrize("kind", [Kind.WHO_SAYS, Kind.NOT_STATED])
def test_nothing_above_a_question_tells_whose_word_is_the_answer(
    page: QuestionPage, kursk: Bank, kind: Kind
) -> None:
    captions = set()
    for item in generate_all(kursk, 1, frozenset([kind])):
        page.show_item(item, kursk, 1, 10)
        captions.add(page._caption.text().removeprefix(kursk.topics[item.topic]))

    assert captions == {""}


def test_in_an_exam_nothing_is_checked_yet(
    page: QuestionPage, kursk: Bank, item_of: ItemOf
) -> None:
    page.show_item(item_of(Kind.SINGLE_CHOICE), kursk, 1, 10, Sitting(feedback=False))
    in_exam = page.check.text()
    page.show_item(item_of(Kind.SINGLE_CHOICE), kursk, 1, 10)

    assert (in_exam, page.check.text()) == ("Answer", "Check")
