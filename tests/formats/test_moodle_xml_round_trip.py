"""What is written as Moodle XML comes back as it was."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from sample import NOW, SAMPLE
from strategies import question_sets

from studyapp.core.bank import FactId, Kind, Question
from studyapp.core.marked import Run, marks, plain, runs
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import QuestionOption, TextAnswer
from studyapp.core.unmarked import unmarked_question
from studyapp.core.wording import GAP
from studyapp.formats.exchange import Imported
from studyapp.formats.moodle.xml_reader import read_moodle_xml
from studyapp.formats.moodle.xml_writer import write_moodle_xml

HELD = frozenset(Kind(kind) for kind in (
    "single_choice multiple_choice true_false short_answer quantity cloze matching ordering"
    " essay description".split()
))  # fmt: skip


def back(questions: QuestionSet) -> Imported:
    written = write_moodle_xml(questions, NOW)
    return read_moodle_xml(BytesIO(written.data), "set.xml", lambda _done, _all: None)


def expected(question: Question) -> Question:
    """The question with what Moodle cannot tell apart brought into one form.

    A single gap to type has no number. A title says more than the stem. Marks that style
    nothing are none, and right sides of pairs bear none.
    """
    if len(question.gaps) == 1 and question.gaps[0].answers:
        gap = question.gaps[0]
        stem = question.stem.replace("{1}", GAP)
        question = replace(
            question, stem=stem, gaps=(), answers=gap.answers, exact_case=gap.exact_case
        )
    if question.kind is Kind.MATCHING and question.marked:
        question = _with_plain_rights(question)
    if not _is_styled(question):
        question = unmarked_question(question)
    words = "".join(run.text for run in runs(question.stem)) if question.marked else question.stem
    repeats = question.title == " ".join(words.split())
    return replace(question, title="" if repeats else question.title)


def _with_plain_rights(question: Question) -> Question:
    pairs = tuple(replace(pair, right=marks([Run(plain(pair.right))])) for pair in question.pairs)
    extra = tuple(marks([Run(plain(right))]) for right in question.extra)
    return replace(question, pairs=pairs, extra=extra)


def _is_styled(question: Question) -> bool:
    texts = [
        question.stem,
        question.why,
        *question.elements,
        *(text for option in question.options for text in (option.text, option.why)),
        *(pair.left for pair in question.pairs),
    ]
    return question.marked and any(run.style for text in texts for run in runs(text))


@given(question_sets(HELD))
@settings(max_examples=150, deadline=None)
def test_questions_come_back_as_they_were(questions: QuestionSet) -> None:
    found = back(questions)

    topics = found.questions.topics
    for before, after in zip(questions.questions, found.questions.questions, strict=True):
        assert topics[after.topic] == questions.topics[before.topic]
        assert after == replace(expected(before), topic=after.topic)
    assert found.problems == ()


def test_the_sample_comes_back_with_its_picture_and_what_was_listed_as_changed() -> None:
    found = back(SAMPLE)

    before = {question.id: question for question in SAMPLE.questions}
    after = {question.id: question for question in found.questions.questions}
    changed = {name for name, its in after.items() if replace(before[name], topic=its.topic) != its}
    assert list(after) == list(before)
    assert changed == {"countries", "card"}
    assert (after[FactId("countries")].kind, after[FactId("card")].kind) == (
        Kind.MATCHING,
        Kind.ESSAY,
    )
    assert [found.questions.topics[question.topic] for question in found.questions.questions] == [
        SAMPLE.topics[question.topic] for question in SAMPLE.questions
    ]
    assert found.questions.pictures == SAMPLE.pictures
    assert found.problems == ()


SETTINGS = [
    {"points": 0.0},
    {"points": 2.5},
    {"shuffled": False},
    {"exact_case": True, "kind": Kind.SHORT_ANSWER, "answers": (TextAnswer("Paris"),)},
]


@pytest.mark.parametrize("fields", SETTINGS)
def test_settings_come_back(fields: dict[str, object]) -> None:
    question = replace(SAMPLE.questions[0], **fields)
    if question.answers:
        question = replace(question, options=())

    found = back(replace(SAMPLE, questions=(question,)))

    assert found.questions.questions == (question,)


SHARED = [(0.5, 0.5, 0.0, 0.0), (0.5, 0.5, -1.0), (1.0, 0.0), (1 / 3, 1 / 3, 1 / 3, -1 / 3, 0.0)]


@pytest.mark.parametrize("shares", SHARED)
def test_what_wrong_answers_cost_comes_back(shares: tuple[float, ...]) -> None:
    options = tuple(
        QuestionOption(f"option {number}", share > 0, share=share)
        for number, share in enumerate(shares)
    )
    question = replace(SAMPLE.questions[1], options=options)

    found = back(replace(SAMPLE, questions=(question,)))

    assert found.questions.questions == (question,)
