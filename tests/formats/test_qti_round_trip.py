"""What is written as QTI is valid, and comes back as it was."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from sample import NOW, SAMPLE
from strategies import question_sets
from strict_qti import check_package

from studyapp.core.bank import FactId, Kind, Question
from studyapp.core.marked import runs
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.unmarked import unmarked_question
from studyapp.formats.exchange import Exported, Imported, Writer
from studyapp.formats.qti.reader import read_qti
from studyapp.formats.qti.writer import write_qti21, write_qti30

WRITERS = {"2.1": write_qti21, "3.0": write_qti30}
HELD = frozenset(Kind) & frozenset(Kind(kind) for kind in (
    "single_choice multiple_choice true_false short_answer quantity cloze matching ordering"
    " grouping essay description".split()
))  # fmt: skip
versions = pytest.mark.parametrize("version", WRITERS)


def written(questions: QuestionSet, version: str) -> Exported:
    writer: Writer = WRITERS[version]
    exported = writer(questions, NOW)
    check_package(exported.data, version)
    return exported


def back(questions: QuestionSet, version: str) -> Imported:
    data = written(questions, version).data
    return read_qti(BytesIO(data), "set.zip", lambda _done, _all: None)


def one_back(question: Question, version: str) -> Question:
    found = back(replace(SAMPLE, questions=(question,)), version)
    assert found.problems == ()
    [only] = found.questions.questions
    return replace(only, topic=question.topic)


def expected(question: Question) -> Question:
    """The question; marks that style nothing are none."""
    options = [*question.options, *(option for gap in question.gaps for option in gap.options)]
    texts = [
        question.stem,
        question.why,
        *question.elements,
        *question.extra,
        *(text for option in options for text in (option.text, option.why)),
        *(text for pair in question.pairs for text in (pair.left, pair.right)),
        *(text for group in question.groups for text in (group.name, *group.members)),
    ]
    styled = question.marked and any(run.style for text in texts for run in runs(text))
    return question if styled else unmarked_question(question)


@versions
@given(questions=question_sets(HELD))
@settings(max_examples=30, deadline=None)
def test_questions_come_back_as_they_were(questions: QuestionSet, version: str) -> None:
    found = back(questions, version)

    names = found.questions.topics
    by_topic = sorted(questions.questions, key=lambda its: list(questions.topics).index(its.topic))
    assert found.questions.title == questions.title
    for before, after in zip(by_topic, found.questions.questions, strict=True):
        assert names[after.topic] == questions.topics[before.topic]
        assert after == replace(expected(before), topic=after.topic)
    assert found.problems == ()


@versions
def test_the_sample_comes_back_but_for_what_was_listed(version: str) -> None:
    found = back(SAMPLE, version)

    before = {question.id: question for question in SAMPLE.questions}
    after = {question.id: question for question in found.questions.questions}
    changed = [
        name
        for name, its in after.items()
        if replace(its, topic=before[name].topic) != before[name]
    ]
    assert len(after) == len(before)
    assert changed == ["card"]
    assert after[FactId("card")].kind is Kind.ESSAY
    assert after[FactId("card")].why == "Donaueschingen,\nin the Black Forest"
    assert found.questions.pictures == SAMPLE.pictures
    assert found.problems == ()


@versions
def test_what_is_changed_in_the_sample_is_listed(version: str) -> None:
    problems = written(SAMPLE, version).problems

    assert [(problem.code, problem.message) for problem in problems] == [
        ("order-changed", "the questions stand in the order of their topics"),
        ("all-or-nothing", "question 10: an order that is right in part counts nothing there"),
        (
            "flash-card",
            "question 12: a flash card becomes an essay; its back is what is said to it",
        ),
    ]


def question(kind: Kind, **fields: object) -> Question:
    stem = str(fields.pop("stem", "Which?"))
    return replace(SAMPLE.questions[0], kind=kind, stem=stem, options=(), why="", **fields)


def choice(kind: Kind, *shares: float, right: int | None = None) -> Question:
    count = sum(share > 0 for share in shares) if right is None else right
    options = tuple(
        QuestionOption(f"option {number}", number < count, f"why {number}", share=share)
        for number, share in enumerate(shares)
    )
    return replace(question(kind), options=options)


CASES = [
    question(Kind.ESSAY, points=0.0),
    question(Kind.ESSAY, points=2.5),
    question(Kind.ESSAY, stem="two  spaces \n\n and an empty line\u00a0"),
    question(Kind.DESCRIPTION, title="id’s <title> & \"more\"\nlines"),
    choice(Kind.SINGLE_CHOICE, 1.0, 0.5, -0.25, 0.0, right=1),
    choice(Kind.MULTIPLE_CHOICE, 0.5, 0.5, 0.0),
    choice(Kind.MULTIPLE_CHOICE, 0.5, 0.5, 0.5, 0.0),
    choice(Kind.MULTIPLE_CHOICE, 1 / 3, 1 / 3, 1 / 3, -1 / 7),
    question(Kind.SHORT_ANSWER, exact_case=True, answers=(TextAnswer("Straße$ (1+1)^2"),)),
    question(
        Kind.SHORT_ANSWER,
        answers=(
            TextAnswer("a*b\\*c", 1.0, "starred"),
            TextAnswer("[x]*{y}|z.?", 0.5),
            TextAnswer("*", 0.0, "Look again."),
        ),
    ),
    question(
        Kind.SHORT_ANSWER, exact_case=True, answers=(TextAnswer("*Elbe"), TextAnswer("Oder", 0.25))
    ),
    question(
        Kind.QUANTITY,
        answers=(
            NumberAnswer(1.7, 0.6),
            NumberAnswer(-1e-7, 0.0, 0.5),
            TextAnswer("*", 0.0, "No."),
        ),
    ),
    question(
        Kind.CLOZE,
        stem="{1} and {2}",
        gaps=(
            Gap(answers=(TextAnswer("x*", 1.0, "y"),), weight=3.0),
            Gap(
                options=(
                    QuestionOption("u", True, share=1.0),
                    QuestionOption("v", False, share=0.5),
                ),
                weight=1.5,
            ),
        ),
    ),
    question(
        Kind.MATCHING,
        pairs=(QuestionPair("a", "A", "as it is"), QuestionPair("b", "B"), QuestionPair("a", "B")),
        shuffled=False,
    ),
    question(Kind.SHORT_ANSWER, stem="Fill in: _____", answers=(TextAnswer("x"),)),
    question(Kind.CLOZE, stem="_____ is\nfirst, not _____", answers=(TextAnswer("x"),)),
]  # fmt: skip


@versions
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.stem!r}")
def test_a_question_comes_back(case: Question, version: str) -> None:
    assert one_back(case, version) == case
