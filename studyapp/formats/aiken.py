"""Aiken, Moodle's simplest format: a stem, choices ``A)`` or ``A.``, and ``ANSWER: B``.

A stem may have several lines, and a choice may go on in the next one. Where Moodle loses a
question without a word, as with an answer that no choice has, there is an error.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from string import ascii_uppercase
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import Kind, Question
from studyapp.core.marked import plain, runs
from studyapp.core.problems import Position, Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import QuestionOption
from studyapp.files.decoding import decoded, read_all
from studyapp.files.refusal import refused
from studyapp.formats.exchange import Exported, Imported, left_out, warning
from studyapp.formats.losses import Losses, stems_of
from studyapp.formats.naming import QUESTIONS, Names
from studyapp.formats.shares import worth

_CHOICE = re.compile(r"([A-Z])[).][ \t]*(.*)|([a-z])\)[ \t]+(.*)")
_ANSWER = re.compile(r"ANSWER:[ \t]*(.*)|(?i:answer)[ \t]*:[ \t]*([A-Za-z][).]?)\Z")
_LETTER = re.compile(r"([A-Za-z])(?![^\W_])")
_MORE_LETTERS = re.compile(r"[\s,;/&+]+(?:and\s+)?[A-Z](?!\w)")
# What would be no stem where a stem begins.
_NO_STEM = re.compile(r"[A-Z][).]|[a-z]\)[ \t]|(?i:answer)[ \t]*:")
_BEFORE_STEM = "Question: "
_LOOKS_SO = re.compile(
    rb"^[ \t]*(?:[A-Z][).]|[a-z]\)).*\n(?:.*\n)??[ \t]*(?:ANSWER:|(?i:answer)[ \t]*:)",
    re.MULTILINE,
)
# A progress is told after so many lines.
_OFTEN = 1000


def read_aiken(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of an Aiken file. Raises Refused where it holds none."""
    text = decoded(read_all(file, path), path)
    lines = text.text.split("\n")
    reading = _Reading(path)
    for number, line in enumerate(lines):
        if number % _OFTEN == 0:
            progress(number, len(lines))
        words = line.strip()
        reading.read(words, Position(number + 1, line.index(words) + 1))
    reading.end()
    progress(len(lines), len(lines))
    if not reading.questions and not reading.problems:
        raise refused(path, "no-questions", "there is no question in this file")
    questions = QuestionSet("", reading.names.topics, tuple(reading.questions))
    problems = sorted(reading.problems, key=lambda problem: problem.position)
    return Imported(questions, (*text.problems, *problems))


def is_aiken(name: str, head: bytes) -> bool:
    """Whether a file with this name, in lower case, that begins so is in Aiken."""
    if name.endswith((".aiken", ".aiken.txt")):
        return True
    return name.endswith(".txt") and _LOOKS_SO.search(head.replace(b"\0", b"")) is not None


class _Line(Struct, frozen=True):
    """Words of the file; ``letter`` is that of a choice."""

    words: str
    at: Position
    letter: str = ""


