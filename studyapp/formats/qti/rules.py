"""Rules of scoring as all versions of QTI have them: conditions, and what follows from them.

Each version is read into these; what a response is worth, and what is said to it, is then
found by trying.
"""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite

from msgspec import Struct

from studyapp.core.patterns import fits

# The values of each response variable.
Response = Mapping[str, Sequence[str]]


class Is(Struct, frozen=True, tag=True):
    """One of the values of the variable is this."""

    variable: str
    value: str
    exact_case: bool = True


class Within(Struct, frozen=True, tag=True):
    """The number lies between these, ends included."""

    variable: str
    low: float
    high: float


class Like(Struct, frozen=True, tag=True):
    """The text is what a pattern with wildcards says."""

    variable: str
    pattern: str
    exact_case: bool


class Exactly(Struct, frozen=True, tag=True):
    """The values are these and no others."""

    variable: str
    values: tuple[str, ...]
    ordered: bool = False


class Given(Struct, frozen=True, tag=True):
    """There is any response."""

    variable: str


class Reached(Struct, frozen=True, tag=True):
    """An outcome has a value between these; ``open`` leaves the lower end out."""

    outcome: str
    low: float
    high: float
    open: bool = False


class Every(Struct, frozen=True, tag=True):
    """All hold; of none that is always so."""

    parts: tuple["Condition", ...] = ()


class Some(Struct, frozen=True, tag=True):
    """One holds at least."""

    parts: tuple["Condition", ...]


class Negated(Struct, frozen=True, tag=True):
    part: "Condition"


class Unclear(Struct, frozen=True, tag=True):
    """What is not understood never holds."""


Condition = Is | Within | Like | Exactly | Given | Reached | Every | Some | Negated | Unclear


class Term(Struct, frozen=True):
    """A part of a sum: a number, or so many times an outcome or what a mapping gives."""

    factor: float
    outcome: str = ""
    mapped: str = ""


class Assign(Struct, frozen=True, tag=True):
    """A numeric outcome becomes the sum of the terms, divided."""

    outcome: str
    terms: tuple[Term, ...]
    divisor: float = 1.0


class Say(Struct, frozen=True, tag=True):
    """An outcome that shows feedback becomes these values, or those of a variable."""

    outcome: str
    values: tuple[str, ...] = ()
    variable: str = ""
    adds: bool = False


class Branch(Struct, frozen=True):
    condition: Condition
    effects: tuple["Effect", ...]


class Choose(Struct, frozen=True, tag=True):
    """What follows from the first condition that holds."""

    branches: tuple[Branch, ...]


Effect = Assign | Say | Choose


class Result(Struct):
    """The outcomes so far: numbers, and the values that show feedback."""

    numbers: dict[str, float]
    said: dict[str, tuple[str, ...]]


Holds = Callable[[Condition, Result], bool]
Mapped = Callable[[str], float]


def result(effects: Sequence[Effect], response: Response, holds: Holds, mapped: Mapped) -> Result:
    """What comes of the rules; ``mapped`` is what the mapping of a variable gives."""
    found = Result({}, {})
    _apply(effects, response, holds, mapped, found)
    return found


def _apply(
    effects: Sequence[Effect], response: Response, holds: Holds, mapped: Mapped, found: Result
) -> None:
    for effect in effects:
        match effect:
            case Assign(outcome, terms, divisor):
                total = sum(_worth(term, mapped, found) for term in terms)
                found.numbers[outcome] = total / divisor
            case Say(outcome, values, variable, adds):
                before = found.said.get(outcome, ()) if adds else ()
                found.said[outcome] = (*before, *values, *response.get(variable, ()))
            case Choose(branches):
                for branch in branches:
                    if holds(branch.condition, found):
                        _apply(branch.effects, response, holds, mapped, found)
                        break


def _worth(term: Term, mapped: Mapped, found: Result) -> float:
    if term.mapped:
        return term.factor * mapped(term.mapped)
    return term.factor * found.numbers.get(term.outcome, 0.0) if term.outcome else term.factor


def holds_for(condition: Condition, response: Response, found: Result) -> bool:
    """Whether a condition holds for a response."""
    match condition:
        case Every(parts):
            return all(holds_for(part, response, found) for part in parts)
        case Some(parts):
            return any(holds_for(part, response, found) for part in parts)
        case Negated(part):
            return not holds_for(part, response, found)
        case Unclear():
            return False
        case Reached(outcome, low, high, is_open):
            value = found.numbers.get(outcome, 0.0)
            return (low < value if is_open else low <= value) and value <= high
        case Is() | Within() | Like() | Exactly() | Given():
            return _answers(condition, response.get(condition.variable, ()))


def _answers(condition: Is | Within | Like | Exactly | Given, values: Sequence[str]) -> bool:
    match condition:
        case Is(_, value, exact_case):
            return any(same(value, each, exact_case) for each in values)
        case Within(_, low, high):
            return any(
                number is not None and low <= number <= high for number in map(finite, values)
            )
        case Like(_, pattern, exact_case):
            return any(fits(pattern, each, exact_case=exact_case) for each in values)
        case Exactly(_, wanted, True):
            return tuple(values) == wanted
        case Exactly(_, wanted):
            return sorted(values) == sorted(wanted)
        case Given():
            return bool(values)


def same(left: str, right: str, exact_case: bool) -> bool:
    return left == right or (not exact_case and left.casefold() == right.casefold())


def walk(effects: Sequence[Effect]) -> list[Effect | Condition]:
    """All effects and conditions, also those within others, in their order."""
    found: list[Effect | Condition] = []
    for effect in effects:
        found.append(effect)
        if isinstance(effect, Choose):
            for branch in effect.branches:
                found += conditions(branch.condition)
                found += walk(branch.effects)
    return found


def conditions(condition: Condition) -> list[Condition]:
    """The condition and all within it that are not negated."""
    found: list[Condition] = [condition]
    if isinstance(condition, Every | Some):
        for part in condition.parts:
            found += conditions(part)
    return found


def joined(parts: list[Condition]) -> Condition:
    """All of these; two ends of a range are one."""
    ranges = [part for part in parts if isinstance(part, Within)]
    if len(ranges) == len(parts) > 1 and len({part.variable for part in ranges}) == 1:
        low, high = max(part.low for part in ranges), min(part.high for part in ranges)
        if low <= high:
            return Within(ranges[0].variable, low, high)
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def has_unclear(condition: Condition) -> bool:
    """Whether a part of it was not understood."""
    match condition:
        case Every(parts) | Some(parts):
            return any(has_unclear(part) for part in parts)
        case Negated(part):
            return has_unclear(part)
        case _:
            return isinstance(condition, Unclear)


def finite(text: str) -> float | None:
    """The number; None for what is none, or too large to reckon with."""
    try:
        found = float(text) if len(text) <= _LONGEST and "_" not in text else None
    except ValueError:
        return None
    return found if found is not None and isfinite(found) else None


_LONGEST = 400
