"""H5P packages read: single questions, and sets of them."""

from collections.abc import Iterator
from posixpath import normpath
from typing import BinaryIO
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import Question
from studyapp.core.problems import Problem, Progress
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Picture
from studyapp.core.unmarked import unmarked_question
from studyapp.files.archive import Archive
from studyapp.files.refusal import refused
from studyapp.formats.draft import Unreadable
from studyapp.formats.exchange import Imported, left_out
from studyapp.formats.h5p.contents import READERS, Found
from studyapp.formats.h5p.values import Record, json_record, record, several, text
from studyapp.formats.h5p.words import title
from studyapp.formats.losses import Losses
from studyapp.formats.naming import QUESTIONS, Names
from studyapp.formats.pictures import NoPicture, Pictures, picture_in

_MAX_JSON = 64 * 1024 * 1024
_SETS = frozenset(["H5P.QuestionSet"])
_NO_ALT = "A picture without a description"
_NO_WORDS = "What does this picture show?"


class _Part(Struct, frozen=True):
    """A library with what it keeps; ``number`` counts the parts of a set from 1."""

    number: int
    library: str
    content: Record
    title: str


def read_h5p(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The questions of a package. Raises Refused where its library has none that can be read."""
    with Archive.open(file, path) as archive:
        about = _json(archive, "h5p.json", path)
        content = _json(archive, "content/content.json", path)
        library = text(about.get("mainLibrary"))
        if library not in READERS and library not in _SETS:
            message = f"the package is of the kind “{library[:80]}”, which cannot be read"
            hint = f"those are {', '.join([*READERS, *_SETS])}"
            raise refused(path, "unsupported-format", message, hint)
        reading = _Reading(archive, path)
        parts = list(_parts(library, content))
        for done, part in enumerate(parts):
            progress(done, len(parts))
            reading.add(part)
        progress(len(parts), len(parts))
        if library in _SETS:
            reading.look_at_set(content)
    if not reading.questions and not reading.left_out:
        raise refused(path, "no-questions", "there is no question in the package")
    questions = QuestionSet(
        title(text(about.get("title"))),
        reading.names.topics,
        tuple(reading.questions),
        reading.pictures.found,
    )
    return Imported(questions, (*reading.losses.problems(), *reading.left_out))


def is_h5p(name: str, head: bytes) -> bool:
    """Whether a file with this name, in lower case, that begins so is a package of H5P."""
    return head.startswith(b"PK") and (name.endswith(".h5p") or b"h5p.json" in head)


def _json(archive: Archive, name: str, path: str) -> Record:
    if name not in archive.names:
        raise refused(path, "bad-package", f"the file is no H5P package: “{name}” is missing")
    return json_record(archive.read(name, _MAX_JSON), path, name)


def _parts(library: str, content: Record) -> Iterator[_Part]:
    if library not in _SETS:
        yield _Part(1, library, content, "")
        return
    for number, part in enumerate(map(record, several(content.get("questions"))), 1):
        said = record(part.get("metadata"))
        name = text(part.get("library")).split(" ")[0]
        yield _Part(number, name, record(part.get("params")), title(text(said.get("title"))))


class _Reading:
    """What has been read of a package."""

    def __init__(self, archive: Archive, path: str) -> None:
        self.names = Names()
        self.pictures = Pictures()
        self.questions: list[Question] = []
        self.left_out: list[Problem] = []
        self.losses = Losses(path, "question")
        self._archive = archive
        self._path = path

    def add(self, part: _Part) -> None:
        read = READERS.get(part.library)
        if read is None:
            self._leave_out(part.number, f"“{part.library[:80]}” cannot be read")
            return
        try:
            for each in read(part.content):
                if isinstance(each, Unreadable):
                    self._leave_out(part.number, str(each))
                else:
                    self._take(part, each)
        except Unreadable as flaw:
            self._leave_out(part.number, str(flaw))
        self._look_at_feedback(part)

    def look_at_set(self, content: Record) -> None:
        """Names what a set has beside its questions."""
        end = record(content.get("endGame")) or content
        if _says_something(end.get("overallFeedback")):
            self.losses.add(
                1, "feedback-left-out", "what is said at the end of the set is left out"
            )

    def _look_at_feedback(self, part: _Part) -> None:
        many = part.library in ("H5P.SingleChoiceSet", "H5P.Summary")
        if many and _says_something(part.content.get("overallFeedback")):
            message = "what is said at the end of its questions is left out"
            self.losses.add(part.number, "feedback-left-out", message)

    def _take(self, part: _Part, found: Found) -> None:
        for loss in found.losses:
            self.losses.add(part.number, "changed", loss)
        for what in found.words.dropped:
            self.losses.add(part.number, "left-out", f"left out: {what}")
        picture = self._picture(part, found)
        if not found.question.stem and picture is None:
            self._leave_out(part.number, "it asks nothing in words")
            return
        question = replace(
            found.question,
            id=self.names.question("", len(self.questions) + 1),
            topic=self.names.topic(QUESTIONS),
            stem=found.question.stem or _NO_WORDS,
            title=part.title,
            picture=picture,
        )
        self.questions.append(question if found.words.has_marks else unmarked_question(question))

    def _picture(self, part: _Part, found: Found) -> Picture | None:
        """The first picture that the package holds."""
        shown: Picture | None = None
        for address, alt in (*self._media(part), *found.words.pictures):
            if shown is not None:
                message = "only its first picture is kept"
                self.losses.add(part.number, "picture-left-out", message)
                break
            try:
                shown = Picture(self._file(address), " ".join(alt.split()) or _NO_ALT)
            except NoPicture as why:
                self.losses.add(part.number, "picture-left-out", f"a picture is left out: {why}")
        return shown

    def _media(self, part: _Part) -> Iterator[tuple[str, str]]:
        """The picture that stands above the question, as its address and its words."""
        media = record(part.content.get("media"))
        media = record(media.get("type")) or media
        library = text(media.get("library")).split(" ")[0]
        inner = record(media.get("params"))
        if library == "H5P.Image":
            yield text(record(inner.get("file")).get("path")), text(inner.get("alt"))
        elif library:
            self.losses.add(part.number, "left-out", f"left out: {library[:80]}")

    def _file(self, address: str) -> str:
        name = normpath(f"content/{unquote(address.removesuffix('#tmp'))}")
        return self.pictures.add(name, picture_in(self._archive, name))

    def _leave_out(self, number: int, why: str) -> None:
        message = f"question {number} is left out: {why}"
        self.left_out.append(left_out(self._path, "left-out", message))


def _says_something(feedback: object) -> bool:
    return any(text(record(each).get("feedback")) for each in several(feedback))
