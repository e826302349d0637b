"""Backups of a learner's record: made daily, thinned with age, put back on request.

``daily_backup`` keeps one backup for each of the last 7 days that have one, for each
of the last 4 weeks and for each of the last 12 months; for a week or month it is the
last day in it. So a learner who pauses keeps what there was. Of the records that a
restore replaced the last 10 are kept. Those made by hand, and those made before the
database went to a new version, stay.
"""

import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from contextlib import closing
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from studyapp.storage import database
from studyapp.storage.causes import told
from studyapp.storage.folders import BACKUPS, DATABASE
from studyapp.storage.inspection import (
    DAMAGED,
    LARGEST,
    Contents,
    Unfit,
    contents,
    entries,
    inspect,
    regular,
)
from studyapp.storage.private import private_file
from studyapp.storage.record import Record, RecordError
from studyapp.storage.replacing import EARLIER, give_up, new_place, replace_record

DAYS, WEEKS, MONTHS = 7, 4, 12
REPLACED = 10

_SUFFIX = ".sqlite3"
_DATE = len("2026-03-01")
_STAMP = "%Y-%m-%dT%H-%M-%S"


class Occasion(StrEnum):
    """Why a backup was made; its name begins so."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    BEFORE_RESTORE = "before-restore"
    BEFORE_VERSION = "before-version"


class Backup(Struct, frozen=True):
    """A copy of the record. ``made`` is UTC.

    ``earlier`` says that the record was replaced by another since. ``contents`` is
    None where the file cannot be read.
    """

    path: Path
    occasion: Occasion
    made: datetime
    earlier: bool
    contents: Contents | None

    @property
    def name(self) -> str:
        """What to call it on the command line."""
        return f"{EARLIER}/{self.path.stem}" if self.earlier else self.path.stem


class Restored(Struct, frozen=True):
    """What a restore did: ``undo`` is the backup of the record that was replaced."""

    contents: Contents
    undo: Backup


def daily_backup(folder: Path, today: date) -> Path | None:
    """Back the record up once a day and thin the older ones; None where that is done.

    Costs one look at the disk where it is done. Takes as long as reading the
    database where not: call it in a worker. The record may be open and in use.
    Raises RecordError with a message for the learner.
    """
    target = folder / BACKUPS / f"{Occasion.DAILY}-{today}{_SUFFIX}"
    if target.exists() or not (folder / DATABASE).exists():
        return None
    with told("back up"):
        _back_up(folder, target)
        _thin(folder, today)
    return target


def back_up_now(folder: Path, now: datetime) -> Path:
    """Back the record up among the others, for good; raises RecordError."""
    target = _fresh(folder / BACKUPS, Occasion.BY_HAND, now)
    with told("back up"):
        _back_up(folder, target)
    return target


def back_up_to(folder: Path, target: Path) -> None:
    """Back the record up into a file anywhere, replacing it; raises RecordError."""
    with told("back up"), closing(database.connect(folder / DATABASE)) as connection:
        database.copy(connection, target)


def backups(folder: Path) -> list[Backup]:
    """All backups of a learner, the newest first, counted."""
    found = [_backup(path) for path in _paths(folder)]
    return sorted(found, key=lambda backup: (backup.made, backup.name), reverse=True)


def restore(folder: Path, backup: Path, now: datetime) -> Restored:
    """Put a backup in the place of the record; what it replaces becomes a backup.

    The caller holds the locks of the data folder and of the learner, and no record
    of theirs is open. Raises Unfit where the backup cannot be used and RecordError
    where the disk refuses; the record is then as before.
    """
    found = _copied(backup, folder)
    try:
        with told("restore"):
            undo = _keep_present(folder, now)
            replace_record(folder)
    finally:
        give_up(folder)
    return Restored(found, _backup(undo))


def kept_days(days: Iterable[date], today: date) -> set[date]:
    """Which of the days with a backup keep it.

    A day that lies ahead says that a clock was wrong: it stays, and takes no place.
    """
    every = sorted(set(days), reverse=True)
    past = [day for day in every if day <= today]
    ahead = {day for day in every if day > today}
    return (
        ahead
        | _last_of_each(past, DAYS, lambda day: day)
        | _last_of_each(past, WEEKS, lambda day: day.isocalendar()[:2])
        | _last_of_each(past, MONTHS, lambda day: (day.year, day.month))
    )


def _last_of_each(
    newest_first: list[date], periods: int, period: Callable[[date], Hashable]
) -> set[date]:
    last: dict[Hashable, date] = {}
    for day in newest_first:
        last.setdefault(period(day), day)
    return set(list(last.values())[:periods])


def _back_up(folder: Path, target: Path) -> None:
    with closing(database.connect(folder / DATABASE)) as connection:
        database.back_up(connection, target)


def _copied(backup: Path, folder: Path) -> Contents:
    """Make the new record out of a copy of the backup, in its own place."""
    try:
        regular(backup, LARGEST)
        log = backup.with_name(f"{backup.name}-wal")
        if log.exists() and log.stat().st_size:
            raise Unfit("a program has it open; make a backup of it with “studyapp backup --to”")
        with told("restore"):
            place = new_place(folder)
            copy = place / DATABASE
            private_file(copy)
            shutil.copyfile(backup, copy)
        return _settled(place)
    except BaseException:
        give_up(folder)
        raise


def _settled(place: Path) -> Contents:
    """Check the record that was copied here and give it a journal; raises Unfit, RecordError."""
    found = inspect(place / DATABASE)
    deque(entries(place / DATABASE), maxlen=0)
    with closing(Record.open(place)) as record:
        if record.recovered:
            raise Unfit(DAMAGED)
    return found


def _keep_present(folder: Path, now: datetime) -> Path:
    """Back up the record that is about to be replaced; returns where."""
    try:
        Record.open(folder).close()  # mends what a crash left behind
    except RecordError:
        # It may be of a newer version, and worth keeping all the more.
        if not (folder / DATABASE).exists():
            raise
    target = _fresh(folder / BACKUPS / EARLIER, Occasion.BEFORE_RESTORE, now)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        database.back_up(connection, target)
    replaced = sorted(_named(folder, Occasion.BEFORE_RESTORE), reverse=True, key=_made)
    for path in replaced[REPLACED:]:
        path.unlink()
    return target


def _thin(folder: Path, today: date) -> None:
    dated: dict[date, list[Path]] = {}
    for path in _named(folder, Occasion.DAILY):
        try:
            day = date.fromisoformat(path.stem.removeprefix(f"{Occasion.DAILY}-")[:_DATE])
        except ValueError:
            continue
        dated.setdefault(day, []).append(path)
    kept = kept_days(dated, today)
    for day, paths in dated.items():
        if day == today:
            continue  # of the records that a restore replaced today, too
        paths.sort(key=_made)
        for path in paths[:-1] if day in kept else paths:
            path.unlink()


def _fresh(folder: Path, occasion: Occasion, now: datetime) -> Path:
    """A name that no backup of this folder has; two may be made in one second."""
    stamp = now.astimezone(UTC).strftime(_STAMP)
    path = folder / f"{occasion}-{stamp}{_SUFFIX}"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{occasion}-{stamp}-{number}{_SUFFIX}"
    return path


def _named(folder: Path, occasion: Occasion) -> list[Path]:
    return [path for path in _paths(folder) if path.name.startswith(f"{occasion}-")]


def _paths(folder: Path) -> list[Path]:
    places = (folder / BACKUPS, folder / BACKUPS / EARLIER)
    return [path for place in places for path in place.glob(f"*{_SUFFIX}")]


def _backup(path: Path) -> Backup:
    occasion = next((each for each in Occasion if path.name.startswith(each)), Occasion.BY_HAND)
    return Backup(path, occasion, _made(path), path.parent.name == EARLIER, contents(path))


def _made(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
