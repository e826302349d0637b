"""Whether the bank holds an answer to be right or wrong, or leaves it open."""

import re
from collections.abc import Iterable
from math import isclose

from studyapp.core.bank import Fact
from studyapp.core.dates import Date
from studyapp.core.solver.index import Index, Sought, fold, normal
from studyapp.core.solver.reading import read_like
from studyapp.core.solver.solution import Standing, joined
from studyapp.core.values import (
    Bounds,
    Duration,
    EntityId,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
    bounds,
    clash,
    days,
    nested,
    value_class,
    value_text,
)

# Words that turn a text into its opposite, so that it does not contain it.
_NEGATIONS = frozenset("no not never nothing nobody without hardly barely against un non".split())

_MEMBERS = re.compile(r", and | and |, ")


def stands(text: str, soughts: Iterable[Sought], index: Index) -> Standing:
    """How a text stands as the answer to a stem that asks for any of ``soughts``."""
    return joined(_stands(text, sought, index) for sought in soughts)


def says_nothing(text: str, index: Index) -> bool:
    """Whether the answer is that the source does not say."""
    return normal(text).rstrip(".") in (
        "the text does not say",
        f"{normal(index.bank.voice)} does not say",
    )


def same(left: Value, right: Value) -> bool:
    """Whether two values are one, however written."""
    match left, right:
        case Date(), Date():
            return (left.first, left.last) == (right.first, right.last)
        case Quantity(), Quantity():
            return left.unit == right.unit and _equal(bounds(left), bounds(right))
        case Duration(), Duration():
            return _equal(days(left), days(right))
        case EntityRef(), EntityRef():
            return left == right
        case Text(), Text():
            return not _spellings(left).isdisjoint(_spellings(right))
        case Several(), Several():
            return len(left.members) == len(right.members) and all(
                any(same(one, other) for other in right.members) for one in left.members
            )
        case ((Date() | Quantity() | Duration() | EntityRef() | Text() | Several()), _):
            return False


def akin(left: EntityId, right: EntityId, index: Index) -> bool:
    """Whether a reader may take one for the other: nested, bynames or one actor."""
    bank = index.bank
    return nested(left, right, bank.entities) or frozenset((left, right)) in bank.apart


def _stands(text: str, sought: Sought, index: Index) -> Standing:
    if says_nothing(text, index):
        return Standing.WRONG
    if isinstance(sought.value, Several):
        return _stands_in_list(text, sought, sought.value, index)
    values = read_like(text, sought.value, index)
    if any(same(value, sought.value) for value in values):
        return Standing.RIGHT
    if any(_near(value, sought.value, index) for value in values):
        return Standing.OPEN
    if _is_rivals(values, sought.fact, index):
        return Standing.OPEN
    if _called_wrong(text, sought, index):
        return Standing.WRONG
    if sought.open or not values:
        return Standing.OPEN
    refuted = all(_refuted(value, sought.value, index) for value in values)
    return Standing.WRONG if refuted else Standing.OPEN


def _near(value: Value, right: Value, index: Index) -> bool:
    """Whether the value may be right as well: it overlaps, contains or stands for it."""
    if type(value) is not type(right):
        return False
    match value, right:
        case EntityRef(), EntityRef():
            return akin(value.entity, right.entity, index)
        case Text(), Text():
            return any(
                _contains(one, other) or _contains(other, one)
                for one in _spellings(value)
                for other in _spellings(right)
            )
        case (Quantity(unit=left), Quantity(unit=other)) if left != other:
            return False
        case _:
            return not clash(value, right, index.bank.entities)


def _refuted(value: Value, right: Value, index: Index) -> bool:
    """Whether the value cannot be right, or is a text of the same narrow category."""
    if isinstance(value, Text) and isinstance(right, Text):
        return bool(right.category) and value.category == right.category
    return clash(value, right, index.bank.entities)


def _is_rivals(values: Iterable[Value], fact: Fact | None, index: Index) -> bool:
    """Whether somebody holds the value against what the source says in its own voice."""
    if fact is None or fact.speaker is not None:
        return False
    bank = index.bank
    claims = [
        slot.value
        for rival in bank.rivals.get(fact.id, ())
        for slot in bank.facts[rival].slots.values()
    ]
    return any(
        value_class(value, bank.entities) == value_class(claim, bank.entities)
        and (same(value, claim) or (not isinstance(value, Text) and _near(value, claim, index)))
        for value in values
        for claim in claims
    )


def _called_wrong(text: str, sought: Sought, index: Index) -> bool:
    """Whether the author wrote that this very answer is wrong."""
    shown = fold(text)
    return any(fold(value_text(wrong, index.bank.entities)) == shown for wrong in sought.wrong)


def _stands_in_list(text: str, sought: Sought, right: Several, index: Index) -> Standing:
    """One member or more of a complete list; only the whole list is right for sure."""
    if _called_wrong(text, sought, index):
        return Standing.WRONG
    shown = normal(text)
    if shown == normal(value_text(right, index.bank.entities)):
        return Standing.RIGHT
    parts = [part for part in _MEMBERS.split(shown) if part]
    standings = [member_stands(part, sought, index) for part in parts]
    if Standing.WRONG in standings:
        return Standing.WRONG
    whole = len(parts) == len(right.members) == len(set(parts))
    return Standing.RIGHT if whole and set(standings) == {Standing.RIGHT} else Standing.OPEN


def member_stands(text: str, sought: Sought, index: Index) -> Standing:
    """Whether a single entity or text belongs to a list; what the list lacks does not."""
    if not isinstance(sought.value, Several):
        return _stands(text, sought, index)
    members = sought.value.members
    types = {type(one): one for one in members}
    values = [value for one in types.values() for value in read_like(text, one, index)]
    if any(same(value, one) for value in values for one in members):
        return Standing.RIGHT
    if any(_near(value, one, index) for value in values for one in members):
        return Standing.OPEN
    if _called_wrong(text, sought, index):
        return Standing.WRONG
    known = any(isinstance(value, EntityRef) for value in values) or fold(text) in index.texts
    return Standing.WRONG if known and not sought.open else Standing.OPEN


def _equal(left: Bounds, right: Bounds) -> bool:
    return isclose(left.low, right.low) and isclose(left.high, right.high)


def _spellings(text: Text) -> set[str]:
    return {fold(spelling) for spelling in (text.text, *text.also)}


def _contains(whole: str, part: str) -> bool:
    """Whether a text has all words of another in a row, and none that negates them."""
    rest = f" {whole} ".partition(f" {part} ")
    if not part or not rest[1]:
        return False
    return _NEGATIONS.isdisjoint((rest[0] + rest[2]).split())
