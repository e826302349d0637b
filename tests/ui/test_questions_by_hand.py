"""What a teacher wrote by hand is asked and explained, also without any source at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from written import GAPS, ask, attempt_in, item_in, open_answer, set_of, shown

from studyapp.core.bank import UNGRADED, Kind
from studyapp.core.items import Chosen, Filled, Matched, Ordered
from studyapp.ui import words
from studyapp.ui.study.answer_page import AnswerPage
from studyapp.ui.study.forms import form_for
from studyapp.ui.study.forms.picking import MatchingForm
from studyapp.ui.study.question_page import QuestionPage
from studyapp.ui.study.reasons import reasons
from studyapp.ui.widgets.attempt_card import AttemptCard

Key = Qt.Key


@pytest.fixture
def question(show: Callable[..., None]) -> QuestionPage:
    made = QuestionPage()
    show(made, 900, 600)
    return made


@pytest.fixture
def answer(show: Callable[..., None]) -> AnswerPage:
    made = AnswerPage()
    show(made)
    return made


# Matching, ordering and grouping without any evidence

NO_EVIDENCE = """
- id: pairs
  kind: matching
  stem: Match.
  pairs: [{left: Water, right: Wet}, {left: Ice, right: Cold}, {left: Snow, right: Cold}]
  extra: [Hot]
- {id: order, kind: ordering, stem: Order., order: [Volga, Danube, Rhine, Spree]}
- {id: groups, kind: grouping, stem: Group., groups: {Rivers: [Rhine, Spree], Seas: [Baltic]}}
"""


def test_a_right_side_that_belongs_to_two_may_be_chosen_twice(tmp_path: Path, show) -> None:
    item = item_in(set_of(tmp_path, NO_EVIDENCE), "pairs")
    form = MatchingForm(item)
    show(form)
    for row in form.rows:
        row.pick(0)

    assert sorted(item.rights) == ["Cold", "Hot", "Wet"]
    assert all(row._doubled.isHidden() for row in form.rows)
    assert form.response() == Matched((0, 0, 0))


@pytest.mark.parametrize("name", ["pairs", "order", "groups"])
def test_parts_without_evidence_have_no_links_and_no_empty_lines(
    answer: AnswerPage, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    bank = set_of(tmp_path, NO_EVIDENCE)
    open_answer(answer, attempt_in(bank, Chosen(()), name), bank)
    qtbot.keyClick(QApplication.focusWidget(), "1")

    assert len(answer.rows) >= 3
    assert not any(row.link.isVisible() for row in answer.rows)
    assert "" not in shown(answer)


def test_an_order_written_by_hand_is_shown_in_its_order(tmp_path: Path) -> None:
    bank = set_of(tmp_path, NO_EVIDENCE)
    found = reasons(attempt_in(bank, Ordered((0, 1, 2, 3)), "order"))

    assert [each.text for each in found] == ["1. Volga", "2. Danube", "3. Rhine", "4. Spree"]


def many_pairs(count: int) -> str:
    pairs = ", ".join(f"{{left: left {n}, right: right-{n:02}}}" for n in range(count))
    return f"\n- {{id: q, kind: matching, stem: Match., pairs: [{pairs}]}}"


def test_very_many_right_sides_are_in_lists_and_answered_with_keys(
    question: QuestionPage, tmp_path: Path, qtbot: QtBot
) -> None:
    bank = set_of(tmp_path, many_pairs(30))
    ask(question, bank)
    item = item_in(bank)
    form = question.form
    assert isinstance(form, MatchingForm)
    qtbot.keyClicks(QApplication.focusWidget(), item.pairs[0].right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    second = form.rows[1].hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    for row in form.rows[2:]:
        row.pick(5)
    with qtbot.waitSignal(question.answered) as answered:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert second
    assert answered.args[0].rights[:3] == (item.rights.index(item.pairs[0].right), 0, 5)


# Sets without a source, questions without evidence

SOURCE = (
    "sources:\n- {id: s, credit: A book, text: 'The Spree runs through Berlin.'}\n"
    "topics: {t: Rivers}\n"
)
BERLIN = """
- id: bare
  kind: single_choice
  stem: Which river runs through Vienna?
  why: It is the Danube, and it is not blue.
  options: [{text: The Danube, correct: true}, The Spree]
