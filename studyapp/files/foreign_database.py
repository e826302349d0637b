"""SQLite databases of strangers: a copy in memory, looked at before anything is read from it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from studyapp.files.refusal import refused

# Reading a million notes takes some seconds.
SECONDS = 120

# Bytes in one value or row.
LONGEST = 16 << 20

# How many steps of SQLite's machine pass between two looks at the clock.
_STEPS = 1_000_000

# At these places of its head a database says that its last changes may lie in another file.
_WRITE_VERSION, _READ_VERSION, _ROLLBACK = 18, 19, 1
_HEAD = b"SQLite format 3\0"
_HEAD_BYTES = 100

_ALLOWED = frozenset([sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ])


@contextmanager
def foreign_database(data: bytes, path: str) -> Iterator[sqlite3.Connection]:
    """A database to read from; what fails in it, also later on, is Refused.

    It is a copy in memory, so that nothing of it reaches a disk. It must be sound and
    hold nothing but tables and indexes. Only plain SELECTs are allowed, of
    columns and ``count(*)``. The collation ``unicase``, which Anki's databases name, compares as
    ``casefold`` does. Letters that are not in UTF-8 come as U+FFFD.
    """
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            _limit(connection)
            connection.deserialize(_without_log(data, path))
            _look_at(connection, path)
            connection.set_authorizer(_authorize)
            connection.text_factory = _text
            yield connection
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError):
        raise refused(path, "bad-database", "its database is damaged") from None


def _without_log(data: bytes, path: str) -> bytes:
    if len(data) < _HEAD_BYTES or not data.startswith(_HEAD):
        raise refused(path, "bad-database", "its database is damaged, or is none of SQLite")
    copy = bytearray(data)
    copy[_WRITE_VERSION] = copy[_READ_VERSION] = _ROLLBACK
    return bytes(copy)


def _limit(connection: sqlite3.Connection) -> None:
    stop = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > stop, _STEPS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.create_collation("unicase", _compare)


def _look_at(connection: sqlite3.Connection, path: str) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    found = connection.execute("SELECT type, sql FROM sqlite_schema").fetchall()
    for kind, sql in found:
        virtual = str(sql or "").lstrip().upper().startswith("CREATE VIRTUAL")
        if kind not in ("table", "index") or virtual:
            message = f"its database holds a {'virtual table' if virtual else kind}, which none has"
            raise refused(path, "bad-database", message)
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise refused(path, "bad-database", "its database is damaged")


def _authorize(action: int, *names: str | None) -> int:
    counts = action == sqlite3.SQLITE_FUNCTION and names[1] == "count"
    return sqlite3.SQLITE_OK if action in _ALLOWED or counts else sqlite3.SQLITE_DENY


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _compare(left: str, right: str) -> int:
    first, second = left.casefold(), right.casefold()
    return (first > second) - (first < second)
