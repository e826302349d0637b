"""The forms for answers of several parts."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studyapp.core.bank import ASKED, Bank, Kind
from studyapp.core.items import Grouped, Item, Matched, Ordered, Pointed, SelfGraded
from studyapp.ui.study.forms import form_for
from studyapp.ui.study.forms.flashcard import FlashcardForm
from studyapp.ui.study.forms.ordering import OrderingForm
from studyapp.ui.study.forms.passage import PassageForm
from studyapp.ui.study.forms.picking import GroupingForm, MatchingForm

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
ItemOf = Callable[[Kind], Item]
Show = Callable[..., None]


@pytest.mark.parametrize("kind", ASKED)
def test_every_kind_has_a_form_that_says_what_to_do(
    item_of: ItemOf, kursk: Bank, show: Show, kind: Kind
) -> None:
    form = form_for(item_of(kind), kursk)
    show(form)

    assert form.advice()


def test_matching_is_complete_once_every_part_has_an_answer(item_of: ItemOf, show: Show) -> None:
    item = item_of(Kind.MATCHING)
    form = MatchingForm(item)
    show(form)
    responses = []
    for number, row in enumerate(form.rows):
        responses.append(form.response())
        row.pick(number)

    assert responses == [None] * len(item.pairs)
    assert form.response() == Matched(tuple(range(len(item.pairs))))


def test_grouping_gives_each_element_a_group(item_of: ItemOf, show: Show) -> None:
    item = item_of(Kind.GROUPING)
    form = GroupingForm(item)
    show(form)
    for row in form.rows:
        row.pick(len(item.groups) - 1)

    assert form.response() == Grouped((len(item.groups) - 1,) * len(item.elements))


def test_elements_move_with_alt_and_arrows(item_of: ItemOf, show: Show, qtbot: QtBot) -> None:
    form = OrderingForm(item_of(Kind.ORDERING))
    show(form)
    form.take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down, ALT)
    moved = form.response().order
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Up, ALT)
    rest = tuple(range(2, len(form.rows)))

    assert moved == (1, 0, *rest)
    assert form.response() == Ordered((0, 1, *rest))


def test_elements_at_the_ends_stay_there(item_of: ItemOf, show: Show, qtbot: QtBot) -> None:
    form = OrderingForm(item_of(Kind.ORDERING))
    show(form)
    form.take_focus()
    with qtbot.assertNotEmitted(form.changed):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Up, ALT)

    assert form.response().order == tuple(range(len(form.rows)))


def test_arrows_alone_move_the_focus_between_elements(
    item_of: ItemOf, show: Show, qtbot: QtBot
) -> None:
    form = OrderingForm(item_of(Kind.ORDERING))
    show(form)
    form.take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)

    assert QApplication.focusWidget() is form.rows[1]


def test_flashcard_is_turned_before_it_is_graded(item_of: ItemOf, show: Show, qtbot: QtBot) -> None:
    form = FlashcardForm(item_of(Kind.FLASHCARD))
    show(form)
    form.press_number(3)
    before = form.response()
    taken = [form.press_enter(), form.press_enter()]
    form.press_number(2)

    assert (before, taken) == (None, [True, False])
    assert form.response() == SelfGraded(0.5)


def test_arrow_keys_point_at_sentence_after_sentence(
    item_of: ItemOf, kursk: Bank, show: Show, qtbot: QtBot
) -> None:
    form = PassageForm(item_of(Kind.FIND_PASSAGE), kursk)
    show(form)
    form.take_focus()
    source = next(iter(kursk.sources.values()))
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Up)

    assert form.response() == Pointed(source.id, source.sentences[1].span.start)
    assert form.view.marked == (source.sentences[1].span,)


def test_a_click_points_at_the_sentence_under_it(item_of: ItemOf, kursk: Bank, show: Show) -> None:
    form = PassageForm(item_of(Kind.FIND_PASSAGE), kursk)
    show(form)
    source = next(iter(kursk.sources.values()))
    sentence = source.sentences[4]
    form.view.pointed.emit(sentence.span.start + 3)

    assert form.response() == Pointed(source.id, sentence.span.start)
