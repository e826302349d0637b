"""Texts of any encoding."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.files import decoding
from studyapp.files.decoding import decoded, read_all
from studyapp.files.refusal import Refused

WORDS = "¿Qué es 5–6?"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_text_in_unicode_is_read_without_a_word(encoding: str) -> None:
    found = decoded(WORDS.encode(encoding), "quiz.txt")

    assert (found.text, found.problems) == (WORDS, ())


def test_a_text_of_old_windows_is_read_with_a_warning_at_its_first_letter() -> None:
    found = decoded(b"What?\n\xbfQu\xe9?", "quiz.txt")

    assert found.text == "What?\n¿Qué?"
    assert [str(problem) for problem in found.problems] == [
        "quiz.txt:2:1: warning encoding the text is not in UTF-8; it was read as Windows-1252"
    ]


def test_all_ends_of_lines_are_one() -> None:
    assert decoded(b"a\r\nb\rc\n", "a").text == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04junk", "quiz.txt:1:1: error not-text the file is not a text"),
        (b"a\nb\x00c", "quiz.txt:2:1: error not-text the file is not a text"),
        (b"a\n\x81\x8d", "neither in UTF-8 nor in Windows-1252"),
        (b"\xff\xfea\x00\n\x00\x00", "the text is not in utf-16-le"),
    ],
)
def test_what_is_no_text_is_refused_where_it_stops_being_one(data: bytes, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        decoded(data, "quiz.txt")

    assert said in str(refusal.value)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refused, match="the file is empty"):
        read_all(io.BytesIO(), "quiz.txt")


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_TEXT_BYTES", 3)

    with pytest.raises(Refused, match="larger than"):
        read_all(io.BytesIO(b"1234"), "quiz.txt")


@given(st.binary(max_size=30))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    try:
        found = decoded(data, "quiz.txt")
    except Refused:
        return

    assert "\r" not in found.text
