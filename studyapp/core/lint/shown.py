"""Values read back from the words in which an item shows them, apart from what made them."""

import re
from collections.abc import Callable

from studyapp.core.bank import Bank
from studyapp.core.dates import MONTHS, SEASONS, Date, parse_edtf
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

_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}
_SEASON_CODES = {name: code for code, (name, _) in SEASONS.items()}
_DATE = re.compile(
    r"(?:(?P<word>[a-z]+) )?(?:(?P<day>\d{1,2}), )?"
    r"(?P<open>\[)?(?P<year>\d{4})(?(open)\])(?P<decade>s)?",
    re.IGNORECASE,
)
_HEDGE = "|".join(sorted(filter(None, HEDGES), key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?:(?P<hedge>{_HEDGE}) )?(?P<low>{_FIGURE})(?:–(?P<high>{_FIGURE}))?(?: (?P<unit>\S.*))?",
    re.IGNORECASE,
)


def read_value(text: str, like: Value | None, bank: Bank) -> Value | None:
    """The value that the text shows, looked for first where its type is that of ``like``.

    Free words are no value: their meaning cannot be read. None for them, too.
    """
    readers: tuple[Callable[[str, Bank], Value | None], ...]
    match like:
        case Date() | None:
            readers = (_date, _duration, _quantity, _entity)
        case Quantity() | Duration():
            readers = (_duration, _quantity, _date)
        case EntityRef() | Text() | Several():
            readers = (_entity,)
    found = (reader(text, bank) for reader in readers)
    return next((value for value in found if value is not None), None)


def _entity(text: str, bank: Bank) -> EntityRef | None:
    owners = bank.entities_named.get(text.casefold().removeprefix("the "), ())
    return EntityRef(owners[0]) if owners else None


def _date(text: str, _bank: Bank) -> Date | None:
    """A date as ``date_text`` writes it: in one form for each precision."""
    first, separator, last = text.partition(" to ")
    if separator:
        ends = [part if part == "…" else _edtf(part) for part in (first, last)]
        if None in ends:
            return None
        edtf = "/".join(".." if end == "…" else str(end) for end in ends)
    else:
        edtf = _edtf(text) or ""
    return parse_edtf(edtf, inferred="[" in text) if edtf else None


def _edtf(text: str) -> str | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, word, day = match["year"], (match["word"] or "").casefold(), match["day"]
    if match["decade"]:
        return f"{year[:3]}X" if not word and not day else None
    if word in _MONTH_NUMBERS:
        month = f"{year}-{_MONTH_NUMBERS[word]:02}"
        return f"{month}-{int(day):02}" if day else month
    if day:
        return None
    if word in _SEASON_CODES:
        return f"{year}-{_SEASON_CODES[word]}"
    return None if word else year


def _quantity(text: str, _bank: Bank) -> Quantity | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    return Quantity(*_ends(match), match["unit"] or "", (match["hedge"] or "").casefold())


def _duration(text: str, _bank: Bank) -> Duration | None:
    match = _NUMBER.fullmatch(text)
    unit = (match["unit"] or "").casefold() if match else ""
    unit = unit if unit in TIME_UNITS else unit.removesuffix("s")
    if match is None or unit not in TIME_UNITS:
        return None
    return Duration(*_ends(match), unit, (match["hedge"] or "").casefold())


def _ends(match: re.Match[str]) -> tuple[float, float]:
    low = float(match["low"].replace(",", ""))
    return low, float(match["high"].replace(",", "")) if match["high"] else low
