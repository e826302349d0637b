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

import os
import sqlite3
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from studyapp.core.attempts import (
    Attempt,
    AttemptId,
    Flag,
    Session,
    SessionId,
    SessionScore,
    Tally,
)
from studyapp.core.bank import BankId, FactId, Kind
from studyapp.core.items import Typed
from studyapp.core.scheduling.cards import Card, Review
from studyapp.core.scheduling.daily import Done
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import Policy
from studyapp.core.statistics.attribution import Attributed
from studyapp.core.statistics.timeline import Daily, Period
from studyapp.storage import answers, cards, changes, database, recovery, rows, search, tallies
from studyapp.storage.causes import cause_of, told
from studyapp.storage.database import RecordError, transaction
from studyapp.storage.folders import BACKUPS, CLOSED, DATABASE, JOURNAL
from studyapp.storage.journal import (
    Answered,
    Begun,
    Decided,
    Entry,
    Finished,
    Flagged,
    Journal,
    SetAside,
    Undone,
    Unflagged,
)
from studyapp.storage.private import private_file, private_folder
from studyapp.storage.replacing import finish_replacing
from studyapp.storage.search import Hit
from studyapp.storage.tallies import Clock, Split

__all__ = ["NotSaved", "Record", "RecordError"]

T = TypeVar("T")

JOURNAL_SYNC = 64

# The sums and indexes of so many answers take some milliseconds (see ``tallies``).
SUMMED_EVERY = 256

# So many answers take a few hundredths of a second to be made searchable.
INDEXED_AT_ONCE = 500


# Changes with each commit of another connection (sqlite.org/pragma.html#pragma_data_version).
_VERSION = "PRAGMA data_version"


class NotSaved(Exception):
    """The disk refused; nothing was stored; the message is for the learner."""


