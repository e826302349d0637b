"""Search over the answers: what was shown and what was given, by SQLite's FTS5.

The index is behind the answers until someone searches or a session ends: an answer
is not kept waiting for it. It has the numbers of answers and no text; a number that
has no answer any more (undone) finds nothing, and no number is given twice.
"""

import re
import sqlite3
import sys
from contextlib import suppress
from itertools import islice

from msgspec import Struct

from studyapp.core.attempts import Attempt
from studyapp.core.items import Item
from studyapp.storage import answers
from studyapp.storage.database import transaction

_WORD = re.compile(r"\w+")

_ALL = sys.maxsize


class Hit(Struct, frozen=True):
    """An answer in which the words were found."""

    attempt: Attempt


def search(connection: sqlite3.Connection, text: str, limit: int) -> list[Hit]:
    """The answers that have all the words, or words that begin so; the newest first."""
    words = _WORD.findall(text)
    if not words:
        return []
    # A database that cannot be written to is searched as far as its index goes.
    with suppress(sqlite3.OperationalError):
        index_new(connection, _ALL)
    found = connection.execute(
        "SELECT searched.rowid FROM searched JOIN attempts ON attempts.seq = searched.rowid"
        " WHERE searched MATCH ? ORDER BY searched.rowid DESC LIMIT ?",
        (" ".join(f'"{word}"*' for word in words), limit),
    )
    return [Hit(answers.attempt_at(connection, seq)) for (seq,) in found.fetchall()]


def index_new(connection: sqlite3.Connection, most: int) -> None:
    """Take the oldest of the answers into the index that it lacks.

    Raises sqlite3.OperationalError where the database cannot be written to.
    """
    (reached,) = connection.execute("SELECT coalesce(max(id), 0) FROM searched_docsize").fetchone()
    with transaction(connection):
        for seq, attempt in islice(answers.attempts_after(connection, reached), most):
            connection.execute(
                "INSERT INTO searched (rowid, shown, given) VALUES (?, ?, ?)",
                (seq, _shown(attempt.item), attempt.response_text),
            )


def forget(connection: sqlite3.Connection) -> None:
    """Empty the index, inside the caller's transaction: the next search fills it anew."""
    connection.execute("INSERT INTO searched (searched) VALUES ('delete-all')")


def _shown(item: Item) -> str:
    """The words of an item, as far as the learner saw them before or after answering."""
    parts = [item.stem, item.statement, item.key]
    parts += [option.text for option in item.options]
    parts += [element.text for element in item.elements]
    parts += [pair.left for pair in item.pairs] + list(item.rights)
    return " ".join(dict.fromkeys(parts))
