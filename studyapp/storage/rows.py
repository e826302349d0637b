"""The entries of the journal in the tables of the database: one goes in, all come out.

Every row carries a CRC-32 of its columns; reading raises ``damage`` where it disagrees.
"""

# ruff: noqa: S608  (what is put into a statement are names of tables from below)

import sqlite3
from collections.abc import Iterator
from heapq import merge

from msgspec.structs import replace

from studyapp.core.attempts import Session
from studyapp.core.scheduling.policy import Policy
from studyapp.storage import answers, cards, changes, tallies
from studyapp.storage.journal import (
    Answered,
    Begun,
    Change,
    Decided,
    Entry,
    Finished,
    Flagged,
    SetAside,
    Undone,
    Unflagged,
)


def last_seq(connection: sqlite3.Connection) -> int:
    """The number of the last entry that the tables hold, 0 where they are empty."""
    found = connection.execute(
        "SELECT max(coalesce((SELECT max(seq) FROM attempts), 0),"
        " coalesce((SELECT max(seq) FROM sessions), 0),"
        " coalesce((SELECT max(finished_seq) FROM sessions), 0),"
        " coalesce((SELECT max(seq) FROM changes), 0))"
    )
    return int(found.fetchone()[0])


def insert(connection: sqlite3.Connection, entry: Entry, policy: Policy) -> bool:
    """Store the entry and what follows from it; False where it was stored before.

    ``policy`` is the one in force. Raises sqlite3.IntegrityError for an attempt of a
    session that never began.
    """
    match entry:
        case Begun():
            return answers.insert_session(connection, entry.seq, entry.session)
        case Answered():
            return _answer(connection, entry, policy)
        case Finished():
            return answers.finish(connection, entry)
        case Undone():
            known = answers.has_attempt(connection, entry.attempt)
            if known:
                _change(connection, entry, policy)
            return known
        case SetAside() | Flagged() | Unflagged() | Decided():
            _change(connection, entry, policy)
            return True


def restore(connection: sqlite3.Connection, entry: Entry) -> None:
    """Store an entry of the journal, whatever else of the journal was lost.

    Its number may have been given to another entry meanwhile, and the line
    that began its session may be damaged: the answer counts all the same.
    """
    policy = changes.policy(connection)
    match entry:
        case Begun():
            seq = _free(connection, "sessions", entry.seq)
            insert(connection, replace(entry, seq=seq), policy)
        case Answered(seq=seq, attempt=attempt):
            if changes.is_undone(connection, attempt.id):
                return
            if answers.session_seq(connection, attempt.session) is None:
                stand_in = Session(attempt.session, attempt.item.bank, "", "", 0, 0, attempt.at)
                answers.insert_session(connection, _free(connection, "sessions", seq), stand_in)
            seq = _free(connection, "attempts", seq)
            insert(connection, replace(entry, seq=seq), policy)
        case Finished():
            insert(connection, entry, policy)
        case Undone() | SetAside() | Flagged() | Unflagged() | Decided():
            if not changes.holds(connection, entry):
                seq = _free(connection, "changes", entry.seq)
                _change(connection, replace(entry, seq=seq), policy)


def forget_what_follows(connection: sqlite3.Connection) -> None:
    """Remove cards and sums, which follow from the entries, before many of those are restored."""
    cards.forget_all(connection)
    tallies.forget(connection)


def follow_all(connection: sqlite3.Connection) -> None:
    """Make anew what follows from the entries, once many of them were restored."""
    tallies.follow(connection)
    cards.follow_all(connection)


def entries_after(connection: sqlite3.Connection, seq: int) -> Iterator[Entry]:
    """The entries later than ``seq``, in their order."""
    return merge(
        answers.begun_after(connection, seq),
        answers.answered_after(connection, seq),
        answers.finished_after(connection, seq),
        changes.after(connection, seq),
        key=lambda entry: entry.seq,
    )


def _answer(connection: sqlite3.Connection, entry: Answered, policy: Policy) -> bool:
    """Store the answer and, where it counts for the schedule, the card that it makes."""
    if not answers.insert_attempt(connection, entry.seq, entry.attempt, entry.review):
        return False
    if entry.review:
        item = entry.attempt.item
        cards.add_review(connection, item.bank, item.fact, entry.review, policy)
    return True


def _change(connection: sqlite3.Connection, change: Change, before: Policy) -> None:
    """Keep the change and do what it says; ``before`` is the policy in force so far."""
    changes.insert(connection, change)
    match change:
        case Undone(attempt=attempt):
            tallies.take_off(connection, attempt)
            scheduled = answers.delete_attempt(connection, attempt)
            if scheduled:
                cards.follow(connection, *scheduled)
        case SetAside():
            cards.set_aside(connection, change)
        case Decided(policy=policy):
            cards.apply_policy(connection, before, policy)
        case Flagged() | Unflagged():
            pass  # nothing follows from it


def _free(connection: sqlite3.Connection, table: str, seq: int) -> int:
    """``seq``, or where another row has that number already, the next new one."""
    taken = connection.execute(f"SELECT 1 FROM {table} WHERE seq = ?", (seq,)).fetchone()
    return last_seq(connection) + 1 if taken else seq
