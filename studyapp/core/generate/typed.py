"""Items whose answer is typed: cloze, short answer, quantity, date."""

from collections.abc import Iterable

from msgspec.structs import replace
from rapidfuzz import process

from studyapp.core.bank import Bank, Fact, Kind, Slot
from studyapp.core.dates import Date
from studyapp.core.generate.frame import frame, gapped, shown_value, written_stem
from studyapp.core.items import Accept, AcceptDate, AcceptQuantity, AcceptText, Item
from studyapp.core.values import (
    Duration,
    EntityId,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
    bounds,
    containers,
    nested,
    value_text,
)
from studyapp.core.wording import GAP

# A typo turns a name into one of its likes; the other names of a large bank are no danger.
_MOST_RIVALS = 200


def can_be_typed(slot: Slot) -> bool:
    """Whether a typed answer can be graded fairly: one value, in words that are fixed.

    Free text can be put in many right ways, so its author must say that it may
    be typed; names, numbers and dates are read by rules.
    """
    return not slot.open and (slot.typed or not isinstance(slot.value, Text | Several))


def asking_kind(value: Value) -> Kind:
    """The kind of item that asks for such a value with a written question."""
    match value:
        case EntityRef() | Text():
            return Kind.SHORT_ANSWER
        case Quantity() | Duration():
            return Kind.QUANTITY
        case Date():
            return Kind.DATE
        case Several():
            return Kind.MULTIPLE_CHOICE


def cloze(fact: Fact, slot: Slot, bank: Bank) -> Item:
    """The sentence with a gap to fill in; the unit of a number stands behind the gap."""
    gap = GAP
    match slot.value:
        case Quantity(unit=unit, words="") if unit:
            gap = f"{GAP} {unit}"
        case Duration(unit=unit, words="", high=high):
            gap = f"{GAP} {unit}" if high == 1 else f"{GAP} {unit}s"
        case _:
            pass
    stem = gapped(fact, slot, bank, gap)
    return _typed(Kind.CLOZE, fact, slot, bank, stem)


def written(fact: Fact, slot: Slot, bank: Bank) -> Item:
    """The written question of the slot, answered by typing."""
    return _typed(asking_kind(slot.value), fact, slot, bank, written_stem(fact, slot, bank))


def flashcard(fact: Fact, slot: Slot, bank: Bank) -> Item:
    """The question to recall the answer to; the learner says how well that went."""
    stem = written_stem(fact, slot, bank)
    return frame(Kind.FLASHCARD, [fact], bank, stem, shown_value(slot, bank), slot=slot.name)


def _typed(kind: Kind, fact: Fact, slot: Slot, bank: Bank, stem: str) -> Item:
    item = frame(kind, [fact], bank, stem, shown_value(slot, bank), slot=slot.name)
    return replace(item, accept=accepted(slot.value, bank))


def accepted(value: Value, bank: Bank) -> Accept:
    """What a typed answer may be."""
    match value:
        case EntityRef(entity):
            return _names(entity, bank)
        case Text(text, also):
            return AcceptText((text, *also))
        case Several():
            return AcceptText((value_text(value, bank.entities),))
        case Quantity() | Duration():
            allowed = bounds(value)
            printed = (value.low, value.high)
            return AcceptQuantity(allowed.low, allowed.high, value.unit, printed, value.hedge)
        case Date():
            return AcceptDate(value.edtf, value.inferred)


def _names(entity: EntityId, bank: Bank) -> AcceptText:
    """Every name of the entity and of its bynames; names of others of its kind as rivals."""
    kind = bank.entities[entity].kind
    synonyms = [
        other
        for other in (*bank.entities[entity].stands_for, *bank.bynames.get(entity, ()))
        if other != entity
    ]
    right = [*bank.entities[entity].names]
    for other in synonyms:
        right += bank.entities[other].names
    around = containers(entity, bank.entities)
    rivals = [
        name
        for other in bank.entities_by_kind[kind]
        if other not in around and not nested(other, entity, bank.entities)
        for name in bank.entities[other].names
        if name not in right
    ]
    wider = [
        name
        for other in sorted(around - {entity, *synonyms})
        for name in bank.entities[other].names
        if name not in right
    ]
    return AcceptText(
        tuple(dict.fromkeys(right)),
        _most_alike(dict.fromkeys(rivals), right),
        tuple(dict.fromkeys(wider)),
    )


def _most_alike(rivals: Iterable[str], right: list[str]) -> tuple[str, ...]:
    """The names that a typo might turn into: of very many, those spelled most alike."""
    names = list(rivals)
    if len(names) <= _MOST_RIVALS:
        return tuple(names)
    alike = [process.extract(name, names, limit=_MOST_RIVALS) for name in right]
    best = sorted((match for matches in alike for match in matches), key=lambda match: -match[1])
    return tuple(dict.fromkeys(match[0] for match in best))[:_MOST_RIVALS]
