"""The tables of the record: entries of the journal in, sessions and attempts out.

Every row carries a CRC-32 of its columns; reading raises ``damage`` where it disagrees.
"""

# ruff: noqa: S608  (what is put into a statement are names of columns and tables from below)

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from heapq import merge
from typing import Any
from zlib import crc32

import msgspec
from msgspec.structs import replace

from studyapp.core.attempts import Attempt, AttemptId, Session, SessionId, SessionScore, Tally
from studyapp.core.bank import BankId
from studyapp.core.items import Grade, Item, Response
from studyapp.storage.database import damage
from studyapp.storage.journal import Answered, Begun, Entry, Finished, decoded

SESSION = "id, bank, title, mode, count, seed, started, finished"
ATTEMPT = "id, bank, topic, kind, facts, item, response, score, why, at, seconds"

_ITEM = msgspec.json.Decoder(Item)
_RESPONSE: msgspec.json.Decoder[Response] = msgspec.json.Decoder(Response)


def last_seq(connection: sqlite3.Connection) -> int:
    """The number of the last entry that the tables hold, 0 where they are empty."""
    found = connection.execute(
        "SELECT max(coalesce((SELECT max(seq) FROM attempts), 0),"
        " coalesce((SELECT max(seq) FROM sessions), 0),"
        " coalesce((SELECT max(finished_seq) FROM sessions), 0))"
    )
    return int(found.fetchone()[0])


