"""GIFT as Moodle imports it; where Moodle loses or misreads something the line is named."""

import re
from collections import Counter
from functools import cached_property
from typing import BinaryIO

from studyapp.core.bank import Question
from studyapp.core.problems import Position, Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.files.decoding import decoded, read_all
from studyapp.files.refusal import refused
from studyapp.formats.exchange import Imported, left_out, warning
from studyapp.formats.gift.blocks import Block, blocks, id_and_tags, lone_noughts, run_on
from studyapp.formats.gift.parts import Draft, Note, Unreadable
from studyapp.formats.gift.question import draft
from studyapp.formats.gift.text import BLANKS, typed
from studyapp.formats.moodle.categories import category_name
from studyapp.formats.naming import QUESTIONS, Names

_CATEGORY = "$CATEGORY:"
_BEFORE_STEM = re.compile(r"(?:\$CATEGORY:[^\n]*(?:\n|\Z))*(?:::.*?::)?", re.DOTALL)
# Braces that begin as answers do, or a category.
_LOOKS_SO = re.compile(
    rb"(?<!\\)\{\s*(?:[=~#>}]|T(?:RUE)?\s*[#}]|F(?:ALSE)?\s*[#}]|\d*:[A-Z_]+:)|^\$CATEGORY:",
    re.MULTILINE,
)
# A progress is told after so many questions.
_OFTEN = 250


def read_gift(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of a GIFT file. Raises Refused where it holds none."""
    text = decoded(read_all(file, path), path)
    reading = _Reading(text.text, path)
    done, total = 0, len(text.text)
    for number, block in enumerate(blocks(text.text)):
        if number % _OFTEN == 0:
            progress(done, total)
        done += len(block.text)
        reading.read(block)
    reading.end()
    progress(total, total)
    for line in lone_noughts(text.text):
        reading.warn(Position(line), "lone-nought", "a line with nothing but 0 ends a question")
    if not reading.questions and not reading.problems:
        raise refused(path, "no-questions", "there is no question in this file")
    questions = QuestionSet("", reading.names.topics, tuple(reading.questions))
    problems = sorted(reading.problems, key=lambda problem: problem.position)
    return Imported(questions, (*text.problems, *problems))


def is_gift(name: str, head: bytes) -> bool:
    """Whether a file with this name, in lower case, that begins so is in GIFT."""
    if name.endswith((".gift", ".gift.txt")):
        return True
    return name.endswith(".txt") and _LOOKS_SO.search(head.replace(b"\0", b"")) is not None


class _Reading:
    """What has been read of a file, and what holds for the blocks that follow.

    A question whose braces a blank line cuts waits with all that may belong to it.
    """

    def __init__(self, text: str, path: str) -> None:
        self.names = Names()
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self._text = text
        self._path = path
        self._category = QUESTIONS
        self._cut: list[Block] = []

    def warn(self, at: Position, code: str, message: str) -> None:
        self.problems.append(warning(self._path, code, message, at))

    def read(self, block: Block) -> None:
        if self._cut and not self._closes_cut(block):
            return
        text = block.text
        if "}" not in text and "{" in text and _is_open(text):
            self._cut = [block]
        elif text:
            for part in self._parted(block):
                self._question(part, self._categories(part))
        elif "[id:" in block.comments or "[tag:" in block.comments:
            message = "a blank line parts this id or tag from its question; it is left out"
            self.warn(Position(block.line), "id-without-question", message)

    def end(self) -> None:
        """Reads what still waits."""
        waiting, self._cut = self._cut, []
        if waiting:
            at = self._position(waiting[0], waiting[0].text.index("{"))
            self._leave_out(at, "not-closed", "there is no “}” to this “{”")
        for block in waiting[1:]:
            self.read(block)

    def _closes_cut(self, block: Block) -> bool:
        """Whether the block is read by itself, and not with the question that waits."""
        opening, closing = block.text.find("{"), block.text.find("}")
        if opening < 0 and closing < 0:
            self._cut.append(block)
            return False
        if closing < 0 or 0 <= opening < closing:
            self.end()
            return True
        first, self._cut = self._cut[0], []
        message = f"a blank line cuts this question in two, as in Moodle; up to line {block.end}"
        self._leave_out(Position(first.line), "cut-in-two", message)
        return False

    def _parted(self, block: Block) -> list[Block]:
        first, *others = run_on(block)
        for other in others:
            message = "a blank line should stand before this title: Moodle would lose the question"
            self.warn(Position(other.line), "title-not-parted", message)
        return [first, *others]

    def _leave_out(self, at: Position, code: str, message: str) -> None:
        self.problems.append(left_out(self._path, code, message, at))

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def _position(self, block: Block, offset: int) -> Position:
        """Where in the file a character of the block stands, which was trimmed and unescaped."""
        line, before = block.place(offset)
        written = self._lines[line - 1]
        indent = len(written) - len(written.lstrip(BLANKS))
        return Position(line, indent + len(before) + 1)

    def _categories(self, block: Block) -> int:
        """Where in the block the question begins, after the lines that name categories."""
        text, at = block.text, 0
        while text.startswith(_CATEGORY, at):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            path = typed(text[at + len(_CATEGORY) : end]).replace("\\\\", "\\")
            self._category = category_name(path.strip()) or QUESTIONS
            at = min(end + 1, len(text))
        if 0 < at < len(text):
            message = "a blank line should follow the category: Moodle would lose the question"
            self.warn(self._position(block, 0), "category-not-parted", message)
        return at

    def _question(self, block: Block, at: int) -> None:
        if at == len(block.text):
            return
        try:
            found = draft(block.text, at)
        except Unreadable as problem:
            self._leave_out(self._position(block, problem.at), problem.code, problem.message)
            return
        if found.notes:
            self._tell(found.notes, block)
        self.questions.append(self._named(found, block))

    def _tell(self, notes: tuple[Note, ...], block: Block) -> None:
        """A warning for each code among the notes: it tells of the first, and how many follow."""
        counts = Counter(note.code for note in notes)
        for note in sorted(notes, key=lambda note: note.at):
            if others := counts.pop(note.code, 0):
                more = "" if others == 1 else f" (and {others - 1:,} more in this question)"
                self.warn(self._position(block, note.at), note.code, note.message + more)

    def _named(self, found: Draft, block: Block) -> Question:
        wanted, tags = id_and_tags(block.comments) if block.comments else ("", ())
        number = len(self.questions) + 1
        fact = self.names.question(wanted, number)
        if wanted and fact != wanted:
            self.warn(
                Position(block.line), "id-changed", f"the id “{wanted[:50]}” becomes “{fact}”"
            )
        parts = found.parts
        return Question(
            id=fact,
            kind=parts.kind,
            stem=found.stem,
            topic=self.names.topic(self._category),
            options=parts.options,
            why=found.why,
            title=found.title,
            answers=parts.answers,
            pairs=parts.pairs,
            extra=parts.extra,
            elements=parts.elements,
            gaps=parts.gaps,
            tags=tags,
            marked=found.marked,
        )


def _is_open(text: str) -> bool:
    """Whether a brace is opened after what may stand before the stem."""
    before = _BEFORE_STEM.match(text)
    return "{" in text[before.end() if before else 0 :]
