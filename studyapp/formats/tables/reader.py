"""Tables of questions as CSV or TSV read, and lists of terms with their definitions."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec.structs import replace

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.problems import Position, Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.core.spreadsheets import from_cell
from studyapp.core.values import Text
from studyapp.files.decoding import decoded, read_all
from studyapp.files.refusal import refused
from studyapp.formats.draft import Unreadable
from studyapp.formats.exchange import Imported, left_out, warning
from studyapp.formats.naming import QUESTIONS, Names
from studyapp.formats.tables.cells import Row, rows
from studyapp.formats.tables.columns import Columns
from studyapp.formats.tables.layout import Layout, layout_of
from studyapp.formats.tables.questions import draft

_ENDINGS = (".csv", ".tsv", ".tab")
# A list in a text file, as Quizlet exports it: its first line has two cells.
_LISTED = re.compile(rb"[^\t\n]+\t[^\n]*\S")
# A term and its definition.
_CARD = 2
# A progress is told after so many rows.
_OFTEN = 250


def read_csv(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of a table with a header row, else a flash card for each row.

    ``columns`` says which columns there are. Raises Refused where there is no question.
    """
    found = decoded(read_all(file, path), path)
    text = found.text.rstrip("\x1a")
    layout = layout_of(text, path)
    reading = _Reading(path, layout)
    lines = text.count("\n") + 1
    for number, row in enumerate(_rows(text, layout, path)):
        if number % _OFTEN == 0:
            progress(row.line - 1, lines)
        reading.add(row)
    reading.end()
    progress(1, 1)
    if not reading.questions and not reading.problems:
        raise refused(path, "no-questions", "there is no question in this file")
    questions = QuestionSet("", reading.names.topics, tuple(reading.questions))
    problems = sorted(reading.problems, key=lambda problem: problem.position)
    return Imported(questions, (*found.problems, *problems))


def is_csv(name: str, head: bytes) -> bool:
    """Whether a file with this name, in lower case, that begins so is a table."""
    if name.endswith(_ENDINGS):
        return True
    return name.endswith(".txt") and _LISTED.match(head.replace(b"\0", b"")) is not None


def _rows(text: str, layout: Layout, path: str) -> Iterator[Row]:
    """The rows below the header, with the lines of the file."""
    body = text.replace(";", "\n") if layout.one_line else text
    for number, row in enumerate(rows(body, layout.separator, path)):
        is_head = number == layout.skipped and layout.columns is not None
        if number < layout.skipped or is_head:
            continue
        yield replace(row, line=1) if layout.one_line else row


class _Reading:
    """What has been read of a table; a row without a second cell waits for more lines."""

    def __init__(self, path: str, layout: Layout) -> None:
        self.names = Names()
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self._path = path
        self._columns = layout.columns
        self._separator = layout.separator
        self._unknown: dict[str, None] = {}
        self._waiting: Row | None = None
        self._wide: Row | None = None

    def add(self, row: Row) -> None:
        if self._columns is not None:
            self._question(row, self._columns)
        elif self._goes_on(row):
            self._continue(row)
        else:
            self._card()
            self._waiting = row

    def end(self) -> None:
        self._card()
        if self._wide is not None:
            message = (
                "without a first row of names that are known here each row is a card: its first"
                " cell is the question, and all others together are the answer"
            )
            self._warn(self._wide.line, "no-header", message)
        for name in self._unknown:
            message = f"the column “{name[:50]}” is left out: it has no name that is known here"
            self._warn(1, "unknown-column", message)

    def _warn(self, line: int, code: str, message: str) -> None:
        self.problems.append(warning(self._path, code, message, Position(line)))

    def _question(self, row: Row, columns: Columns) -> None:
        cells = [from_cell(cell) for cell in row.cells]
        self._unknown.update(
            {name: None for at, name in columns.unknown if at < len(cells) and cells[at]}
        )
        if row.loose:
            message = "a quotation mark that encloses no cell is read as a character"
            self._warn(row.line, "quotation-mark", message)
        try:
            found = draft(cells, columns)
        except Unreadable as error:
            message = f"this row is left out: {error}"
            self.problems.append(left_out(self._path, "left-out", message, Position(row.line)))
            return
        for code, message in found.notes:
            self._warn(row.line, code, message)
        self._take(found.question, found.id, found.topic or QUESTIONS)

    def _take(self, question: Question, wanted: str, topic: str) -> None:
        name = self.names.question(wanted, len(self.questions) + 1)
        self.questions.append(replace(question, id=name, topic=self.names.topic(topic)))

    def _goes_on(self, row: Row) -> bool:
        """Whether the row is more of the definition above: Quizlet puts no marks around those."""
        return self._separator == "\t" and self._waiting is not None and len(row.cells) == 1

    def _continue(self, row: Row) -> None:
        before = self._waiting
        assert before is not None, "a row goes on with another"
        if len(before.cells) == 1:
            self._card()
            self._waiting = row
            return
        self._warn(row.line, "line-joined", "a line without a tab belongs to the answer above it")
        *cells, last = before.cells
        self._waiting = Row(before.line, (*cells, f"{last}\n{row.cells[0]}"))

    def _card(self) -> None:
        row, self._waiting = self._waiting, None
        if row is None:
            return
        if len(row.cells) > _CARD and self._wide is None:
            self._wide = row
        front, back = row.cells[0], self._separator.join(row.cells[1:]).strip()
        if not front or not back:
            message = "this row is left out: a flash card has two sides"
            self.problems.append(left_out(self._path, "left-out", message, Position(row.line)))
            return
        card = Question(FactId(""), Kind.FLASHCARD, front, TopicId(""), answer=Text(back))
        self._take(card, "", QUESTIONS)
