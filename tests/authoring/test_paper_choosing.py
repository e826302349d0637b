"""Which questions of a bank go on paper."""

import re
from itertools import pairwise

import pytest
from papers import bank_of, plain, shipped_bank, stems
from sample import SAMPLE

from studyapp.authoring.paper import (
    Paper,
    PaperPlan,
    Sentences,
    make_paper,
)
from studyapp.authoring.selection import Origin
from studyapp.core.bank import Bank, Kind, TopicId

HAND = PaperPlan(Origin.WRITTEN, versions=3, seed=5)


@pytest.fixture(scope="module")
def rivers() -> Bank:
    """Every kind of question that is written by hand."""
    return bank_of(*SAMPLE.questions)


@pytest.fixture(scope="module")
def kursk() -> Bank:
    return shipped_bank("kursk")


@pytest.fixture(scope="module")
def earth_age() -> Bank:
    """Facts and questions written by hand, and passages long enough to find a sentence in."""
    return shipped_bank("earth-age")


def test_a_sentence_is_found_in_a_passage_that_shows_no_other_answer(earth_age: Bank) -> None:
    plan = PaperPlan(Origin.GENERATED, count=12, seed=3, kinds=frozenset([Kind.FIND_PASSAGE]))
    paper = make_paper(earth_age, plan)
    passages = []
    for question in paper.versions[0].questions:
        (part,) = question.parts
        assert isinstance(part, Sentences)
        shown = {row.letter: plain(row.words) for row in part.rows}
        quoted = [each.exact for each in question.solution.quotations]
        right = [shown[plain(answer.words)] for answer in question.solution.answers]
        assert right
        assert all(any(quote in sentence for quote in quoted) for sentence in right)
        passages.append(tuple(shown.values()))

    assert paper.count >= 3
    assert len(set(passages)) == len(passages)


def test_no_question_is_answered_by_a_printed_passage(earth_age: Bank) -> None:
    for seed in range(6):
        printed: list[str] = []
        others: list[str] = []
        paper = make_paper(earth_age, PaperPlan(Origin.GENERATED, count=20, seed=seed))
        for question in paper.versions[0].questions:
            if question.kind is Kind.FIND_PASSAGE:
                (part,) = question.parts
                printed += [plain(row.words) for row in part.rows]
            else:
                others += [each.exact for each in question.solution.quotations]

        assert not [(one, text) for one in others for text in printed if one in text]


def test_a_place_in_the_text_that_cannot_be_asked_for_is_named(kursk: Bank) -> None:
    """Its paragraphs are too short for it to be hard to find a sentence in them."""
    plan = PaperPlan(Origin.GENERATED, frozenset([Kind.FIND_PASSAGE]), count=5)
    paper = make_paper(kursk, plan, "kursk.yaml")

    assert paper.count == 0
    assert len(paper.problems) > 50
    assert str(paper.problems[0]).startswith(
        "kursk.yaml:1:1: warning not-on-paper “Which sentence of the text shows this?"
    )


def numbered(stem: str) -> str:
    """The stem as it is printed: its gaps with a line each."""
    return re.sub(r"\{(\d)\}", r"(\1) ________", stem)


def test_generated_and_written_questions_stand_together(earth_age: Bank) -> None:
    every = make_paper(earth_age, PaperPlan(seed=2, count=60))
    by_hand = make_paper(earth_age, PaperPlan(Origin.WRITTEN))
    generated = make_paper(earth_age, PaperPlan(Origin.GENERATED, seed=2, count=60))

    written = {numbered(question.stem) for question in earth_age.questions.values()}
    assert set(stems(by_hand.versions[0])) == written
    assert not set(stems(generated.versions[0])) & written
    assert set(stems(every.versions[0])) & written
    assert every.count == generated.count == 60


def test_essays_are_among_the_questions_of_both_sorts() -> None:
    paper = make_paper(bank_of(*SAMPLE.questions), PaperPlan(seed=2))

    kinds = {question.kind for question in paper.versions[0].questions}
    assert {Kind.ESSAY, Kind.FLASHCARD, Kind.DESCRIPTION, Kind.MATCHING} <= kinds


@pytest.mark.parametrize("count", [1, 5, 13])
def test_no_more_are_printed_than_asked_for(rivers: Bank, count: int) -> None:
    plan = PaperPlan(Origin.WRITTEN, count=count, shuffled=False)
    paper = make_paper(rivers, plan)
    order = [question.stem for question in SAMPLE.questions]
    places = [order.index(stem) for stem in written_stems(paper, order)]

    assert paper.count == count
    assert all(left < right for left, right in pairwise(places))
    assert make_paper(rivers, PaperPlan(count=count)).count == count


def written_stems(paper: Paper, order: list[str]) -> list[str]:
    """Those stems that are printed as they were written."""
    return [stem for stem in stems(paper.versions[0]) if stem in order]


def test_topics_and_kinds_are_kept_to(rivers: Bank) -> None:
    plan = PaperPlan(
        Origin.WRITTEN, frozenset([Kind.SINGLE_CHOICE]), frozenset([TopicId("rivers")])
    )
    towns = PaperPlan(topics=frozenset([TopicId("towns")]), count=50)

    assert sorted(each.kind for each in make_paper(rivers, plan).versions[0].questions) == [
        Kind.SINGLE_CHOICE,
        Kind.SINGLE_CHOICE,
    ]
    expected = {q.kind for q in SAMPLE.questions if q.topic == "towns"}
    assert {each.kind for each in make_paper(rivers, towns).versions[0].questions} == expected


def test_a_bank_without_such_questions_makes_an_empty_paper(kursk: Bank, rivers: Bank) -> None:
    assert make_paper(kursk, PaperPlan(Origin.WRITTEN)).count == 0
    assert make_paper(rivers, PaperPlan(Origin.GENERATED, count=5)).count == 0


def test_the_title_is_the_teachers_or_that_of_the_set(rivers: Bank) -> None:
    assert make_paper(rivers, HAND).title == "Rivers & towns"
    assert make_paper(rivers, PaperPlan(title=" Mid-term ")).title == "Mid-term"
