"""The answer is read with keys alone: scrolling, the order of Tab, what a card says of itself."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from samples import attempt_at, wrong_choice

from studyapp.core.bank import Bank, Kind
from studyapp.core.items import Item, Matched, SelfGraded
from studyapp.ui import theme
from studyapp.ui.study.answer_page import AnswerPage
from studyapp.ui.widgets.attempt_card import AttemptCard

Key = Qt.Key
ItemOf = Callable[[Kind], Item]


@pytest.fixture
def page(show: Callable[..., None], kursk: Bank, item_of: ItemOf) -> AnswerPage:
    """A wrong choice in a low window: there is something to scroll to."""
    made = AnswerPage()
    show(made, 900, 420)
    item = item_of(Kind.SINGLE_CHOICE)
    attempt = attempt_at(item, wrong_choice(item))
    made.show_attempt(attempt, kursk, place="1 of 2", onward="Next")
    QApplication.processEvents()
    return made


def scrolled(page: AnswerPage) -> int:
    return page._column.verticalScrollBar().value()


@pytest.mark.parametrize("key", [Key.Key_PageDown, Key.Key_Down, Key.Key_Space, Key.Key_End])
def test_keys_scroll_the_reasons_while_the_focus_is_on_next(
    page: AnswerPage, qtbot: QtBot, key: Key
) -> None:
    with qtbot.assertNotEmitted(page.next_requested):
        qtbot.keyClick(QApplication.focusWidget(), key)

    assert scrolled(page) > 0
    assert page.onward.hasFocus()


def test_space_goes_on_once_all_is_seen(page: AnswerPage, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_End)
    with qtbot.waitSignal(page.next_requested):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)


def test_a_digit_brings_its_reason_into_sight(page: AnswerPage, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), "3")
    row = page.rows[2]

    assert row.visibleRegion().boundingRect().height() == row.height()


def test_tab_goes_down_the_page_and_then_to_the_source(page: AnswerPage, qtbot: QtBot) -> None:
    page.evidence.setFocus()
    seen: list[QWidget] = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    links = [row.link for row in page.rows if row.link.isVisible()]
    tops = [page.evidence, *links, page.onward]

    assert seen[: len(tops)] == tops
    assert seen[len(tops) :] == [page.pane.citation, page.pane.view]


def test_the_source_shows_that_it_has_the_focus(page: AnswerPage) -> None:
    view = page.pane.view

    def edge() -> QColor:
        QApplication.processEvents()
        image = view.grab().toImage()
        return image.pixelColor(image.width() // 2, 0)

    without = edge()
    view.setFocus()

    assert without != edge()
    assert edge().name() == theme.LIGHT.accent


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_a_flash_card_says_what_the_learner_said_of_it(
    page: AnswerPage, kursk: Bank, item_of: ItemOf, show: Callable[..., None]
) -> None:
    attempt = attempt_at(item_of(Kind.FLASHCARD), SelfGraded(0.0))
    page.show_attempt(attempt, kursk, place="1 of 2", onward="Next")
    card = AttemptCard(attempt)
    show(card)

    for shown in (texts(page.verdict), texts(card)):
        assert "You did not know it" in shown
        assert "Wrong" not in shown
        assert "answered" not in shown


def test_parts_that_say_why_need_no_explanation_of_one_of_them(
    page: AnswerPage, kursk: Bank, item_of: ItemOf
) -> None:
    item = item_of(Kind.MATCHING)
    attempt = attempt_at(item, Matched(tuple(range(len(item.pairs)))))
    page.show_attempt(attempt, kursk, place="1 of 2", onward="Next")
    explained = page.verdict.explanation.isHidden()
    silent = replace(item, pairs=tuple(replace(pair, why="") for pair in item.pairs))
    page.show_attempt(replace(attempt, item=silent), kursk, place="1 of 2", onward="Next")

    assert explained
    assert not page.verdict.explanation.isHidden()
