"""text2qti read, as the program of that name does; a file that it would refuse is mostly read."""

import re
from typing import BinaryIO

from msgspec.structs import replace

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.marked import escaped
from studyapp.core.problems import Position, Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.core.unmarked import unmarked_question
from studyapp.files.decoding import decoded, read_all
from studyapp.files.refusal import refused
from studyapp.formats.draft import Unreadable
from studyapp.formats.exchange import Imported, left_out, warning
from studyapp.formats.naming import QUESTIONS, Names
from studyapp.formats.points import held
from studyapp.formats.text2qti.blocks import Block, Sign, blocks
from studyapp.formats.text2qti.numbers import number_of
from studyapp.formats.text2qti.questions import INNER, Draft
from studyapp.formats.text2qti.words import Words

# A title, or below a question an answer that is marked as right.
_LOOKS_SO = re.compile(
    rb"^quiz title:"
    rb"|^[0-9]+\.[ \t]+\S(?:[^\n]*\n){1,12}?"
    rb"(?:\*[a-z]\)|\[\*\]|\*[ \t]+\S|=[ \t]*[-+0-9.\[]|_{3,}\s*$|\^{3,}\s*$)",
    re.MULTILINE | re.IGNORECASE,
)
# A progress is told after so many parts.
_OFTEN = 500


def read_text2qti(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of a file. Raises Refused where it holds none. Code in it is never run."""
    text = decoded(read_all(file, path), path)
    reading = _Reading(path)
    lines = text.text.count("\n") + 1
    for number, block in enumerate(blocks(text.text)):
        if number % _OFTEN == 0:
            progress(block.line - 1, lines)
        reading.read(block)
    reading.finish(lines)
    progress(lines, lines)
    if not reading.is_quiz:
        raise refused(path, "no-questions", "there is no question in this file")
    questions = QuestionSet(reading.title, reading.names.topics, tuple(reading.questions))
    problems = sorted(reading.problems, key=lambda problem: problem.position)
    return Imported(questions, (*text.problems, *problems))


def is_text2qti(name: str, head: bytes) -> bool:
    """Whether a file with this name, in lower case, that begins so is a quiz of text2qti."""
    if not name.endswith((".md", ".markdown", ".txt")):
        return False
    return _LOOKS_SO.search(head.replace(b"\0", b"")) is not None


class _Reading:
    """What has been read of a file, and what waits for its question.

    ``is_quiz`` tells that something of it was a question, be it a bad one.
    """

    def __init__(self, path: str) -> None:
        self.names = Names()
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self.title = ""
        self.is_quiz = False
        self._path = path
        self._shuffled = False
        self._group_points: float | None = None
        self._title = ""
        self._points: float | None = None
        self._text_title = ""
        self._draft: Draft | None = None

    def read(self, block: Block) -> None:
        for line, code, message in block.notes:
            self._warn(line, code, message)
        if block.sign in INNER:
            self._inner(block)
        elif block.sign is Sign.STRAY:
            self._stray(block)
        elif block.sign is Sign.CODE:
            self._code(block)
        else:
            self._outer(block)

    def end(self) -> None:
        """Finish the question that waits."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        self.is_quiz = True
        try:
            found = draft.read()
        except Unreadable as flaw:
            self._leave_out(draft.line, "left-out", f"this question is left out: {flaw}")
            return
        for line, code, message in found.notes:
            self._warn(line, code, message)
        self._take(found.question)

    def finish(self, line: int) -> None:
        """Finish all that waits; ``line`` is the last one."""
        self.end()
        self._end_text()
        if self._title or self._points is not None:
            message = "a title or points without a question are left out"
            self._warn(line, "no-question", message)

    def _warn(self, line: int, code: str, message: str) -> None:
        self.problems.append(warning(self._path, code, message, Position(line)))

    def _leave_out(self, line: int, code: str, message: str) -> None:
        self.problems.append(left_out(self._path, code, message, Position(line)))

    def _take(self, question: Question) -> None:
        self.is_quiz = True
        name = self.names.question("", len(self.questions) + 1)
        self.questions.append(replace(question, id=name, topic=self.names.topic(QUESTIONS)))

    def _inner(self, block: Block) -> None:
        if self._draft is not None:
            self._draft.add(block)
        else:
            message = "this belongs to no question and is left out"
            self._leave_out(block.line, "no-question", message)

    def _stray(self, block: Block) -> None:
        if not block.notes:
            message = f"this belongs to nothing and is left out: “{block.text[:50]}”"
            self._leave_out(block.line, "stray-line", message)

    def _code(self, block: Block) -> None:
        """Code that would write questions, or the answers of the one above it."""
        self.is_quiz = True
        if self._draft is not None and not self._draft.is_answered:
            self._draft.flaw = f"the code in line {block.line} is never run here"
            return
        self.end()
        message = "code is never run here: the questions that it writes are left out"
        self._leave_out(block.line, "code-block", message)

    def _outer(self, block: Block) -> None:
        self.end()
        match block.sign:
            case Sign.QUESTION:
                self._begin(block)
            case Sign.TITLE:
                self._title = _line(block.text)
            case Sign.POINTS:
                self._points = self._number(block)
            case Sign.TEXT_TITLE:
                self._end_text()
                self._text_title = _line(block.text)
            case Sign.TEXT | Sign.DESCRIPTION:
                self._describe(block)
            case Sign.QUIZ_TITLE:
                self.title = _line(block.text)
            case Sign.SETTING:
                self._set(block)
            case _:
                self._group(block)

    def _group(self, block: Block) -> None:
        """A group begins or ends."""
        self._group_points = None
        if block.sign is Sign.GROUP:
            message = "a quiz would ask some of the questions in this group; all of them are read"
            self._warn(block.line, "group", message)

    def _begin(self, block: Block) -> None:
        self._end_text()
        points = self._group_points if self._points is None else self._points
        self._draft = Draft(
            block, self._title, 1.0 if points is None else points, shuffled=self._shuffled
        )
        self._title, self._points = "", None

    def _number(self, block: Block) -> float | None:
        """How many points a line gives."""
        found = number_of(block.text.partition(":")[2] or block.text)
        if found is not None and found.number > 0 and not found.tolerance:
            points, change = held(found.number)
            if change:
                self._warn(block.line, "bad-points", change)
            return points
        message = f"“{block.text[:50]}” is no number of points and is left out"
        self._warn(block.line, "bad-points", message)
        return None

    def _set(self, block: Block) -> None:
        name, _, value = block.text.partition(":")
        match name.casefold():
            case "shuffle answers":
                self._shuffled = value.strip().casefold() == "true"
            case "points per question":
                self._group_points = self._number(block)
            case _:
                message = f"the setting “{block.text[:80]}” is left out"
                self._warn(block.line, "setting-left-out", message)

    def _describe(self, block: Block) -> None:
        """Text between the questions, as one that asks nothing."""
        words = Words()
        stem = words.read(block.text)
        for what in words.dropped:
            self._warn(block.line, "left-out", f"left out: {what}")
        title, self._text_title = self._text_title, ""
        if stem.strip():
            self._take(_description(stem, title, marked=words.has_marks))

    def _end_text(self) -> None:
        title, self._text_title = self._text_title, ""
        if title:
            self._take(_description(escaped(title), "", marked=False))


def _description(stem: str, title: str, *, marked: bool) -> Question:
    found = Question(FactId(""), Kind.DESCRIPTION, stem, TopicId(""), title=title, marked=True)
    return found if marked else unmarked_question(found)


def _line(text: str) -> str:
    return " ".join(text.split())
