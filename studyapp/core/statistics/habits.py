"""On which days the learner studied, how much and how long without a break."""

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from studyapp.core.scheduling.days import Day
from studyapp.core.statistics.timeline import Daily, Period, Point, whole


class Streak(Struct, frozen=True):
    """Days in a row: up to now, and the longest ever."""

    current: int
    longest: int


def studied_days(found: Iterable[Daily]) -> dict[Day, Point]:
    """The sums of each day on which there was an answer, in order."""
    return {point.first: point for point in whole(found, Period.DAY).points}


def streak(days: Collection[Day], today: Day) -> Streak:
    """Days in a row with an answer; today may still be to come without breaking the row."""
    known = set(days)
    longest = max((_length(day, known) for day in known if day - 1 not in known), default=0)
    last = today if today in known else today - 1
    current = 0
    while last - current in known:
        current += 1
    return Streak(current, longest)


def steps(days: Mapping[Day, Point], count: int) -> list[int]:
    """From how many answers on a day belongs to each of so many steps of equal number of days.

    Fewer steps where the days are too much alike; the first begins at 1.
    """
    amounts = sorted(point.answered for point in days.values())
    if not amounts:
        return [1]
    bounds = [amounts[len(amounts) * step // count] for step in range(1, count)]
    return sorted({1, *bounds})


def _length(first: Day, days: Collection[Day]) -> int:
    length = 1
    while first + length in days:
        length += 1
    return length
