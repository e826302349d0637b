"""Errors of the disk and of SQLite, in words for the learner."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from studyapp.storage.database import RecordError, is_damage


@contextmanager
def told(doing: str) -> Iterator[None]:
    """Turn them into RecordError: the record cannot be ``doing`` (open, read, back up)."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except (sqlite3.Error, OSError) as error:
        raise RecordError(
            f"Cannot {doing} the record of your answers: {cause_of(error)}."
        ) from error


def cause_of(error: Exception) -> str:
    """Why the disk or SQLite refused, with what to do about it where that is known."""
    if isinstance(error, OSError):
        known = _OS_CAUSES.get(error.errno or 0)
    elif isinstance(error, sqlite3.Error) and is_damage(error):
        known = "the database is damaged"
    else:
        # The low byte is the error, the rest its finer kind (sqlite.org/rescode.html).
        known = _SQLITE_CAUSES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return known or str(error).rstrip(".")


_FULL = "the disk is full; free some space, then try again"
_LOCKED = "another program is using the record; close it, then try again"
_READ_ONLY = "the folder cannot be written to; check its permissions, then try again"
_SQLITE_CAUSES = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
}
_OS_CAUSES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
}
