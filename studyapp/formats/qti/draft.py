"""What is read of an item."""

from msgspec import Struct

from studyapp.core.bank import Question
from studyapp.core.problems import Position
from studyapp.formats.draft import Note


class Draft(Struct, frozen=True):
    """A question that has no topic and perhaps no id of its own yet.

    Its picture names an address in the file that it stands in.
    """

    question: Question
    at: Position
    notes: tuple[Note, ...] = ()
