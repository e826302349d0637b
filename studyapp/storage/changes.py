"""The table of what was undone, set aside, flagged and decided: lines of the journal, kept.

What follows from them stands in other tables (see ``cards``); here they stay as they
were said, so that the journal can be written again from the database.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from studyapp.core.attempts import AttemptId, Flag
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.checksums import checksum, verify
from studyapp.storage.journal import Change, Decided, Flagged, SetAside, Undone, Unflagged, decoded

_USUAL = Policy()

_KEPT = "SELECT seq, checksum, sort, subject, entry FROM changes"
_LATEST_POLICY = f"{_KEPT} WHERE sort = 'decided' AND subject = '' ORDER BY seq DESC LIMIT 1"

_CHANGE: msgspec.json.Decoder[Change] = msgspec.json.Decoder(Change)


def insert(connection: sqlite3.Connection, change: Change) -> None:
    """Keep the change under its number."""
    columns = (*_place(change), msgspec.json.encode(change).decode())
    connection.execute(
        "INSERT INTO changes (seq, sort, subject, entry, checksum) VALUES (?, ?, ?, ?, ?)",
        (change.seq, *columns, checksum(columns)),
    )


def holds(connection: sqlite3.Connection, change: Change) -> bool:
    """Whether this very change is kept already."""
    sort, subject = _place(change)
    return any(
        replace(kept, seq=change.seq) == change
        for kept in _kept(
            connection, "WHERE sort = ? AND subject = ? AND seq = ?", (sort, subject, change.seq)
        )
    )


def after(connection: sqlite3.Connection, seq: int) -> Iterator[Change]:
    """The changes later than ``seq``, in their order."""
    return _kept(connection, "WHERE seq > ?", (seq,))


def policy(connection: sqlite3.Connection) -> Policy:
    """What the learner decided last; the usual policy where that was never said."""
    row = connection.execute(_LATEST_POLICY).fetchone()
    if row is None:
        return _USUAL
    decided = _change(row)
    return decided.policy if isinstance(decided, Decided) else _USUAL


def flags(connection: sqlite3.Connection) -> list[Flag]:
    """Those that were not taken off again, oldest first."""
    found: list[Flag] = []
    for each in _kept(connection, "WHERE sort IN ('flagged', 'unflagged') AND subject = ''", ()):
        match each:
            case Flagged(flag=flag):
                found.append(flag)
            case Unflagged(flag=flag) if flag in found:
                found.remove(flag)
    return found


def set_aside(connection: sqlite3.Connection) -> list[SetAside]:
    """All that was said of what to leave alone, oldest first."""
    found = _kept(connection, "WHERE sort = 'set_aside' AND subject = ''", ())
    return [each for each in found if isinstance(each, SetAside)]


def is_undone(connection: sqlite3.Connection, attempt: AttemptId) -> bool:
    """Whether an answer was given and taken back."""
    return (
        connection.execute(
            "SELECT 1 FROM changes WHERE sort = 'undone' AND subject = ?", (attempt,)
        ).fetchone()
        is not None
    )


def _kept(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...]
) -> Iterator[Change]:
    return map(_change, connection.execute(f"{_KEPT} {where} ORDER BY seq", values))


def _change(row: Sequence[Any]) -> Change:
    seq, expected, *columns = row
    verify(expected, columns)
    return replace(decoded(columns[-1].encode(), _CHANGE), seq=seq)


def _place(change: Change) -> tuple[str, str]:
    """The sort of a change, and what it is about where it is looked for by that."""
    match change:
        case Undone(attempt=attempt):
            return "undone", attempt
        case SetAside():
            return "set_aside", ""
        case Flagged():
            return "flagged", ""
        case Unflagged():
            return "unflagged", ""
        case Decided():
            return "decided", ""
