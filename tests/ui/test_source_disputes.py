"""Rival claims stand side by side, on the Source page and after an answer."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from samples import attempt_at

from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.generate import generate_all
from studyapp.core.items import Chosen, Item
from studyapp.ui.study.answer_page import AnswerPage
from studyapp.ui.widgets.dispute_panel import DisputePanel
from studyapp.ui.widgets.text import label
from studyapp.ui.widgets.tiles import Tiles


def losses(bank: Bank) -> list[FactId]:
    dispute = next(each for each in bank.disputes if each.id == "north-korean-losses")
    return list(dispute.facts)


def item_on(bank: Bank, fact: FactId) -> Item:
    return next(item for item in generate_all(bank, 1) if item.facts == (fact,))


def shown(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


@pytest.fixture
def page(show: Callable[..., None]) -> AnswerPage:
    made = AnswerPage()
    show(made)
    return made


def test_after_an_answer_on_a_disputed_fact_all_rivals_are_shown(
    page: AnswerPage, kursk: Bank
) -> None:
    fact = losses(kursk)[1]
    attempt = attempt_at(item_on(kursk, fact), Chosen(()))
    page.show_attempt(attempt, kursk, place="", onward="Next")
    (panel,) = page.disputes.panels

    assert len(panel.links) == 3
    assert {"2. Volodymyr Zelensky", "3. US estimates", "this statement"} <= set(shown(panel))


def test_after_an_answer_the_comparisons_of_the_author_wait_for_their_own_question(
    page: AnswerPage, kursk: Bank
) -> None:
    attempt = attempt_at(item_on(kursk, losses(kursk)[1]), Chosen(()))
    page.show_attempt(attempt, kursk, place="", onward="Next")

    assert not any("conflict." in text for text in shown(page.disputes))


def test_a_rival_claim_is_shown_in_the_source_beside_the_evidence(
    page: AnswerPage, kursk: Bank
) -> None:
    facts = losses(kursk)
    item = item_on(kursk, facts[1])
    page.show_attempt(attempt_at(item, Chosen(())), kursk, place="", onward="Next")
    page.disputes.panels[0].links[0].click()

    assert page.pane.view.others == tuple(one.span for one in kursk.facts[facts[0]].evidence)
    assert page.pane.view.marked == tuple(one.span for one in item.evidence)


def test_what_nobody_disputes_has_no_panel(page: AnswerPage, kursk: Bank) -> None:
    disputed = {fact for dispute in kursk.disputes for fact in dispute.facts}
    plain = next(item for item in generate_all(kursk, 1) if not disputed & set(item.facts))
    page.show_attempt(attempt_at(plain, Chosen(())), kursk, place="", onward="Next")

    assert page.disputes.isHidden()


def test_an_item_of_another_set_than_the_bank_has_no_panel(page: AnswerPage, kursk: Bank) -> None:
    item = replace(item_on(kursk, losses(kursk)[1]), facts=(FactId("gone"),), kind=Kind.CLOZE)
    page.show_attempt(attempt_at(item, Chosen(())), kursk, place="", onward="Next")

    assert page.disputes.panels == []


def tops(panel: DisputePanel) -> list[int]:
    frames = [link.parentWidget() for link in panel.links]
    return [frame.y() for frame in frames if isinstance(frame, QFrame)]


@pytest.mark.parametrize(("width", "rows"), [(700, 1), (420, 2), (240, 3)])
def test_claims_stand_in_as_many_columns_as_there_is_room_for(
    show: Callable[..., None], kursk: Bank, width: int, rows: int
) -> None:
    dispute = next(each for each in kursk.disputes if each.id == "north-korean-losses")
    panel = DisputePanel(dispute, kursk, (), compared=True)
    show(panel, width, 900)

    assert len(set(tops(panel))) == rows


def test_tiles_of_a_row_are_equally_wide_and_high(show: Callable[..., None]) -> None:
    frame = QWidget()
    tiles = Tiles(100, gap=10)
    frame.setLayout(tiles)
    made = [label("Short."), label("A text that is long enough to need several lines here.")]
    for each in made:
        tiles.addWidget(each)
    show(frame, 330, 300)
    short, long = (each.geometry() for each in made)

    assert (short.width(), short.height()) == (long.width(), long.height())
    assert long.left() == short.right() + 1 + 10
    assert long.height() >= made[1].heightForWidth(long.width())


def test_hidden_tiles_leave_no_gap(show: Callable[..., None]) -> None:
    frame = QWidget()
    tiles = Tiles(100, gap=10)
    frame.setLayout(tiles)
    made = [label("One."), label("Two."), label("Three.")]
    for each in made:
        tiles.addWidget(each)
    made[0].hide()
    show(frame, 110, 300)

    assert made[1].y() == 0
    assert tiles.heightForWidth(110) == 2 * made[1].height() + 10
