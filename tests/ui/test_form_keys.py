"""Every form of answer is filled in with keys alone, and says what keeps it from being taken."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studyapp.core.bank import ASKED, Bank, Kind
from studyapp.core.items import Chosen, Grouped, Item, Matched, Pointed, SelfGraded, Typed
from studyapp.ui.study.forms.choice import ChoiceForm
from studyapp.ui.study.forms.flashcard import FlashcardForm
from studyapp.ui.study.forms.passage import PassageForm
from studyapp.ui.study.forms.picking import GroupingForm, MatchingForm
from studyapp.ui.study.forms.typed import TypedForm
from studyapp.ui.study.question_page import QuestionPage

Key = Qt.Key
ItemOf = Callable[[Kind], Item]


@pytest.fixture
def page(show: Callable[..., None]) -> QuestionPage:
    made = QuestionPage()
    show(made, 900, 600)
    return made


def press(qtbot: QtBot, *keys: Key | str) -> None:
    """Press keys where the focus is, as a learner does."""
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def focused(widgets: list) -> int:
    return widgets.index(QApplication.focusWidget())


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Tab])
def test_arrows_and_tab_walk_all_options_of_several(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot, key: Key
) -> None:
    page.show_item(item_of(Kind.MULTIPLE_CHOICE), kursk, 1, 10)
    assert isinstance(page.form, ChoiceForm)
    options = page.form.options
    seen = [focused(options)]
    for _ in options[1:]:
        press(qtbot, key)
        seen.append(focused(options))

    assert seen == list(range(len(options)))
    assert page.form.response() is None


def test_space_ticks_the_option_that_has_the_focus(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.MULTIPLE_CHOICE), kursk, 1, 10)
    press(qtbot, Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Space)

    assert page.form.response() == Chosen((0, 2))


def test_arrows_go_round(page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot) -> None:
    item = item_of(Kind.SINGLE_CHOICE)
    page.show_item(item, kursk, 1, 10)
    press(qtbot, Key.Key_Up, Key.Key_Down)

    assert page.form.response() == Chosen((0,))


@pytest.mark.parametrize("kind", ASKED)
def test_the_focus_is_on_the_answer_when_a_question_opens(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, kind: Kind
) -> None:
    page.show_item(item_of(kind), kursk, 1, 10)

    assert page.form.isAncestorOf(QApplication.focusWidget())
    assert page._column.verticalScrollBar().value() == 0


@pytest.mark.parametrize("kind", [Kind.QUANTITY, Kind.DATE])
def test_what_cannot_be_read_is_asked_again_and_not_graded(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot, kind: Kind
) -> None:
    page.show_item(item_of(kind), kursk, 1, 10)
    assert isinstance(page.form, TypedForm)
    qtbot.keyClicks(QApplication.focusWidget(), "hello")
    with qtbot.assertNotEmitted(page.answered):
        press(qtbot, Key.Key_Return)
    complaint = page.form.field.complaint.text()
    qtbot.keyClicks(QApplication.focusWidget(), "1999")
    with qtbot.waitSignal(page.answered) as answered:
        press(qtbot, Key.Key_Return)

    assert complaint.startswith("Type a ")
    assert page.form.field.complaint.isHidden()
    assert answered.args[0] == Typed("1999")


def test_letters_match_row_after_row(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.MATCHING), kursk, 1, 10)
    press(qtbot, "c", "a", "b")
    with qtbot.waitSignal(page.answered) as answered:
        press(qtbot, Key.Key_Return)

    assert answered.args[0] == Matched((2, 0, 1))


def test_digits_and_arrows_group_too(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    item = item_of(Kind.GROUPING)
    page.show_item(item, kursk, 1, 10)
    press(qtbot, *["2"] * len(item.elements))
    press(qtbot, Key.Key_Left)
    last = len(item.elements) - 1
    form = page.form
    assert isinstance(form, GroupingForm)

    assert focused(form.rows) == last
    assert form.response() == Grouped((*[1] * last, 0))


def test_all_answers_are_seen_beside_their_letters(
    page: QuestionPage, kursk: Bank, item_of: ItemOf
) -> None:
    item = item_of(Kind.MATCHING)
    page.show_item(item, kursk, 1, 10)
    shown = {each.text() for each in page.form.findChildren(QLabel) if each.isVisible()}

    assert set(item.rights) <= shown
    assert {"A", "B", "C"} <= shown


def test_a_right_side_chosen_twice_is_pointed_out(item_of: ItemOf, show: Callable) -> None:
    form = MatchingForm(item_of(Kind.MATCHING))
    show(form)
    form.rows[0].pick(1)
    form.rows[1].pick(1)
    twice = [not row._doubled.isHidden() for row in form.rows]
    form.rows[1].pick(0)

    assert twice == [True, True, False]
    assert all(row._doubled.isHidden() for row in form.rows)


def test_a_group_may_be_chosen_as_often_as_one_likes(item_of: ItemOf, show: Callable) -> None:
    form = GroupingForm(item_of(Kind.GROUPING))
    show(form)
    for row in form.rows:
        row.pick(0)

    assert all(row._doubled.isHidden() for row in form.rows)


def test_the_row_with_the_focus_is_in_sight(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.resize(900, 420)
    page.show_item(item_of(Kind.MATCHING), kursk, 1, 10)
    press(qtbot, "a", "b")
    row = QApplication.focusWidget()

    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect().height() == row.height())


@pytest.fixture
def passage(page: QuestionPage, kursk: Bank, item_of: ItemOf) -> PassageForm:
    page.show_item(item_of(Kind.FIND_PASSAGE), kursk, 1, 10)
    QApplication.processEvents()
    assert isinstance(page.form, PassageForm)
    return page.form


def test_page_keys_move_the_marked_sentence_with_the_view(
    passage: PassageForm, qtbot: QtBot, kursk: Bank
) -> None:
    (source,) = kursk.sources.values()
    starts = [sentence.span.start for sentence in source.sentences]
    seen = []
    for key in (Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp, Key.Key_End, Key.Key_Home):
        press(qtbot, key)
        (marked,) = passage.view.marked
        place = passage.view.place_of(marked)
        assert 0 <= place.top() < passage.view.viewport().height()
        seen.append(starts.index(marked.start))

    assert 0 < seen[0] < seen[1]
    assert seen[2] < seen[1]
    assert seen[3:] == [len(starts) - 1, 0]


def test_words_are_found_in_the_passage_without_ending_the_session(
    passage: PassageForm, qtbot: QtBot, kursk: Bank
) -> None:
    (source,) = kursk.sources.values()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "settlements")
    pointed = passage.response()
    press(qtbot, Key.Key_Escape)
    place = source.text.index("settlements")

    assert isinstance(pointed, Pointed)
    assert passage.view.hasFocus()
    assert passage.find_bar.isHidden()
    assert passage.view.marked[0].start <= place < passage.view.marked[0].end


def test_the_text_is_as_high_as_the_window_allows(page: QuestionPage, passage: PassageForm) -> None:
    low = passage.view.height()
    page.resize(900, 1000)
    QApplication.processEvents()

    assert low >= 600 * 0.5
    assert passage.view.height() > 600


@pytest.mark.parametrize(("key", "score"), [("1", 0.0), ("2", 0.5), ("3", 1.0)])
def test_a_digit_rates_a_flash_card_at_once(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot, key: str, score: float
) -> None:
    page.show_item(item_of(Kind.FLASHCARD), kursk, 1, 10)
    assert isinstance(page.form, FlashcardForm)
    press(qtbot, Key.Key_Return)
    with qtbot.waitSignal(page.answered) as answered:
        press(qtbot, key)

    assert answered.args[0] == SelfGraded(score)


def test_arrows_choose_on_a_flash_card_without_rating(
    page: QuestionPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    page.show_item(item_of(Kind.FLASHCARD), kursk, 1, 10)
    press(qtbot, Key.Key_Return)
    with qtbot.assertNotEmitted(page.answered):
        press(qtbot, Key.Key_Down)

    assert page.form.response() == SelfGraded(0.5)


def test_how_to_move_is_told_while_an_order_is_already_complete(
    page: QuestionPage, kursk: Bank, item_of: ItemOf
) -> None:
    page.show_item(item_of(Kind.ORDERING), kursk, 1, 10)

    assert page._advice.text() == "Move with Alt+↑ and Alt+↓ · Enter"
