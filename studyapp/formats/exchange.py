"""What every exchange format takes and gives.

A reader takes an open binary file that can seek, the name to give it in problems, and
a progress to report to. It returns the questions with a warning for each thing that was
changed or lost and an error for each question that had to be left out; where the file
as a whole cannot be read it raises Refused. A writer takes a set, and the moment to
stamp on it, and returns the bytes with a warning for each thing that they do not hold.
Both give the same for the same.
"""

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from msgspec import Struct

from studyapp.core.problems import Position, Problem, Progress, Severity
from studyapp.core.question_sets import QuestionSet


class Imported(Struct, frozen=True):
    questions: QuestionSet
    problems: tuple[Problem, ...] = ()


class Exported(Struct, frozen=True):
    data: bytes
    problems: tuple[Problem, ...] = ()


Reader = Callable[[BinaryIO, str, Progress], Imported]
Writer = Callable[[QuestionSet, datetime], Exported]


class Format(Struct, frozen=True):
    """An exchange format: ``name`` as commands name it, ``title`` as the window shows it.

    ``recognises`` tells by the name of a file, in lower case, and its first 64 KiB whether
    it is of this format. A format without ``read`` or ``write`` cannot be read or written.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    recognises: Callable[[str, bytes], bool]
    read: Reader | None = None
    write: Writer | None = None


def warning(
    path: str, code: str, message: str, at: Position | None = None, hint: str = ""
) -> Problem:
    """Something of the file that was changed or lost."""
    return Problem(path, at or Position(), Severity.WARNING, code, message, hint)


def left_out(
    path: str, code: str, message: str, at: Position | None = None, hint: str = ""
) -> Problem:
    """A question of the file that could not be read."""
    return Problem(path, at or Position(), Severity.ERROR, code, message, hint)
