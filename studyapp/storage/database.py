"""The learner's database file: its settings, its versions, its backups."""

import sqlite3
from contextlib import closing
from pathlib import Path

from studyapp.storage.private import private_file, private_folder

# How long to wait for another program that is writing to the same record.
BUSY_MILLISECONDS = 2000

Migration = tuple[str, ...]

# Each version of the database is made from the one before by the statements of one entry.
# An entry that was once released is never changed. A trigger keeps the sums in ``tallies``
# in the transaction of the answer, so that no screen adds up a million rows; the scores of
# sessions come from an index that holds them.
MIGRATIONS: tuple[Migration, ...] = (
    (
        """CREATE TABLE sessions (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            bank TEXT NOT NULL,
            title TEXT NOT NULL,
            mode TEXT NOT NULL,
            count INTEGER NOT NULL,
            seed INTEGER NOT NULL,
            started TEXT NOT NULL,
            finished TEXT,
            finished_seq INTEGER,
            checksum INTEGER NOT NULL
        )""",
        "CREATE INDEX sessions_by_finish ON sessions (finished_seq)",
        """CREATE TABLE attempts (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            session INTEGER NOT NULL REFERENCES sessions (seq),
            bank TEXT NOT NULL,
            topic TEXT NOT NULL,
            kind TEXT NOT NULL,
            facts TEXT NOT NULL,
            item TEXT NOT NULL,
            response TEXT NOT NULL,
            score REAL NOT NULL,
            why TEXT NOT NULL,
            at TEXT NOT NULL,
            seconds REAL NOT NULL,
            checksum INTEGER NOT NULL
        )""",
        "CREATE INDEX attempts_by_session ON attempts (session, score)",
        """CREATE TABLE tallies (
            bank TEXT NOT NULL,
            topic TEXT NOT NULL,
            kind TEXT NOT NULL,
            answered INTEGER NOT NULL,
            score REAL NOT NULL,
            PRIMARY KEY (bank, topic, kind)
        ) WITHOUT ROWID""",
        """CREATE TRIGGER attempt_counted AFTER INSERT ON attempts BEGIN
            INSERT INTO tallies VALUES (NEW.bank, NEW.topic, NEW.kind, 1, NEW.score)
                ON CONFLICT DO UPDATE SET answered = answered + 1, score = score + NEW.score;
        END""",
    ),
)


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

    A backup precedes each step; with no folder for ``backups`` there is none
    (the database is a copy already).
    """
    for number in range(version(connection), len(migrations)):
        if number and backups:
            back_up(connection, backups / f"before-version-{number + 1}.sqlite3")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in migrations[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database as it stands; ``target`` is the old copy or the whole new one."""
    private_folder(target.parent)
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    private_file(unfinished)
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.backup(copy)
    unfinished.replace(target)


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
