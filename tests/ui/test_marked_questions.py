"""Questions whose texts bear marks are seen in styles and read out in plain words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from written import ask, attempt_in, item_in, open_answer, set_of, shown

from studyapp.core.items import (
    Chosen,
    Filled,
    Grouped,
    Matched,
    Ordered,
    Response,
    SelfGraded,
    Typed,
)
from studyapp.ui.study.answer_page import AnswerPage
from studyapp.ui.study.question_page import QuestionPage
from studyapp.ui.widgets.attempt_card import AttemptCard

ACID = """
- id: acid
  kind: single_choice
  shuffle: false
  marked: true
  stem: "Which *formula* is that of sulfuric acid, at 10^5^ Pa?"
  why: "It comes of SO~3~ and *water*."
  options:
  - {text: "H~2~SO~4~", correct: true, why: "It leaves SO~4~^2−^."}
  - {text: "H~2~SO~3~", why: "That is sulfur*ous* acid."}
"""

MARKED = (
    ACID
    + """
- {id: card, kind: flashcard, marked: true, stem: "What is *water*?", answer: "H~2~O"}
- id: pairs
  kind: matching
  marked: true
  stem: "Which *formula* has which substance?"
  pairs: [{left: "*Water*", right: "H~2~O", why: "*Two* hydrogens."}, {left: Ice, right: "H~2~O"}]
  extra: ["CO~2~"]
- {id: order, kind: ordering, marked: true, stem: "By *mass*", order: ["H~2~", "N~2~", "O~2~"]}
- id: groups
  kind: grouping
  marked: true
  stem: Acid or *base*?
  groups: {"*Acids*": ["H~2~SO~4~"], "*Bases*": ["NH~3~"]}
- id: gaps
  kind: cloze
  marked: true
  shuffle: false
  stem: "*Methane* is {1}, ozone {2}."
  gaps:
  - answers: [CH4]
  - options: [{text: "O~3~", correct: true, why: "*Three* atoms."}, "O~2~"]
"""
)


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


ANSWERS: dict[str, Response] = {
    "acid": Chosen((1,)),
    "card": SelfGraded(0.5),
    "pairs": Matched((0, 1)),
    "order": Ordered((1, 0, 2)),
    "groups": Grouped((1, 1)),
    "gaps": Filled(("C2H6", "O~2~")),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_no_mark_is_ever_read_out(
    question: QuestionPage, answer: AnswerPage, tmp_path: Path, name: str
) -> None:
    bank = set_of(tmp_path, MARKED)
    attempt = attempt_in(bank, ANSWERS[name], name)
    ask(question, bank, name)
    open_answer(answer, attempt, bank)
    for page in (question, answer, AttemptCard(attempt)):
        read = [each.text() for each in page.findChildren(QLabel)]
        read += [each.accessibleName() for each in page.findChildren(QWidget)]
        for box in page.findChildren(QComboBox):
            read += [box.itemText(at) for at in range(box.count())]

        assert len(read) >= 5
        assert not [text for text in read if set(text) & set("~*^\\")]


def test_marked_words_are_told_in_small_characters(
    question: QuestionPage, answer: AnswerPage, tmp_path: Path
) -> None:
    bank = set_of(tmp_path, ACID)
    ask(question, bank)
    open_answer(answer, attempt_in(bank, Chosen((1,))), bank)

    assert question.stem.text() == "Which formula is that of sulfuric acid, at 10⁵ Pa?"
    assert question.form.options[0].accessibleName() == "H₂SO₄"
    assert answer.verdict.given.text == "H₂SO₃"
    assert answer.verdict.key.text == "H₂SO₄"
    assert answer.verdict.explanation.text == "It comes of SO₃ and water."
    assert answer.rows[0].accessibleName() == "H₂SO₄. Right"


def test_lowered_words_are_painted_low(question: QuestionPage, tmp_path: Path) -> None:
    bank = set_of(tmp_path, ACID)
    ask(question, bank)
    item = item_in(bank)
    marked = question.form.options[0].grab().toImage()
    options = (replace(item.options[0], text="H2SO4"), item.options[1])
    plain = replace(item, marked=False, options=options)
    question.show_item(plain, bank, 1, 3)
    unmarked = question.form.options[0].grab().toImage()

    assert marked != unmarked


def test_what_is_typed_is_shown_as_it_was_typed(answer: AnswerPage, tmp_path: Path) -> None:
    bank = set_of(
        tmp_path,
        "\n- {id: q, kind: short_answer, marked: true, stem: 'Write *two* times two', "
        "answers: ['2\\*2', {text: '4', share: 0.5}]}",
    )
    open_answer(answer, attempt_in(bank, Typed("*2*2~")), bank)

    assert answer.verdict.given.text == "*2*2~"
    assert answer.verdict.key.text == "2*2"
    assert "2*2" in [row.reason.text.replace("\\", "") for row in answer.rows]


def test_a_mark_left_open_on_one_side_does_not_reach_the_other(
    answer: AnswerPage, tmp_path: Path
) -> None:
    bank = set_of(
        tmp_path,
        "\n- {id: q, kind: matching, marked: true, stem: Match., "
        "pairs: [{left: '2 * 3', right: '3 * 2'}, {left: a, right: b}]}",
    )
    open_answer(answer, attempt_in(bank, Chosen(())), bank)

    assert "2 * 3\n→ 3 * 2" in shown(answer)
