"""What a typed amount is worth against the number or range that the text gives."""

from collections.abc import Iterator

from msgspec import Struct, structs

from studyapp.core.grading.reading import Amount, Hedge, hedge_of, multiplied_unit, read_amounts
from studyapp.core.grading.units import Unit, convert, exact_conversion, units_named
from studyapp.core.items import AcceptQuantity, Grade

# Beyond what the text allows, but by no more than NEAR of it: the order of size is known.
NEAR = 0.05
NEAR_CREDIT = 0.5

# One end of a printed range, or a number inside it: half of what the text says.
PART_CREDIT = 0.5

# "Over 1,300" for "nearly 1,300": the number is known, on which side of it is not.
HEDGE_CREDIT = 0.5

# 15 kg for 15 km: the number is known, what it measures is not.
UNIT_CREDIT = 0.5

# "Up to 1,300" allows 3 and "at least 90" a million; as an answer only numbers of that size
# count. A fifth is the farthest that any other hedge reaches (values.HEDGES).
OPEN_REACH = 0.2

# People convert with rounded factors (1,300 sq. km is 500 sq mi) and then round: a typed
# number may stand for all that rounds to it, but for no more than this share of the key.
CONVERTED = 0.01
ROUNDED = 0.04

# Two-thirds as 67 % or 0.66.
FRACTION = 0.015

# A month has 28 to 31 days: so many days may part "a month" and "30 days".
MONTH_DAYS = 2.5


def grade_quantity(text: str, accept: AcceptQuantity, key: str) -> Grade:
    """Grade typed words; several amounts count as the worst of them, each as its best reading."""
    key = key[:1].lower() + key[1:]
    mentions = read_amounts(text)
    if not mentions:
        return Grade(0.0, "No number was found in this answer.")
    grades = [
        _best([_judged(amount, each, key) for amount in mention for each in _spelled_out(accept)])
        for mention in mentions
    ]
    worst = min(grades, key=_score)
    if worst.score < _best(grades).score:
        return Grade(worst.score, "More than one number was given, and not all are right.")
    return worst


def _spelled_out(accept: AcceptQuantity) -> list[AcceptQuantity]:
    """The key as it is and, for 1.5 "million dollars", also as 1,500,000 "dollars"."""
    factor, unit = multiplied_unit(accept.unit)
    if factor == 1:
        return [accept]
    least, most = accept.printed
    printed = (least * factor, most * factor)
    scaled = AcceptQuantity(accept.low * factor, accept.high * factor, unit, printed, accept.hedge)
    return [structs.replace(accept, unit=unit), scaled]


class _Measured(Struct, frozen=True):
    """An amount in the unit of the key; ``slack`` is what converting and rounding may lose."""

    low: float
    high: float
    slack: float = 0.0
    credit: float = 1.0
    if_right: str = ""
    if_wrong: str = ""


def _score(grade: Grade) -> float:
    return grade.score


def _best(grades: list[Grade]) -> Grade:
    """The best grade; among equals one that explains itself."""
    return max(grades, key=lambda grade: (grade.score, bool(grade.why)))


def _judged(amount: Amount, accept: AcceptQuantity, key: str) -> Grade:
    same_hedge = amount.hedge is hedge_of(accept.hedge)
    grades = []
    for measured in _measured(amount, accept):
        number = _number_grade(measured, accept, key)
        hedge = _hedge_grade(measured, amount.hedge, accept, key)
        score = number.score * hedge.score * measured.credit
        why = measured.if_right or hedge.why or number.why if score else measured.if_wrong
        as_printed = measured.low in accept.printed and same_hedge and score == 1
        grades.append(Grade(score, "" if as_printed else why))
    return _best(grades)


def _measured(amount: Amount, accept: AcceptQuantity) -> Iterator[_Measured]:
    """The amount in the unit of the key, in each way that this can be meant."""
    keys = units_named(accept.unit)
    is_share = _is_share(accept, keys)
    if is_share:
        yield from _as_share(amount, keys)
    if amount.unit is None:
        yield _Measured(amount.low, amount.high)
        return
    same = [unit for unit in keys if unit.dimension == amount.unit.dimension]
    if same and not is_share:
        yield _converted(amount, amount.unit, same[0], accept)
    elif not same and (accept.unit or is_share):
        why = _not_the_unit(amount.unit)
        yield _Measured(amount.low, amount.high, credit=UNIT_CREDIT, if_right=why)
    elif not same:
        yield _Measured(amount.low, amount.high)


def _is_share(accept: AcceptQuantity, keys: tuple[Unit, ...]) -> bool:
    """Whether the key is a part of a whole: a percentage, or a bare number below one."""
    if keys:
        return any(unit.dimension == "share" for unit in keys)
    return 0 < accept.printed[1] < 1


