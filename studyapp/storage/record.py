"""One learner's record: what is acknowledged here is on the disk, twice.

Each entry goes into the journal and into the database inside one write
transaction: the row, then the line, then COMMIT. Where one of the two fails the
row is rolled back and the line cut off again, so that a refused answer is in
neither. A crash between line and COMMIT leaves one line more in the journal
than the database has; ``Record.open`` puts it in.

The COMMIT waits for the disk (synchronous=FULL). The journal is the second line
of defence and makes nobody wait twice: the disk is asked for it every
``JOURNAL_SYNC`` entries and when a session ends. A power cut that takes its last
lines leaves the database ahead, and ``Record.open`` writes them again; only one
that destroys the database as well could cost answers, and no more than these.
"""

import errno
import os
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import count
from math import isfinite
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from studyapp.core.attempts import Attempt, Session, SessionId, SessionScore, Tally
from studyapp.core.bank import BankId
from studyapp.core.items import Typed
from studyapp.storage import database, rows
from studyapp.storage.database import RecordError
from studyapp.storage.journal import Answered, Begun, Entry, Finished, Journal
from studyapp.storage.private import private_file, private_folder

__all__ = ["NotSaved", "Record", "RecordError"]

T = TypeVar("T")

DATABASE = "record.sqlite3"
JOURNAL = "journal.jsonl"
BACKUPS = "backups"
REBUILT = "rebuilt.sqlite3"
# How the database looked when it was last closed in good order.
CLOSED = "closed"

JOURNAL_SYNC = 32

# What SQLite keeps beside a database.
COMPANIONS = ("", "-wal", "-shm")


class NotSaved(Exception):
    """The disk refused; nothing was stored; the message is for the learner."""


