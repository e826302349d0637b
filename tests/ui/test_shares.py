"""Answers and options that an author gave shares are explained with what they count."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import ask, attempt_in, open_answer, set_of, shown

from studyapp.core.grading.answers import grade_answers, held
from studyapp.core.items import AcceptAnswers, Chosen, Typed, Verdict
from studyapp.core.questions import NumberAnswer, TextAnswer
from studyapp.ui.study.answer_page import AnswerPage
from studyapp.ui.study.listed_reasons import best_fit, in_words
from studyapp.ui.study.question_page import QuestionPage
from studyapp.ui.study.reasons import reasons, rule

CAPITAL = """
- id: capital
  kind: short_answer
  stem: What is the capital of France?
  answers:
  - Paris
  - {text: "Par*", share: 0.5, why: The beginning is right.}
  - {text: London, share: 0, why: London lies on the Thames.}
  - {text: Rome, share: 0}
  - {text: "*", share: 0, why: Look at a map.}
"""

SHARES = """
- id: danube
  kind: multiple_choice
  shuffle: false
  stem: Which towns lie on the Danube?
  options:
  - {text: Vienna, share: 0.5, why: It is the largest of them.}
  - {text: Budapest, share: 0.5}
  - {text: Prague, share: -0.3333333, why: Prague lies on the Vltava.}
"""

PLAIN = """
- id: plain
  kind: single_choice
  stem: Which river runs through Berlin?
  options: [{text: The Spree, correct: true}, The Seine]
"""


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


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("[Paris]", "A word or a few, spelled exactly. Capitals do not matter."),
        ("[Paris]\n  case: true", "A word or a few, spelled exactly. Capitals matter."),
        ("[3, {number: 4, share: 0.5}]", "A number, in digits and without a unit."),
    ],
)
def test_what_may_be_typed_is_told(
    question: QuestionPage, tmp_path: Path, answers: str, told: str
) -> None:
    head = "\n- id: q\n  kind: short_answer\n  stem: What?\n  answers: "
    ask(question, set_of(tmp_path, head + answers))

    assert told in shown(question)


def test_part_of_the_credit_is_explained(answer: AnswerPage, tmp_path: Path) -> None:
    bank = set_of(tmp_path, CAPITAL)
    open_answer(answer, attempt_in(bank, Typed("pariss")), bank)
    texts = shown(answer)

    assert {"Partly right", "0.5 of 1", "pariss", "How each answer counts"} <= set(texts)
    assert texts.count("The beginning is right.") == 1
    assert "counts 50 %" in texts


def test_answers_foreseen_are_listed_with_what_they_count(tmp_path: Path) -> None:
    found = reasons(attempt_in(set_of(tmp_path, CAPITAL), Typed("pariss")))

    assert [(each.text, each.verdict) for each in found] == [
        ("Paris", Verdict.RIGHT),
        ("Par…", Verdict.PARTLY),
        ("London", Verdict.WRONG),
    ]
    assert [each.tag for each in found] == ["", "your answer", ""]
    assert found[2].why == "London lies on the Thames."


def test_a_number_is_told_with_how_far_off_it_may_be(tmp_path: Path) -> None:
    bank = set_of(
        tmp_path,
        "\n- {id: q, kind: quantity, stem: How long?, answers: [{number: 1233, tolerance: 10}]}",
    )
    (found,) = reasons(attempt_in(bank, Typed("1240")))

    assert (found.text, found.tag) == ("from 1223 to 1243", "your answer")


def test_one_plain_answer_needs_no_list(answer: AnswerPage, tmp_path: Path) -> None:
    bank = set_of(tmp_path, "\n- {id: q, kind: short_answer, stem: What?, answers: [Paris]}")
    open_answer(answer, attempt_in(bank, Typed("London")), bank)

    assert answer.rows == []
    assert "How each answer counts" not in shown(answer)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [("Paris", "Paris"), ("*Sea", "…Sea"), ("a*b", "a…b"), (r"2\*", "2*"), (r"*2\*", "…2*")],
)
def test_wildcards_are_told_as_ellipses(pattern: str, told: str) -> None:
    assert in_words(TextAnswer(pattern)) == told


_LISTED = st.one_of(
    st.builds(TextAnswer, st.sampled_from(["a", "a*", "*b", "*", "1", "ab"]), st.sampled_from(
        [-0.5, 0.0, 0.25, 0.5, 1.0]
    )),
    st.builds(NumberAnswer, st.sampled_from([1.0, 2.0]), st.just(0.5), st.sampled_from([0.5, 1.0])),
)  # fmt: skip


@given(text=st.sampled_from(["a", "ab", "b", "1", "1.5", "c"]), answers=st.lists(_LISTED))
def test_the_answer_that_is_tagged_is_the_one_that_was_graded(
    text: str, answers: list[TextAnswer | NumberAnswer]
) -> None:
    accept = AcceptAnswers(tuple(answers))
    best = best_fit(text, accept)

    assert grade_answers(text, accept).score == (held(best.share) if best is not None else 0.0)


def test_each_option_says_what_it_counts(tmp_path: Path) -> None:
    attempt = attempt_in(set_of(tmp_path, SHARES), Chosen((0, 2)))
    found = reasons(attempt)

    assert [each.worth for each in found] == [
        "counts 50 %",
        "counts 50 %",
        "takes away 33.33 %",
    ]
    assert [each.verdict for each in found] == [Verdict.RIGHT, Verdict.RIGHT, Verdict.WRONG]
    assert [each.tag for each in found] == ["your answer", "", "your answer"]


def test_how_shares_add_up_is_told(answer: AnswerPage, tmp_path: Path) -> None:
    bank = set_of(tmp_path, SHARES)
    open_answer(answer, attempt_in(bank, Chosen((0, 2))), bank)
    texts = shown(answer)

    assert "1 of 2 right answers and 1 wrong: together 17 %." in texts
    assert "takes away 33.33 %" in texts
    assert any(text.startswith("What is chosen adds up") for text in texts)


def test_a_choice_that_is_right_in_part_has_its_own_shape(tmp_path: Path) -> None:
    bank = set_of(
        tmp_path,
        "\n- id: q\n  kind: single_choice\n  shuffle: false\n  stem: Which is longest?\n"
        "  options: [{text: The Volga, share: 1}, {text: The Danube, share: 0.5}, The Spree]",
    )
    attempt = attempt_in(bank, Chosen((1,)))

    assert [each.verdict for each in reasons(attempt)] == [
        Verdict.RIGHT,
        Verdict.PARTLY,
        Verdict.WRONG,
    ]
    assert rule(attempt.item) == ""


def test_options_without_shares_say_nothing_of_them(tmp_path: Path) -> None:
    attempt = attempt_in(set_of(tmp_path, PLAIN), Chosen((0,)))

    assert {each.worth for each in reasons(attempt)} == {""}
