"""A sentence of the source opens with its facts, their states, its flaws and its disputes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from samples import FORTS

from studyapp.core.bank import Bank, FactId
from studyapp.core.mastery import FactState, Level, Memory
from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.policy import Policy
from studyapp.core.sources import SourceId, Span
from studyapp.storage.bank_files import load_bank
from studyapp.ui import theme
from studyapp.ui.source import states
from studyapp.ui.source.page import SourcePage
from studyapp.ui.theme import Scheme

Key = Qt.Key
TODAY = 738_000
LIGHTHOUSE = FORTS.with_name("lighthouse.yaml")


@pytest.fixture(scope="session")
def lighthouse() -> Bank:
    loaded = load_bank(LIGHTHOUSE)
    assert loaded.bank is not None
    return loaded.bank


@pytest.fixture
def page(show: Callable[..., None], lighthouse: Bank) -> SourcePage:
    made = SourcePage()
    show(made, 1100, 800)
    made.show_bank(lighthouse)
    made.show_memory(memory())
    made.take_focus()
    QApplication.processEvents()
    return made


def card(fact: str, *, ago: int = 2, due: int = 3) -> Card:
    day = TODAY - ago
    return Card("lighthouse", FactId(fact), 10.0, 5.0, day, TODAY + due, reviews=1)


def memory(*cards: Card, last: dict[str, float] | None = None) -> Memory:
    scores = {FactId(fact): score for fact, score in (last or {}).items()}
    return Memory({each.fact: each for each in cards}, TODAY, Policy(), scores)


def open_at(page: SourcePage, words: str) -> None:
    """Go to the sentence with these words and press Enter."""
    assert page._source is not None
    page.view.setFocus()
    page.view.go_to(page.view.sentence_at(page._source.text.index(words)))
    page.view.opened.emit(page.view.current, True)
    QApplication.processEvents()


def texts(page: SourcePage) -> list[str]:
    return [each.text() for each in page.panel.findChildren(QLabel) if each.isVisible()]


def told(page: SourcePage) -> list[str]:
    return [each.told.text() for each in page.panel.cards]


def test_enter_shows_whose_statement_it_is_and_what_it_says(page: SourcePage) -> None:
    open_at(page, "The Norland Insurers put")

    assert {"Claim by the Norland Insurers", "Around 25 boats had been lost in that night."} <= set(
        texts(page)
    )


def test_what_the_source_says_itself_is_called_so(page: SourcePage) -> None:
    open_at(page, "A storm had")

    assert "Stated by the chronicle" in texts(page)


def test_the_state_of_a_fact_is_told_in_words(page: SourcePage) -> None:
    page.show_memory(memory(card("cause"), last={"cause": 1.0}))
    open_at(page, "A storm had")

    (said,) = told(page)
    assert said == (
        "Known · chance of recall 97 % · reviewed 2 days ago · due in 3 days · last answer right"
    )


def test_of_what_was_reviewed_today_no_chance_is_told(page: SourcePage) -> None:
    page.show_memory(memory(card("cause", ago=0, due=1)))
    open_at(page, "A storm had")

    assert told(page) == ["Known · reviewed today · due tomorrow"]


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (-9, "due for 9 days"),
        (-1, "due since yesterday"),
        (0, "due today"),
        (1, "due tomorrow"),
        (12, "due in 12 days"),
    ],
)
def test_when_a_fact_is_due_is_told_in_words(away: int, said: str) -> None:
    assert states.due_in_words(away) == said


def test_what_was_set_aside_is_called_so() -> None:
    aside = memory(replace(card("cause"), suspended=True))
    buried = memory(replace(card("cause"), buried_until=TODAY + 1))
    known = FactState(FactId("cause"), Level.KNOWN, 0.97)

    assert "set aside · " in states.fact_in_words(known, aside)
    assert "set aside for today" in states.fact_in_words(known, buried)


def test_a_wrong_last_answer_is_told_of_the_fact_and_the_sentence(page: SourcePage) -> None:
    page.show_memory(memory(card("boats-reed"), last={"boats-reed": 0.0}))
    open_at(page, "Tobias Reed said")

    assert "last answer wrong" in told(page)[0]
    assert "Weak · 2 statements · 1 wrong last time" in texts(page)


def test_notes_on_the_sentence_are_shown_with_it_alone(page: SourcePage) -> None:
    note = "The year is uncertain; by the order of the chronicle it is 1903."
    open_at(page, "In autumn")
    with_note = texts(page)
    open_at(page, "The wreck")

    assert note in with_note
    assert note not in texts(page)


def test_changes_and_open_questions_are_listed_apart(page: SourcePage) -> None:
    open_at(page, "went dark")

    assert {"Also asked here", "What the text does not say", "Who kept the lighthouse?"} <= set(
        texts(page)
    )


def test_all_claims_of_a_dispute_stand_side_by_side(page: SourcePage, lighthouse: Bank) -> None:
    open_at(page, "The Norland Insurers put")
    shown = texts(page)

    assert "How many boats were lost?" in shown
    assert {
        "1. Tobias Reed",
        "2. The Norland Insurers",
        "3. The fishermen of Ostra",
        "4. The chronicle",
    } <= set(shown)
    assert "Nearly 40 boats had been lost in the storm." in shown
    assert any(text.startswith("1 and 2 conflict. Both count") for text in shown)


def test_each_claim_leads_to_its_place(page: SourcePage, lighthouse: Bank) -> None:
    open_at(page, "The Norland Insurers put")
    (panel,) = page.panel.disputes.panels
    for link, fact in zip(panel.links, lighthouse.disputes[0].facts, strict=True):
        link.click()

        assert page.view.marked == tuple(one.span for one in lighthouse.facts[fact].evidence)


def test_quiz_is_asked_for_with_all_that_the_sentence_gives(page: SourcePage, qtbot: QtBot) -> None:
    open_at(page, "went dark")
    with qtbot.waitSignal(page.quiz_requested) as asked:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert asked.args == [("went-dark", "unstated-keeper")]
    assert page.panel.quiz.text() == "Quiz me on this (2)"


def test_a_session_under_way_is_the_reason_why_there_is_no_quiz(page: SourcePage) -> None:
    page.allow_quiz("A session is under way.")
    open_at(page, "went dark")

    assert not page.panel.quiz.isEnabled()
    assert "A session is under way." in texts(page)
    assert page.panel.isAncestorOf(QApplication.focusWidget())


def test_a_bare_sentence_says_that_nothing_is_asked_and_why(
    show: Callable[..., None], kursk: Bank
) -> None:
    page = SourcePage()
    show(page)
    page.show_bank(kursk)
    open_at(page, "Translation from English")

    assert page.panel.quiz.isHidden()
    (why,) = [text for text in texts(page) if text.startswith("The set has no statement")]
    assert why.endswith(kursk.unmodelled[-1].why)


def test_escape_closes_the_sentence_and_goes_back_to_the_text(
    page: SourcePage, qtbot: QtBot
) -> None:
    open_at(page, "went dark")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)

    assert page.opened is None
    assert page.view.hasFocus()


def test_an_open_panel_follows_the_arrows(page: SourcePage, qtbot: QtBot) -> None:
    open_at(page, "went dark")
    page.view.setFocus()
    qtbot.keyClick(page.view, Key.Key_Down)

    assert "A storm had broken its lamp." in texts(page)


def test_what_was_learnt_meanwhile_shows_in_text_counts_and_panel(page: SourcePage) -> None:
    open_at(page, "A storm had")
    before = page.legend.rows[Level.KNOWN].count.text()
    page.show_memory(memory(card("cause")))

    assert (before, page.legend.rows[Level.KNOWN].count.text()) == ("0", "1")
    assert told(page)[0].startswith("Known")


def test_legend_leads_to_the_next_sentence_of_a_level_and_round(page: SourcePage) -> None:
    page.show_memory(memory(card("cause"), card("delivered")))
    known = page.legend.rows[Level.KNOWN]
    places = []
    for _ in range(3):
        known.click()
        places.append(page.view.current)

    assert len(set(places)) == 2
    assert places[0] == places[2]
    assert not page.legend.rows[Level.WEAK].isEnabled()


def test_legend_leads_to_what_was_wrong(page: SourcePage) -> None:
    page.show_memory(memory(last={"shone": 0.0}))
    page.legend.missed.click()

    state = page._states[page.view.current]
    assert [fact.fact for fact in state.facts] == ["shone"]


TWO = """\
bank: two
title: Two texts
voice: the texts
sources:
  - {id: one, title: The first, credit: C, text: Abel is tall. Abel is old.}
  - {id: two, title: The second, credit: C, text: Abel is short.}
