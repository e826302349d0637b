"""The tables of sessions and attempts.

Every row carries a CRC-32 of its columns; reading raises ``damage`` where it disagrees.
"""

# ruff: noqa: S608  (what is put into a statement are names of columns and tables from below)

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from studyapp.core.attempts import Attempt, AttemptId, Session, SessionId, SessionScore
from studyapp.core.bank import BankId, FactId, Kind
from studyapp.core.certainty import Confidence
from studyapp.core.items import Grade, Item, Response
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.rating import Rating
from studyapp.core.sessions import Plan
from studyapp.storage.checksums import checksum, verify
from studyapp.storage.journal import Answered, Begun, Finished, decoded

# What the first version of the database lacked stands last and is left out of the
# checksum where it says nothing: so the rows of that version keep theirs. ``clock_back`` was
# said up to the fourth version: it follows from the times, but their checksums
# have it.
SESSION = "id, bank, title, mode, count, seed, started, finished, plan, queue"
_LATER_SESSION = (None, None)
ATTEMPT = (
    "id, bank, topic, kind, facts, item, response, score, why, at, seconds,"
    " hints, confidence, day, rating, clock_back"
)
_LATER_ATTEMPT = (0, None, None, None, 0)
_LATER = len(_LATER_ATTEMPT)

_INSERT_SESSION = (
    f"INSERT INTO sessions (seq, checksum, finished_seq, {SESSION})"
    f" VALUES (?, ?, ?{', ?' * len(SESSION.split(','))}) ON CONFLICT (id) DO NOTHING"
)
_INSERT_ATTEMPT = (
    f"INSERT INTO attempts (seq, session, checksum, {ATTEMPT})"
    " VALUES (?, (SELECT seq FROM sessions WHERE id = ?), ?"
    f"{', ?' * len(ATTEMPT.split(','))}) ON CONFLICT (id) DO NOTHING"
)

_PLAN = msgspec.json.Decoder(Plan)
_QUEUE = msgspec.json.Decoder(tuple[FactId, ...])
_ITEM = msgspec.json.Decoder(Item)
_RESPONSE: msgspec.json.Decoder[Response] = msgspec.json.Decoder(Response)


def session_scores(connection: sqlite3.Connection, most: int = -1) -> Iterator[SessionScore]:
    """Newest first, by their numbers: a clock may have jumped. -1 is all of them.

    Answers count as far as ``tallies`` has got.
    """
    rows = connection.execute(
        "SELECT checksum, (SELECT count(*) FROM indexed_answers WHERE session = sessions.seq),"
        " (SELECT total(score) FROM indexed_answers WHERE session = sessions.seq),"
        f" {SESSION} FROM sessions ORDER BY seq DESC LIMIT ?",
        (most,),
    )
    for expected, answered, score, *columns in rows:
        yield SessionScore(_session(expected, columns), answered, score)


def attempts(connection: sqlite3.Connection, session: SessionId | None) -> Iterator[Attempt]:
    """Oldest first, by their numbers."""
    if session is None:
        found = _attempts(connection, "", ())
    else:
        found = _attempts(
            connection,
            "WHERE attempts.seq IN (SELECT seq FROM history WHERE session = ?)",
            (session_seq(connection, session),),
        )
    return (each.attempt for each in found)


def attempts_after(connection: sqlite3.Connection, seq: int) -> Iterator[tuple[int, Attempt]]:
    """The attempts later than ``seq``, each behind its number."""
    for each in _attempts(connection, "WHERE attempts.seq > ?", (seq,)):
        yield each.seq, each.attempt


def attempt_at(connection: sqlite3.Connection, seq: int) -> Attempt:
    return next(_attempts(connection, "WHERE attempts.seq = ?", (seq,))).attempt


def latest_session(connection: sqlite3.Connection, bank: BankId) -> Session | None:
    """The session of a bank that began last."""
    row = connection.execute(
        f"SELECT checksum, {SESSION} FROM sessions WHERE bank = ? ORDER BY seq DESC LIMIT 1",
        (bank,),
    ).fetchone()
    return _session(row[0], row[1:]) if row else None


def right_times(connection: sqlite3.Connection, most: int) -> list[tuple[Kind, float]]:
    """How long right answers took (seconds), of the latest ``most`` answers, by kind."""
    rows = connection.execute(
        "SELECT kind, score, seconds FROM attempts ORDER BY seq DESC LIMIT ?", (most,)
    )
    return [(Kind(kind), seconds) for kind, score, seconds in rows if score >= 1]


def insert_session(connection: sqlite3.Connection, seq: int, session: Session) -> bool:
    """Store a session; False where it was stored before."""
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
        _json(session.plan) if session.plan else None,
        _json(session.queue) if session.queue else None,
    )
    done = connection.execute(
        _INSERT_SESSION,
        (seq, checksum(_session_checked(columns)), seq if finished else None, *columns),
    )
    return done.rowcount == 1


def insert_attempt(
    connection: sqlite3.Connection, seq: int, attempt: Attempt, review: Review | None
) -> bool:
    """Store an attempt and what it counts for; False where it was stored before.

    Raises sqlite3.IntegrityError for an attempt of a session that never began.
    """
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
        attempt.hints,
        attempt.confidence.value if attempt.confidence else None,
        review.day if review else None,
        review.rating.value if review else None,
        0,
    )
    checked = _attempt_checked(attempt.session, columns)
    done = connection.execute(_INSERT_ATTEMPT, (seq, attempt.session, checksum(checked), *columns))
    return done.rowcount == 1


