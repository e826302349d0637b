"""Sums over answers by the hour, kept beside the answers so that no chart reads a million rows.

With them goes what answers are looked up by. Both are behind the answers until someone
reads the sums, a session ends or some hundreds of answers have come: an answer is not kept
waiting for them. A database that cannot be written to shows sums as far as they go; what
is looked up (the view ``history``) is always whole.
"""

# ruff: noqa: S608  (what is put into a statement stands in this file)

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from itertools import pairwise
from math import ceil

import msgspec
from msgspec import Struct

from studyapp.core.attempts import AttemptId, Tally
from studyapp.core.bank import BankId, Kind
from studyapp.core.items import Chosen, Grouped, Response
from studyapp.core.scheduling.days import Day, day_of
from studyapp.core.statistics.attribution import STATEMENTS, Attributed
from studyapp.core.statistics.timeline import Daily, Period, period_for, starts
from studyapp.storage.database import transaction

_HOUR = 3600
_POINT = 1_000_000
_SECOND = 1_000
_SUMS = "sum(answered), sum(points), sum(milliseconds)"

# Answers from the first to the last are counted so many times; confidence only where given.
_COUNT = """
    INSERT INTO hours
        SELECT bank, split, hour, heading,
            :times * count(*), :times * sum(points), :times * sum(milliseconds)
        FROM (
            SELECT bank, column1 AS split, hour, points, milliseconds,
                CASE column1
                    WHEN 'topic' THEN topic
                    WHEN 'kind' THEN kind
                    WHEN 'confidence' THEN confidence
                    ELSE ''
                END AS heading
            FROM counted_answers, (VALUES ('all'), ('topic'), ('kind'), ('confidence'))
            WHERE seq BETWEEN :first AND :last
        )
        WHERE heading IS NOT NULL
        GROUP BY bank, split, hour, heading
        ON CONFLICT DO UPDATE SET
            answered = answered + excluded.answered,
            points = points + excluded.points,
            milliseconds = milliseconds + excluded.milliseconds"""

_INDEX = """
    INSERT INTO indexed_answers
        SELECT bank, coalesce(fact, ''), seq, session, kind, score, day, rating FROM attempts
        WHERE seq BETWEEN :first AND :last"""


class Split(StrEnum):
    """What the sums are kept by; by confidence only answers for which it was given."""

    ALL = "all"
    TOPIC = "topic"
    KIND = "kind"
    CONFIDENCE = "confidence"


class Clock(Struct, frozen=True):
    """Where the learner's days begin: ``zone`` is where the computer says, if None.

    Where clocks differ from UTC by half an hour, half an hour of a night may count
    for the day beside it.
    """

    zone: tzinfo | None
    day_begins: int

    def day(self, hour: int) -> Day:
        at = datetime.fromtimestamp(hour * _HOUR, UTC)
        here = self.zone or at.astimezone().tzinfo
        assert here is not None, "a local time knows its zone"
        return day_of(at, here, self.day_begins)

    def first_hour(self, day: Day) -> int:
        """The first hour that begins on the day."""
        begins = datetime.combine(date.fromordinal(day), time(self.day_begins), self.zone)
        return ceil(begins.timestamp() / _HOUR)


def catch_up(connection: sqlite3.Connection) -> None:
    """Add the answers that the sums lack.

    Raises sqlite3.OperationalError where the database cannot be written to.
    """
    if _latest(connection) > _reached(connection):
        with transaction(connection):
            follow(connection)


def follow(connection: sqlite3.Connection) -> None:
    """Add the answers that the sums lack, inside the caller's transaction."""
    first, latest = _reached(connection) + 1, _latest(connection)
    _count(connection, 1, first, latest)
    connection.execute(_INDEX, {"first": first, "last": latest})
    connection.execute("UPDATE summed SET up_to = ?", (latest,))


def up_to_date(connection: sqlite3.Connection) -> None:
    """Add the answers that the sums lack, where the database can be written to."""
    with suppress(sqlite3.OperationalError):
        catch_up(connection)


def take_off(connection: sqlite3.Connection, attempt: AttemptId) -> None:
    """Take an answer that is about to be removed off the sums, inside the caller's transaction."""
    follow(connection)
    row = connection.execute(
        "SELECT attempts.seq, coalesce(fact, ''), attempts.bank, hour"
        " FROM attempts JOIN counted_answers USING (seq) WHERE id = ?",
        (attempt,),
    ).fetchone()
    if row is None:
        return
    seq, fact, bank, hour = row
    _count(connection, -1, seq, seq)
    connection.execute(
        "DELETE FROM indexed_answers WHERE bank = ? AND fact = ? AND seq = ?", (bank, fact, seq)
    )
    for split in Split:
        connection.execute(
            "DELETE FROM hours WHERE bank = ? AND split = ? AND hour = ? AND answered = 0",
            (bank, split, hour),
        )


