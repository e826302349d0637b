"""text2qti written: read back by ourselves, and its Markdown by another reader."""

import io
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from sample import NOW, SAMPLE
from strategies import MARKED, TEXTS, question_sets

from studyapp.core.bank import Kind
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import NumberAnswer, TextAnswer
from studyapp.core.unmarked import unmarked_question
from studyapp.formats.exchange import Imported
from studyapp.formats.html_text import from_html
from studyapp.formats.text2qti.reader import read_text2qti
from studyapp.formats.text2qti.words import written
from studyapp.formats.text2qti.writer import write_text2qti

GOLDEN = Path(__file__).parent.parent / "data/formats/sample.text2qti.md"


def read(data: bytes) -> Imported:
    return read_text2qti(io.BytesIO(data), "quiz.md", lambda done, total: None)


def test_the_sample_is_written_as_ever() -> None:
    exported = write_text2qti(SAMPLE, NOW)

    assert exported.data == GOLDEN.read_bytes()
    assert [problem.message for problem in exported.problems] == [
        *(f"question {n} is left out: text2qti has nothing of its kind" for n in range(8, 13)),
        "the topics and ids of the questions are left out",
        "question 1: its tags are left out",
        "question 2: its options are shuffled",
        "question 3: its options count in full or not at all",
        "question 4: its picture is left out",
        "question 5: only answers that are right in full are kept (and in 1 more)",
    ]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_another_reader_of_markdown_sees_the_same_words(text: str) -> None:
    line = written(text, marked=False)

    assert "\n" not in line
    assert from_html(markdown.markdown(line)).plain == text


@given(MARKED)
@settings(max_examples=100, deadline=None)
def test_another_reader_of_markdown_sees_the_same_marks(text: str) -> None:
    assert from_html(markdown.markdown(written(text, marked=True))).text == text


@pytest.mark.parametrize(
    "text",
    ["# a", "1. a", "12) a", "- a", "+ a", "> a", "---", "_____", "***", "=== a", "a _____ b",
     "`a`", "$a$ $b$", "\\num{1} \\$", "[a](b) ![c](d)", "<b>a</b> &lt;", "a  b", "{1} a_b_c *d*"],
)  # fmt: skip
def test_words_that_look_like_markdown_stay_words(text: str) -> None:
    [question] = read(f"1.  {written(text, marked=False)}\n____\n".encode()).questions.questions

    assert question.stem == text
    assert from_html(markdown.markdown(written(text, marked=False))).plain == text


KINDS = frozenset(
    [
        Kind.SINGLE_CHOICE,
        Kind.MULTIPLE_CHOICE,
        Kind.TRUE_FALSE,
        Kind.SHORT_ANSWER,
        Kind.CLOZE,
        Kind.QUANTITY,
        Kind.ESSAY,
        Kind.DESCRIPTION,
    ]
)


@given(question_sets(KINDS, most=1))
@settings(max_examples=120, deadline=None)
def test_all_that_is_not_listed_is_read_back(drawn: QuestionSet) -> None:
    written = replace(drawn, questions=(replace(drawn.questions[0], tags=()),))
    exported = write_text2qti(written, NOW)
    if {problem.code for problem in exported.problems} != {"topics-left-out"}:
        return
    back = read(exported.data)

    assert back.problems == ()
    assert back.questions.title == " ".join(written.title.split())
    [before], [after] = written.questions, back.questions.questions
    if not after.marked:
        before = unmarked_question(before)
    assert replace(after, id=before.id, topic=before.topic) == before


def test_what_the_format_cannot_hold_is_listed() -> None:
    choice, several, number, text = (SAMPLE.questions[at] for at in (0, 1, 5, 4))
    zero = replace(number, answers=(NumberAnswer(0.0),))
    pattern = replace(text, answers=(TextAnswer("a*"),))
    both = replace(
        choice, tags=(), options=tuple(replace(each, correct=True) for each in choice.options)
    )
    cents = replace(several, points=0.3, shuffled=True)
    case = replace(text, answers=(TextAnswer("A"), NumberAnswer(5.0)), exact_case=True)
    written = replace(SAMPLE, questions=(zero, pattern, both, cents, case, both))

    messages = [problem.message for problem in write_text2qti(written, NOW).problems]

    assert messages == [
        "question 1 is left out: text2qti has nothing of its kind",
        "question 2 is left out: text2qti has nothing of its kind",
        "the topics and ids of the questions are left out",
        "question 3: all its right options are asked for (and in 1 more)",
        "question 4: its points are rounded",
        "question 5: capitals do not count",
        "question 5: a number becomes a text to type",
        "question 6: it reads like one before, and gets a number",
    ]
