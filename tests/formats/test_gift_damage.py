"""Damaged and hostile GIFT: one clear message or problems with places, and never a hang."""

from contextlib import suppress
from io import BytesIO

import pytest
from growth import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import NOW, SAMPLE
from stopping import Stopped

from studyapp.core.answerable import flaws
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.gift.reader import read_gift
from studyapp.formats.gift.writer import write_gift

WHOLE = write_gift(SAMPLE, NOW).data


def load(data: bytes) -> Imported:
    return read_gift(BytesIO(data), "quiz.gift", lambda done, total: None)


def assert_sound(found: Imported, data: bytes) -> None:
    """All questions can be asked, and all problems have a place in the file."""
    questions = found.questions
    assert not [flaw for each in questions.questions for flaw in flaws(each)]
    assert all(each.stem for each in questions.questions)
    assert {each.topic for each in questions.questions} == set(questions.topics)
    assert len({each.id for each in questions.questions}) == len(questions.questions)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in found.problems:
        assert problem.path == "quiz.gift"
        assert 1 <= problem.position.line <= lines
        assert problem.position.column >= 1
        assert problem.message


def assert_read_or_refused(data: bytes) -> None:
    with suppress(Refused):
        assert_sound(load(data), data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_a_file_that_breaks_off_loses_its_last_question_at_most(end: int) -> None:
    data = WHOLE[:end]
    whole = data.decode(errors="ignore").count("\n}\n\n")

    assert_read_or_refused(data)
    if whole > 1:
        assert len(load(data).questions.questions) >= whole


SIGNS = [
    *"{}=~#%:\\[]>0T\n",
    "->",
    "\n\n",
    "####",
    "//",
    "::",
    "%50%",
    "{#",
    "$CATEGORY:",
    "<p>",
    "&#",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 9), st.sampled_from(SIGNS)),
        min_size=1,
        max_size=6,
    )
)
def test_changes_anywhere_are_read_or_named(changes: list[tuple[int, int, str]]) -> None:
    data = WHOLE
    for place, gone, sign in changes:
        data = data[:place] + sign.encode() + data[place + gone :]

    assert_read_or_refused(data)


WORDS = [
    "a",
    "b c",
    "1",
    "2.5",
    "TRUE",
    "F",
    "{1:SA:=x}",
    "{1:MC:a~=b}",
    "[html]",
    "// [id:x]",
    " ",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*SIGNS, *WORDS, "{=a ~b}", "{=a -> b"]), max_size=25))
def test_no_row_of_signs_is_too_strange(parts: list[str]) -> None:
    assert_read_or_refused("".join(parts).encode())


@settings(max_examples=100)
@given(st.binary(max_size=80))
def test_no_bytes_are_too_broken(data: bytes) -> None:
    assert_read_or_refused(b"Q {=a ~b}\n\n" + data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_half_of_a_character_is_named_with_its_line(encoding: str) -> None:
    data = "A {T}\n\nЖ {T}".encode(encoding)

    with suppress(Refused):
        assert_sound(load(data[:-1]), data)


def test_what_is_no_text_is_refused() -> None:
    for data in (b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\x14\x00", b"\0" * 100, b"\xff\xfe\x00\xd8"):
        with pytest.raises(Refused) as caught:
            load(data)

        assert caught.value.problem.code in ("not-text", "encoding")


MANY = [
    "{", "}", "=", "~", "#", "\\", "::", "%", "[", "<", "&", "//\n", "\n", "0\n", "x", " ",
    "{}", "{=a ~b}\n\n", "{\n\n", "}\n\n", "::a::", "~#a", "=a->b", "=a=b", "%50%", "####", "{>3 ",
    "$CATEGORY:a\n", "$CATEGORY:a\n\n{T}\n\n", "// [id:x]\nq{T}\n\n", "// [tag:x] ",
    "[tag:a", "[id:",
    "{1:SA:=x} ", "{1:MC:", "{1:MC:=a~b", "\\\\", "[markdown]*a", "q{=", "1..", "<p>", "&amp;",
    "x\n{\n", "x=",
]  # fmt: skip


@pytest.mark.parametrize(
    "start", ["", "q{=a ~", "q{#1 =", "q{=a -> b =", "q{>3\n", "[html]", "[markdown]"]
)
@pytest.mark.parametrize("part", MANY)
def test_no_sign_takes_long(start: str, part: str) -> None:
    def work(size: int) -> None:
        with suppress(Refused):
            load((start + part * (size // len(part))).encode())

    assert grows_evenly(work, 6_000)


def test_one_line_of_megabytes_is_read() -> None:
    answers = "".join(f" ~wrong {number}#no\\: {number}" for number in range(50_000))
    found = load(f"q{{=right{answers}}}".encode())

    assert len(found.questions.questions[0].options) == 50_001
    assert found.problems == ()


def test_a_hundred_thousand_problems_of_one_question_are_told_once() -> None:
    found = load(("q {=a ~b" + " ~#x" * 100_000 + "}").encode())

    assert [(each.code, each.position.column) for each in found.problems] == [("empty-answer", 10)]
    assert "99,999 more" in found.problems[0].message


def test_progress_is_told_and_may_cancel() -> None:
    data = b"Which? {=a ~b}\n\n" * 1000
    told: list[tuple[int, int]] = []
    read_gift(BytesIO(data), "x.gift", lambda done, total: told.append((done, total)))

    assert len(told) == 5
    assert told[0] == (0, len(data))
    assert told[-1] == (len(data), len(data))
    assert told == sorted(told)

    def cancel(done: int, total: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        read_gift(BytesIO(data), "x.gift", cancel)
