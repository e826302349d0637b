"""One record takes the place of another in a single step, whatever breaks off meanwhile.

The new record is made in a folder of its own; renaming that folder decides. From
then on files are only moved, and ``Record.open`` moves those that are left after a
crash. The new record comes with its own journal: the old one would put the answers
back that the new record lacks. For the same reason the backups of the old record
move to a folder where no rebuilding looks for them.
"""

import os
import shutil
from itertools import count
from pathlib import Path

from studyapp.storage.folders import BACKUPS, CLOSED, COMPANIONS, DATABASE, JOURNAL
from studyapp.storage.private import private_folder, sync_folder

# Backups of records that were replaced, in the folder of backups.
EARLIER = "earlier"

_MOVED = (DATABASE, JOURNAL, CLOSED)

_MAKING = "replacing"
_DECIDED = "replacement"


def new_place(folder: Path) -> Path:
    """An empty folder in which the new record of a learner is made."""
    place = folder / _MAKING
    give_up(folder)
    private_folder(place)
    return place


def give_up(folder: Path) -> None:
    """Remove what ``new_place`` gave."""
    shutil.rmtree(folder / _MAKING, ignore_errors=True)


def replace_record(folder: Path) -> None:
    """Put the closed record in ``new_place`` where the closed record of ``folder`` is.

    Raises OSError: then the old record stays, or the next ``Record.open`` finds the new one.
    """
    place = folder / _MAKING
    for name in _MOVED:
        _sync(place / name)
    sync_folder(place)
    place.replace(folder / _DECIDED)
    sync_folder(folder)
    finish_replacing(folder)


def finish_replacing(folder: Path) -> None:
    """Do what is left to do of a replacement that was decided; raises OSError."""
    place = folder / _DECIDED
    if not place.is_dir():
        return
    _put_backups_aside(folder / BACKUPS)
    if (place / DATABASE).exists():
        # SQLite would read a write-ahead log of the old database into the new one.
        for companion in COMPANIONS[1:]:
            (folder / f"{DATABASE}{companion}").unlink(missing_ok=True)
        (folder / CLOSED).unlink(missing_ok=True)
    for name in _MOVED:
        if (place / name).exists():
            (place / name).replace(folder / name)
    sync_folder(folder)
    shutil.rmtree(place)


def _put_backups_aside(backups: Path) -> None:
    found = list(backups.glob("*.sqlite3"))
    if found:
        private_folder(backups / EARLIER)
    for path in found:
        path.replace(_free(backups / EARLIER / path.name))


def _free(path: Path) -> Path:
    """The path, with a number behind its name where a backup has it already."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return path if not path.exists() else next(name for name in names if not name.exists())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
