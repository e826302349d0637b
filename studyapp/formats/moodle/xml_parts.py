"""What a question of a Moodle XML file is made of, and what can be wrong with it."""

from msgspec import Struct

from studyapp.core.bank import Kind
from studyapp.core.problems import Position
from studyapp.core.questions import Answer, Gap, QuestionOption, QuestionPair


class Unreadable(Exception):
    """The question cannot be read; the message is the rest of a sentence about it."""

    def __init__(self, at: Position, code: str, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.code = code
        self.message = message


class Note(Struct, frozen=True):
    """Something that was changed or lost; ``shared`` ones are told once for all questions."""

    at: Position
    code: str
    message: str
    shared: bool = False


class Parts(Struct, frozen=True):
    """What the type of a question says: its kind, and its answers.

    ``stem`` is set where gaps stand in it. ``points`` are those that follow from the
    answers, ``why`` is what is said to those who grade.
    """

    kind: Kind
    options: tuple[QuestionOption, ...] = ()
    answers: tuple[Answer, ...] = ()
    exact_case: bool = False
    gaps: tuple[Gap, ...] = ()
    pairs: tuple[QuestionPair, ...] = ()
    extra: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    shuffled: bool = True
    stem: str | None = None
    points: float = 1.0
    why: str = ""
