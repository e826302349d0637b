"""Sums over answers by the hour, kept beside the answers so that no chart reads a million rows."""

# ruff: noqa: S608  (what is put into a statement stands in this file)

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from itertools import pairwise
from math import ceil

import msgspec
from msgspec import Struct

from studyapp.core.attempts import Tally
from studyapp.core.bank import BankId
from studyapp.core.items import Chosen, Grouped, Response
from studyapp.core.scheduling.days import Day, day_of
from studyapp.core.statistics.attribution import Attributed
from studyapp.core.statistics.timeline import Daily, Period, period_for, starts

_HOUR = 3600
_POINT = 1_000_000
_SECOND = 1_000
_SUMS = "sum(answered), sum(points), sum(milliseconds)"

# The headings under which answers are counted; WHERE chooses the answers.
_HEADINGS = """
        SELECT bank, 'all' AS split, hour, '' AS heading, points, milliseconds
            FROM counted_answers WHERE {where}
        UNION ALL SELECT bank, 'topic', hour, topic, points, milliseconds
            FROM counted_answers WHERE {where}
        UNION ALL SELECT bank, 'kind', hour, kind, points, milliseconds
            FROM counted_answers WHERE {where}
        UNION ALL SELECT bank, 'confidence', hour, confidence, points, milliseconds
            FROM counted_answers WHERE {where} AND confidence IS NOT NULL"""

# The triggers count an answer in the transaction that stores it, and take it off again where
# it is removed. Points are whole millionths and times whole milliseconds: taking one off
# leaves the very sum that there was before. An hour is one of UTC, counted from 1970: which
# day it belongs to depends on where the learner lives. More than one fact in a multiple
# choice means that statements were to be told apart by their speakers.
HOURS: tuple[str, ...] = (
    """CREATE VIEW counted_answers AS SELECT
        seq,
        bank,
        topic,
        CASE
            WHEN kind = 'multiple_choice' AND json_array_length(facts) > 1
            THEN 'multiple_choice_of_statements'
            ELSE kind
        END AS kind,
        confidence,
        CAST(strftime('%s', at) AS INTEGER) / 3600 AS hour,
        CAST(round(score * 1000000) AS INTEGER) AS points,
        CAST(round(seconds * 1000) AS INTEGER) AS milliseconds
        FROM attempts""",
    """CREATE TABLE hours (
        bank TEXT NOT NULL,
        split TEXT NOT NULL,
        hour INTEGER NOT NULL,
        heading TEXT NOT NULL,
        answered INTEGER NOT NULL,
        points INTEGER NOT NULL,
        milliseconds INTEGER NOT NULL,
        PRIMARY KEY (bank, split, hour, heading)
    ) WITHOUT ROWID""",
    f"""INSERT INTO hours
        SELECT bank, split, hour, heading, count(*), sum(points), sum(milliseconds)
        FROM ({_HEADINGS.format(where="true")}) GROUP BY bank, split, hour, heading""",
    f"""CREATE TRIGGER attempt_timed AFTER INSERT ON attempts BEGIN
        INSERT INTO hours
            SELECT bank, split, hour, heading, 1, points, milliseconds
            FROM ({_HEADINGS.format(where="seq = NEW.seq")}) WHERE true
            ON CONFLICT DO UPDATE SET
                answered = answered + 1,
                points = points + excluded.points,
                milliseconds = milliseconds + excluded.milliseconds;
    END""",
    f"""CREATE TRIGGER attempt_untimed BEFORE DELETE ON attempts BEGIN
        INSERT INTO hours
            SELECT bank, split, hour, heading, -1, -points, -milliseconds
            FROM ({_HEADINGS.format(where="seq = OLD.seq")}) WHERE true
            ON CONFLICT DO UPDATE SET
                answered = answered - 1,
                points = points + excluded.points,
                milliseconds = milliseconds + excluded.milliseconds;
        DELETE FROM hours
            WHERE answered = 0 AND (bank, split, hour, heading) IN (
                SELECT bank, split, hour, heading FROM ({_HEADINGS.format(where="seq = OLD.seq")})
            );
    END""",
    """CREATE INDEX attempts_of_speakers ON attempts (bank, seq)
        WHERE kind IN ('who_says', 'grouping')""",
)


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


def daily(connection: sqlite3.Connection, clock: Clock) -> list[Daily]:
    """Sums of each day, of all banks together."""
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


def totals(connection: sqlite3.Connection, split: Split, bank: BankId) -> list[Tally]:
    """Sums by heading over all time."""
    rows = connection.execute(
        f"SELECT heading, {_SUMS} FROM hours WHERE bank = ? AND split = ? GROUP BY heading",
        (bank, split),
    )
    return [Tally(heading, answered, points / _POINT) for heading, answered, points, _ in rows]


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
