"""Aiken files load and are written as Moodle reads them; what it loses silently is an error."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from growth import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sample import NOW, SAMPLE
from stopping import Stopped
from strategies import LINES, question_sets

from studyapp.core.answerable import flaws
from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Picture, QuestionOption
from studyapp.files.refusal import Refused
from studyapp.formats.aiken import is_aiken, read_aiken, write_aiken
from studyapp.formats.exchange import Imported
from studyapp.formats.table import format_for_reading

GOLDEN = Path(__file__).parent.parent / "data" / "formats" / "sample.aiken.txt"

ONE = "Which?\nA) one\nB) two\nANSWER: B\n"


def load(text: str | bytes) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    return read_aiken(BytesIO(data), "quiz.txt", lambda done, total: None)


def shown(text: str) -> list[tuple[str, list[str], str]]:
    """Stem, options and the right one of each question."""
    return [
        (
            each.stem,
            [option.text for option in each.options],
            next(option.text for option in each.options if option.correct),
        )
        for each in load(text).questions.questions
    ]


def told(text: str | bytes) -> list[str]:
    return [
        f"{each.position.line}:{each.position.column} {each.severity.value} {each.code}"
        for each in load(text).problems
    ]


def choice(*options: QuestionOption, **fields: object) -> Question:
    return Question(
        **{
            "id": FactId("x"),
            "kind": Kind.SINGLE_CHOICE,
            "stem": "Which?",
            "topic": TopicId("t"),
            "options": options or (QuestionOption("one", False), QuestionOption("two", True)),
            **fields,
        }
    )


def export(*questions: Question) -> tuple[str, list[str]]:
    written = write_aiken(QuestionSet("Set", {TopicId("t"): "Rivers"}, questions), NOW)
    return written.data.decode(), [problem.message for problem in written.problems]


@pytest.mark.parametrize("sign", [") ", ". ", ")", ".", ")\t"])
def test_choices_have_a_bracket_or_a_full_stop(sign: str) -> None:
    text = f"Which?\nA{sign}one\nB{sign}two\nANSWER: B"

    assert shown(text) == [("Which?", ["one", "two"], "two")]
    assert told(text) == []


def test_small_letters_are_read_with_a_warning() -> None:
    text = "1. Which?\na) one\nb) two\nANSWER: b"

    assert shown(text) == [("1. Which?", ["one", "two"], "two")]
    assert told(text) == ["2:1 warning not-capital", "4:1 warning not-capital"]
    assert format_for_reading("quiz.txt", text.encode()).name == "aiken"


def test_questions_follow_each_other_with_or_without_blank_lines() -> None:
    assert shown(ONE + ONE + "\n\n" + ONE) == [("Which?", ["one", "two"], "two")] * 3
    assert shown(ONE.replace("\n", "\n\n")) == shown(ONE)
    assert shown("  " + ONE.replace("\n", "  \r\n\t")) == shown(ONE)


def test_a_stem_has_several_lines() -> None:
    assert shown("Note:\nread this.\n\n" + ONE) == [
        ("Note:\nread this.\nWhich?", ["one", "two"], "two")
    ]
    assert told("Note:\n" + ONE) == []


def test_a_choice_may_go_on_in_the_next_line() -> None:
    text = "Which?\nA) one\n  of them\nB) two\nANSWER: B"

    assert shown(text) == [("Which?", ["one\nof them", "two"], "two")]
    assert told(text) == ["3:3 warning choice-goes-on"]


@pytest.mark.parametrize("answer", ["C", "1", "", "Z", "BC", "?"])
def test_an_answer_out_of_range_is_an_error_and_the_rest_loads(answer: str) -> None:
    text = f"{ONE}\nSecond?\nA) one\nB) two\n  ANSWER: {answer}\n\n{ONE}"

    assert [stem for stem, _, _ in shown(text)] == ["Which?", "Which?"]
    assert told(text) == ["9:3 error answer-out-of-range"]


def test_an_unfinished_last_question_is_an_error() -> None:
    text = f"{ONE}\nLast?\nA) one\nB) two\n"

    assert len(shown(text)) == 1
    assert told(text) == ["6:1 error unfinished"]


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_question_without_an_answer_does_not_spoil_the_next(between: str) -> None:
    text = f"First?\nA) one\nB) two\n{between}{ONE}"

    assert shown(text) == shown(ONE)
    assert told(text) == ["1:1 error unfinished"]


def test_choices_or_an_answer_without_a_question_are_errors() -> None:
    assert told(f"A) one\nB) two\nANSWER: A\n{ONE}") == ["1:1 error no-stem"]
    assert told(f"ANSWER: A\n{ONE}") == ["1:1 error no-stem"]
    assert told(f"Which?\nA) one\nANSWER: A\n{ONE}") == ["1:1 error too-few-answers"]
    assert told(f"Which?\nANSWER: A\n{ONE}") == ["1:1 error too-few-answers"]


def test_what_moodle_would_not_recognise_is_read_with_a_warning() -> None:
    assert shown(ONE.replace("ANSWER: B", "Answer: b")) == shown(ONE)
    assert told(ONE.replace("ANSWER: B", "Answer: b")) == ["4:1 warning not-capital"]
    assert told(ONE.replace("ANSWER: B", "ANSWER: b")) == ["4:1 warning not-capital"]


def test_letters_out_of_order_count_by_the_letter() -> None:
    text = "Which?\nA) one\nC) two\nD) three\nANSWER: C"

    assert shown(text) == [("Which?", ["one", "two", "three"], "two")]
    assert told(text) == ["2:1 warning letters"]
    assert told("Which?\nA) one\nA) two\nANSWER: A") == ["4:1 error answer-out-of-range"]


def test_of_several_answers_only_the_first_counts_as_in_moodle() -> None:
    text = ONE.replace("ANSWER: B", "ANSWER: B, A")

    assert shown(text) == shown(ONE)
    assert told(text) == ["4:1 warning several-answers"]
    assert told(ONE.replace("ANSWER: B", "ANSWER: B) two")) == []


def test_choices_without_words_or_twice_the_same_are_left_out() -> None:
    assert shown("Which?\nA) one\nB)\nC) two\nANSWER: C") == shown(ONE)
    assert told("Which?\nA) one\nB)\nC) two\nANSWER: C") == ["3:1 warning empty-answer"]
    assert told("Which?\nA) one\nB) two\nC)\nANSWER: C") == ["5:1 error empty-answer"]
    assert shown("Which?\nA) one\nB) two\nC) two\nANSWER: C") == shown(ONE)
    assert told("Which?\nA) one\nB) two\nC) two\nANSWER: C") == ["4:1 warning repeated-answer"]
    assert told("Which?\nA) two\nB) two\nANSWER: B") == ["1:1 error too-few-answers"]


def test_nothing_in_the_words_means_anything() -> None:
    text = "Is {=a} <b>1 & 2</b> = $x$?\nA) <i>\nB) A) x\nANSWER: B"

    assert shown(text) == [("Is {=a} <b>1 & 2</b> = $x$?", ["<i>", "A) x"], "A) x")]


def test_other_encodings() -> None:
    text = ONE.replace("Which", "Où")

    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert load(text.encode(encoding)).questions == load(text).questions
        assert told(text.encode(encoding)) == []
    assert load(text.encode("cp1252")).questions == load(text).questions
    assert told(text.encode("cp1252")) == ["1:1 warning encoding"]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\x00\x01", b"\x81\x8d"])
def test_a_file_without_questions_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        load(data)


@pytest.mark.parametrize(
    ("name", "head", "is_so"),
    [
        ("quiz.aiken.txt", b"anything", True),
        ("quiz.txt", ONE.encode(), True),
        ("quiz.txt", ONE.replace("\n", "\r\n").encode("utf-16"), True),
        ("quiz.txt", b"Q?\nA. one\n\n ANSWER: A", True),
        ("quiz.txt", b"Q {=A) one ~B) two}", False),
        ("quiz.txt", b"A) one\nB) two", False),
        ("quiz.md", ONE.encode(), False),
    ],
)
def test_aiken_is_told_by_its_lines(name: str, head: bytes, is_so: bool) -> None:
    assert is_aiken(name, head) is is_so


def test_the_sample_is_written_as_it_always_was() -> None:
    assert write_aiken(SAMPLE, NOW).data == GOLDEN.read_bytes()


def test_what_the_sample_loses_is_named() -> None:
    told = [problem.message for problem in write_aiken(SAMPLE, NOW).problems]

    assert sum("is left out: it is not a choice" in message for message in told) == 10
    assert sum("more or fewer right answers than one" in message for message in told) == 2
    assert told[12:] == [
        "Aiken holds no ids and no topics: they are left out",
        "question 1: explanations are left out (and in 2 more)",
        "question 1: the title is left out (and in 1 more)",
        "question 1: the tags are left out",
        "question 4: the picture is left out",
        "question 4: a question of another kind becomes a choice of one",
        "question 13: emphasis, sub- and superscripts are left out",
        "question 13: line breaks become spaces",
    ]


@settings(max_examples=100, deadline=None)
@given(
    question_sets(
        frozenset([Kind.SINGLE_CHOICE]), texts=LINES, feedback=False, shares=False, marked=False
    )
)
def test_what_is_held_comes_back_as_it_was(questions: QuestionSet) -> None:
    plain = [replace(each, title="", tags=()) for each in questions.questions]
    written = write_aiken(replace(questions, questions=tuple(plain)), NOW)
    found = load(written.data)

    assert [each.message for each in written.problems] == [
        "Aiken holds no ids and no topics: they are left out"
    ]
    assert found.problems == ()
    assert list(found.questions.questions) == [
        replace(each, topic=TopicId("questions")) for each in plain
    ]


def test_a_stem_that_looks_like_an_answer_has_a_word_before_it() -> None:
    for stem in ("A. Smith wrote it?", "ANSWER: which?", "Answer : x", "?"):
        text, messages = export(choice(stem=stem))

        assert text.startswith(f"Question: {stem}\n")
        assert messages[1:] == [
            "question 1: “Question:” is put before a stem that would not be read as one"
        ]


def test_what_aiken_does_not_hold_is_named() -> None:
    wide = choice(
        QuestionOption("one", True, "Yes.", share=1.0),
        QuestionOption("two\nlines", False, share=0.5),
        QuestionOption(" ", False),
        points=2.0,
        shuffled=False,
        title="T",
        tags=("a",),
        picture=Picture("x.png", "X"),
    )

    assert export(wide) == (
        "Which?\nA) one\nB) two lines\nANSWER: A\n",
        [
            "Aiken holds no ids and no topics: they are left out",
            "question 1: explanations are left out",
            "question 1: the title is left out",
            "question 1: the tags are left out",
            "question 1: the picture is left out",
            "question 1: the points are left out: each question counts 1",
            "question 1: the order of the answers is no longer kept",
            "question 1: an answer without words is left out",
            "question 1: an answer that is right in part counts all or nothing now",
            "question 1: line breaks become spaces",
        ],
    )


def test_a_multiple_choice_with_one_right_answer_is_a_choice() -> None:
    text, messages = export(choice(kind=Kind.MULTIPLE_CHOICE))

    assert text == ONE
    assert messages[1:] == ["question 1: a question of another kind becomes a choice of one"]


@pytest.mark.parametrize(
    "question",
    [
        choice(kind=Kind.ESSAY),
        choice(QuestionOption("one", True)),
        choice(*(QuestionOption(f"o{number}", number == 0) for number in range(27))),
        choice(QuestionOption("one", True), QuestionOption("two", True)),
        choice(QuestionOption("one", False), QuestionOption("two", False)),
        choice(stem=" "),
    ],
)
def test_what_cannot_be_asked_is_left_out_and_named(question: Question) -> None:
    text, messages = export(question, choice())

    assert text == ONE
    assert messages[0].startswith("“x” is left out: it ")


LINE = st.sampled_from(
    ["Q?", "A) x", "B. y", "C)", "ANSWER: A", "ANSWER: B", "ANSWER:", "Answer: b", "", " ", "A"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=14))
def test_whatever_the_lines_all_questions_can_be_answered(lines: list[str]) -> None:
    with suppress(Refused):
        found = load("\n".join(lines))

        assert not [flaw for each in found.questions.questions for flaw in flaws(each)]
        assert all(each.stem for each in found.questions.questions)
        assert all(1 <= each.position.line <= len(lines) for each in found.problems)


@settings(max_examples=100)
@given(st.binary(max_size=60))
def test_no_bytes_are_too_broken(data: bytes) -> None:
    with suppress(Refused):
        load(ONE.encode() + data)


@pytest.mark.parametrize("part", ["x\n", "A) x\n", "A)\nx\n", "ANSWER: A\n", ONE, "x", "A)", "\n"])
def test_no_text_takes_long(part: str) -> None:
    def work(size: int) -> None:
        with suppress(Refused):
            load(part * (size // len(part)))

    assert grows_evenly(work, 40_000)


def test_progress_is_told_and_may_cancel() -> None:
    told: list[tuple[int, int]] = []
    read_aiken(
        BytesIO(ONE.encode() * 1000), "x.txt", lambda done, total: told.append((done, total))
    )

    assert told == [(0, 4001), (1000, 4001), (2000, 4001), (3000, 4001), (4000, 4001), (4001, 4001)]

    def cancel(done: int, total: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        read_aiken(BytesIO(ONE.encode() * 1000), "x.txt", cancel)
