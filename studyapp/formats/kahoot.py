"""Kahoot's workbooks read: the template in which a quiz is typed in a spreadsheet.

Its header stands in row 8: the question, four answers, the time limit, and which answers are
right, as "1,3". The header is looked for, as people delete the rows above it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from msgspec import Struct

from studyapp.core.bank import Kind, Question
from studyapp.core.problems import Position, Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import QuestionOption
from studyapp.files.refusal import refused
from studyapp.formats.draft import Unreadable
from studyapp.formats.exchange import Imported, left_out, warning
from studyapp.formats.losses import Losses
from studyapp.formats.naming import QUESTIONS, Names
from studyapp.formats.tables.workbook import Sheet, sheets

# The header stands within so many rows.
_HEAD_ROWS = 60
# A progress is told after so many rows.
_OFTEN = 250

_QUESTION = re.compile(r"question\b")
_ANSWER = re.compile(r"answer\s*([1-9])\b")
_TIME = re.compile(r"time\b")
_CORRECT = re.compile(r"correct\b")
_NUMBERS = re.compile(r"[0-9]+")

_TRUTHS = {"true", "false"}


class _Header(Struct, frozen=True):
    """Where the header stands, and its columns; answers by their numbers."""

    row: int
    question: int
    answers: dict[int, int]
    correct: int
    time: int | None


def read_kahoot(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of a workbook. Raises Refused where it is none of Kahoot's.

    Where several answers are right each of them is enough, as in Kahoot, and a warning says so.
    """
    progress(0, 1)
    sheet, header = _found(sheets(file, path), path)
    reading = _Reading(path)
    for number in range(header.row, len(sheet.rows)):
        if (number - header.row) % _OFTEN == 0:
            progress(number, len(sheet.rows))
        reading.add(number + 1, sheet.rows[number], header)
    progress(len(sheet.rows), len(sheet.rows))
    if not reading.questions and not reading.problems:
        raise refused(path, "no-questions", "there is no question below the header")
    questions = QuestionSet("", reading.names.topics, tuple(reading.questions))
    return Imported(questions, (*reading.problems, *reading.losses.problems()))


def is_kahoot(name: str, head: bytes) -> bool:
    """Whether a file with this name, in lower case, that begins so is a workbook."""
    return name.endswith(".xlsx") and head.startswith(b"PK")


def _found(all_sheets: Sequence[Sheet], path: str) -> tuple[Sheet, _Header]:
    for sheet in all_sheets:
        for number, row in enumerate(sheet.rows[:_HEAD_ROWS], 1):
            header = _header(number, row)
            if header is not None:
                return sheet, header
    message = "no sheet has the header of Kahoot's template: question, answer 1, correct answer"
    raise refused(path, "no-header", message)


def _header(number: int, row: Sequence[str]) -> _Header | None:
    names = [cell.casefold() for cell in row]
    question, correct = _column(_QUESTION, names), _column(_CORRECT, names)
    answers = {
        int(found[1]): at
        for at, name in reversed(list(enumerate(names)))
        if (found := _ANSWER.match(name)) is not None
    }
    if question is None or correct is None or not answers:
        return None
    return _Header(number, question, dict(sorted(answers.items())), correct, _column(_TIME, names))


def _column(pattern: re.Pattern[str], names: Sequence[str]) -> int | None:
    return next((at for at, name in enumerate(names) if pattern.match(name)), None)


class _Reading:
    """What has been read of a sheet."""

    def __init__(self, path: str) -> None:
        self.names = Names()
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self.losses = Losses(path, "row")
        self._path = path

    def add(self, number: int, row: Sequence[str], header: _Header) -> None:
        """Read a row; ``number`` is that which the spreadsheet shows."""
        stem = row[header.question]
        texts = {at: row[column] for at, column in header.answers.items() if row[column]}
        if not stem and not texts:
            return
        try:
            right = _right(row[header.correct], texts, stem)
        except Unreadable as error:
            message = f"row {number} is left out: {error}"
            self.problems.append(left_out(self._path, "left-out", message, Position(number)))
            return
        if header.time is not None and row[header.time]:
            self.losses.add(number, "time-limit", "its time limit is left out")
        self.questions.append(self._question(number, stem, texts, right))

    def _question(
        self, number: int, stem: str, texts: dict[int, str], right: frozenset[int]
    ) -> Question:
        several = len(right) > 1
        if several:
            message = f"row {number}: of its {len(right)} right answers one is enough, as in Kahoot"
            self.problems.append(warning(self._path, "several-right", message, Position(number)))
        truths = {text.casefold() for text in texts.values()} == _TRUTHS and not several
        return Question(
            id=self.names.question("", len(self.questions) + 1),
            kind=Kind.TRUE_FALSE if truths else Kind.SINGLE_CHOICE,
            stem=stem,
            topic=self.names.topic(QUESTIONS),
            options=tuple(
                QuestionOption(text, at in right, share=float(at in right) if several else None)
                for at, text in texts.items()
            ),
        )


def _right(cell: str, texts: dict[int, str], stem: str) -> frozenset[int]:
    """The numbers of the right answers. Raises Unreadable."""
    if not stem:
        raise Unreadable("it has no question")
    if len(texts) < 2:
        raise Unreadable("it has fewer than two answers")
    right = frozenset(_numbers(cell, texts))
    if not right:
        raise Unreadable("it does not say which answer is right")
    for number in sorted(right):
        if number not in texts:
            raise Unreadable(f"answer {number} is said to be right, and there is none")
    return right


def _numbers(cell: str, texts: dict[int, str]) -> Iterator[int]:
    """The numbers in a cell; a spreadsheet may have read "1,3" as 1.3, or "1,234" as 1234."""
    for digits in _NUMBERS.findall(cell):
        number = int(digits[:9])
        if number in texts or not all(int(digit) in texts for digit in digits):
            yield number
        else:
            yield from map(int, digits)
