"""Dates of stated precision: EDTF level 1 (ISO 8601-2:2019) and how they read.

A date stands for an interval of days, first and last included; where the source
says only "in the fall of 2024" that interval is as wide as the season.
"""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum

from msgspec import Struct

MONTHS = (
    "January February March April May June July August September October November December"
).split()

# EDTF season codes with their first month, as meteorologists count on the northern half.
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"


class Date(Struct, frozen=True, tag="date"):
    """A day, month, season, year or interval; ``first`` and ``last`` day included.

    ``words`` is what the source prints; ``inferred`` marks a year it does not print.
    """

    edtf: str
    precision: Precision
    first: date
    last: date
    words: str = ""
    inferred: bool = False

    def contains(self, other: "Date") -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Date") -> bool:
        return self.first <= other.last and other.first <= self.last


_SIMPLE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?")


def parse_edtf(text: str, *, words: str = "", inferred: bool = False) -> Date | None:
    """Read an EDTF level 1 date, season or interval; None where it is not one."""
    found = _interval(text) if "/" in text else _simple(text)
    if found is None:
        return None
    precision, first, last = found
    return Date(text, precision, first, last, words, inferred)


def date_text(value: Date) -> str:
    """The date in English words, in one form for every date of one precision.

    A year that the source does not print stands in square brackets, as editors
    mark what they supply.
    """
    if value.precision is Precision.INTERVAL:
        ends = (_end_text(part, value.inferred) for part in value.edtf.split("/"))
        return " to ".join(ends)
    return _text(value.precision, value.first, value.inferred)


def _end_text(part: str, inferred: bool) -> str:
    found = _simple(part)
    return _text(found[0], found[1], inferred) if found else "…"


def _text(precision: Precision, first: date, inferred: bool) -> str:
    year = f"[{first.year}]" if inferred else str(first.year)
    month = MONTHS[first.month - 1]
    match precision:
        case Precision.DAY:
            return f"{month} {first.day}, {year}"
        case Precision.MONTH:
            return f"{month} {year}"
        case Precision.SEASON:
            season = next(name for name, begins in SEASONS.values() if begins == first.month)
            return f"{season} {year}"
        case Precision.DECADE:
            return f"{first.year}s"
        case Precision.YEAR | Precision.INTERVAL:
            return year


def _interval(text: str) -> tuple[Precision, date, date] | None:
    parts = text.split("/")
    if len(parts) != 2 or parts == ["..", ".."]:
        return None
    start = (Precision.DAY, date.min, date.min) if parts[0] == ".." else _simple(parts[0])
    end = (Precision.DAY, date.max, date.max) if parts[1] == ".." else _simple(parts[1])
    if start is None or end is None or start[1] > end[2]:
        return None
    return Precision.INTERVAL, start[1], end[2]


def _simple(text: str) -> tuple[Precision, date, date] | None:
    match = _SIMPLE.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    if "X" in year:
        if month or year.startswith("00"):
            return None
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return Precision.DECADE, date(low, 1, 1), date(high, 12, 31)
    if year == "0000":
        return None
    return _within_year(int(year), month, day)


def _within_year(
    year: int, month: str | None, day: str | None
) -> tuple[Precision, date, date] | None:
    if month is None or month == "XX":
        whole = (Precision.YEAR, date(year, 1, 1), date(year, 12, 31))
        return whole if day in (None, "XX") else None
    number = int(month)
    if number in SEASONS and day is None:
        first = SEASONS[number][1]
        last_year, last = (year, first + 2) if first < 12 else (year + 1, 2)
        if last_year > date.max.year:
            return None
        return Precision.SEASON, date(year, first, 1), _last_day(last_year, last)
    if not 1 <= number <= 12:
        return None
    if day is None or day == "XX":
        return Precision.MONTH, date(year, number, 1), _last_day(year, number)
    try:
        exact = date(year, number, int(day))
    except ValueError:
        return None
    return Precision.DAY, exact, exact


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
