"""Which learner's record the window works with."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from studyapp.storage import learners
from studyapp.storage.backups import restore
from studyapp.storage.folders import DEFAULT_LEARNER, learner_folder
from studyapp.storage.inspection import Unfit
from studyapp.storage.learners import LearnerError
from studyapp.storage.lock import Holder, acquire_learner
from studyapp.storage.record import RecordError
from studyapp.ui.words import counted, tr


class Opening(Struct, frozen=True):
    """A record to open. ``restore`` is a backup that takes its place before; ``former`` the
    name that the learner has until then, if it is to be another.
    """

    learner: str
    restore: Path | None = None
    former: str = ""


def first(data_dir: Path, remembered: str) -> Opening:
    """Whose record to open at the start: that of who studied last, if there still is one."""
    known = learners.exists(data_dir, remembered)
    return Opening(remembered if known else DEFAULT_LEARNER)


def put_back(data_dir: Path, opening: Opening) -> str:
    """Restore what is to be restored; what to tell the learner, nothing where none was.

    The caller holds the lock of the data folder, and no record of the learner is open.
    Where it cannot be done the record is as before.
    """
    if opening.restore is None:
        return ""
    folder = learner_folder(data_dir, opening.learner)
    try:
        with alone(data_dir, opening.learner):
            done = restore(folder, opening.restore, datetime.now(UTC))
    except (LearnerError, Unfit, RecordError, OSError) as error:
        return tr("Nothing was restored: {why}").format(why=error)
    answers = counted(done.contents.answers, tr("1 answer"), tr("{n} answers"))
    told = tr("The backup is restored: {answers}. What it replaced is among the backups.")
    return told.format(answers=answers)


def renamed(data_dir: Path, opening: Opening) -> tuple[Opening, str]:
    """Give the learner the new name, on the same terms; whose record to open, what to tell."""
    if not opening.former:
        return opening, ""
    try:
        rename(data_dir, opening.former, opening.learner)
    except (LearnerError, OSError) as error:
        return Opening(opening.former), tr("The name is as before: {why}").format(why=error)
    return Opening(opening.learner), ""


def rename(data_dir: Path, name: str, new: str) -> None:
    """Give a learner whose record is closed another name; raises LearnerError, OSError."""
    check_name(data_dir, name, new)
    with alone(data_dir, name, new):
        learners.rename(data_dir, name, new)


def check_name(data_dir: Path, name: str, new: str) -> None:
    """Raise LearnerError where a learner cannot have the new name."""
    try:
        learner_folder(data_dir, new)
    except ValueError as error:
        raise LearnerError(str(error)) from None
    if name.casefold() != new.casefold() and learners.exists(data_dir, new):
        raise LearnerError(tr("there is a learner “{name}” already").format(name=new))


@contextmanager
def alone(data_dir: Path, *names: str) -> Iterator[None]:
    """Keep other programs from these learners; raises LearnerError where one is at work.

    The caller holds the lock of the data folder.
    """
    with ExitStack() as stack:
        # Names that only capitals tell apart may have the same file.
        for name in {name.casefold(): name for name in names}.values():
            lock = acquire_learner(data_dir, name)
            if isinstance(lock, Holder):
                raise LearnerError(tr("another program is using the record"))
            stack.enter_context(lock)
        yield
