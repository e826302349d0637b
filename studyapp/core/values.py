"""Typed values: what a slot of a fact holds, and where two values cannot both be right."""

from collections.abc import Mapping
from math import inf
from typing import NewType

from msgspec import Struct

from studyapp.core.dates import Date, date_text

EntityId = NewType("EntityId", str)

# What a hedge does to a number n: the least and the greatest share of n that it allows.
# "nearly" stays below and "over" above (DESIGN.md section 3). How far they reach is a
# convention: a tenth either way, a fifth above for "over", as people round.
HEDGES: Mapping[str, tuple[float, float]] = {
    "": (1.0, 1.0),
    "nearly": (0.9, 1.0),
    "almost": (0.9, 1.0),
    "just under": (0.9, 1.0),
    "under": (0.9, 1.0),
    "less than": (0.9, 1.0),
    "over": (1.0, 1.2),
    "more than": (1.0, 1.2),
    "just over": (1.0, 1.1),
    "about": (0.9, 1.1),
    "around": (0.9, 1.1),
    "approximately": (0.9, 1.1),
    "roughly": (0.9, 1.1),
    "some": (0.9, 1.1),
    "up to": (0.0, 1.0),
    "at most": (0.0, 1.0),
    "at least": (1.0, inf),
}

# Hedges that leave one side open: a statement with one of them entails weaker ones.
_ABOVE = frozenset(["over", "more than", "at least"])
_BELOW = frozenset(["under", "less than", "up to", "at most"])

# Days in one unit of time, for comparing durations of different units.
TIME_UNITS: Mapping[str, float] = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.44,
    "year": 365.25,
    "decade": 3652.5,
    "century": 36525.0,
}