"""
PROVEN = """
- id: proven
  kind: single_choice
  shuffle: false
  stem: Which river runs through Berlin?
  why: So it does.
  evidence: The Spree runs through Berlin.
  options: [{text: The Spree, correct: true}, The Danube]
- id: half
  kind: single_choice
  shuffle: false
  stem: Which river runs through Prague?
  options: [{text: The Vltava, correct: true}, {text: The Spree, evidence: The Spree runs}]
"""


@pytest.mark.parametrize("head", ["", SOURCE])
def test_without_evidence_the_answer_takes_the_whole_width(
    answer: AnswerPage, tmp_path: Path, head: str
) -> None:
    bank = set_of(tmp_path, BERLIN, head)
    open_answer(answer, attempt_in(bank, Chosen((0,))), bank)

    assert not answer.pane.isVisible()
    assert not answer.pane.citation.isVisible()
    assert answer.evidence.isHidden()
    assert answer._column.width() > 0.95 * answer.width()


def test_the_source_comes_back_with_the_next_answer(answer: AnswerPage, tmp_path: Path) -> None:
    bank = set_of(tmp_path, BERLIN + PROVEN, SOURCE)
    open_answer(answer, attempt_in(bank, Chosen((0,)), "bare"), bank)
    open_answer(answer, attempt_in(bank, Chosen((0,)), "proven"), bank)

    assert answer.pane.isVisible()
    assert answer.pane.citation.isVisible()
    assert 0.4 * answer.width() < answer._column.width() < 0.6 * answer.width()


def test_the_source_is_there_where_only_an_option_has_its_place(
    answer: AnswerPage, tmp_path: Path, qtbot: QtBot
) -> None:
    bank = set_of(tmp_path, BERLIN + PROVEN, SOURCE)
    open_answer(answer, attempt_in(bank, Chosen((1,)), "half"), bank)
    qtbot.keyClick(QApplication.focusWidget(), "2")

    assert answer.pane.isVisible()
    assert len(answer.pane.view.others) == 1


@pytest.mark.parametrize(("name", "said"), [("bare", "It is the Danube"), ("proven", "So it does")])
def test_the_word_of_a_teacher_is_not_called_that_of_the_text(
    answer: AnswerPage, tmp_path: Path, name: str, said: str
) -> None:
    bank = set_of(tmp_path, BERLIN + PROVEN, SOURCE)
    open_answer(answer, attempt_in(bank, Chosen((0,)), name), bank)

    assert answer.verdict.explanation.text.startswith(said)
    assert "What the text says" not in shown(answer)


def test_no_hint_is_offered_where_there_is_none(question: QuestionPage, tmp_path: Path) -> None:
    bank = set_of(tmp_path, BERLIN + PROVEN, SOURCE)
    ask(question, bank, "bare")
    bare = question.hint_offer.isVisible()
    ask(question, bank, "proven")

    assert not bare
    assert question.hint_offer.isVisible()


def test_a_card_without_a_word_more_has_no_empty_line(
    question: QuestionPage, tmp_path: Path, qtbot: QtBot
) -> None:
    ask(question, set_of(tmp_path, "\n- {id: q, kind: flashcard, stem: Front, answer: Back}"))
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert "Back" in shown(question.form)
    assert "" not in shown(question.form)


# Words


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name(kind: Kind) -> None:
    assert words.kind_name(kind)


@pytest.mark.parametrize("kind", sorted(UNGRADED))
def test_what_is_never_graded_is_never_asked(tmp_path: Path, kind: Kind) -> None:
    bank = set_of(tmp_path, GAPS)
    with pytest.raises(ValueError, match="never asked"):
        form_for(replace(item_in(bank), kind=kind, gaps=()), bank)


def test_an_attempt_in_a_list_reads_as_it_was_asked(tmp_path: Path, show) -> None:
    card = AttemptCard(attempt_in(set_of(tmp_path, GAPS), Filled(("Paris", "", "2850"))))
    show(card)
    texts = [text.replace("\N{NO-BREAK SPACE}", " ") for text in shown(card)]

    assert texts[0].startswith("(1) _____ lies on the Seine")
    assert "Partly right: (1) Paris; (2) –; (3) 2850" in texts


@pytest.mark.parametrize(
    ("share", "told"), [(0.5, "50 %"), (1 / 3, "33.33 %"), (-0.25, "−25 %"), (1, "100 %")]
)
def test_shares_are_told_in_percent(share: float, told: str) -> None:
    assert words.share(share) == told