def has_attempt(connection: sqlite3.Connection, attempt: AttemptId) -> bool:
    found = connection.execute("SELECT 1 FROM attempts WHERE id = ?", (attempt,)).fetchone()
    return found is not None


def delete_attempt(
    connection: sqlite3.Connection, attempt: AttemptId
) -> tuple[BankId, FactId] | None:
    """Remove an attempt where it is there; returns its fact where it counted for the schedule."""
    row = connection.execute(
        "SELECT bank, fact, rating FROM attempts WHERE id = ?", (attempt,)
    ).fetchone()
    connection.execute("DELETE FROM attempts WHERE id = ?", (attempt,))
    return (row[0], row[1]) if row and row[2] is not None else None


def finish(connection: sqlite3.Connection, entry: Finished) -> bool:
    """Sets the end once; a session that is unknown or over stays as it is."""
    row = connection.execute(
        f"SELECT checksum, {SESSION} FROM sessions WHERE id = ? AND finished IS NULL",
        (entry.session,),
    ).fetchone()
    if row is None:
        return False
    _session(row[0], row[1:])
    *begun, _, plan, queue = row[1:]
    finished = _utc(entry.at)
    checked = _session_checked((*begun, finished, plan, queue))
    connection.execute(
        "UPDATE sessions SET finished = ?, finished_seq = ?, checksum = ? WHERE id = ?",
        (finished, entry.seq, checksum(checked), entry.session),
    )
    return True


def session_seq(connection: sqlite3.Connection, session: SessionId) -> int | None:
    """The number of a session, None where it never began."""
    row = connection.execute("SELECT seq FROM sessions WHERE id = ?", (session,)).fetchone()
    return row[0] if row else None


def begun_after(connection: sqlite3.Connection, seq: int) -> Iterator[Begun]:
    rows = connection.execute(
        f"SELECT seq, checksum, {SESSION} FROM sessions WHERE seq > ? ORDER BY seq", (seq,)
    )
    for number, expected, *columns in rows:
        yield Begun(number, replace(_session(expected, columns), finished=None))


def answered_after(connection: sqlite3.Connection, seq: int) -> Iterator[Answered]:
    return _attempts(connection, "WHERE attempts.seq > ?", (seq,))


def finished_after(connection: sqlite3.Connection, seq: int) -> Iterator[Finished]:
    rows = connection.execute(
        "SELECT finished_seq, id, finished FROM sessions WHERE finished_seq > ?"
        " ORDER BY finished_seq",
        (seq,),
    )
    for number, session, finished in rows:
        yield Finished(number, session, datetime.fromisoformat(finished))


def _attempts(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...]
) -> Iterator[Answered]:
    rows = connection.execute(
        "SELECT attempts.seq, attempts.checksum, sessions.id,"
        f" {', '.join(f'attempts.{name}' for name in ATTEMPT.split(', '))}"
        " FROM attempts JOIN sessions ON sessions.seq = attempts.session"
        f" {where} ORDER BY attempts.seq",
        values,
    )
    for seq, expected, session, *columns in rows:
        yield _answered(seq, expected, session, columns)


def _session(expected: int, columns: Sequence[Any]) -> Session:
    verify(expected, _session_checked(columns))
    number, bank, title, mode, count, seed, started, finished, plan, queue = columns
    return Session(
        number,
        bank,
        title,
        mode,
        count,
        seed,
        datetime.fromisoformat(started),
        datetime.fromisoformat(finished) if finished else None,
        _PLAN.decode(plan) if plan else None,
        _QUEUE.decode(queue) if queue else (),
    )


def _answered(seq: int, expected: int, session: str, columns: Sequence[Any]) -> Answered:
    verify(expected, _attempt_checked(session, columns))
    number, _, _, _, _, item, response, score, why, at, seconds = columns[:-_LATER]
    hints, confidence, day, rating, _ = columns[-_LATER:]
    attempt = Attempt(
        AttemptId(number),
        SessionId(session),
        decoded(item.encode(), _ITEM),
        decoded(response.encode(), _RESPONSE),
        Grade(score, why),
        datetime.fromisoformat(at),
        seconds,
        hints,
        Confidence(confidence) if confidence else None,
    )
    return Answered(seq, attempt, Review(day, Rating(rating)) if rating else None)


def _session_checked(columns: Sequence[Any]) -> Sequence[Any]:
    later = len(_LATER_SESSION)
    return columns[:-later] if tuple(columns[-later:]) == _LATER_SESSION else columns


def _attempt_checked(session: str, columns: Sequence[Any]) -> Sequence[Any]:
    plain = tuple(columns[-_LATER:]) == _LATER_ATTEMPT
    return (session, *(columns[:-_LATER] if plain else columns))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _utc(moment: datetime) -> str:
    """The very text of ``isoformat``, which takes its time to make it."""
    return str(msgspec.to_builtins(moment.astimezone(UTC))).removesuffix("Z") + "+00:00"
