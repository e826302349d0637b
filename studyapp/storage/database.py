"""The learner's database file: its settings, its versions, its backups."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from studyapp.storage.private import private_file, private_folder, sync_folder
from studyapp.storage.tallies import HOURS

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
    (
        "ALTER TABLE sessions ADD COLUMN plan TEXT",
        "ALTER TABLE sessions ADD COLUMN queue TEXT",
        # The fact that was asked, and what the answer counted for in its schedule.
        """ALTER TABLE attempts ADD COLUMN fact TEXT
            GENERATED ALWAYS AS (json_extract(facts, '$[0]')) VIRTUAL""",
        "ALTER TABLE attempts ADD COLUMN hints INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE attempts ADD COLUMN confidence TEXT",
        "ALTER TABLE attempts ADD COLUMN day INTEGER",
        "ALTER TABLE attempts ADD COLUMN rating INTEGER",
        # Whether the clock showed less than at the answer before.
        "ALTER TABLE attempts ADD COLUMN clock_back INTEGER NOT NULL DEFAULT 0",
        """CREATE INDEX attempts_by_fact
            ON attempts (bank, fact, seq, kind, score, day, rating)""",
        # ``first`` is the day of the first review, 0 where there was none.
        """CREATE TABLE cards (
            bank TEXT NOT NULL,
            fact TEXT NOT NULL,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            last INTEGER NOT NULL,
            due INTEGER NOT NULL,
            reviews INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            suspended INTEGER NOT NULL,
            buried_until INTEGER NOT NULL,
            first INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (bank, fact)
        ) WITHOUT ROWID""",
        # What was undone, set aside, flagged and decided, as the journal has it.
        """CREATE TABLE changes (
            seq INTEGER PRIMARY KEY,
            sort TEXT NOT NULL,
            subject TEXT NOT NULL,
            entry TEXT NOT NULL,
            checksum INTEGER NOT NULL
        )""",
        "CREATE INDEX changes_by_subject ON changes (sort, subject, seq)",
        # Whole millionths of a point: an answer that is undone leaves the very sum before it.
        "DROP TRIGGER attempt_counted",
        "DROP TABLE tallies",
        """CREATE TABLE tallies (
            bank TEXT NOT NULL,
            topic TEXT NOT NULL,
            kind TEXT NOT NULL,
            answered INTEGER NOT NULL,
            points INTEGER NOT NULL,
            PRIMARY KEY (bank, topic, kind)
        ) WITHOUT ROWID""",
        """INSERT INTO tallies
            SELECT bank, topic, kind, count(*), sum(CAST(round(score * 1000000) AS INTEGER))
            FROM attempts GROUP BY bank, topic, kind""",
        """CREATE TRIGGER attempt_counted AFTER INSERT ON attempts BEGIN
            INSERT INTO tallies VALUES (
                NEW.bank, NEW.topic, NEW.kind, 1, CAST(round(NEW.score * 1000000) AS INTEGER)
            ) ON CONFLICT DO UPDATE
                SET answered = answered + 1, points = points + excluded.points;
        END""",
        """CREATE TRIGGER attempt_taken_back AFTER DELETE ON attempts BEGIN
            UPDATE tallies SET answered = answered - 1,
                points = points - CAST(round(OLD.score * 1000000) AS INTEGER)
                WHERE bank = OLD.bank AND topic = OLD.topic AND kind = OLD.kind;
            DELETE FROM tallies WHERE answered = 0
                AND bank = OLD.bank AND topic = OLD.topic AND kind = OLD.kind;
        END""",
        # Filled when someone searches, and without a copy of the texts (see ``search``).
        """CREATE VIRTUAL TABLE searched USING fts5 (
            shown, given, content = '', tokenize = "unicode61 remove_diacritics 2"
        )""",
    ),
    HOURS,
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