class Record:
    """One learner's record, one connection; for one thread.

    ``recovered`` tells the learner what was put right since ``open``; it is
    empty where nothing was amiss. The caller holds the learner's lock
    (``storage.lock``): others may read and write it, too, but not move or replace it.
    """

    def __init__(self, folder: Path, journal: Journal) -> None:
        self.recovered = ""
        self._folder = folder
        self._path = folder / DATABASE
        self._journal = journal
        self._version = self._last_seq = 0
        self._policy = Policy()
        self._connection: sqlite3.Connection | None = None
        self._inode: os.stat_result | None = None
        self._folder_seen: tuple[int, int] | None = None

    @classmethod
    def open(cls, folder: Path) -> "Record":
        """Open or create the record; raises RecordError where that cannot be done."""
        with told("open"):
            private_folder(folder)
            finish_replacing(folder)
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

    def add(self, attempt: Attempt, review: Review | None = None) -> None:
        """Store an answer of a session that began, and the card that its ``review`` makes.

        Returns once both are on the disk. Without a review the schedule stays as it
        is. The same ``attempt.id`` twice is stored once. Raises NotSaved, and then
        nothing is stored or counted.
        """
        seq = self._save(Answered(0, _storable(attempt), review))
        if seq % SUMMED_EVERY == 0:
            self._catch_up()

    def take_back(self, attempt: AttemptId) -> None:
        """Remove an answer: all is as if it had not been given. Raises NotSaved."""
        self._save(Undone(0, attempt))

    def finish(self, session: SessionId, at: datetime) -> None:
        """Note that a session is over; the first time counts. Raises NotSaved."""
        self._save(Finished(0, session, at))
        self._catch_up()
        with suppress(sqlite3.Error):  # who searches makes up for it
            self._unharmed(lambda found: search.index_new(found, INDEXED_AT_ONCE))

    def sessions(self, most: int = -1) -> list[SessionScore]:
        """Newest first, in the order in which they began: all, or at most so many."""

        def scores(connection: sqlite3.Connection) -> list[SessionScore]:
            tallies.up_to_date(connection)
            return list(answers.session_scores(connection, most))

        return self._read(scores)

    def attempts(self, session: SessionId | None = None) -> list[Attempt]:
        """Oldest first, in the order in which they were saved."""
        return self._read(lambda connection: list(answers.attempts(connection, session)))

    def by_topic(self, bank: BankId | None = None) -> list[Tally]:
        """Sums by topic, of one bank or of all, in alphabetical order."""
        return self._read(lambda connection: tallies.totals(connection, Split.TOPIC, bank))

    def by_kind(self, bank: BankId | None = None) -> list[Tally]:
        """Sums by kind of item, of one bank or of all, in alphabetical order."""
        return self._read(lambda connection: tallies.by_kind(connection, bank))

    def cards(self, bank: BankId) -> dict[FactId, Card]:
        """What is known of each fact that was reviewed or set aside; the others have no card."""
        return self._read(lambda found: cards.of_bank(found, bank))

    def card(self, bank: BankId, fact: FactId) -> Card:
        """The card of one fact, a new one where there is none."""
        return self._read(lambda found: cards.one(found, bank, fact))

    def set_card(self, card: Card) -> None:
        """Keep that the fact is suspended or buried, or no more. Raises NotSaved.

        The memory follows from the answers alone: whatever else the card says is left out.
        """
        aside = SetAside(0, card.bank, card.fact, card.suspended, card.buried_until)
        self._save(aside)

    def reviews(self, bank: BankId, fact: FactId) -> list[Review]:
        """What was answered to a fact, as far as the schedule is concerned, oldest first."""
        return self._read(lambda found: cards.reviews(found, bank, fact))

    def histories(self, bank: BankId) -> dict[FactId, list[Review]]:
        """The reviews of every fact that has any, oldest first: what parameters are fitted to."""
        return self._read(lambda found: cards.histories(found, bank))

    def due_and_known(self, bank: BankId, day: Day) -> tuple[list[FactId], list[FactId]]:
        """The facts that are due on a day, and all that are reviewed or set aside by then."""
        return self._read(lambda found: cards.due_and_known(found, bank, day))

    def done(self, bank: BankId, day: Day) -> Done:
        """What was reviewed on a day already."""
        return self._read(lambda found: cards.done(found, bank, day))

    def recent_kinds(self, bank: BankId, fact: FactId, most: int = 20) -> list[Kind]:
        """The kinds in which a fact was last seen, the latest last."""
        return self._read(lambda found: cards.recent_kinds(found, bank, fact, most))

    def latest_scores(self, bank: BankId, facts: Collection[FactId]) -> dict[FactId, float]:
        """What the latest answer to each of the facts was worth, where there is one."""

        def scores(connection: sqlite3.Connection) -> dict[FactId, float]:
            tallies.up_to_date(connection)  # or each fact would look through the latest answers
            return cards.latest_scores(connection, bank, facts)

        return self._read(scores)

    def right_times(self, most: int) -> list[tuple[Kind, float]]:
        """How long right answers took (seconds), of the latest ``most`` answers, by kind."""
        return self._read(lambda found: answers.right_times(found, most))

    def last_studied(self, bank: BankId) -> datetime | None:
        """When the latest session of this bank began (UTC)."""
        latest = self._read(lambda found: answers.latest_session(found, bank))
        return latest.started if latest else None

    def interrupted(self, bank: BankId) -> Session | None:
        """The session of a bank that began last, where it has no end."""
        latest = self._read(lambda found: answers.latest_session(found, bank))
        return latest if latest and latest.finished is None and latest.plan else None

    def policy(self) -> Policy:
        """What the learner wants of the schedule."""
        return self._read(changes.policy)

    def set_policy(self, policy: Policy) -> None:
        """Keep what the learner wants, and give every card what follows. Raises NotSaved."""
        self._save(Decided(0, policy))

    def flags(self) -> list[Flag]:
        """The items that the learner holds to be faulty, oldest first."""
        return self._read(changes.flags)

    def add_flag(self, flag: Flag) -> None:
        """Keep a flag; raises NotSaved."""
        self._save(Flagged(0, flag))

    def remove_flag(self, flag: Flag) -> None:
        """Take off a flag; raises NotSaved."""
        self._save(Unflagged(0, flag))

    def aside(self, bank: BankId, day: Day) -> list[FactId]:
        """The facts of a bank that are not asked on that day, because the learner said so."""
        return self._read(lambda found: cards.aside(found, bank, day))

    def search(self, text: str, limit: int) -> list[Hit]:
        """The answers that have all the words as shown or given, the newest first.

        A word finds those that begin with it, whatever their case and accents.
        """
        return self._read(lambda found: search.search(found, text, limit))

    def daily(self, clock: Clock) -> list[Daily]:
        """Sums of the learner's days, of all banks together."""
        return self._read(lambda found: tallies.daily(found, clock))

    def by_period(
        self, split: Split, bank: BankId, most: int, clock: Clock
    ) -> tuple[Period, list[Daily]]:
        """Sums by heading and period, the shortest of which at most so many are needed."""
        return self._read(lambda found: tallies.by_period(found, split, bank, most, clock))

    def totals(self, split: Split, bank: BankId) -> list[Tally]:
        """Sums by heading over all time."""
        return self._read(lambda found: tallies.totals(found, split, bank))

    def attributions(self, bank: BankId, most: int) -> list[Attributed]:
        """To whom the latest ``most`` answers about speakers gave each statement."""
        return self._read(lambda found: tallies.attributions(found, bank, most))

    def close(self) -> None:
        if self._connection:
            self._disconnect()
            with suppress(OSError):  # the next start reads all of the database, no more
                self._journal.sync()
                private_file(self._folder / CLOSED)
                (self._folder / CLOSED).write_text(self._stamp(), encoding="ascii")
        self._journal.close()

    def _read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        with told("read"):
            return self._unharmed(query)

    def _catch_up(self) -> None:
        with suppress(sqlite3.Error, OSError, RecordError):  # who reads them makes up for it
            self._unharmed(tallies.catch_up)

    def _save(self, entry: Entry) -> int:
        """Store the entry; returns its number."""
        try:
            return self._unharmed(lambda connection: self._store(connection, entry))
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except (sqlite3.Error, OSError, RecordError) as error:
            raise NotSaved(f"Not saved: {cause_of(error)}.") from error

    def _unharmed(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Act on the database; one that turns out to be damaged is rebuilt first."""
        try:
            return action(self._current())
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
        self._disconnect()
        self._recover("was damaged")
        return action(self._current())

    def _store(self, connection: sqlite3.Connection, entry: Entry) -> int:
        """Store the entry in journal and database, or in neither; returns its number."""
        seq = size = 0
        try:
            connection.execute("BEGIN IMMEDIATE")
            self._learn_what_others_wrote(connection)
            seq, size = self._last_seq + 1, self._journal.size
            numbered = replace(entry, seq=seq)
            if rows.insert(connection, numbered, self._policy):
                self._journal.append(numbered)
                self._last_seq = seq
            if seq % JOURNAL_SYNC == 0 or isinstance(entry, Finished):
                self._journal.sync()
            connection.execute("COMMIT")
            if isinstance(entry, Decided):
                self._policy = entry.policy
            return seq
        except BaseException:
            try:
                self._take_back(connection, seq, size)
            finally:
                self._remember(connection)
            raise

    def _take_back(self, connection: sqlite3.Connection, seq: int, size: int) -> None:
        """Undo what was begun under the number ``seq``, 0 for nothing; the journal had ``size``."""
        if connection.in_transaction:
            try:
                if seq:  # as long as the transaction lasts nobody else writes to the journal
                    self._journal.cut(size)
            finally:
                connection.execute("ROLLBACK")
        # SQLite rolled back by itself, or an interrupt came after the COMMIT: then the line stays.
        elif seq and rows.last_seq(connection) < seq:
            self._journal.cut(size)

    def _current(self) -> sqlite3.Connection:
        """The connection, made again where someone deleted or replaced a file under it."""
        if self._connection and self._undisturbed():
            return self._connection
        self._disconnect()
        private_folder(self._folder)
        if not self._journal.in_place():
            self._journal.reopen()
        return self._connect()

    def _undisturbed(self) -> bool:
        """Whether both files are those that were opened, and the journal is no shorter.

        No file comes or goes without a change of the folder. The journal itself is asked
        for no times: Linux would write them down anew with each line that follows.
        """
        try:
            found = os.stat(self._folder)  # noqa: PTH116 (with every answer; Path takes longer)
        except FileNotFoundError:
            return False
        folder = (found.st_ino, found.st_mtime_ns)
        if folder != self._folder_seen:
            if not self._in_place() or not self._journal.in_place():
                return False
            self._folder_seen = folder
        return self._journal.size >= self._journal.written

    def _in_place(self) -> bool:
        try:
            return self._inode is not None and os.path.samestat(self._inode, self._path.stat())
        except FileNotFoundError:
            return False

    def _connect(self) -> sqlite3.Connection:
        """Open the database; one that is damaged or gone is rebuilt first."""
        empty = not self._path.exists() or self._path.stat().st_size == 0
        if empty and (self._journal.size or recovery.backups(self._folder)):
            self._recover("was missing")
        try:
            connection = self._opened()
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
            self._recover("was damaged")
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

    def _recover(self, what: str) -> None:
        self.recovered = recovery.rebuild(self._folder, self._journal, what)

    def _agree(self, connection: sqlite3.Connection) -> None:
        """Give database and journal the entries that only the other has."""
        with transaction(connection):
            for entry in self._journal.after(rows.last_seq(connection)):
                rows.restore(connection, entry)
            self._journal.cut_torn_line()
            for entry in rows.entries_after(connection, self._journal.last_seq()):
                self._journal.append(entry)
            self._journal.sync()
        self._remember(connection)

    def _learn_what_others_wrote(self, connection: sqlite3.Connection) -> None:
        """A quiz in a terminal may write to the record that the window has open."""
        if connection.execute(_VERSION).fetchone()[0] != self._version:
            self._remember(connection)

    def _remember(self, connection: sqlite3.Connection) -> None:
        """What each answer needs; it holds until another program has written."""
        self._version = connection.execute(_VERSION).fetchone()[0]
        self._last_seq = rows.last_seq(connection)
        self._policy = changes.policy(connection)


def _storable(attempt: Attempt) -> Attempt:
    """The attempt without a time below nothing, or halves of characters that UTF-8 lacks."""
    if not isfinite(attempt.seconds) or attempt.seconds < 0:
        attempt = replace(attempt, seconds=0.0)
    if isinstance(attempt.response, Typed):
        text = attempt.response.text.encode("utf-8", "replace").decode("utf-8")
        attempt = replace(attempt, response=Typed(text))
    return attempt
