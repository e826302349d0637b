"""The tables of the schedule: what each answer counted for, and the cards that follow from it.

A card is a function of the reviews of its fact, of the policy and of what the learner
set aside, and of nothing else. So an answer that is undone leaves the card that there
was before it, and a database that is rebuilt has the cards that the old one had.
"""

# ruff: noqa: S608  (what is put into a statement are names of columns from below)

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from studyapp.core.bank import BankId, FactId, Kind
from studyapp.core.scheduling import cards as schedule
from studyapp.core.scheduling.cards import Card, Review
from studyapp.core.scheduling.daily import Done
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.storage import changes
from studyapp.storage.checksums import checksum, verify
from studyapp.storage.journal import SetAside

CARD = (
    "bank, fact, stability, difficulty, last, due, reviews, lapses, suspended, buried_until, first"
)
_CARD_OF = f"SELECT checksum, {CARD} FROM cards WHERE bank = ? AND fact = ?"
_STORE = f"INSERT OR REPLACE INTO cards (checksum, {CARD}) VALUES (?{', ?' * len(CARD.split(','))})"
# ``seq`` is among the columns so that SQLite need not sort all of the history to order by it.
_HISTORIES = (
    "SELECT bank, fact, day, rating, seq FROM history"
    " WHERE {where} day IS NOT NULL ORDER BY bank, fact, seq"
)


def of_bank(connection: sqlite3.Connection, bank: BankId) -> dict[FactId, Card]:
    """The cards of a bank; a fact that was never asked nor set aside has none."""
    found = connection.execute(f"SELECT checksum, {CARD} FROM cards WHERE bank = ?", (bank,))
    cards = (_card(row) for row in found)
    return {card.fact: card for card, _first in cards}


def one(connection: sqlite3.Connection, bank: BankId, fact: FactId) -> Card:
    """The card of a fact, a new one where there is none."""
    return _stored(connection, bank, fact)[0]


def done(connection: sqlite3.Connection, bank: BankId, day: Day) -> Done:
    """How many facts were reviewed on a day: those known before, and those met on it."""
    reviews, new = connection.execute(
        "SELECT count(*), coalesce(sum(first = ?), 0) FROM cards WHERE bank = ? AND last = ?",
        (day, bank, day),
    ).fetchone()
    return Done(reviews=reviews - new, new=new)


def due_and_known(
    connection: sqlite3.Connection, bank: BankId, day: Day
) -> tuple[list[FactId], list[FactId]]:
    """The facts that are due, and those that are reviewed or set aside."""
    active = "NOT suspended AND buried_until <= :day"
    due = f"reviews AND due <= :day AND {active}"
    known = f"(reviews OR NOT ({active}))"
    values = {"bank": bank, "day": day}
    return _facts(connection, due, values), _facts(connection, known, values)


def aside(connection: sqlite3.Connection, bank: BankId, day: Day) -> list[FactId]:
    """The facts that are suspended, and those that are buried beyond the day."""
    values = {"bank": bank, "day": day}
    return _facts(connection, "(suspended OR buried_until > :day)", values)


def _facts(connection: sqlite3.Connection, where: str, values: dict[str, object]) -> list[FactId]:
    """The facts of a bank for whose cards something holds.

    They come as one text: many thousands of rows would take three times as long.
    """
    (found,) = connection.execute(
        f"SELECT group_concat(fact, char(10)) FROM cards WHERE bank = :bank AND {where}", values
    ).fetchone()
    return found.split("\n") if found else []


def reviews(connection: sqlite3.Connection, bank: BankId, fact: FactId) -> list[Review]:
    """What was answered to a fact, oldest first."""
    rows = connection.execute(_HISTORIES.format(where="bank = ? AND fact = ? AND"), (bank, fact))
    return [Review(day, Rating(rating)) for _, _, day, rating, _ in rows]


def histories(connection: sqlite3.Connection, bank: BankId) -> dict[FactId, list[Review]]:
    """What was answered to each fact of a bank, oldest first."""
    rows = connection.execute(_HISTORIES.format(where="bank = ? AND"), (bank,))
    return {fact: list(history) for (_, fact), history in _grouped(rows)}


def recent_kinds(
    connection: sqlite3.Connection, bank: BankId, fact: FactId, most: int
) -> list[Kind]:
    """The kinds in which a fact was last seen, the latest last."""
    rows = connection.execute(
        "SELECT kind, seq FROM history WHERE bank = ? AND fact = ? ORDER BY seq DESC LIMIT ?",
        (bank, fact, most),
    )
    return [Kind(kind) for kind, _ in rows][::-1]


