"""Questions of other programs on their way into a set: read, held against it, told apart."""

import stat
from collections.abc import Container, Iterator, Mapping
from itertools import chain, count
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.answerable import flaws
from studyapp.core.bank import Bank, FactId, Question, TopicId
from studyapp.core.marked import plain
from studyapp.core.problems import Position, Problem, Severity
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Answer, NumberAnswer, QuestionOption, TextAnswer
from studyapp.formats.exchange import Imported, Progress, refused
from studyapp.formats.table import format_for_reading

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


def gather(files: Mapping[str, Imported], bank: Bank | None) -> Incoming:
    """What the files, by their paths, bring into a set that holds ``bank``, or into a new one.

    A question comes in once: one like it, but for case, spaces and marks, is a
    duplicate. Ids, topics and pictures of one name in several files are told apart.
    """
    gathering = _Gathering(bank)
    for path, file in files.items():
        gathering.add(path, file)
    titles = (file.questions.title for file in files.values())
    title = next(filter(None, titles), "")
    return gathering.incoming(title)


def likeness(question: Question) -> tuple[str, frozenset[str]]:
    """What two questions have in common that ask the same with the same answers."""
    shown = [
        *_choices(question.options),
        *_typed(question.answers),
        *(side for pair in question.pairs for side in (pair.left, pair.right)),
        *question.elements,
        *(member for group in question.groups for member in (group.name, *group.members)),
    ]
    for gap in question.gaps:
        shown += [*_choices(gap.options), *_typed(gap.answers)]
    if question.answer is not None:
        shown.append(str(question.answer))
    return _folded(question.stem, question), frozenset(_folded(text, question) for text in shown)


def _choices(options: tuple[QuestionOption, ...]) -> Iterator[str]:
    return (f"{option.correct} {option.text}" for option in options)


def _typed(answers: tuple[Answer, ...]) -> Iterator[str]:
    for answer in answers:
        match answer:
            case TextAnswer(text):
                yield text
            case NumberAnswer(number, tolerance):
                yield f"{number} {tolerance}"


def _folded(text: str, question: Question) -> str:
    words = plain(text) if question.marked else text
    return " ".join(words.casefold().split())


class _Gathering:
    """What has come in so far, and the names that are taken."""

    def __init__(self, bank: Bank | None) -> None:
        written = [] if bank is None else list(bank.questions.values())
        self._known = {likeness(question): question.id for question in written}
        self._ids: set[str] = set() if bank is None else set(bank.entries)
        self._topics: dict[TopicId, str] = {} if bank is None else dict(bank.topics)
        self._pictures: dict[str, bytes] = {} if bank is None else dict(bank.pictures)
        self._questions: list[Question] = []
        self._problems: list[Problem] = []

    def add(self, path: str, file: Imported) -> None:
        """Take what can be asked and is not there already."""
        self._problems += file.problems
        topics = {topic: self._topic(topic, name) for topic, name in file.questions.topics.items()}
        pictures = {
            name: self._picture(name, data) for name, data in file.questions.pictures.items()
        }
        for question in file.questions.questions:
            like = self._known.get(likeness(question))
            flaw = next(flaws(question), None)
            if flaw is not None:
                self._problems.append(_unanswerable(question, flaw, path))
            elif like is not None:
                self._problems.append(_duplicate(question, like, path))
            else:
                self._take(question, topics, pictures)

    def _take(
        self, question: Question, topics: Mapping[TopicId, TopicId], pictures: Mapping[str, str]
    ) -> None:
        name = FactId(_free(question.id, self._ids))
        picture = question.picture
        if picture is not None:
            picture = replace(picture, file=pictures.get(picture.file, picture.file))
        topic = topics.get(question.topic, question.topic)
        self._ids.add(name)
        self._known[likeness(question)] = name
        self._questions.append(replace(question, id=name, topic=topic, picture=picture))

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
        found = _free(path.stem, [PurePosixPath(other).stem for other in self._pictures])
        found += path.suffix
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


def _duplicate(question: Question, like: FactId, path: str) -> Problem:
    message = f"{_called(question)} is there already, as “{like}”: it is left out"
    return Problem(path, Position(), Severity.WARNING, "duplicate", message)


def _unanswerable(question: Question, flaw: str, path: str) -> Problem:
    message = f"{_called(question)} is left out: {flaw}"
    return Problem(path, Position(), Severity.ERROR, "bad-question", message)


def _called(question: Question) -> str:
    stem = " ".join(question.stem.split())
    return f"“{stem}”" if len(stem) <= 60 else f"“{stem[:57]}…”"
