"""Turns a written value into a typed one; says what is wrong with it otherwise."""

import re
from collections.abc import Collection
from fractions import Fraction
from math import inf

from studyapp.core.dates import Date, parse_edtf
from studyapp.core.values import (
    HEDGES,
    TIME_UNITS,
    Duration,
    EntityId,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
)
from studyapp.storage.bank_schema import ValueEntry

# The fields that say which type a value has, and those that each type may add.
_FORMS = {
    "entity": set[str](),
    "date": {"words", "inferred"},
    "number": {"unit", "hedge", "words"},
    "start": {"end", "unit", "hedge", "words"},
    "duration": {"hedge", "words"},
    "text": {"also", "category"},
    "members": {"words"},
}
_FIELD_NAMES = {"start": "from", "end": "to", "members": "list"}
_DURATION = re.compile(r"([0-9][0-9,.]*)(?:-([0-9][0-9,.]*))? ([a-z]+)")
_WRITTEN_NUMBER = re.compile(r"[-+]?[0-9]{1,16}(?:\.[0-9]{1,16}|/[0-9]{1,16})?")
_GREATEST = 1e15


class BadValue(Exception):
    """A value that cannot be read; ``field`` is where, as it stands in the file."""

    def __init__(self, field: str, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.code = code
        self.message = message
        self.hint = hint


def read_value(entry: ValueEntry, entities: Collection[str]) -> Value:
    """The typed value; raises BadValue."""
    form = _form(entry)
    if entry.hedge not in HEDGES:
        known = ", ".join(filter(None, HEDGES))
        raise BadValue("hedge", "bad-hedge", f"“{entry.hedge}” is not a known hedge", known)
    match form:
        case "entity":
            if entry.entity not in entities:
                message = f"there is no entity “{entry.entity}”"
                raise BadValue("entity", "unknown-entity", message)
            return EntityRef(EntityId(entry.entity or ""))
        case "date":
            return _date(entry)
        case "number":
            number = _number(entry.number)
            return Quantity(number, number, entry.unit, entry.hedge, entry.words)
        case "start":
            return _range(entry)
        case "duration":
            return _duration(entry)
        case "members":
            return _list(entry, entities)
        case _:
            return Text(entry.text or "", tuple(entry.also), entry.category)


def _form(entry: ValueEntry) -> str:
    forms = [name for name in _FORMS if getattr(entry, name) is not None]
    if len(forms) != 1:
        names = "entity, date, number, from and to, duration, text, list"
        raise BadValue("", "bad-value", f"a value has exactly one of: {names}")
    form = forms[0]
    optional: set[str] = set().union(*_FORMS.values())
    for name in sorted(optional - _FORMS[form]):
        if getattr(entry, name):
            field = _FIELD_NAMES.get(name, name)
            owner = _FIELD_NAMES.get(form, form)
            raise BadValue(field, "bad-value", f"“{field}” does not go with “{owner}”")
    return form


def _date(entry: ValueEntry) -> Date:
    found = parse_edtf(str(entry.date), words=entry.words, inferred=entry.inferred)
    if found is None:
        raise BadValue(
            "date",
            "bad-date",
            f"“{entry.date}” is not a date",
            "write 2024-08-06, 2025-03, 2024-23 (autumn), 2024 or 2024-08/2025-03",
        )
    return found


def _number(written: int | float | str | None, field: str = "number") -> float:
    if isinstance(written, str) and not _WRITTEN_NUMBER.fullmatch(written):
        message = f"“{written[:40]}” is not a number"
        raise BadValue(field, "bad-number", message, "write 1300, 0.5 or 2/3")
    try:
        number = float(Fraction(written or 0))
    except (ZeroDivisionError, OverflowError):
        number = inf
    if not abs(number) <= _GREATEST:
        raise BadValue(field, "bad-number", f"a number lies within {_GREATEST:,.0f}")
    return number


def _range(entry: ValueEntry) -> Quantity:
    if entry.start is None or entry.end is None:
        raise BadValue("from", "bad-number", "a range has both “from” and “to”")
    low, high = _number(entry.start, "from"), _number(entry.end, "to")
    if low > high:
        raise BadValue("from", "bad-number", "a range begins with its smaller number")
    return Quantity(low, high, entry.unit, entry.hedge, entry.words)


def _list(entry: ValueEntry, entities: Collection[str]) -> Several:
    members = [read_value(member, entities) for member in entry.members or []]
    entries = [one for one in members if isinstance(one, EntityRef | Text)]
    one_type = len({type(one) for one in entries}) == 1
    if len(entries) < max(2, len(members)) or not one_type or len(set(entries)) < len(entries):
        raise BadValue("list", "bad-value", "a list holds at least two entities or two texts")
    return Several(tuple(entries), entry.words)


def _duration(entry: ValueEntry) -> Duration:
    match = _DURATION.fullmatch(entry.duration or "")
    unit = match.group(3).removesuffix("s").replace("centurie", "century") if match else ""
    if match is None or unit not in TIME_UNITS:
        message = f"“{entry.duration}” is not a duration"
        raise BadValue("duration", "bad-duration", message, "write 9 months or 2-3 days")
    low = _number(match.group(1).replace(",", ""))
    high = _number(match.group(2).replace(",", "")) if match.group(2) else low
    if low > high:
        raise BadValue("duration", "bad-duration", "a range begins with its smaller number")
    return Duration(low, high, unit, entry.hedge, entry.words)