def forget(connection: sqlite3.Connection) -> None:
    """Empty the sums, inside the caller's transaction: whoever reads them fills them anew."""
    connection.execute("DELETE FROM hours")
    connection.execute("DELETE FROM indexed_answers")
    connection.execute("UPDATE summed SET up_to = 0")


def daily(connection: sqlite3.Connection, clock: Clock) -> list[Daily]:
    """Sums of each day, of all banks together."""
    up_to_date(connection)
    rows = connection.execute(
        "SELECT hour, sum(answered), sum(points), sum(milliseconds) FROM hours"
        " WHERE split = 'all' GROUP BY hour"
    )
    sums: dict[Day, list[tuple[int, int, int]]] = {}
    for hour, *measured in rows:
        sums.setdefault(clock.day(hour), []).append(tuple(measured))
    return [_daily(day, "", *map(sum, zip(*found, strict=True))) for day, found in sums.items()]


def by_period(
    connection: sqlite3.Connection, split: Split, bank: BankId, most: int, clock: Clock
) -> tuple[Period, list[Daily]]:
    """Sums by heading and period, under the first days of the periods.

    The period is the shortest of which at most so many show all answers.
    """
    up_to_date(connection)
    first, last = connection.execute(
        "SELECT min(hour), max(hour) FROM hours WHERE bank = ? AND split = ?", (bank, split)
    ).fetchone()
    if first is None:
        return Period.DAY, []
    days = (clock.day(first), clock.day(last))
    period = period_for(days, most)
    found = []
    for start, end in pairwise([*starts(*days, period), days[1] + 1]):
        rows = connection.execute(
            f"SELECT heading, {_SUMS} FROM hours WHERE bank = ? AND split = ?"
            " AND hour >= ? AND hour < ? GROUP BY heading",
            (bank, split, clock.first_hour(start), clock.first_hour(end)),
        )
        found += [_daily(start, *row) for row in rows]
    return period, found


def totals(connection: sqlite3.Connection, split: Split, bank: BankId | None) -> list[Tally]:
    """Sums by heading over all time, of one bank or of all, in alphabetical order."""
    return _totals(connection, "heading", split, bank)


def by_kind(connection: sqlite3.Connection, bank: BankId | None) -> list[Tally]:
    """As ``totals``, with all multiple choice under one heading."""
    plain = f"replace(heading, '{STATEMENTS}', '{Kind.MULTIPLE_CHOICE}')"
    return _totals(connection, plain, Split.KIND, bank)


def attributions(connection: sqlite3.Connection, bank: BankId, most: int) -> list[Attributed]:
    """To whom the latest ``most`` answers about speakers gave each statement."""
    rows = connection.execute(
        "SELECT item, response FROM attempts"
        " WHERE bank = ? AND kind IN ('who_says', 'grouping') ORDER BY seq DESC LIMIT ?",
        (bank, most),
    )
    return [
        one
        for item, response in rows
        for one in _attributed(_ITEM.decode(item), _RESPONSE.decode(response))
    ]


def _totals(
    connection: sqlite3.Connection, heading: str, split: Split, bank: BankId | None
) -> list[Tally]:
    up_to_date(connection)
    rows = connection.execute(
        f"SELECT {heading} AS name, sum(answered), sum(points) FROM hours"
        " WHERE bank = coalesce(?, bank) AND split = ? GROUP BY name ORDER BY name",
        (bank, split),
    )
    return [Tally(name, answered, points / _POINT) for name, answered, points in rows]


def _reached(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT up_to FROM summed").fetchone()[0])


def _latest(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM attempts").fetchone()[0])


def _count(connection: sqlite3.Connection, times: int, first: int, last: int) -> None:
    connection.execute(_COUNT, {"times": times, "first": first, "last": last})


def _daily(day: Day, heading: str, answered: int, points: int, milliseconds: int) -> Daily:
    return Daily(day, heading, answered, points / _POINT, milliseconds / _SECOND)


class _Option(Struct):
    text: str
    correct: bool


class _Group(Struct):
    name: str
    members: tuple[int, ...]


class _Shown(Struct):
    """What is needed of a stored item: reading all of it takes four times as long."""

    key: str
    options: tuple[_Option, ...] = ()
    groups: tuple[_Group, ...] = ()


_ITEM = msgspec.json.Decoder(_Shown)
_RESPONSE: msgspec.json.Decoder[Response] = msgspec.json.Decoder(Response)


def _attributed(item: _Shown, response: Response) -> Iterator[Attributed]:
    match response:
        case Chosen(options=(index,)):
            yield Attributed(item.key, item.options[index].text)
        case Grouped(groups=chosen):
            for group in item.groups:
                for member in group.members:
                    if chosen[member] >= 0:
                        yield Attributed(group.name, item.groups[chosen[member]].name)
        case _:
            return
