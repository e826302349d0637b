"""How answers went over time: sums of days, gathered into days, weeks or months."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from studyapp.core.scheduling.days import Day

_WEEK = 7


class Period(StrEnum):
    """What one point of a chart stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Range(StrEnum):
    """How far a chart looks back: 30 days, 90 days, a year of 365 days, or all the way."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


class Daily(Struct, frozen=True):
    """What was answered on a day under a heading (a topic, a kind).

    ``score`` is a sum of grades; ``seconds`` the time that the answers took.
    """

    day: Day
    heading: str
    answered: int
    score: float
    seconds: float = 0.0


class Point(Struct, frozen=True):
    """The sums of a period that begins with the day ``first``."""

    first: Day
    answered: int
    score: float
    seconds: float

    @property
    def share(self) -> float:
        """What was reached of what could be, from 0 to 1; a point has at least one answer."""
        return self.score / self.answered


class Series(Struct, frozen=True):
    """The points of a heading, the earliest first; periods without an answer have none."""

    heading: str
    points: tuple[Point, ...]

    @property
    def answered(self) -> int:
        return sum(point.answered for point in self.points)

    @property
    def share(self) -> float:
        """The share over all points, from 0 to 1."""
        return sum(point.score for point in self.points) / self.answered


def first_day(back: Range, today: Day) -> Day | None:
    """The first day that a chart shows if today is the last; None where there is no limit."""
    match back:
        case Range.MONTH:
            return today - 29
        case Range.QUARTER:
            return today - 89
        case Range.YEAR:
            return today - 364
        case Range.ALL:
            return None


def period_for(days: Collection[Day], most: int) -> Period:
    """The shortest period of which at most so many cover the time between these days."""
    length = max(days) - min(days) + 1 if days else 0
    if length <= most:
        return Period.DAY
    return Period.WEEK if length <= most * _WEEK else Period.MONTH


def start_of(day: Day, period: Period) -> Day:
    """The first day of the period that the day falls into; weeks begin on Monday."""
    match period:
        case Period.DAY:
            return day
        case Period.WEEK:
            return day - date.fromordinal(day).weekday()
        case Period.MONTH:
            return date.fromordinal(day).replace(day=1).toordinal()


def starts(first: Day, last: Day, period: Period) -> list[Day]:
    """The first days of all periods from the one of ``first`` to the one of ``last``."""
    found = [start_of(first, period)]
    while (following := _next(found[-1], period)) <= last:
        found.append(following)
    return found


def timelines(found: Iterable[Daily], period: Period) -> list[Series]:
    """The course of each heading, headings in alphabetical order."""
    sums: dict[str, dict[Day, list[Daily]]] = {}
    firsts: dict[Day, Day] = {}
    for one in found:
        first = firsts.get(one.day)
        if first is None:
            first = firsts[one.day] = start_of(one.day, period)
        sums.setdefault(one.heading, {}).setdefault(first, []).append(one)
    return [
        Series(heading, tuple(_point(first, points[first]) for first in sorted(points)))
        for heading, points in sorted(sums.items())
    ]


def whole(found: Iterable[Daily], period: Period) -> Series:
    """The course of all headings together."""
    together = timelines((Daily(one.day, "", *_sums(one)) for one in found), period)
    return together[0] if together else Series("", ())


def _point(first: Day, found: list[Daily]) -> Point:
    return Point(
        first,
        sum(one.answered for one in found),
        sum(one.score for one in found),
        sum(one.seconds for one in found),
    )


def _sums(one: Daily) -> tuple[int, float, float]:
    return one.answered, one.score, one.seconds


def _next(first: Day, period: Period) -> Day:
    match period:
        case Period.DAY:
            return first + 1
        case Period.WEEK:
            return first + _WEEK
        case Period.MONTH:
            return (date.fromordinal(first) + timedelta(days=31)).replace(day=1).toordinal()
