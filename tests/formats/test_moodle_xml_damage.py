"""Damaged and hostile Moodle XML: one clear message or problems with places, and never a hang."""

from contextlib import suppress
from io import BytesIO

import pytest
from growth import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st
from moodle_xml_quiz import HEAD, question
from msgspec.structs import replace
from sample import NOW, SAMPLE
from stopping import Stopped

from studyapp.core.answerable import flaws
from studyapp.core.bank import FactId
from studyapp.core.problems import Position, Severity
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.moodle.xml_reader import read_moodle_xml
from studyapp.formats.moodle.xml_writer import write_moodle_xml

WHOLE = write_moodle_xml(SAMPLE, NOW).data


def read(data: bytes) -> Imported:
    return read_moodle_xml(BytesIO(data), "quiz.xml", lambda _done, _all: None)


REFUSED = [
    (b"", "empty", 1),
    (WHOLE[: len(WHOLE) // 2], "bad-xml", None),
    (f"{HEAD}{question('essay', '')}</quiz>".encode().replace(b"Ask", b"\xe9"), "bad-xml", 3),
    (b'<?xml version="1.0" encoding="big5"?>\n<quiz>\xff</quiz>', "wrong-encoding", 2),
    (b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', "doctype", 1),
    (b"<quiz>" + b"<a>" * 200 + b"</a>" * 200 + b"</quiz>", "too-deep", 1),
    (b"\n<html><body/></html>", "not-moodle-xml", 2),
    (b"<quiz/>", "no-questions", 1),
    (b'<quiz><question type="category"/></quiz>', "no-questions", 1),
    (b"PK\x03\x04", "bad-xml", 1),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "line"), REFUSED)
def test_what_is_no_moodle_xml_is_refused_with_its_place(
    data: bytes, code: str, line: int | None
) -> None:
    with pytest.raises(Refused) as caught:
        read(data)

    problem = caught.value.problem
    assert (problem.code, problem.path) == (code, "quiz.xml")
    assert problem.position.line == line or line is None


def test_a_truncated_file_names_the_line_where_it_breaks_off() -> None:
    with pytest.raises(Refused) as caught:
        read(WHOLE[: WHOLE.index(b"<idnumber>bridge")])

    line = WHOLE[: WHOLE.index(b"<idnumber>bridge")].count(b"\n") + 1
    assert caught.value.problem.position.line == line


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_other_encodings_are_read_as_declared(encoding: str) -> None:
    text = question("essay", "", "Où est l’été ?".replace("’", "'"))
    head = HEAD.replace("UTF-8", encoding.removesuffix("-sig"))

    found = read(f"{head}{text}</quiz>".encode(encoding))

    assert found.questions.questions[0].stem == "Où est l'été ?"


def test_one_bad_question_does_not_lose_the_others() -> None:
    bad = WHOLE.replace(b'<answer fraction="100"', b'<answer fraction="0"', 1)

    found = read(bad)

    (problem,) = found.problems
    assert len(found.questions.questions) == len(SAMPLE.questions) - 1
    assert (problem.severity, problem.position) == (Severity.ERROR, Position(7, 3))
    assert problem.message == "“Mouth of the Danube” has no right answer"


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.sampled_from(b'<>/&;"=x{}~#%:[] 9\xff')),
        min_size=1,
        max_size=4,
    ),
    st.none() | st.integers(1, len(WHOLE)),
)
@settings(max_examples=150, deadline=None)
def test_mutated_files_are_read_or_refused_and_nothing_else(
    changes: list[tuple[int, int]], length: int | None
) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    with suppress(Refused):
        assert_sound(read(bytes(data[:length])))


_VALUES = st.sampled_from(
    ["", "0", "-1", "1e999", "nan", "100", "x", "{1:SA:=a}", "[[1]]", "<b>", "\ufdd01\ufdd1", "%"]
)


@given(st.lists(st.tuples(st.integers(0, 200), _VALUES), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_strange_values_are_read_or_named(changes: list[tuple[int, str]]) -> None:
    """Texts and attributes of the sample are replaced, and it stays well-formed."""
    pieces = WHOLE.decode().split(">")
    for place, value in changes:
        before, bracket, tag = pieces[place % len(pieces)].rpartition("<")
        if not bracket or tag.startswith(("?", "!", "/quiz", "quiz")):
            continue
        written = value.replace("<", "&lt;")
        start, quote, _ = tag.partition('="')
        kept = f'{start}="{written}"' if quote and tag.count('="') == 1 else tag
        pieces[place % len(pieces)] = f"{written if before.strip() else before}<{kept}"
    with suppress(Refused):
        assert_sound(read(">".join(pieces).encode()))


def assert_sound(found: Imported) -> None:
    """All questions can be asked, and all problems say where."""
    questions = found.questions
    assert all(not list(flaws(one)) and one.stem for one in questions.questions)
    assert {one.topic for one in questions.questions} == set(questions.topics)
    assert len({one.id for one in questions.questions}) == len(questions.questions)
    assert all(problem.position.line >= 1 and problem.message for problem in found.problems)


def many(count: int) -> bytes:
    """The sample again and again."""
    questions = [
        replace(SAMPLE.questions[number % len(SAMPLE.questions)], id=FactId(f"n{number}"))
        for number in range(count)
    ]
    return write_moodle_xml(replace(SAMPLE, questions=tuple(questions)), NOW).data


def test_a_thousand_questions_tell_of_their_progress() -> None:
    told: list[tuple[int, int]] = []

    found = read_moodle_xml(
        BytesIO(many(1000)), "q.xml", lambda done, whole: told.append((done, whole))
    )

    assert len(found.questions.questions) == 1000
    assert len(told) > 10
    assert told == sorted(told)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize("call", [1, 2, 4])
def test_a_cancelled_import_ends_at_once(call: int) -> None:
    calls = 0

    def cancel(_done: int, _whole: int) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise Stopped

    with pytest.raises(Stopped):
        read_moodle_xml(BytesIO(many(300)), "q.xml", cancel)

    assert calls == call


LONG = [
    ("cloze", "", "{1:SA:=", ""),
    ("cloze", "{1:SA:=a}", "{1:SA:", ""),
    ("cloze", "{1:MC:=a~", "~%", "}"),
    ("gapselect", "", "[[", ""),
    ("essay", "", "<img src='x'>", ""),
]


@pytest.mark.parametrize(("kind", "start", "part", "end"), LONG)
def test_no_broken_text_takes_long(kind: str, start: str, part: str, end: str) -> None:
    def work(size: int) -> None:
        stem = f"{start}{part * (size // len(part))}{end}"
        read(f"{HEAD}{question(kind, '', stem)}{question('essay', '')}</quiz>".encode())

    assert grows_evenly(work, 10_000)


def test_no_number_of_line_breaks_takes_long() -> None:
    def work(size: int) -> None:
        stem = "a" + "\n" * size + "<b>b</b>" + "\n \n" * size
        quiz = f"{HEAD}{question('essay', '', stem)}</quiz>"
        read(quiz.replace('format="html"', 'format="moodle_auto_format"').encode())

    assert grows_evenly(work, 10_000)