class Record:
    """One learner's record, one connection; for one thread.

    ``recovered`` tells the learner what was put right since ``open``; it is
    empty where nothing was amiss. The caller holds the lock of the folder
    (``storage.lock``), though a second reader does no harm.
    """

    def __init__(self, folder: Path, journal: Journal) -> None:
        self.recovered = ""
        self._folder = folder
        self._path = folder / DATABASE
        self._journal = journal
        self._connection: sqlite3.Connection | None = None
        self._inode: os.stat_result | None = None

    @classmethod
    def open(cls, folder: Path) -> "Record":
        """Open or create the record; raises RecordError where that cannot be done."""
        with _told("open"):
            private_folder(folder)
            record = cls(folder, Journal(folder / JOURNAL))
            try:
                record._connect()
            except BaseException:
                record.close()
                raise
        return record

    def begin(self, session: Session) -> None:
        """Note that a session began; raises NotSaved."""
        self._save(Begun(0, session))

    def add(self, attempt: Attempt) -> None:
        """Store an answer of a session that began; returns once it is on the disk.

        The same ``attempt.id`` twice is stored once. Raises NotSaved, and then
        nothing is stored or counted.
        """
        self._save(Answered(0, _storable(attempt)))

    def finish(self, session: SessionId, at: datetime) -> None:
        """Note that a session is over; the first time counts. Raises NotSaved."""
        self._save(Finished(0, session, at))

    def sessions(self) -> list[SessionScore]:
        """Newest first, in the order in which they began."""
        return self._read(lambda connection: list(rows.session_scores(connection)))

    def attempts(self, session: SessionId | None = None) -> list[Attempt]:
        """Oldest first, in the order in which they were saved."""
        return self._read(lambda connection: list(rows.attempts(connection, session)))

    def by_topic(self, bank: BankId | None = None) -> list[Tally]:
        """Sums by topic, of one bank or of all, in alphabetical order."""
        return self._read(lambda connection: rows.tallies(connection, "topic", bank))

    def by_kind(self, bank: BankId | None = None) -> list[Tally]:
        """Sums by kind of item, of one bank or of all, in alphabetical order."""
        return self._read(lambda connection: rows.tallies(connection, "kind", bank))

    def close(self) -> None:
        if self._connection:
            self._disconnect()
            with suppress(OSError):  # the next start reads all of the database, no more
                self._journal.sync()
                private_file(self._folder / CLOSED)
                (self._folder / CLOSED).write_text(self._stamp(), encoding="ascii")
        self._journal.close()

    def _read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        with _told("read"):
            return self._unharmed(query)

    def _save(self, entry: Entry) -> None:
        try:
            self._unharmed(lambda connection: self._store(connection, entry))
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except (sqlite3.Error, OSError, RecordError) as error:
            raise NotSaved(f"Not saved: {_cause(error)}.") from error

    def _unharmed(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Act on the database; one that turns out to be damaged is rebuilt first."""
        try:
            return action(self._current())
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
        self._disconnect()
        self._rebuild("was damaged")
        return action(self._current())

    def _store(self, connection: sqlite3.Connection, entry: Entry) -> None:
        """Store the entry in journal and database, or in neither."""
        seq = size = 0
        try:
            connection.execute("BEGIN IMMEDIATE")
            seq, size = rows.last_seq(connection) + 1, self._journal.size
            numbered = replace(entry, seq=seq)
            if rows.insert(connection, numbered):
                self._journal.append(numbered)
            if seq % JOURNAL_SYNC == 0 or isinstance(entry, Finished):
                self._journal.sync()
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            # An interrupt may come just after the COMMIT: then the line stays.
            if seq and rows.last_seq(connection) < seq:
                self._journal.cut(size)
            raise

    def _current(self) -> sqlite3.Connection:
        """The connection, made again where someone deleted or replaced a file under it."""
        if self._connection and self._in_place() and self._journal.in_place():
            return self._connection
        self._disconnect()
        private_folder(self._folder)
        if not self._journal.in_place():
            self._journal.reopen()
        return self._connect()

    def _in_place(self) -> bool:
        try:
            return self._inode is not None and os.path.samestat(self._inode, self._path.stat())
        except FileNotFoundError:
            return False

    def _connect(self) -> sqlite3.Connection:
        """Open the database; one that is damaged or gone is rebuilt first."""
        empty = not self._path.exists() or self._path.stat().st_size == 0
        if empty and (self._journal.size or self._backups()):
            self._rebuild("was missing")
        try:
            connection = self._opened()
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
            self._rebuild("was damaged")
            connection = self._opened()
        self._connection, self._inode = connection, self._path.stat()
        return connection

    def _disconnect(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def _opened(self) -> sqlite3.Connection:
        untouched = self._untouched()
        connection = database.connect(self._path)
        try:
            if not untouched:
                database.check(connection)
            database.migrate(connection, self._folder / BACKUPS)
            self._agree(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _untouched(self) -> bool:
        """Whether the database is as it was closed, so that it need not be read through."""
        # SQLite removes this file when the last program closes the database in good order.
        if Path(f"{self._path}-wal").exists():
            return False
        try:
            return (self._folder / CLOSED).read_text(encoding="ascii") == self._stamp()
        except (OSError, ValueError):
            return False

    def _stamp(self) -> str:
        found = self._path.stat()
        return f"{found.st_size} {found.st_mtime_ns}"

    def _agree(self, connection: sqlite3.Connection) -> None:
        """Give database and journal the entries that only the other has."""
        with _transaction(connection):
            for entry in self._journal.after(rows.last_seq(connection)):
                rows.restore(connection, entry)
            self._journal.cut_torn_line()
            for entry in rows.entries_after(connection, self._journal.last_seq()):
                self._journal.append(entry)
            self._journal.sync()

    def _rebuild(self, what: str) -> None:
        """Make the database anew from the newest sound backup and the journal."""
        aside = self._set_aside()
        with closing(self._draft()) as connection:
            unread = self._replay(connection)
            answers = connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
        (self._folder / REBUILT).replace(self._path)
        self.recovered = f"The database of your answers {what}. It was rebuilt: {answers} answers."
        if unread:
            self.recovered += f" {unread} entries of the journal could not be read."
        if aside:
            self.recovered += f" The damaged file is kept as {aside}."

    def _replay(self, connection: sqlite3.Connection) -> int:
        """Store all of the journal; returns how many of its lines could not be read."""
        unread = 0
        with _transaction(connection):
            for entry in self._journal.entries():
                if entry:
                    rows.restore(connection, entry)
                else:
                    unread += 1
        return unread

    def _draft(self) -> sqlite3.Connection:
        """A database to rebuild in: a copy of the newest sound backup, or an empty one."""
        path = self._folder / REBUILT
        for backup in self._backups():
            _remove(path)
            private_file(path)
            shutil.copyfile(backup, path)
            with suppress(sqlite3.Error, RecordError):
                return _verified(path)
        _remove(path)
        return _verified(path)

    def _backups(self) -> list[Path]:
        """Newest first."""
        found = (self._folder / BACKUPS).glob("*.sqlite3")
        return sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)

    def _set_aside(self) -> str:
        """Rename what there is of the database; returns its new name, or nothing."""
        names = (f"{DATABASE}.damaged-{number}" for number in count(1))
        name = next(name for name in names if not (self._folder / name).exists())
        for companion in COMPANIONS:
            found = Path(f"{self._path}{companion}")
            if found.exists():
                found.rename(self._folder / f"{name}{companion}")
        return name if (self._folder / name).exists() else ""


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _told(doing: str) -> Iterator[None]:
    """Errors of the disk and of SQLite, in words for the learner."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except (sqlite3.Error, OSError) as error:
        raise RecordError(f"Cannot {doing} the record of your answers: {_cause(error)}.") from error


def _cause(error: Exception) -> str:
    if isinstance(error, OSError):
        known = _OS_CAUSES.get(error.errno or 0)
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


def _storable(attempt: Attempt) -> Attempt:
    """The attempt without a time below nothing, or halves of characters that UTF-8 lacks."""
    seconds = attempt.seconds if isfinite(attempt.seconds) and attempt.seconds > 0 else 0.0
    response = attempt.response
    if isinstance(response, Typed):
        response = Typed(response.text.encode("utf-8", "replace").decode("utf-8"))
    return replace(attempt, seconds=seconds, response=response)


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