topics: {t: Topic}
entities: {}
facts:
  - id: tall
    topic: t
    says: "Abel is {how}."
    evidence: {source: one, quote: Abel is tall}
    slots: {how: {value: {text: tall}}}
  - id: short
    topic: t
    says: "Abel is {how}."
    evidence: {source: two, quote: Abel is short}
    slots: {how: {value: {text: short}}}
disputes:
  - {id: height, asks: How tall is Abel?, facts: [tall, short]}
"""


@pytest.fixture
def two_texts(page: SourcePage, tmp_path: Path) -> SourcePage:
    (tmp_path / "two.yaml").write_text(TWO, encoding="utf-8")
    loaded = load_bank(tmp_path / "two.yaml")
    assert loaded.bank is not None, loaded.problems
    page.show_bank(loaded.bank)
    QApplication.processEvents()
    return page


def test_of_several_texts_one_is_chosen_at_the_top(two_texts: SourcePage) -> None:
    names = [two_texts.choice.itemText(at) for at in range(two_texts.choice.count())]
    two_texts.choice.activated.emit(1)

    assert names == ["The first", "The second"]
    assert two_texts.choice.isVisible()
    assert two_texts.view.toPlainText() == "Abel is short."
    assert two_texts.legend.rows[Level.UNSEEN].count.text() == "1"


def test_one_text_leaves_no_choice(page: SourcePage) -> None:
    assert page.choice.isHidden()


def test_a_claim_in_another_text_is_shown_there(two_texts: SourcePage) -> None:
    open_at(two_texts, "Abel is tall")
    two_texts.panel.disputes.panels[0].links[1].click()

    assert two_texts.choice.currentText() == "The second"
    assert two_texts._source is not None
    assert two_texts._source.id == SourceId("two")
    assert two_texts.view.marked == (Span(0, 13),)
    assert "How tall is Abel?" in texts(two_texts)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize(("width", "height"), [(800, 600), (1500, 1000)])
def test_no_words_are_cut_off_in_a_panel(
    show: Callable[..., None],
    qapp: QApplication,
    kursk: Bank,
    scheme: Scheme,
    percent: int,
    width: int,
    height: int,
) -> None:
    theme.apply(qapp, scheme, percent)
    page = SourcePage()
    show(page, width, height)
    page.show_bank(kursk)
    open_at(page, "Zelensky had previously put")
    inside = page.panel._column.widget()

    assert inside.width() <= page.panel.width()
    for each in page.panel.findChildren(QLabel):
        if each.isVisible() and each.text():
            assert each.height() >= each.heightForWidth(each.width())
            assert each.mapTo(inside, each.rect().topRight()).x() < inside.width()


def test_every_control_of_an_open_sentence_is_reached_by_tab(
    page: SourcePage, qtbot: QtBot
) -> None:
    open_at(page, "The Norland Insurers put")
    (panel,) = page.panel.disputes.panels
    reached = set()
    for _ in range(40):
        reached.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)

    assert {*panel.links, page.panel.quiz, page.view, page.find_bar.field} <= reached
    assert all(each.accessibleName() for each in reached)