class Entity(Struct, frozen=True):
    """A person, organisation, place, force, country… that facts speak of.

    ``also`` holds other spellings; ``within`` names the entities that directly
    contain this one (Sudzha: the Kursk region); ``stands_for`` those it is a
    byname of (Moscow: Russia).
    """

    id: EntityId
    kind: str
    name: str
    also: tuple[str, ...] = ()
    role: str = ""
    within: tuple[EntityId, ...] = ()
    stands_for: tuple[EntityId, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


class EntityRef(Struct, frozen=True, tag="entity"):
    entity: EntityId


class Quantity(Struct, frozen=True, tag="quantity"):
    """A number or a range ``low``–``high`` of ``unit``; ``words`` as the source has it.

    A single number has ``low == high``. ``hedge`` is a key of ``HEDGES``.
    """

    low: float
    high: float
    unit: str = ""
    hedge: str = ""
    words: str = ""


class Duration(Struct, frozen=True, tag="duration"):
    """A length of time; ``unit`` is a key of ``TIME_UNITS``."""

    low: float
    high: float
    unit: str
    hedge: str = ""
    words: str = ""


class Text(Struct, frozen=True, tag="text"):
    """Free words; ``category`` names the class of texts that can stand in its place."""

    text: str
    also: tuple[str, ...] = ()
    category: str = ""


class Several(Struct, frozen=True, tag="list"):
    """A complete list of values of one type; ``words`` as the source has it."""

    members: tuple[EntityRef | Text, ...]
    words: str = ""


Value = EntityRef | Date | Quantity | Duration | Text | Several
Entities = Mapping[EntityId, Entity]
ValueClass = tuple[str, str]


class Bounds(Struct, frozen=True):
    """A closed interval of numbers."""

    low: float
    high: float

    def overlaps(self, other: "Bounds") -> bool:
        return self.low <= other.high and other.low <= self.high

    def contains(self, number: float) -> bool:
        return self.low <= number <= self.high


def bounds(value: Quantity | Duration) -> Bounds:
    """What the hedged number allows, in its own unit."""
    least, most = HEDGES[value.hedge]
    return Bounds(value.low * least, value.high * most)


def days(value: Duration) -> Bounds:
    """What the hedged duration allows, in days."""
    allowed = bounds(value)
    factor = TIME_UNITS[value.unit]
    return Bounds(allowed.low * factor, allowed.high * factor)


def clash(left: Value, right: Value, entities: Entities) -> bool:
    """Whether no state of the world makes both values right.

    Values of different types never clash: they answer different questions.
    Nested values (autumn 2024 and October 2024; Sudzha and the Kursk region)
    do not clash either, so neither can serve as a wrong option for the other.
    """
    match left, right:
        case Date(), Date():
            return not left.overlaps(right)
        case Quantity(), Quantity():
            return (
                left.unit == right.unit
                and not bounds(left).overlaps(bounds(right))
                and not (_entails(left, right) or _entails(right, left))
            )
        case Duration(), Duration():
            return not days(left).overlaps(days(right)) and not (
                left.unit == right.unit and (_entails(left, right) or _entails(right, left))
            )
        case EntityRef(), EntityRef():
            return not nested(left.entity, right.entity, entities)
        case ((EntityRef() | Date() | Quantity() | Duration() | Text() | Several()), _):
            return False  # free text needs an author's word that it is wrong


def _entails(left: Quantity | Duration, right: Quantity | Duration) -> bool:
    """Whether what is over 90 is over 40 as well, or what is under 40 under 90."""
    if left.hedge in _ABOVE and right.hedge in _ABOVE:
        return left.low >= right.low
    return left.hedge in _BELOW and right.hedge in _BELOW and left.high <= right.high


def nested(left: EntityId, right: EntityId, entities: Entities) -> bool:
    """Whether two entities are one, or one contains or stands for the other."""
    return left in containers(right, entities) or right in containers(left, entities)


def containers(entity: EntityId, entities: Entities) -> frozenset[EntityId]:
    """The entity itself and all that contains it or that it stands for, near and far."""
    found: set[EntityId] = set()
    waiting = [entity]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        if current in entities:
            waiting += [*entities[current].within, *entities[current].stands_for]
    return frozenset(found)


def rank(value: Value) -> float | None:
    """Where a number, duration or date stands among its like; None for what has no order."""
    match value:
        case Quantity():
            return bounds(value).low
        case Duration():
            return days(value).low
        case Date():
            return float(value.first.toordinal())
        case EntityRef() | Text() | Several():
            return None


def value_class(value: Value, entities: Entities) -> ValueClass:
    """What a value of the same class must share: its type and unit, precision, kind or category."""
    match value:
        case EntityRef():
            return "entity", entities[value.entity].kind
        case Date():
            return "date", value.precision.value
        case Quantity():
            return "quantity", value.unit
        case Duration():
            return "duration", value.unit
        case Text():
            return "text", value.category
        case Several():
            return "list", ""


def value_text(value: Value, entities: Entities) -> str:
    """The value as an option or a filled gap shows it, in one form for every like value."""
    match value:
        case EntityRef():
            return entities[value.entity].name
        case Date():
            return date_text(value)
        case Quantity():
            return value.words or _join(value.hedge, number_text(value.low, value.high), value.unit)
        case Duration():
            unit = value.unit if value.high == 1 else unit_of_many(value.unit)
            return value.words or _join(value.hedge, number_text(value.low, value.high), unit)
        case Text():
            return value.text
        case Several():
            return value.words or _row([value_text(one, entities) for one in value.members])


def mentions(value: Value, entities: Entities) -> tuple[str, ...]:
    """The ways in which a source may print the value, the likeliest first."""
    match value:
        case EntityRef():
            entity = entities[value.entity]
            names = (name.removeprefix("the ") for name in entity.names)
            return (entity.name, *names)
        case Text():
            return (value.text, *value.also)
        case Several():
            return (value_text(value, entities),)
        case Date():
            shown = date_text(value)
            return tuple(filter(None, (value.words, shown, shown.rpartition(" ")[0].rstrip(","))))
        case Quantity() | Duration():
            number = number_text(value.low, value.high)
            plain = number.replace("–", "-")
            hedged = f"{value.hedge} {number}" if value.hedge else number
            unit = value.unit
            return tuple(
                filter(None, (value.words, f"{hedged} {unit}", f"{plain} {unit}", hedged, plain))
            )


def number_text(low: float, high: float) -> str:
    """A number with thousands separators, or a range with an en dash."""
    if low == high:
        return f"{low:,.10g}" if low % 1 else f"{low:,.0f}"
    return f"{number_text(low, low)}–{number_text(high, high)}"


def _row(words: list[str]) -> str:
    """The words in a row: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def unit_of_many(unit: str) -> str:
    """The unit as it reads after a number; only those of time have a plural of their own."""
    if unit not in TIME_UNITS:
        return unit
    return "centuries" if unit == "century" else f"{unit}s"


def _join(*words: str) -> str:
    return " ".join(word for word in words if word)
