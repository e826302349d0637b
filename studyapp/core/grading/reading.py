"""Amounts as people type them: a number or a range, its unit, words such as "nearly"."""

from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import product

from msgspec import Struct, structs

from studyapp.core.grading.numerals import Number, number_at, tokens_of
from studyapp.core.grading.units import MILLION, Unit, units_named


class Hedge(Enum):
    """Where a hedge puts the value: below the number, around it, above it."""

    NONE = ""
    AROUND = "around"
    BELOW = "below"
    AT_MOST = "at most"
    ABOVE = "above"
    AT_LEAST = "at least"


class Amount(Struct, frozen=True):
    """One way to read an amount: ``low`` to ``high`` in ``unit``, None where none is known.

    ``half`` is half a unit of the last digit written, what rounding may have taken.
    """

    low: float
    high: float
    unit: Unit | None = None
    hedge: Hedge = Hedge.NONE
    half: float = 0.0
    fraction: bool = False


Readings = tuple[Amount, ...]


def read_amounts(text: str) -> tuple[Readings, ...]:
    """Each amount that the text names, with every way in which it can be read."""
    tokens = tokens_of(text)
    mentions: list[_Mention] = []
    at = 0
    while at < len(tokens):
        mention = _mention(tokens, at)
        if mention is None:
            at += 1
            continue
        at = mention.end
        joined = _joined(tokens, mentions[-1], mention) if mentions else None
        if joined:
            mentions.pop()
        mentions.append(joined or mention)
    meant = [mention for mention in mentions if not mention.weak] or mentions
    return tuple(mention.readings for mention in meant)


def hedge_of(words: str) -> Hedge:
    """What the words of a hedge say ("just over"); NONE where they are no hedge."""
    return _BEFORE.get(tuple(tokens_of(words)), Hedge.NONE)


def multiplied_unit(unit: str) -> tuple[float, str]:
    """A unit taken apart into its multiplier and the rest: "million dollars"."""
    words = unit.split()
    number = number_at(["1", *(word.casefold() for word in words)], 0)
    if number is None or len(words) < 2:
        return 1.0, unit
    return number.scale, " ".join(words[number.end - 1 :])


class _Mention(Struct, frozen=True):
    readings: Readings
    start: int
    end: int
    weak: bool = False


class _Measure(Struct, frozen=True):
    """A number with the units that the words after it can mean."""

    number: Number
    units: tuple[Unit, ...]
    end: int


def _phrases(table: Mapping[Hedge, str]) -> dict[tuple[str, ...], Hedge]:
    return {
        tuple(tokens_of(phrase)): hedge
        for hedge, phrases in table.items()
        for phrase in phrases.split("; ")
    }


_BEFORE = _phrases(
    {
        Hedge.AROUND: "about; around; approximately; approx; approx.; roughly; some; circa; ca;"
        " ca.; c.; close to; in the region of; on the order of; an estimated; estimated; ~; ≈; ±",
        Hedge.BELOW: "nearly; almost; just under; under; less than; fewer than; below; not quite;"
        " just below; slightly under; slightly less than; a little under; a bit under;"
        " just short of; a little less than; <",
        Hedge.AT_MOST: "up to; at most; no more than; not more than; maximum; max; as many as;"
        " <=; ≤",
        Hedge.ABOVE: "over; more than; just over; above; just above; slightly over; greater than;"
        " slightly more than; a little over; a little more than; a bit over; upwards of; upward of;"
        " exceeding; in excess of; >",
        Hedge.AT_LEAST: "at least; no less than; no fewer than; not less than; not fewer than;"
        " minimum; >=; ≥",
    }
)
_AFTER = _phrases(
    {
        Hedge.AROUND: "or so; or thereabouts; approximately; approx; roughly; give or take",
        Hedge.AT_MOST: "or less; or fewer; at most; max; maximum; tops",
        Hedge.ABOVE: "and more; and counting; plus; +",
        Hedge.AT_LEAST: "or more; at least; minimum",
    }
)
_LONGEST_HEDGE = max(map(len, (*_BEFORE, *_AFTER)))
_LONGEST_UNIT = 5
_TO = frozenset(("-", "to", "through", "until", "till"))


def _mention(tokens: Sequence[str], at: int) -> _Mention | None:
    """The amount that begins at a token: "$5m", "10 to 12 thousand", "a month"."""
    paid = _currency(tokens, at)
    first = _measure(tokens, at + bool(paid))
    if first is None:
        return None if paid else _one_unit(tokens, at)
    second = _second(tokens, at, first)
    end = second.end if second else first.end
    hedge = _hedge(tokens, at, first.number.end, end)
    after = (second.units if second else ()) or first.units
    units = tuple(unit for unit in after if unit == MILLION) if paid else after
    readings = _range(first, second, units) if second else _single(tokens, first, units)
    amounts = tuple(
        structs.replace(amount, unit=paid[0] if paid else amount.unit, hedge=hedge)
        for amount in readings
    )
    end += 3 * (second is None and _half_follows(tokens, end))
    return _Mention(amounts, at, end, first.number.weak and not (paid or units))


def _currency(tokens: Sequence[str], at: int) -> tuple[Unit, ...]:
    """A sign of money before a number."""
    sign = tokens[at] if at < len(tokens) else ""
    return () if sign.isalnum() or sign == "%" else units_named(sign)


