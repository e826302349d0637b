"""Kahoot's workbooks."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stopping import Stopped
from strategies import damaged
from workbooks import HEADER, kahoot, sheet, workbook

from studyapp.core.answerable import flaws
from studyapp.core.bank import Kind
from studyapp.core.problems import Position
from studyapp.core.questions import QuestionOption
from studyapp.files.archive import Archive, packed
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.kahoot import is_kahoot, read_kahoot
from studyapp.formats.tables import workbook as limits


def read(data: bytes) -> Imported:
    return read_kahoot(io.BytesIO(data), "quiz.xlsx", lambda done, total: None)


def told(found: Imported) -> list[tuple[int, str]]:
    return [(problem.position.line, problem.code) for problem in found.problems]


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data)
    assert caught.value.problem.path == "quiz.xlsx"
    return caught.value.problem.code


RIVER = ("Which river flows through Ulm?", "Danube", "Rhine & Main", "Elbe", None, 20, 1)


def test_the_template_is_read_from_row_9_on() -> None:
    found = read(kahoot(RIVER, ("Ulm is a town", "True", "False", None, None, 10, 2)))

    river, town = found.questions.questions
    assert (river.kind, river.stem) == (Kind.SINGLE_CHOICE, "Which river flows through Ulm?")
    assert river.options == (
        QuestionOption("Danube", True),
        QuestionOption("Rhine & Main", False),
        QuestionOption("Elbe", False),
    )
    assert town.kind is Kind.TRUE_FALSE
    assert [option.correct for option in town.options] == [False, True]
    assert [str(problem) for problem in found.problems] == [
        "quiz.xlsx:1:1: warning time-limit row 9: its time limit is left out (and in 1 more)"
    ]


@pytest.mark.parametrize("right", ["1,3", "1, 3", "3;1", 1.3, 13])
def test_one_of_several_right_answers_is_enough_and_that_is_said(right: str | float) -> None:
    found = read(kahoot(("Which?", "a", "b", "c", "d", None, right)))

    [question] = found.questions.questions
    assert question.kind is Kind.SINGLE_CHOICE
    assert [option.correct for option in question.options] == [True, False, True, False]
    assert [option.share for option in question.options] == [1.0, 0.0, 1.0, 0.0]
    assert not list(flaws(question))
    assert [str(problem) for problem in found.problems] == [
        "quiz.xlsx:9:1: warning several-right row 9: "
        "of its 2 right answers one is enough, as in Kahoot"
    ]


def test_numbers_in_cells_read_as_they_look() -> None:
    [question] = read(kahoot(("2 + 2?", 4, 4.5, 3, 5, None, "1"))).questions.questions

    assert [option.text for option in question.options] == ["4", "4.5", "3", "5"]


@pytest.mark.parametrize("row", [1, 2, 30])
def test_the_header_is_found_where_it_was_moved_to(row: int) -> None:
    header = HEADER[1:]

    found = read(workbook({row: header, row + 2: RIVER}))

    assert len(found.questions.questions) == 1


def test_bad_rows_are_named_and_the_rest_is_read() -> None:
    found = read(
        kahoot(
            (None, "a", "b", None, None, 20, 1),
            ("Which?", "a", None, None, None, 20, 1),
            ("Which?", "a", "b", None, None, 20, None),
            ("Which?", "a", "b", None, None, 20, "1,3"),
            (None, None, None, None, None, 20, None),
            RIVER,
        )
    )

    assert len(found.questions.questions) == 1
    assert told(found)[:4] == [(row, "left-out") for row in (9, 10, 11, 12)]
    assert [problem.message for problem in found.problems] == [
        "row 9 is left out: it has no question",
        "row 10 is left out: it has fewer than two answers",
        "row 11 is left out: it does not say which answer is right",
        "row 12 is left out: answer 3 is said to be right, and there is none",
        "row 14: its time limit is left out",
    ]


def test_a_workbook_without_the_header_or_without_rows_is_refused() -> None:
    assert refused(workbook({1: ("words", "and words")})) == "no-header"
    assert refused(kahoot()) == "no-questions"


def test_what_is_no_workbook_is_refused() -> None:
    assert refused(b"no zip") == "bad-archive"
    assert refused(packed({"a.txt": b"text"})) == "bad-workbook"
    assert refused(packed({"xl/workbook.xml": b"<workbook/>"})) == "bad-workbook"
    assert refused(workbook({1: HEADER}, sheet=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")) == "doctype"
    assert refused(workbook({1: HEADER}, sheet="<a>é</a>".encode("latin-1"))) == "bad-workbook"


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="1"><c r="A99999999999"><v>1</v></c></row>',
        f"<row>{'<c><v>1</v></c>' * 101}</row>",
        "<row><c><v>1</v></c></row>" * 10_001,
    ],
)
def test_a_sheet_that_would_fill_the_memory_is_refused(cells: str) -> None:
    assert refused(workbook({1: HEADER}, sheet=sheet(cells))) == "too-large"


def test_a_text_shown_in_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LETTERS", 1000)
    many = sheet('<row><c t="s"><v> 0 </v></c></row>' * 50)

    assert refused(workbook({1: ("x" * 30,)}, sheet=many)) == "too-large"


def test_a_bomb_is_refused() -> None:
    assert refused(workbook({1: HEADER}, sheet=b" " * 40_000_000)) == "too-large"


def test_progress_is_told_and_may_cancel() -> None:
    heard: list[tuple[int, int]] = []
    read_kahoot(io.BytesIO(kahoot(RIVER)), "f", lambda *done: heard.append(done))

    assert heard == [(0, 1), (8, 9), (9, 9)]

    def cancel(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        read_kahoot(io.BytesIO(kahoot(RIVER)), "f", cancel)


def test_all_parts_of_a_workbook_together_are_held_to_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = kahoot(RIVER)
    monkeypatch.setattr(limits, "_MAX_PARTS", 1000)

    assert refused(data) == "too-large"


def test_all_sheets_together_have_no_more_elements_than_one_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = kahoot(RIVER)
    with Archive.open(io.BytesIO(data), "quiz.xlsx") as archive:
        most = max(archive.read(name).count(b"<") for name in archive.names)
    monkeypatch.setattr("studyapp.formats.safe_xml.MAX_NODES", most)

    assert refused(data) == "too-large"


WHOLE = kahoot(RIVER, ("Which?", "a", "b", "c", "d", None, "1,3"))


@given(damaged(WHOLE))
@settings(max_examples=150, deadline=None)
def test_a_damaged_archive_is_read_or_refused_and_nothing_else(data: bytes) -> None:
    with suppress(Refused):
        read(data)


with Archive.open(io.BytesIO(WHOLE), "whole") as opened:
    MEMBERS = {name: opened.read(name) for name in opened.names}


@given(
    st.sampled_from(sorted(MEMBERS)),
    st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(b'<>"/ A1:s0x&')), max_size=4),
    st.integers(1, 3000),
)
@settings(max_examples=150, deadline=None)
def test_a_workbook_with_a_damaged_part_is_read_or_refused_and_nothing_else(
    name: str, changes: list[tuple[int, int]], length: int
) -> None:
    part = bytearray(MEMBERS[name])
    for at, byte in changes:
        part[at % len(part)] = byte
    with suppress(Refused):
        read(packed({**MEMBERS, name: bytes(part[:length])}))


def test_positions_are_row_numbers() -> None:
    found = read(kahoot(("Which?", "a", "b", None, None, None, 9)))

    assert found.problems[0].position == Position(9)


def test_workbooks_are_known_by_name_and_content() -> None:
    assert is_kahoot("quiz.xlsx", WHOLE)
    assert not is_kahoot("quiz.xlsx", b"text")
    assert not is_kahoot("quiz.zip", WHOLE)
