"""What is read of an item, and what can be wrong with it."""

from msgspec import Struct

from studyapp.core.bank import Question
from studyapp.core.problems import Position


class Unreadable(Exception):
    """The item cannot be read as a question; the message says why."""

    def __init__(self, code: str, message: str, at: Position | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at


class Note(Struct, frozen=True):
    """Something that was changed or lost, and where in the file."""

    code: str
    message: str
    at: Position


class Draft(Struct, frozen=True):
    """A question that has no topic and perhaps no id of its own yet.

    Its picture names an address in the file that it stands in.
    """

    question: Question
    at: Position
    notes: tuple[Note, ...] = ()
