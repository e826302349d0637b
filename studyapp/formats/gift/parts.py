"""What a GIFT question is made of, and what can be wrong with it."""

from msgspec import Struct

from studyapp.core.bank import Kind
from studyapp.core.questions import Answer, Gap, QuestionOption, QuestionPair


class Unreadable(Exception):
    """The question cannot be read; ``at`` is where in its block."""

    def __init__(self, at: int, code: str, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.code = code
        self.message = message


class Note(Struct, frozen=True):
    """Something that was changed or lost; ``at`` is where in the block."""

    at: int
    code: str
    message: str


class Parts(Struct, frozen=True):
    """What the braces say: the kind of question, and its answers."""

    kind: Kind
    options: tuple[QuestionOption, ...] = ()
    answers: tuple[Answer, ...] = ()
    pairs: tuple[QuestionPair, ...] = ()
    extra: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Draft(Struct, frozen=True):
    """A question as its block tells it; the notes are in no order."""

    parts: Parts
    title: str
    stem: str
    why: str
    notes: tuple[Note, ...]
    marked: bool
