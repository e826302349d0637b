"""What holds for a question besides the question itself."""

from datetime import datetime

from msgspec import Struct


class Sitting(Struct, frozen=True):
    """How a session is held.

    ``hints`` can be taken; with ``scheduled`` they cost. ``confidence`` may be given.
    ``feedback`` comes after each answer, not only at the end. At the ``deadline`` it is
    over. ``undoable`` says that there is an answer to take back.
    """

    hints: bool = True
    scheduled: bool = True
    confidence: bool = False
    feedback: bool = True
    deadline: datetime | None = None
    undoable: bool = False


USUAL = Sitting()
