"""Questions of other programs on their way into a set: read, held against it, told apart."""

import stat
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.answerable import flaws
from studyapp.core.bank import Bank, FactId, Question, TopicId
from studyapp.core.marked import plain
from studyapp.core.problems import Position, Problem, Progress, Severity
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Answer, QuestionOption, TextAnswer
from studyapp.files.refusal import Refused, refused
from studyapp.formats.exchange import Imported
from studyapp.formats.table import format_for_reading
from studyapp.storage.yaml_writer import readable

# What tells a file's format stands in its first bytes.
_HEAD = 64 * 1024


class Incoming(Struct, frozen=True):
    """What comes in of all files, and everything to be said of it in the order of the files.

    The problems name what was changed or lost, the questions left out, and those that
    the set or a file before has already.
    """

    questions: QuestionSet
    problems: tuple[Problem, ...]


def read_file(path: Path, named: str | None, progress: Progress) -> Imported:
    """The questions of one file, whose format is ``named`` or told by the file.

    Raises Refused where they cannot be read, OSError where the file cannot.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise refused(str(path), "unreadable", "not a regular file")
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head:
            raise refused(str(path), "empty", "the file is empty")
        found = format_for_reading(str(path), head, named)
        assert found.read is not None, "the table gives formats that can be read"
        file.seek(0)
        return found.read(file, str(path), progress)


class Files(Struct, frozen=True):
    """The files that could be read, by their paths, and why others could not."""

    found: Mapping[str, Imported]
    refusals: tuple[Problem, ...]


def read_files(
    paths: Sequence[Path], named: str | None, progress_of: Callable[[int], Progress]
) -> Files:
    """The questions of several files; one that cannot be read keeps none of the others out.

    ``progress_of`` gives what hears of the file at a place, from 0. Raises Refused or
    OSError where a single file cannot be read.
    """
    found: dict[str, Imported] = {}
    refusals: list[Problem] = []
    for place, path in enumerate(paths):
        try:
            found[str(path)] = read_file(path, named, progress_of(place))
        except Refused as refusal:
            if len(paths) == 1:
                raise
            refusals.append(refusal.problem)
        except OSError as error:
            if len(paths) == 1:
                raise
            why = error.strerror or str(error)
            refusals.append(Problem(str(path), Position(), Severity.ERROR, "unreadable", why))
    return Files(found, tuple(refusals))


def gather(files: Mapping[str, Imported], bank: Bank | None) -> Incoming:
    """What the files, by their paths, bring into a set that holds ``bank``, or into a new one.

    A question comes in once: one like it, but for case, spaces and marks, is a
    duplicate. Ids, topics and pictures of one name in several files are told apart.
    """
    gathering = _Gathering(bank)
    for path, file in files.items():
        gathering.add(path, file)
    titles = (file.questions.title or Path(path).stem for path, file in files.items())
    return gathering.incoming(next(titles, ""))


def likeness(question: Question, picture: bytes | None = None) -> Hashable:
    """What two questions have in common that ask the same with the same answers.

    ``picture`` holds the bytes of its picture: the same words ask something else of another.
    """
    told = partial(_folded, question=question)
    return (
        question.kind,
        told(question.stem),
        sha256(picture).digest() if picture is not None else None,
        _choices(question.options, told),
        _typed(question.answers),
        frozenset((told(pair.left), told(pair.right)) for pair in question.pairs),
        frozenset(map(told, question.extra)),
        tuple(map(told, question.elements)),
        frozenset(
            (told(group.name), frozenset(map(told, group.members))) for group in question.groups
        ),
        tuple((_choices(gap.options, told), _typed(gap.answers)) for gap in question.gaps),
        question.answer,
    )


def _choices(options: Iterable[QuestionOption], told: Callable[[str], str]) -> Hashable:
    return frozenset((option.correct, told(option.text)) for option in options)


def _typed(answers: Iterable[Answer]) -> Hashable:
    return frozenset(
        " ".join(answer.text.casefold().split())
        if isinstance(answer, TextAnswer)
        else (answer.number, answer.tolerance)
        for answer in answers
    )


def _folded(text: str, question: Question) -> str:
    words = plain(text) if question.marked else text
    return " ".join(words.casefold().split())


class _Gathering:
    """What has come in so far, and the names that are taken."""

    def __init__(self, bank: Bank | None) -> None:
        written = [] if bank is None else list(bank.questions.values())
        self._pictures: dict[str, bytes] = {} if bank is None else dict(bank.pictures)
        self._stems = {PurePosixPath(name).stem for name in self._pictures}
        self._known = {likeness(each, self._picture_of(each)): each.id for each in written}
        self._ids: set[str] = set() if bank is None else set(bank.entries)
        self._topics: dict[TopicId, str] = {} if bank is None else dict(bank.topics)
        self._questions: list[Question] = []
        self._problems: list[Problem] = []

    def add(self, path: str, file: Imported) -> None:
        """Take what can be asked and is not there already."""
        self._problems += file.problems
        topics = {topic: self._topic(topic, name) for topic, name in file.questions.topics.items()}
        pictures = {
            name: self._picture(name, data) for name, data in file.questions.pictures.items()
        }
        for each in file.questions.questions:
            question = _storable(each)
            if question.picture is not None:
                name = pictures.get(question.picture.file, question.picture.file)
                question = replace(question, picture=replace(question.picture, file=name))
            like = likeness(question, self._picture_of(question))
            flaw = next(flaws(question), None)
            if flaw is not None:
                self._problems.append(_unanswerable(question, flaw, path))
            elif like in self._known:
                self._problems.append(_duplicate(question, self._known[like], path))
            else:
                self._take(question, topics)
                self._known[like] = self._questions[-1].id

    def _take(self, question: Question, topics: Mapping[TopicId, TopicId]) -> None:
        name = FactId(_free(question.id, self._ids))
        self._ids.add(name)
        topic = topics.get(question.topic, question.topic)
        self._questions.append(replace(question, id=name, topic=topic))

    def _picture_of(self, question: Question) -> bytes | None:
        return self._pictures.get(question.picture.file) if question.picture else None

    def _topic(self, topic: TopicId, name: str) -> TopicId:
        """The topic of that name; one of the same id with another name is another topic."""
        for known, its_name in self._topics.items():
            if its_name.casefold() == name.casefold():
                return known
        found = TopicId(_free(topic, self._topics))
        self._topics[found] = name
        return found

    def _picture(self, name: str, data: bytes) -> str:
        if self._pictures.get(name) == data:
            return name
        path = PurePosixPath(name)
        stem = _free(path.stem, self._stems)
        self._stems.add(stem)
        found = stem + path.suffix
        self._pictures[found] = data
        return found

    def incoming(self, title: str) -> Incoming:
        used = {question.topic for question in self._questions}
        shown = {question.picture.file for question in self._questions if question.picture}
        return Incoming(
            QuestionSet(
                title,
                {topic: name for topic, name in self._topics.items() if topic in used},
                tuple(self._questions),
                {name: data for name, data in self._pictures.items() if name in shown},
            ),
            tuple(self._problems),
        )


def _free(name: str, taken: Container[str]) -> str:
    """The name, with the first number from 2 that makes it another than those taken."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def _storable(question: Question) -> Question:
    """The question as a bank file can hold it: what it cannot might tell two options apart."""
    raw = msgspec.json.encode(question)
    if raw.isascii() and b"\\u00" not in raw and b"\x7f" not in raw:
        return question
    return msgspec.convert(_without_controls(msgspec.to_builtins(question)), Question)


def _without_controls(value: Any) -> Any:
    match value:
        case str():
            return readable(value)
        case dict():
            return {readable(name): _without_controls(part) for name, part in value.items()}
        case list() | tuple():
            return [_without_controls(part) for part in value]
        case _:
            return value


def _duplicate(question: Question, like: FactId, path: str) -> Problem:
    message = f"{_called(question)} is there already, as “{like}”: it is left out"
    return Problem(path, Position(), Severity.WARNING, "duplicate", message)


def _unanswerable(question: Question, flaw: str, path: str) -> Problem:
    message = f"{_called(question)} is left out: {flaw}"
    return Problem(path, Position(), Severity.ERROR, "bad-question", message)


def _called(question: Question) -> str:
    stem = " ".join(question.stem.split())
    return f"“{stem}”" if len(stem) <= 60 else f"“{stem[:57]}…”"