def latest_scores(
    connection: sqlite3.Connection, bank: BankId, facts: Iterable[FactId]
) -> dict[FactId, float]:
    """What the latest answer to each fact was worth; nothing for one that was never asked."""
    found = {}
    for fact in facts:
        row = connection.execute(
            "SELECT score, seq FROM history WHERE bank = ? AND fact = ? ORDER BY seq DESC LIMIT 1",
            (bank, fact),
        ).fetchone()
        if row:
            found[fact] = row[0]
    return found


def add_review(
    connection: sqlite3.Connection, bank: BankId, fact: FactId, review: Review, policy: Policy
) -> None:
    """Change the card of a fact as its latest review says."""
    card, first = _stored(connection, bank, fact)
    after = schedule.review(card, review.rating, review.day, policy)
    _store(connection, after, first or review.day)


def follow(connection: sqlite3.Connection, bank: BankId, fact: FactId) -> None:
    """Make the card anew from the reviews that there are."""
    card, _first = _stored(connection, bank, fact)
    history = reviews(connection, bank, fact)
    _store_replayed(connection, card, history, changes.policy(connection))


def follow_all(connection: sqlite3.Connection) -> None:
    """Make every card anew, in every bank, from reviews, policy and what was set aside."""
    policy = changes.policy(connection)
    aside = {(each.bank, each.fact): each for each in changes.set_aside(connection)}
    forget_all(connection)
    for (bank, fact), history in _grouped(connection.execute(_HISTORIES.format(where=""))):
        card = _aside(Card(bank, fact), aside.pop((bank, fact), None))
        _store_replayed(connection, card, list(history), policy)
    for (bank, fact), entry in aside.items():
        _store(connection, _aside(Card(bank, fact), entry), 0)


def set_aside(connection: sqlite3.Connection, entry: SetAside) -> None:
    card, first = _stored(connection, entry.bank, entry.fact)
    _store(connection, _aside(card, entry), first)


def apply_policy(connection: sqlite3.Connection, before: Policy, policy: Policy) -> None:
    """Give every card what a changed policy gives it."""
    if before.weights != policy.weights:
        follow_all(connection)
        return
    rows = connection.execute(f"SELECT checksum, {CARD} FROM cards WHERE reviews").fetchall()
    for row in rows:
        card, first = _card(row)
        _store(connection, schedule.reschedule(card, policy), first)


def forget_all(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM cards")


def _store_replayed(
    connection: sqlite3.Connection, card: Card, history: Sequence[Review], policy: Policy
) -> None:
    first = history[0].day if history else 0
    _store(connection, schedule.replay(card, history, policy), first)


def _stored(connection: sqlite3.Connection, bank: BankId, fact: FactId) -> tuple[Card, Day]:
    """The card of a fact, and the day of its first review."""
    row = connection.execute(_CARD_OF, (bank, fact)).fetchone()
    return _card(row) if row else (Card(bank, fact), 0)


def _store(connection: sqlite3.Connection, card: Card, first: Day) -> None:
    """Keep the card; one that says nothing is not kept at all."""
    if card == Card(card.bank, card.fact):
        connection.execute("DELETE FROM cards WHERE bank = ? AND fact = ?", (card.bank, card.fact))
        return
    columns = (
        card.bank,
        card.fact,
        card.stability,
        card.difficulty,
        card.last,
        card.due,
        card.reviews,
        card.lapses,
        int(card.suspended),
        card.buried_until,
        first,
    )
    connection.execute(_STORE, (checksum(columns), *columns))


def _card(row: Sequence[Any]) -> tuple[Card, Day]:
    verify(row[0], row[1:])
    _, bank, fact, stability, difficulty, last, due, count, lapses, suspended, buried, first = row
    card = Card(
        bank, fact, stability, difficulty, last, due, count, lapses, bool(suspended), buried
    )
    return card, first


def _aside(card: Card, entry: SetAside | None) -> Card:
    if entry is None:
        return card
    return replace(card, suspended=entry.suspended, buried_until=entry.buried_until)


def _grouped(
    rows: Iterable[tuple[BankId, FactId, Day, int, int]],
) -> Iterator[tuple[tuple[BankId, FactId], Iterator[Review]]]:
    for key, group in groupby(rows, key=lambda row: (row[0], row[1])):
        yield key, (Review(day, Rating(rating)) for _, _, day, rating, _ in group)