def _half_follows(tokens: Sequence[str], at: int) -> bool:
    """Whether "an hour" or "2 years" goes on "and a half"."""
    return tokens[at : at + 3] == ["and", "a", "half"]


def _measure(tokens: Sequence[str], at: int) -> _Measure | None:
    number = number_at(tokens, at) if at < len(tokens) else None
    if number is None:
        return None
    units, end = _unit(tokens, number.end, article=number.fraction)
    return _Measure(number, units, end)


def _unit(tokens: Sequence[str], at: int, *, article: bool) -> tuple[tuple[Unit, ...], int]:
    """The unit after a number ("30-day", "1,300 (sq. km)", "half an hour"); longest name first."""
    skipped = ("(", "+", "of", "a", "an") if article else ("(", "+", "of")
    start = at + (tokens[at : at + 1] == ["-"] and "".join(tokens[at + 1 : at + 2]).isalpha())
    while start < len(tokens) and tokens[start] in skipped:
        start += 1
    if tokens[start : start + 1] == ["-"]:
        return (), at
    for end in range(min(start + _LONGEST_UNIT, len(tokens)), start, -1):
        units = units_named("".join(tokens[start:end]))
        if units:
            return units, end
    return (), at


def _one_unit(tokens: Sequence[str], at: int) -> _Mention | None:
    """A unit with an article is one of it: "a month"; not "a m"."""
    if tokens[at] not in ("a", "an") or at + 1 == len(tokens) or len(tokens[at + 1]) < 3:
        return None
    one = 1.5 if _half_follows(tokens, at + 2) else 1.0
    end = at + (5 if one > 1 else 2)
    hedge = _hedge(tokens, at, end, end)
    amounts = tuple(Amount(one, one, unit, hedge, half=0.5) for unit in units_named(tokens[at + 1]))
    return _Mention(amounts, at, end, weak=True) if amounts else None


def _second(tokens: Sequence[str], start: int, first: _Measure) -> _Measure | None:
    """The other end of a range, if one follows."""
    word = tokens[first.end] if first.end < len(tokens) else ""
    between = word == "and" and tokens[max(start - 1, 0) : start] == ["between"]
    if word not in _TO and not between:
        return None
    at = first.end + 1
    return _measure(tokens, at + bool(_currency(tokens, at)))


def _single(tokens: Sequence[str], measure: _Measure, units: tuple[Unit, ...]) -> Readings:
    number = measure.number
    more = 0.5 if _half_follows(tokens, measure.end) else 0.0
    return tuple(
        _amount(value + more, value + more, unit, half, number.fraction)
        for value, half in number.times(number.scale)
        for unit in units or (None,)
    )


def _range(first: _Measure, second: _Measure, units: tuple[Unit, ...]) -> Readings:
    """Read "10 to 12 thousand" from ten and from ten thousand: either may be meant."""
    scales = {first.number.scale}
    if first.number.scale == 1:
        scales |= {second.number.scale, _round_thousands(second.number)}  # "10-12,000"
    lows = [reading for scale in sorted(scales) for reading in first.number.times(scale)]
    highs = second.number.times(second.number.scale)
    return tuple(
        _amount(min(low, high), max(low, high), unit, max(half, other), second.number.fraction)
        for (low, half), (high, other) in product(lows, highs)
        for unit in units or (None,)
    )


def _round_thousands(number: Number) -> float:
    value = number.readings[0][0]
    return 1000.0 if value >= 1000 and value % 1000 == 0 else 1.0


def _amount(low: float, high: float, unit: Unit | None, half: float, fraction: bool) -> Amount:
    if unit == MILLION:
        factor = MILLION.factor
        return Amount(low * factor, high * factor, None, half=half * factor, fraction=fraction)
    return Amount(low, high, unit, half=half, fraction=fraction)


def _hedge(tokens: Sequence[str], start: int, number_end: int, end: int) -> Hedge:
    """The hedge of an amount: "nearly 600", "1,300+", "90 sq. km or more"."""
    for length in range(min(_LONGEST_HEDGE, start), 0, -1):
        before = _BEFORE.get(tuple(tokens[start - length : start]))
        if before:
            return before
    for at in (number_end, end, end + 1, end + 2):
        for length in range(_LONGEST_HEDGE, 0, -1):
            after = _AFTER.get(tuple(tokens[at : at + length]))
            if after:
                return after
    return Hedge.NONE


def _joined(tokens: Sequence[str], left: _Mention, right: _Mention) -> _Mention | None:
    """One amount in two units: "2 years and 3 months", "1 h 30 min"."""
    if any(token not in ("and", ",") for token in tokens[left.end : right.start]):
        return None
    sums = []
    for whole, part in product(left.readings, right.readings):
        big, small = whole.unit, part.unit
        if big is None or small is None or big.dimension not in ("time", "length"):
            continue
        share = small.factor / big.factor
        if big.dimension == small.dimension and share < 1 and 0 <= part.high * share < 1:
            low, high = whole.low + part.low * share, whole.high + part.high * share
            sums.append(structs.replace(whole, low=low, high=high, half=part.half * share))
    return _Mention(tuple(sums), left.start, right.end) if sums else None