def _as_share(amount: Amount, keys: tuple[Unit, ...]) -> Iterator[_Measured]:
    """Two-thirds, 67 %, 0.67 and, where only a percentage can be meant, 67."""
    one = next((unit.factor for unit in keys if unit.dimension == "share"), 1.0)
    if amount.unit is None:
        factors = (1.0,) if amount.fraction else (1.0, 0.01)
    elif amount.unit.dimension == "share":
        factors = (amount.unit.factor,)
    else:
        return
    for factor in factors:
        low, high = amount.low * factor / one, amount.high * factor / one
        if amount.fraction:
            slack = FRACTION * high
        else:
            # A percentage is printed with its digits; a fraction has to be rounded.
            rounded = min(amount.half * factor / one, ROUNDED * high)
            slack = rounded if one == 1 else 0.0
        yield _Measured(low, high, slack)


def _converted(amount: Amount, source: Unit, target: Unit, accept: AcceptQuantity) -> _Measured:
    low, high = convert(amount.low, source, target), convert(amount.high, source, target)
    if_wrong = _not_the_unit(source) if amount.low in accept.printed else ""
    if exact_conversion(source, target):
        return _Measured(low, high, if_wrong=if_wrong)
    size = abs(accept.printed[1])
    half = amount.half * source.factor / target.factor
    slack = max(CONVERTED * size, min(half, ROUNDED * size))
    if source.dimension == "time" and "month" in (source.name, target.name):
        slack = max(slack, MONTH_DAYS / target.factor)
    return _Measured(low, high, slack, if_wrong=if_wrong)


def _not_the_unit(unit: Unit) -> str:
    return f"The number is right, but its unit is not the {unit.name}."


def _number_grade(measured: _Measured, accept: AcceptQuantity, key: str) -> Grade:
    """The number alone, in the unit of the key."""
    if accept.printed[0] != accept.printed[1]:
        return _range_grade(measured, accept, key)
    printed = accept.printed[0]
    low, high = _allowed(accept)
    says = f"The text says {key}."
    if _between(measured, printed, printed):
        return Grade(1.0, says)
    if _between(measured, low, high):
        return Grade(1.0, f"This fits. {says}")
    if _between(measured, low - NEAR * abs(low), high + NEAR * abs(high)):
        return Grade(NEAR_CREDIT, f"Close. {says}")
    return Grade(0.0)


def _allowed(accept: AcceptQuantity) -> tuple[float, float]:
    """The bounds of the key, with open ends closed where answers stop being of its size."""
    least, most = accept.printed
    low = max(accept.low, least - OPEN_REACH * abs(least))
    return low, min(accept.high, most + OPEN_REACH * abs(most))


def _range_grade(measured: _Measured, accept: AcceptQuantity, key: str) -> Grade:
    ends = [_Measured(end, end, measured.slack) for end in (measured.low, measured.high)]
    pairs = list(zip(ends, accept.printed, strict=True))
    if all(_between(end, bound, bound) for end, bound in pairs):
        return Grade(1.0)
    whole = f"The text gives a range: {key}."
    if _between(measured, *_allowed(accept)):
        return Grade(PART_CREDIT, whole)
    if all(_near(end, bound) for end, bound in pairs):
        return Grade(NEAR_CREDIT, f"Close. {whole}")
    return Grade(0.0)


def _near(measured: _Measured, number: float) -> bool:
    return _between(measured, number - NEAR * abs(number), number + NEAR * abs(number))


def _between(measured: _Measured, low: float, high: float) -> bool:
    """Whether the amount lies within bounds, but for what rounding and floats may lose."""
    slack = measured.slack + 1e-9 * max(1.0, abs(low), abs(high))
    return low - slack <= measured.low and measured.high <= high + slack


def _hedge_grade(measured: _Measured, typed: Hedge, accept: AcceptQuantity, key: str) -> Grade:
    """Whether what the learner says about the printed number leaves room for the text's value."""
    if accept.printed[0] != accept.printed[1] or not _between(measured, *accept.printed):
        return Grade(1.0)
    if hedge_of(accept.hedge) in _CONTRADICTS[typed]:
        return Grade(HEDGE_CREDIT, f"The number is right; the text says {key}.")
    return Grade(1.0)


# For each hedge typed, those of the text that it rules out; what is merely vaguer passes.
_CONTRADICTS: dict[Hedge, frozenset[Hedge]] = {
    Hedge.NONE: frozenset(),
    Hedge.AROUND: frozenset(),
    Hedge.BELOW: frozenset((Hedge.NONE, Hedge.ABOVE, Hedge.AT_LEAST)),
    Hedge.AT_MOST: frozenset((Hedge.ABOVE, Hedge.AT_LEAST)),
    Hedge.ABOVE: frozenset((Hedge.NONE, Hedge.BELOW, Hedge.AT_MOST)),
    Hedge.AT_LEAST: frozenset((Hedge.BELOW, Hedge.AT_MOST)),
}
