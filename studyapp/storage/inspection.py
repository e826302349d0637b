"""What a database holds that anybody may have made: looked at before it is used."""

import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from studyapp.storage import database, rows
from studyapp.storage.journal import Entry
from studyapp.storage.migrations import MIGRATIONS

# More than a lifetime of answers.
LARGEST = 8 << 30

# Reading every row of a million answers takes about a minute.
SECONDS = 600

# Bytes in one value or line: an answer has some thousands.
LONGEST = 16 << 20

# How many steps of SQLite's machine pass between two looks at the clock.
_STEPS = 1_000_000

DAMAGED = "it is damaged, or no record of studyapp"

# A row that was made by hand may hold anything in any column.
_UNREADABLE = (
    sqlite3.Error,
    msgspec.MsgspecError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    LookupError,
    RecursionError,
)


class Unfit(Exception):
    """The file cannot be used; the message says why, for the learner."""


class Contents(Struct, frozen=True):
    """How much a record holds. ``last`` is when the last answer was given (UTC)."""

    answers: int
    sessions: int
    last: datetime | None


def contents(path: Path) -> Contents | None:
    """Count what a database of ours holds; None where it cannot be read."""
    try:
        with closing(_as_it_lies(path)) as found:
            return _counted(found)
    except (sqlite3.Error, ValueError):
        return None


def inspect(path: Path) -> Contents:
    """Read all of a database that nobody is writing to; raises Unfit, changes nothing.

    It must be sound and have the tables of its version and nothing else. What the
    rows hold, reading the ``entries`` finds out.
    """
    regular(path, LARGEST)
    with readable():
        with closing(_read_only(path)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            # Else a function in our own tables keeps SQLite before 3.41 from reading on.
            connection.execute("PRAGMA writable_schema = ON")
            _check_tables(connection)
        with closing(_read_only(path)) as connection:
            database.check(connection)
            return _counted(connection)


def entries(path: Path) -> Iterator[Entry]:
    """All that an inspected copy holds, brought to our version first; raises Unfit."""
    with readable(), closing(database.connect(path)) as connection:
        _limit(connection)
        database.migrate(connection, None)
        yield from rows.entries_after(connection, 0)


@contextmanager
def readable() -> Iterator[None]:
    """What goes wrong in reading a file that anybody may have made, as Unfit."""
    try:
        yield
    except _UNREADABLE as error:
        raise Unfit(DAMAGED) from error


def regular(path: Path, largest: int) -> None:
    """Raise Unfit unless this is an ordinary file of no more bytes than ``largest``."""
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise Unfit("it cannot be found or read") from error
    if not stat.S_ISREG(found.st_mode):
        raise Unfit("it is not an ordinary file")
    if found.st_size > largest:
        raise Unfit("it is too large")


def _read_only(path: Path) -> sqlite3.Connection:
    # "immutable": SQLite neither writes nor looks for a log that someone put beside it.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    _limit(connection)
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    return connection


def _as_it_lies(path: Path) -> sqlite3.Connection:
    """A connection that leaves no companions of SQLite behind, nor removes those of others."""
    if not path.with_name(f"{path.name}-wal").exists():
        return _read_only(path)  # nobody has it open
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _limit(connection: sqlite3.Connection) -> None:
    stop = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > stop, _STEPS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)


def _check_tables(connection: sqlite3.Connection) -> None:
    number = database.version(connection)
    if number > len(MIGRATIONS):
        raise Unfit("it was written by a newer version of studyapp; please update")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
        database.migrate(ours, None, MIGRATIONS[: max(number, 0)])
        if number < 1 or _tables(connection) != _tables(ours):
            raise Unfit("it is no record of studyapp")


def _tables(connection: sqlite3.Connection) -> set[tuple[str, str, str, str]]:
    """Everything that statements made; what SQLite adds for itself has names of its own."""
    found = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
        " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR type NOT IN ('table', 'index')"
    )
    return set(found.fetchall())


def _counted(connection: sqlite3.Connection) -> Contents:
    answers = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
    sessions = connection.execute("SELECT count(*) FROM sessions").fetchone()[0]
    last = connection.execute("SELECT at FROM attempts ORDER BY seq DESC LIMIT 1").fetchone()
    return Contents(answers, sessions, datetime.fromisoformat(last[0]) if last else None)