def insert(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Store the entry; False where it was stored before.

    Raises sqlite3.IntegrityError for an attempt of a session that never began.
    """
    match entry:
        case Begun():
            return _insert_session(connection, entry.seq, entry.session)
        case Answered():
            return _insert_attempt(connection, entry.seq, entry.attempt)
        case Finished():
            return _finish(connection, entry)


def restore(connection: sqlite3.Connection, entry: Entry) -> None:
    """Store an entry of the journal, whatever else of the journal was lost.

    Its number may have been given to another entry meanwhile, and the line
    that began its session may be damaged: the answer counts all the same.
    """
    match entry:
        case Begun():
            insert(connection, replace(entry, seq=_free(connection, "sessions", entry.seq)))
        case Answered(seq=seq, attempt=attempt):
            if _session_seq(connection, attempt.session) is None:
                stand_in = Session(attempt.session, attempt.item.bank, "", "", 0, 0, attempt.at)
                _insert_session(connection, _free(connection, "sessions", seq), stand_in)
            insert(connection, replace(entry, seq=_free(connection, "attempts", seq)))
        case Finished():
            insert(connection, entry)


def entries_after(connection: sqlite3.Connection, seq: int) -> Iterator[Entry]:
    """The entries later than ``seq``, in their order."""
    return merge(
        _begun_after(connection, seq),
        _answered_after(connection, seq),
        _finished_after(connection, seq),
        key=lambda entry: entry.seq,
    )


def session_scores(connection: sqlite3.Connection) -> Iterator[SessionScore]:
    """Newest first, by their numbers: a clock may have jumped."""
    rows = connection.execute(
        f"SELECT checksum, coalesce(answered, 0), coalesce(total, 0.0), {SESSION} FROM sessions"
        " LEFT JOIN (SELECT session, count(*) AS answered, sum(score) AS total"
        " FROM attempts GROUP BY session) ON session = seq ORDER BY seq DESC"
    )
    for checksum, answered, score, *columns in rows:
        yield SessionScore(_session(checksum, columns), answered, score)


def attempts(connection: sqlite3.Connection, session: SessionId | None) -> Iterator[Attempt]:
    """Oldest first, by their numbers."""
    if session is None:
        found = _attempts(connection, "", ())
    else:
        found = _attempts(connection, "WHERE sessions.id = ?", (session,))
    return (attempt for _, attempt in found)


def tallies(connection: sqlite3.Connection, heading: str, bank: BankId | None) -> list[Tally]:
    """Sums by ``heading``, the column topic or kind, in alphabetical order."""
    rows = connection.execute(
        f"SELECT {heading}, sum(answered), sum(score) FROM tallies"
        f" WHERE bank = coalesce(?, bank) GROUP BY {heading} ORDER BY {heading}",
        (bank,),
    )
    return [Tally(*row) for row in rows]


def _insert_session(connection: sqlite3.Connection, seq: int, session: Session) -> bool:
    finished = _utc(session.finished) if session.finished else None
    columns = (
        session.id,
        session.bank,
        session.title,
        session.mode,
        session.count,
        session.seed,
        _utc(session.started),
        finished,
    )
    done = connection.execute(
        f"INSERT INTO sessions (seq, checksum, finished_seq, {SESSION})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (seq, _checksum(columns), seq if finished else None, *columns),
    )
    return done.rowcount == 1


def _insert_attempt(connection: sqlite3.Connection, seq: int, attempt: Attempt) -> bool:
    item = attempt.item
    columns = (
        attempt.id,
        item.bank,
        item.topic,
        item.kind.value,
        _json(item.facts),
        _json(item),
        _json(attempt.response),
        float(attempt.grade.score),
        attempt.grade.why,
        _utc(attempt.at),
        float(attempt.seconds),
    )
    checked = (attempt.session, *columns)
    done = connection.execute(
        f"INSERT INTO attempts (seq, session, checksum, {ATTEMPT})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (seq, _session_seq(connection, attempt.session), _checksum(checked), *columns),
    )
    return done.rowcount == 1


def _finish(connection: sqlite3.Connection, entry: Finished) -> bool:
    """Sets the end once; a session that is unknown or over stays as it is."""
    row = connection.execute(
        f"SELECT checksum, {SESSION} FROM sessions WHERE id = ? AND finished IS NULL",
        (entry.session,),
    ).fetchone()
    if row is None:
        return False
    finished = _utc(entry.at)
    _session(row[0], row[1:])
    connection.execute(
        "UPDATE sessions SET finished = ?, finished_seq = ?, checksum = ? WHERE id = ?",
        (finished, entry.seq, _checksum((*row[1:-1], finished)), entry.session),
    )
    return True


def _session_seq(connection: sqlite3.Connection, session: SessionId) -> int | None:
    row = connection.execute("SELECT seq FROM sessions WHERE id = ?", (session,)).fetchone()
    return row[0] if row else None


def _free(connection: sqlite3.Connection, table: str, seq: int) -> int:
    """``seq``, or where another row has that number already, the next new one."""
    taken = connection.execute(f"SELECT 1 FROM {table} WHERE seq = ?", (seq,)).fetchone()
    return last_seq(connection) + 1 if taken else seq


def _begun_after(connection: sqlite3.Connection, seq: int) -> Iterator[Entry]:
    rows = connection.execute(
        f"SELECT seq, checksum, {SESSION} FROM sessions WHERE seq > ? ORDER BY seq", (seq,)
    )
    for number, checksum, *columns in rows:
        yield Begun(number, replace(_session(checksum, columns), finished=None))


def _answered_after(connection: sqlite3.Connection, seq: int) -> Iterator[Entry]:
    for number, attempt in _attempts(connection, "WHERE attempts.seq > ?", (seq,)):
        yield Answered(number, attempt)


def _finished_after(connection: sqlite3.Connection, seq: int) -> Iterator[Entry]:
    rows = connection.execute(
        "SELECT finished_seq, id, finished FROM sessions WHERE finished_seq > ?"
        " ORDER BY finished_seq",
        (seq,),
    )
    for number, session, finished in rows:
        yield Finished(number, session, datetime.fromisoformat(finished))


def _attempts(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...]
) -> Iterator[tuple[int, Attempt]]:
    rows = connection.execute(
        "SELECT attempts.seq, attempts.checksum, sessions.id,"
        f" {', '.join(f'attempts.{name}' for name in ATTEMPT.split(', '))}"
        " FROM attempts JOIN sessions ON sessions.seq = attempts.session"
        f" {where} ORDER BY attempts.seq",
        values,
    )
    for seq, checksum, session, *columns in rows:
        yield seq, _attempt(checksum, session, columns)


def _session(checksum: int, columns: Sequence[Any]) -> Session:
    _verify(checksum, columns)
    number, bank, title, mode, count, seed, started, finished = columns
    return Session(
        number,
        bank,
        title,
        mode,
        count,
        seed,
        datetime.fromisoformat(started),
        datetime.fromisoformat(finished) if finished else None,
    )


def _attempt(checksum: int, session: str, columns: Sequence[Any]) -> Attempt:
    _verify(checksum, (session, *columns))
    number, _, _, _, _, item, response, score, why, at, seconds = columns
    return Attempt(
        AttemptId(number),
        SessionId(session),
        decoded(item.encode(), _ITEM),
        decoded(response.encode(), _RESPONSE),
        Grade(score, why),
        datetime.fromisoformat(at),
        seconds,
    )


def _verify(checksum: int, columns: Sequence[Any]) -> None:
    if _checksum(columns) != checksum:
        raise damage("a row does not agree with its checksum")


def _checksum(columns: Sequence[Any]) -> int:
    return crc32(msgspec.json.encode(columns))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
