"""Reads the words of an answer back into the values that they can mean."""

import re

from studyapp.core.dates import MONTHS, SEASONS, Date, parse_edtf
from studyapp.core.solver.index import Index, fold, normal
from studyapp.core.values import (
    HEDGES,
    TIME_UNITS,
    Duration,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
)

_HEDGE = "|".join(sorted(filter(None, HEDGES), key=len, reverse=True))
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?(?:e\+?[0-9]{1,3})?"
_AMOUNT = re.compile(rf"(?:({_HEDGE}) )?({_NUMBER})(?:[–-]({_NUMBER}))?(?: (.+))?")
_MONTH = {month.casefold(): number for number, month in enumerate(MONTHS, start=1)}
_SEASON = {name: code for code, (name, _) in SEASONS.items()}
_WHEN = re.compile(r"(?:([a-z]+) (?:([0-9]{1,2}), )?)?([1-9][0-9]{3})(s?)")
_OPEN_END = "…"


def read_like(text: str, like: Value, index: Index) -> tuple[Value, ...]:
    """Every value of the type of ``like`` that the text can mean, none where it means none."""
    shown = normal(text)
    known = [value for value in index.values.get(shown, ()) if type(value) is type(like)]
    read: Value | None = None
    match like:
        case EntityRef():
            known += [EntityRef(name) for name in index.names.get(fold(text), ())]
        case Date():
            read = read_date(shown)
        case Quantity():
            read = _quantity(shown, like.unit)
        case Duration():
            read = _duration(shown)
        case Text():
            known += index.texts.get(fold(text), ()) or (Text(shown),)
        case Several():
            pass
    return tuple(known) if read is None else (*known, read)


def read_date(shown: str) -> Date | None:
    """A date as the program writes it, in small letters; brackets say nothing of when."""
    edtf = [_edtf(part) for part in re.sub(r"[\[\]]", "", shown).split(" to ")]
    if None in edtf or len(edtf) > 2:
        return None
    return parse_edtf("/".join(part for part in edtf if part))


def _edtf(text: str) -> str | None:
    if text == _OPEN_END:
        return ".."
    match = _WHEN.fullmatch(text)
    if not match:
        return None
    word, day, year, decade = match.groups()
    if int(year) > 9998 or (decade and word):  # a winter must end before the year 10000
        return None
    if not word:
        return f"{year[:3]}X" if decade and year.endswith("0") else None if decade else year
    if day:
        return f"{year}-{_MONTH[word]:02}-{int(day):02}" if word in _MONTH else None
    number = _MONTH.get(word) or _SEASON.get(word)
    return f"{year}-{number:02}" if number else None


def _quantity(shown: str, unit: str) -> Quantity | None:
    match = _AMOUNT.fullmatch(shown)
    if not match:
        return None
    hedge, low, high, rest = match.groups()
    same_unit = rest is None or rest == normal(unit)
    return Quantity(
        _number(low), _number(high or low), unit if same_unit else rest, hedge=hedge or ""
    )


def _duration(shown: str) -> Duration | None:
    match = _AMOUNT.fullmatch(shown)
    if not match:
        return None
    hedge, low, high, rest = match.groups()
    unit = next((unit for unit in TIME_UNITS if rest in (unit, f"{unit}s")), None)
    if unit is None:
        return None
    return Duration(_number(low), _number(high or low), unit, hedge=hedge or "")


def _number(text: str) -> float:
    return float(text.replace(",", ""))
