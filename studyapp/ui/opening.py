"""Which learner's record the window works with."""

from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from studyapp.storage.backups import restore
from studyapp.storage.folders import DEFAULT_LEARNER, learner_folder
from studyapp.storage.inspection import Unfit
from studyapp.storage.learners import exists
from studyapp.storage.lock import Holder, acquire_learner
from studyapp.storage.record import RecordError
from studyapp.ui.words import counted, tr


class Opening(Struct, frozen=True):
    """A record to open; ``restore`` is a backup that takes its place before."""

    learner: str
    restore: Path | None = None


def first(data_dir: Path, remembered: str) -> Opening:
    """Whose record to open at the start: that of who studied last, if there still is one."""
    known = exists(data_dir, remembered)
    return Opening(remembered if known else DEFAULT_LEARNER)


def put_back(data_dir: Path, opening: Opening) -> str:
    """Restore what is to be restored; what to tell the learner, nothing where none was.

    The caller holds the lock of the data folder, and no record of the learner is open.
    Where it cannot be done the record is as before.
    """
    if opening.restore is None:
        return ""
    lock = acquire_learner(data_dir, opening.learner)
    if isinstance(lock, Holder):
        return tr("Nothing was restored: another program is using the record.")
    folder = learner_folder(data_dir, opening.learner)
    with lock:
        try:
            done = restore(folder, opening.restore, datetime.now(UTC))
        except (Unfit, RecordError, OSError) as error:
            return tr("Nothing was restored: {why}").format(why=error)
    answers = counted(done.contents.answers, tr("1 answer"), tr("{n} answers"))
    told = tr("The backup is restored: {answers}. What it replaced is among the backups.")
    return told.format(answers=answers)