class _Reading:
    """What has been read of a file, and the question that is open.

    Lines that follow a choice may belong to it or begin a question: that shows later.
    """

    def __init__(self, path: str) -> None:
        self.names = Names()
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self._path = path
        self._parted = False
        self._clear()

    def read(self, words: str, at: Position) -> None:
        """The next line, trimmed."""
        if not words:
            self._parted = True
        elif (answer := _ANSWER.match(words)) and (self._choices or answer[2] is None):
            self._finish(words, at, answer[1] or answer[2] or "")
        elif choice := _CHOICE.match(words):
            self._read_choice(_Line(choice[2] or choice[4] or "", at, choice[1] or choice[3]))
        elif self._choices and self._parted:
            self.end()
            self._stem.append(_Line(words, at))
        else:
            (self._waiting if self._choices else self._stem).append(_Line(words, at))
        if words:
            self._parted = False

    def end(self) -> None:
        """Leaves out a question that is still open."""
        opened = [*self._stem, *self._choices]
        if opened:
            message = "this question has no line “ANSWER:”"
            self._leave_out(opened[0].at, "unfinished", message)
        self._clear()

    def _clear(self) -> None:
        self._stem: list[_Line] = []
        self._choices: list[_Line] = []
        self._waiting: list[_Line] = []

    def _warn(self, at: Position, code: str, message: str) -> None:
        self.problems.append(warning(self._path, code, message, at))

    def _leave_out(self, at: Position, code: str, message: str) -> None:
        self.problems.append(left_out(self._path, code, message, at))

    def _read_choice(self, choice: _Line) -> None:
        if choice.letter.islower():
            if not self._choices:
                message = "Moodle wants the letters of the choices in capitals"
                self._warn(choice.at, "not-capital", message)
            choice = replace(choice, letter=choice.letter.upper())
        if self._waiting and choice.letter == "A":
            stem = self._waiting
            self.end()
            self._stem = stem
        self._continue_choice()
        self._choices.append(choice)

    def _continue_choice(self) -> None:
        """What waits belongs to the last choice."""
        if not self._waiting:
            return
        message = "this line goes on with the choice above; Moodle would lose the question"
        self._warn(self._waiting[0].at, "choice-goes-on", message)
        last = self._choices[-1]
        words = [last.words, *(line.words for line in self._waiting)]
        self._choices[-1] = _Line("\n".join(words).strip(), last.at, last.letter)
        self._waiting = []

    def _finish(self, line: str, at: Position, answer: str) -> None:
        self._continue_choice()
        flaw = self._flaw()
        right = None if flaw else self._right(answer, at)
        if flaw:
            first = [*self._stem, *self._choices]
            self._leave_out(first[0].at if first else at, *flaw)
        elif right is not None:
            if not (line.startswith("ANSWER:") and answer[0].isupper()):
                self._warn(at, "not-capital", "Moodle wants “ANSWER:” and its letter in capitals")
            self._take(right)
        self._clear()

    def _flaw(self) -> tuple[str, str] | None:
        """What makes the lines no question, whatever its answer."""
        if not self._stem:
            return "no-stem", "there is no question before this line"
        if len({choice.words for choice in self._choices} - {""}) < 2:
            return "too-few-answers", "a question needs at least two choices"
        return None

    def _right(self, answer: str, at: Position) -> int | None:
        """Which choice is right; None where that is an error."""
        found = _LETTER.match(answer)
        letter = found[1].upper() if found else ""
        letters = "".join(choice.letter for choice in self._choices)
        if letters.count(letter or "?") != 1:
            message = f"“{answer[:50]}” is not the letter of one choice; those are {letters}"
            self._leave_out(at, "answer-out-of-range", message)
            return None
        if not ascii_uppercase.startswith(letters):
            message = "the letters do not run from A; the answer counts by its letter"
            self._warn(self._choices[0].at, "letters", message)
        if _MORE_LETTERS.match(answer[1:]):
            self._warn(at, "several-answers", "only the first letter counts, as in Moodle")
        right = letters.index(letter)
        if not self._choices[right].words:
            self._leave_out(at, "empty-answer", "the right choice has no words")
            return None
        return right

    def _take(self, right: int) -> None:
        best = self._choices[right].words
        self.questions.append(
            Question(
                id=self.names.question("", len(self.questions) + 1),
                kind=Kind.SINGLE_CHOICE,
                stem="\n".join(line.words for line in self._stem),
                topic=self.names.topic(QUESTIONS),
                options=tuple(QuestionOption(each, each == best) for each in self._different()),
            )
        )

    def _different(self) -> Iterator[str]:
        """The words of the choices, each once."""
        found: set[str] = set()
        for choice in self._choices:
            if not choice.words:
                self._warn(choice.at, "empty-answer", "a choice without words is left out")
            elif choice.words in found:
                self._warn(choice.at, "repeated-answer", "this choice stands there already")
            else:
                found.add(choice.words)
                yield choice.words


