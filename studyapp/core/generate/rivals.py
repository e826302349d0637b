"""Plausible other numbers and dates: near the key, as round as the key, on both sides of it."""

from datetime import date, timedelta
from random import Random
from typing import TypeVar

from msgspec.structs import replace

from studyapp.core.dates import Date, Precision, parse_edtf
from studyapp.core.values import Duration, Quantity

Number = TypeVar("Number", Quantity, Duration)

# Shares of the key that are far enough from it, and from each other, not to be taken for it
# by a hedge of a tenth (values.HEDGES), and near enough to be believed.
_BELOW = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
_ABOVE = (1.4, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0)

# How far a wrong date lies from the key, in units of its precision (for days: in weeks).
_STEPS = (1, 2, 3, 4, 5, 6, 8, 11)
_MAX_DAYS_APART = 75

# How far around the dates of a bank others are believed, at the least.
_LEAST_AROUND = {
    Precision.DAY: timedelta(days=45),
    Precision.MONTH: timedelta(days=62),
    Precision.SEASON: timedelta(days=190),
    Precision.YEAR: timedelta(days=1100),
    Precision.DECADE: timedelta(0),
    Precision.INTERVAL: timedelta(0),
}


def other_numbers(key: Number) -> list[Number]:
    """Numbers or ranges of the key's unit and hedge, as round as the key."""
    if key.words or key.low <= 0:
        return []
    decimals = max(_decimals(key.low), _decimals(key.high))
    step = 10.0**-decimals if decimals else _roundness(key)
    found = []
    for share in _BELOW + _ABOVE:
        low, high = (_rounded(number * share, step) for number in (key.low, key.high))
        if decimals and _decimals(low) < decimals:
            low, high = round(low + step, decimals), round(high + step, decimals)
        if low > 0 and (low == high) == (key.low == key.high):
            found.append(replace(key, low=low, high=high))
    return list(dict.fromkeys(found))


def other_dates(key: Date, rng: Random, told: tuple[date, date]) -> list[Date]:
    """Dates of the key's precision before and after it; none for intervals and decades.

    They stay within what the bank tells of, and a little around it: a date long
    after the text was written would be no temptation.
    """
    around = max((told[1] - told[0]) / 5, _LEAST_AROUND[key.precision])
    earliest, latest = _moved(told[0], -around), _moved(told[1], around)
    shifted = [
        _shifted(key, sign * _jittered(step, key.precision, rng))
        for step in _STEPS
        for sign in (-1, 1)
    ]
    return [
        found
        for found in dict.fromkeys(shifted)
        if found is not None and earliest <= found.first and found.last <= latest
    ]


def _roundness(key: Quantity | Duration) -> float:
    """The power of ten that the key is a multiple of, small enough to leave room below it."""
    step = 1.0
    while all(number % (step * 10) == 0 for number in (key.low, key.high)):
        step *= 10
    return step / 2 if step > 1 and key.low / step < 4 else step


def _decimals(number: float) -> int:
    """How many digits stand behind the point."""
    return len(f"{number:.10g}".partition(".")[2])


def _rounded(number: float, step: float) -> float:
    return round(round(number / step) * step, 10)


def _jittered(step: int, precision: Precision, rng: Random) -> int:
    """Days are moved by uneven amounts, so that the options are not a row of weeks."""
    return step * 7 + rng.randint(-3, 3) if precision is Precision.DAY else step


def _shifted(key: Date, steps: int) -> Date | None:
    match key.precision:
        case Precision.DAY:
            if abs(steps) > _MAX_DAYS_APART:
                return None
            day = key.first.toordinal() + steps
            if not 1 <= day <= date.max.toordinal():
                return None
            edtf = date.fromordinal(day).isoformat()
        case Precision.MONTH:
            edtf = _month(key.first, steps)
        case Precision.SEASON:
            year, code = (int(part) for part in key.edtf[:7].split("-"))
            years, season = divmod(code - 21 + steps, 4)
            edtf = f"{year + years:04}-{21 + season}"
        case Precision.YEAR:
            edtf = f"{key.first.year + steps:04}"
        case Precision.DECADE | Precision.INTERVAL:
            return None
    return parse_edtf(edtf, inferred=key.inferred)


def _moved(day: date, by: timedelta) -> date:
    """The day moved, as far as the calendar goes."""
    moved = day.toordinal() + by.days
    return date.fromordinal(min(max(moved, 1), date.max.toordinal()))


def _month(first: date, steps: int) -> str:
    years, month = divmod(first.month - 1 + steps, 12)
    return f"{first.year + years:04}-{month + 1:02}"
