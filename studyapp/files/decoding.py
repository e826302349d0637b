"""The bytes of a file, and its text whatever wrote it."""

import codecs
from typing import BinaryIO

from msgspec import Struct

from studyapp.core.problems import Position, Problem, Severity
from studyapp.files.refusal import refused

# Larger files of text are not read.
MAX_TEXT_BYTES = 64 * 1024 * 1024

# The UTF-32 mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Characters below the space that no text holds but line ends, tabs and page breaks.
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1a")


class Decoded(Struct, frozen=True):
    r"""A text whose lines end with ``\n``, and what had to be guessed."""

    text: str
    problems: tuple[Problem, ...] = ()


def read_all(file: BinaryIO, path: str) -> bytes:
    """All bytes of a file of text; Refused where it is empty or larger than MAX_TEXT_BYTES."""
    data = file.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        limit = MAX_TEXT_BYTES // 1024 // 1024
        raise refused(path, "too-large", f"the file is larger than {limit} MB")
    if not data:
        raise refused(path, "empty", "the file is empty")
    return data


def decoded(data: bytes, path: str) -> Decoded:
    """The text in UTF-8, in UTF-16 or UTF-32 with their mark, else in cp1252 with a warning.

    Refused where it is no text in any of these.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data[len(mark) :], encoding, path), path)
    try:
        return _checked(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        message = "the text is neither in UTF-8 nor in Windows-1252"
        raise refused(path, "encoding", message, at=Position(line)) from None
    guess = "the text is not in UTF-8; it was read as Windows-1252"
    return _checked(text, path, Problem(path, Position(line), Severity.WARNING, "encoding", guess))


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data[: error.start].decode(encoding, errors="ignore")
        at = Position(text.count("\n") + 1)
        raise refused(path, "encoding", f"the text is not in {encoding}", at=at) from None


def _checked(text: str, path: str, *problems: Problem) -> Decoded:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _CONTROLS.isdisjoint(text):
        place = next(place for place, letter in enumerate(text) if letter in _CONTROLS)
        at = Position(text.count("\n", 0, place) + 1)
        raise refused(path, "not-text", "the file is not a text", at=at)
    return Decoded(text, problems)