def write_aiken(questions: QuestionSet, now: datetime) -> Exported:  # noqa: ARG001 (no place for it)
    """The choices with one right answer, in their order; all else is left out."""
    losses = Losses("", "question", stems_of(questions))
    problems: list[Problem] = []
    blocks: list[str] = []
    for number, question in enumerate(questions.questions, 1):
        if reason := _reason_to_leave_out(question):
            message = f"“{question.title or question.id}” is left out: it {reason}"
            problems.append(warning("", "kind-left-out", message))
            continue
        for change in _changes(question):
            losses.add(number, "changed", change)
        blocks.append(_block(question))
    if blocks:
        message = "Aiken holds no ids and no topics: they are left out"
        problems.append(warning("", "changed", message))
    text = "\n\n".join([*blocks, ""]).removesuffix("\n")
    return Exported(text.encode(), (*problems, *losses.problems()))


_CHOICES = frozenset([Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE, Kind.TRUE_FALSE])


def _reason_to_leave_out(question: Question) -> str:
    """The rest of a sentence, empty where Aiken has the question."""
    if question.kind not in _CHOICES:
        return "is not a choice"
    if not question.stem.strip():
        return "has no text"
    options = _options(question)
    if not 2 <= len(options) <= len(ascii_uppercase):
        return "has fewer than two answers, or more than there are letters"
    if sum(_is_right(option, options) for option in options) != 1:
        return "has more or fewer right answers than one"
    return ""


def _options(question: Question) -> tuple[QuestionOption, ...]:
    return tuple(option for option in question.options if option.text.strip())


def _is_right(option: QuestionOption, options: Sequence[QuestionOption]) -> bool:
    """Whether no other answer is worth more."""
    return worth(option) > 0 and worth(option) == max(map(worth, options))


def _changes(question: Question) -> Iterator[str]:
    yield from _left_out_of(question)
    if question.kind is not Kind.SINGLE_CHOICE:
        yield "a question of another kind becomes a choice of one"
    if len(_options(question)) < len(question.options):
        yield "an answer without words is left out"
    if any(worth(option) not in (0, 1) for option in question.options):
        yield "an answer that is right in part counts all or nothing now"
    texts = [question.stem, *(option.text for option in question.options)]
    if question.marked and any(run.style for text in texts for run in runs(text)):
        yield "emphasis, sub- and superscripts are left out"
    if any("\n" in text for text in texts):
        yield "line breaks become spaces"
    if _stem(question) != _line(question.stem, question):
        yield f"“{_BEFORE_STEM.strip()}” is put before a stem that would not be read as one"


def _left_out_of(question: Question) -> Iterator[str]:
    if question.why or any(option.why for option in question.options):
        yield "explanations are left out"
    if question.title:
        yield "the title is left out"
    if question.tags:
        yield "the tags are left out"
    if question.picture is not None:
        yield "the picture is left out"
    if question.points != 1:
        yield "the points are left out: each question counts 1"
    if not question.shuffled and question.kind is not Kind.TRUE_FALSE:
        yield "the order of the answers is no longer kept"


def _block(question: Question) -> str:
    options = _options(question)
    right = next(place for place, option in enumerate(options) if _is_right(option, options))
    lines = [
        f"{letter}) {_line(option.text, question)}"
        for letter, option in zip(ascii_uppercase, options, strict=False)
    ]
    return "\n".join([_stem(question), *lines, f"ANSWER: {ascii_uppercase[right]}"])


def _stem(question: Question) -> str:
    words = _line(question.stem, question)
    is_read = len(words.encode()) > 1 and not _NO_STEM.match(words)
    return words if is_read else f"{_BEFORE_STEM}{words}"


def _line(text: str, question: Question) -> str:
    words = plain(text) if question.marked else text
    return " ".join(line.strip() for line in words.split("\n")).strip()
