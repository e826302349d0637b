"""A database that is damaged or gone is made anew from the newest sound backup and the journal."""

import shutil
import sqlite3
from collections import deque
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from studyapp.storage import database, rows, search
from studyapp.storage.database import RecordError, transaction
from studyapp.storage.folders import BACKUPS, COMPANIONS, DATABASE
from studyapp.storage.journal import Journal
from studyapp.storage.private import private_file

REBUILT = "rebuilt.sqlite3"


def rebuild(folder: Path, journal: Journal, what: str) -> str:
    """Make the database of a learner's folder anew; returns what to tell the learner.

    ``what`` says what was wrong with the old one, which is kept aside.
    """
    aside = _set_aside(folder)
    with closing(_draft(folder)) as connection:
        unread = _replay(connection, journal)
        answers = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
    (folder / REBUILT).replace(folder / DATABASE)
    told = f"The database of your answers {what}. It was rebuilt: {answers} answers."
    if unread:
        told += f" {unread} entries of the journal could not be read."
    if aside:
        told += f" The damaged file is kept as {aside}."
    return told


def backups(folder: Path) -> list[Path]:
    """Newest first."""
    found = (folder / BACKUPS).glob("*.sqlite3")
    return sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _replay(connection: sqlite3.Connection, journal: Journal) -> int:
    """Store all of the journal; returns how many of its lines could not be read."""
    unread = 0
    with transaction(connection):
        rows.forget_what_follows(connection)
        for entry in journal.entries():
            if entry:
                rows.restore(connection, entry)
            else:
                unread += 1
        rows.follow_all(connection)
        search.forget(connection)
    return unread


def _draft(folder: Path) -> sqlite3.Connection:
    """A database to rebuild in: a copy of the newest sound backup, or an empty one."""
    path = folder / REBUILT
    for backup in backups(folder):
        _remove(path)
        private_file(path)
        shutil.copyfile(backup, path)
        with suppress(sqlite3.Error, RecordError):
            return _verified(path)
    _remove(path)
    return _verified(path)


def _set_aside(folder: Path) -> str:
    """Rename what there is of the database; returns its new name, or nothing."""
    names = (f"{DATABASE}.damaged-{number}" for number in count(1))
    name = next(name for name in names if not (folder / name).exists())
    for companion in COMPANIONS:
        found = folder / f"{DATABASE}{companion}"
        if found.exists():
            found.rename(folder / f"{name}{companion}")
    return name if (folder / name).exists() else ""


def _verified(path: Path) -> sqlite3.Connection:
    """Open a copy of a backup (or nothing) and read every row, so that no damage comes along."""
    connection = database.connect(path)
    try:
        database.check(connection)
        database.migrate(connection, None)
        deque(rows.entries_after(connection, 0), maxlen=0)
    except BaseException:
        connection.close()
        raise
    return connection


def _remove(path: Path) -> None:
    for companion in COMPANIONS:
        Path(f"{path}{companion}").unlink(missing_ok=True)
