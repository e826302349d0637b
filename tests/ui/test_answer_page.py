"""The answer says what is right and why, and shows where that stands."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from samples import attempt_at, right_choice, wrong_choice

from studyapp.core.attempts import Attempt
from studyapp.core.bank import ASKED, Bank, Kind
from studyapp.core.generate import generate_all
from studyapp.core.items import (
    Chosen,
    Grade,
    Item,
    Pointed,
    Reason,
    SelfGraded,
    Typed,
)
from studyapp.ui.study.answer_page import AnswerPage

Key = Qt.Key
ItemOf = Callable[[Kind], Item]


@pytest.fixture
def page(show: Callable[..., None]) -> AnswerPage:
    made = AnswerPage()
    show(made)
    return made


def open_answer(page: AnswerPage, attempt: Attempt, bank: Bank) -> None:
    page.show_attempt(attempt, bank, place="Question 1 of 2", onward="Next")
    QApplication.processEvents()


def texts(page: AnswerPage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


@pytest.mark.parametrize(("score", "word"), [(1.0, "Right"), (0.5, "Partly right"), (0.0, "Wrong")])
def test_verdict_is_a_word(
    page: AnswerPage, kursk: Bank, item_of: ItemOf, score: float, word: str
) -> None:
    attempt = attempt_at(item_of(Kind.QUANTITY), Typed("1"))
    open_answer(page, replace(attempt, grade=Grade(score, "So it is.")), kursk)

    assert page.verdict.word.text() == word
    assert "So it is." in texts(page)


def test_verdicts_have_different_shapes(page: AnswerPage, kursk: Bank, item_of: ItemOf) -> None:
    attempt = attempt_at(item_of(Kind.QUANTITY), Typed("1"))
    shapes = set()
    for score in (1.0, 0.5, 0.0):
        open_answer(page, replace(attempt, grade=Grade(score)), kursk)
        image = page.verdict._mark.grab().toImage()
        ground = image.pixelColor(image.width() // 2, 3)
        shapes.add(
            tuple(
                image.pixelColor(x, y) == ground
                for x in range(4, image.width() - 4)
                for y in range(4, image.height() - 4)
            )
        )

    assert len(shapes) == 3


def test_answer_given_and_right_answer_stand_side_by_side(
    page: AnswerPage, kursk: Bank, item_of: ItemOf
) -> None:
    item = item_of(Kind.SINGLE_CHOICE)
    wrong = wrong_choice(item)
    open_answer(page, attempt_at(item, wrong), kursk)

    assert page.verdict.given.text == item.options[wrong.options[0]].text
    assert page.verdict.key.text == item.key
    assert page.verdict.statement.text == item.statement


def test_not_knowing_is_called_so(page: AnswerPage, kursk: Bank, item_of: ItemOf) -> None:
    open_answer(page, attempt_at(item_of(Kind.DATE), Typed("  ")), kursk)

    assert page.verdict.given.text == "I don’t know"


def test_every_option_has_its_reason(page: AnswerPage, kursk: Bank, item_of: ItemOf) -> None:
    item = item_of(Kind.SINGLE_CHOICE)
    open_answer(page, attempt_at(item, wrong_choice(item)), kursk)
    shown = texts(page)

    assert [row.reason.text for row in page.rows] == [option.text for option in item.options]
    assert all(option.why in shown for option in item.options)
    assert shown.count("your answer") == 1


def test_evidence_is_marked_in_the_source(page: AnswerPage, kursk: Bank, item_of: ItemOf) -> None:
    item = item_of(Kind.SINGLE_CHOICE)
    open_answer(page, attempt_at(item, right_choice(item)), kursk)

    assert page.pane.view.marked == tuple(each.span for each in item.evidence)
    assert page.pane.view.others == ()


def elsewhere(bank: Bank) -> tuple[Item, int]:
    """An item with a wrong option whose value stands somewhere else in the source."""
    return next(
        (item, index)
        for item in generate_all(bank, 1, frozenset([Kind.SINGLE_CHOICE]))
        for index, option in enumerate(item.options)
        if option.reason is Reason.OTHER_FACT and option.evidence
    )


def test_number_shows_where_a_wrong_value_stands(
    page: AnswerPage, kursk: Bank, qtbot: QtBot
) -> None:
    item, index = elsewhere(kursk)
    open_answer(page, attempt_at(item, right_choice(item)), kursk)
    qtbot.keyClick(QApplication.focusWidget(), str(index + 1))

    assert "Where this value stands" in page.rows[index].link.text()
    assert page.pane.view.others == tuple(each.span for each in item.options[index].evidence)
    assert page.pane.view.marked == tuple(each.span for each in item.evidence)


def test_zero_goes_back_to_the_evidence(page: AnswerPage, kursk: Bank, qtbot: QtBot) -> None:
    item, index = elsewhere(kursk)
    open_answer(page, attempt_at(item, right_choice(item)), kursk)
    qtbot.keyClick(QApplication.focusWidget(), str(index + 1))
    qtbot.keyClick(QApplication.focusWidget(), "0")

    assert page.pane.view.others == ()


def test_enter_goes_on(page: AnswerPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot) -> None:
    open_answer(page, attempt_at(item_of(Kind.DATE), Typed("1999")), kursk)
    with qtbot.waitSignal(page.next_requested):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)


def test_enter_on_a_link_follows_the_link(page: AnswerPage, kursk: Bank, qtbot: QtBot) -> None:
    item, index = elsewhere(kursk)
    open_answer(page, attempt_at(item, right_choice(item)), kursk)
    page.rows[index].link.setFocus()
    with qtbot.assertNotEmitted(page.next_requested):
        qtbot.keyClick(page.rows[index].link, Key.Key_Return)

    assert page.pane.view.others


def test_enter_in_the_source_goes_on(
    page: AnswerPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    open_answer(page, attempt_at(item_of(Kind.DATE), Typed("1999")), kursk)
    page.pane.view.setFocus()
    with qtbot.waitSignal(page.next_requested):
        qtbot.keyClick(page.pane.view, Key.Key_Return)


def test_citation_is_quote_and_credit(
    page: AnswerPage, kursk: Bank, item_of: ItemOf, qtbot: QtBot
) -> None:
    item = item_of(Kind.SINGLE_CHOICE)
    open_answer(page, attempt_at(item, right_choice(item)), kursk)
    page.pane.citation.click()
    copied = QGuiApplication.clipboard().text()

    assert item.evidence[0].exact in copied
    assert copied.endswith(next(iter(kursk.sources.values())).credit)
    assert page.pane.citation.text() == "Copied"
    qtbot.waitUntil(lambda: page.pane.citation.text() == "Copy citation", timeout=4000)


def test_known_flaws_are_shown_with_the_answer(
    page: AnswerPage, kursk: Bank, item_of: ItemOf
) -> None:
    attempt = attempt_at(item_of(Kind.DATE), Typed("1999"))
    noted = replace(attempt, item=replace(attempt.item, notes=("Probably a mistranslation.",)))
    open_answer(page, noted, kursk)
    with_note = texts(page)
    open_answer(page, replace(attempt, item=replace(attempt.item, notes=())), kursk)

    assert {"About the source text", "Probably a mistranslation."} <= set(with_note)
    assert "About the source text" not in texts(page)


def test_sentence_pointed_at_is_quoted_and_marked(
    page: AnswerPage, kursk: Bank, item_of: ItemOf
) -> None:
    source = next(iter(kursk.sources.values()))
    sentence = source.sentences[-3]
    attempt = attempt_at(item_of(Kind.FIND_PASSAGE), Pointed(source.id, sentence.span.start))
    open_answer(page, attempt, kursk)

    words = source.text[sentence.span.start : sentence.span.end]
    assert page.verdict.given.text == f"“{words}”"
    assert sentence.span in page.pane.view.others


@pytest.mark.parametrize("kind", ASKED)
def test_an_unanswered_item_of_every_kind_has_its_view(
    page: AnswerPage, kursk: Bank, item_of: ItemOf, kind: Kind
) -> None:
    item = item_of(kind)
    response = SelfGraded(0.0) if kind is Kind.FLASHCARD else Chosen(())
    open_answer(page, attempt_at(item, response), kursk)

    word = "You did not know it" if kind is Kind.FLASHCARD else "Wrong"
    assert page.verdict.word.text() == word
    assert item.stem in texts(page)


def test_without_sources_there_is_no_empty_page_beside(
    page: AnswerPage, kursk: Bank, item_of: ItemOf
) -> None:
    bank = replace(kursk, sources={})
    item = replace(item_of(Kind.DATE), evidence=())
    open_answer(page, attempt_at(item, Typed("1999")), bank)

    assert page.pane.isHidden()
    assert page.pane.citation.isHidden()
    assert page.evidence.isHidden()
