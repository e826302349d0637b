"""Learners into files and out of them: what takes a while, for a process without a window."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from studyapp.commands.common import Busy, in_use
from studyapp.storage.learners import Learner, LearnerError, existing, export_to, import_from
from studyapp.storage.record import Record, RecordError

Tell = Callable[[object], None]


class Written(Struct, frozen=True):
    """The file holds all of the learner now."""

    learner: str
    path: Path


class Refused(Struct, frozen=True):
    """Nothing was changed; ``why`` is for the learner."""

    why: str


def write(data: Path, learner: str, path: Path, _tell: Tell) -> Written | Refused:
    """Write a learner into one file. Their record may be in use."""
    try:
        folder = existing(data, learner)
        with in_use(data, learner), closing(Record.open(folder)):  # mends what a crash left
            export_to(data, learner, path, datetime.now(UTC))
    except (LearnerError, RecordError, Busy, OSError) as error:
        return Refused(str(error))
    return Written(folder.name, path)


def take_in(data: Path, path: Path, learner: str, _tell: Tell) -> Learner | Refused:
    """Make a learner of this name from a file."""
    try:
        return import_from(data, path, learner)
    except (LearnerError, OSError) as error:
        return Refused(str(error))
