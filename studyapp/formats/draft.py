"""What can be wrong with a question that is being read, and what is noted of it."""

from msgspec import Struct

from studyapp.core.problems import Position


class Unreadable(Exception):
    """The question cannot be asked; the message says why."""


class UnreadableAt(Unreadable):
    """The same with a code, and the place in the file where that is known."""

    def __init__(self, code: str, message: str, at: Position | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at


class Note(Struct, frozen=True):
    """Something that was changed or lost; ``shared`` ones are told once for all questions."""

    code: str
    message: str
    at: Position
    shared: bool = False
