"""The learner's database file: its settings, how it is brought to a new version, its backups."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from studyapp.storage.migrations import MIGRATIONS, Migration
from studyapp.storage.private import private_file, private_folder, sync_folder

# How long to wait for another program that is writing to the same record.
BUSY_MILLISECONDS = 2000


class RecordError(Exception):
    """The record cannot be opened; the message is for the learner."""


def connect(path: Path) -> sqlite3.Connection:
    """Open or create the database; raises RecordError, changing nothing, where it is too new.

    Transactions are begun and ended by whoever writes. sqlite3's own errors
    mean that the file is damaged (see ``is_damage``) or out of reach.
    """
    private_file(path)
    connection = sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
    try:
        if version(connection) > len(MIGRATIONS):
            raise RecordError(
                "Your record was written by a newer version of studyapp. "
                "Nothing was changed; please update studyapp to open it."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: past the cache of the drive, too
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def version(connection: sqlite3.Connection) -> int:
    """How many migrations the database has been through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: sqlite3.Connection,
    backups: Path | None,
    migrations: tuple[Migration, ...] = MIGRATIONS,
) -> None:
    """Bring the database to the newest version, step by step.

    A backup precedes each step of a database that holds something; with no folder
    for ``backups`` there is none (the database is a copy already).
    """
    before = version(connection)
    for number in range(before, len(migrations)):
        if before and backups:
            back_up(connection, backups / f"before-version-{number + 1}.sqlite3")
        with transaction(connection):
            for statement in migrations[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database into a folder of ours; see ``copy``."""
    private_folder(target.parent)
    copy(connection, target)


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database as it stands; ``target`` is the old copy or the whole sound new one."""
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    private_file(unfinished)
    with closing(sqlite3.connect(unfinished)) as made:
        connection.backup(made)
        check(made)
    unfinished.replace(target)
    sync_folder(target.parent)


def check(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError where SQLite finds the file damaged. Reads all of it."""
    found = connection.execute("PRAGMA quick_check (1)").fetchone()[0]
    if found != "ok":
        raise damage(found)


def damage(words: str) -> sqlite3.DatabaseError:
    """An error that ``is_damage`` knows, for damage that SQLite itself does not see."""
    error = sqlite3.DatabaseError(words)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error says that the file is damaged or no database at all."""
    if str(error).startswith("Could not decode to UTF-8"):
        return True
    # The low byte is the error, the rest its finer kind (sqlite.org/rescode.html).
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
