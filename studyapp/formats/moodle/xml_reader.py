"""Moodle XML as Moodle imports it; where a question cannot be read its line is named."""

import re
from typing import BinaryIO

from msgspec.structs import replace

from studyapp.core.bank import Question
from studyapp.core.problems import Position, Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.files.decoding import read_all
from studyapp.files.refusal import refused
from studyapp.formats.draft import Note, UnreadableAt
from studyapp.formats.exchange import Imported, left_out, warning
from studyapp.formats.moodle.categories import category_name
from studyapp.formats.moodle.xml_question import draft, title_of
from studyapp.formats.moodle.xml_texts import raw_text
from studyapp.formats.naming import QUESTIONS, Names
from studyapp.formats.pictures import Pictures
from studyapp.formats.safe_xml import Node, parse_xml

_ROOT = re.compile(rb"<quiz[\s/>]")
# A progress is told after so many questions.
_OFTEN = 100


def is_moodle_xml(_name: str, head: bytes) -> bool:
    """Whether a file that begins so is one, whatever its name."""
    return _ROOT.search(head.replace(b"\0", b"")) is not None


def read_moodle_xml(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of a Moodle XML file. Raises Refused where it holds none."""
    data = read_all(file, path)
    size = len(data)
    root = parse_xml(data, path, lambda done, whole: progress(done * size // whole, 2 * size))
    if root.tag != "quiz":
        message = f"this is no Moodle quiz: it begins with <{root.tag[:50]}>, not with <quiz>"
        raise refused(path, "not-moodle-xml", message, at=root.position)
    reading = _Reading(path)
    elements = root.children
    for number, element in enumerate(elements):
        if number % _OFTEN == 0:
            progress(size + size * number // len(elements), 2 * size)
        reading.read(element)
    progress(2 * size, 2 * size)
    if not reading.questions and not reading.problems:
        raise refused(path, "no-questions", "there is no question in this file")
    questions = QuestionSet(
        "", reading.names.topics, tuple(reading.questions), reading.pictures.found
    )
    return Imported(questions, reading.all_problems())


class _Reading:
    """What has been read of a file, and the category that holds for what follows."""

    def __init__(self, path: str) -> None:
        self.names = Names()
        self.pictures = Pictures()
        self.questions: list[Question] = []
        self.problems: list[Problem] = []
        self._path = path
        self._category = QUESTIONS
        self._shared: dict[tuple[str, str], tuple[Position, int]] = {}

    def read(self, element: Node) -> None:
        if element.tag != "question":
            message = f"“{element.tag[:50]}” is no question"
            self._note(Note("unknown-element", message, element.position, shared=True), "")
        elif element.get("type").strip().lower() == "category":
            self._begin_category(element)
        else:
            self._question(element)

    def all_problems(self) -> tuple[Problem, ...]:
        """All problems by their places; those that many questions share name the first."""
        shared = [
            warning(self._path, code, f"{message}{_others(count)}", at)
            for (code, message), (at, count) in self._shared.items()
        ]
        return tuple(sorted([*self.problems, *shared], key=lambda problem: problem.position))

    def _begin_category(self, element: Node) -> None:
        self._category = category_name(raw_text(element.find("category"))) or QUESTIONS
        if raw_text(element.find("info")):
            message = "what the file says about the category is left out"
            self._note(Note("info-lost", message, element.position, shared=True), "")

    def _question(self, element: Node) -> None:
        title = title_of(element)[:60]
        called = f"“{title}”" if title else "the question"
        try:
            found = draft(element, self.pictures)
        except UnreadableAt as problem:
            message = f"{called} {problem.message}"
            self.problems.append(left_out(self._path, problem.code, message, problem.at))
            return
        fact = self.names.question(found.wanted_id, len(self.questions) + 1)
        topic = self.names.topic(self._category)
        self.questions.append(replace(found.question, id=fact, topic=topic))
        for note in found.notes:
            self._note(note, f"{called}: ")

    def _note(self, note: Note, called: str) -> None:
        if note.shared:
            key = (note.code, note.message)
            first, count = self._shared.get(key, (note.at, 0))
            self._shared[key] = first, count + 1
        else:
            message = f"{called}{note.message}"
            self.problems.append(warning(self._path, note.code, message, note.at))


def _others(count: int) -> str:
    return "" if count == 1 else f" (and so in {count - 1:,} more)"
