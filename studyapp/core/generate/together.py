"""Items of several facts: what belongs together, and what came first."""

from random import Random

from msgspec.structs import replace

from studyapp.core.bank import Bank, Fact, Kind, Slot
from studyapp.core.dates import Date, date_text
from studyapp.core.generate.frame import frame
from studyapp.core.items import Element, Item, Pair
from studyapp.core.values import (
    Duration,
    Quantity,
    Text,
    Value,
    clash,
    rank,
    value_class,
    value_text,
)
from studyapp.core.wording import GAP, capitalised, lead, sentence, stands_in, stated

_FEWEST = 3
_MOST = 4
_LOOKED_AT = 60


def matching(fact: Fact, slot: Slot, bank: Bank, rng: Random) -> Item | None:
    """Statements with a gap, to be matched with the values that fill them.

    Any two values clash, so that each statement has one right partner.
    """
    if slot.open or isinstance(slot.value, Text):
        return None
    alike = bank.by_class[value_class(slot.value, bank.entities)]
    chosen = [(fact, slot)]
    for other_id, name in rng.sample(alike, min(len(alike), _LOOKED_AT)):
        other = (bank.facts[other_id], bank.facts[other_id].slots[name])
        if not other[1].open and all(_can_stand_with(other, one, bank) for one in chosen):
            chosen.append(other)
        if len(chosen) == _MOST:
            break
    if len(chosen) < _FEWEST:
        return None
    rng.shuffle(chosen)
    pairs = tuple(
        Pair(
            f"{lead(one, bank)} {sentence(one, bank, blank=part.name, gap=GAP)}",
            _shown(part.value, bank),
            stated(one, bank),
            (part.evidence,),
            one.id,
        )
        for one, part in chosen
    )
    facts = [fact, *(one for one, _ in chosen if one.id != fact.id)]
    stem = "Which answer fills which gap?"
    key = "; ".join(pair.left.replace(GAP, pair.right) for pair in pairs)
    rights = _rights([part.value for _, part in chosen], bank, rng)
    item = frame(Kind.MATCHING, facts, bank, stem, key, slot=slot.name)
    return replace(item, pairs=pairs, rights=rights)


def ordering(fact: Fact, bank: Bank, rng: Random) -> Item | None:
    """Dated events, to be put in order; dates that overlap may stand either way."""
    if not fact.event or fact.when is None:
        return None
    chosen = [fact]
    for other_id in rng.sample(bank.events, min(len(bank.events), _LOOKED_AT)):
        other = bank.facts[other_id]
        if all(_one_came_first(other, one) for one in chosen):
            chosen.append(other)
        if len(chosen) == _MOST:
            break
    if len(chosen) < _FEWEST:
        return None
    rng.shuffle(chosen)
    while not any(late < early for early, late in _before(chosen)):
        rng.shuffle(chosen)  # events that stand in order already ask nothing
    elements = tuple(
        Element(one.event, f"{_dated(one)}. {stated(one, bank)}", one.evidence, one.id)
        for one in chosen
    )
    in_order = sorted(chosen, key=lambda one: one.when.first.toordinal() if one.when else 0)
    facts = [fact, *(one for one in chosen if one != fact)]
    stem = "Put these in the order of time, the earliest first."
    key = " → ".join(f"{one.event} ({_dated(one)})" for one in in_order)
    item = frame(Kind.ORDERING, facts, bank, stem, key)
    return replace(item, elements=elements, before=_before(chosen))


def _can_stand_with(left: tuple[Fact, Slot], right: tuple[Fact, Slot], bank: Bank) -> bool:
    """Whether neither value fits the other's gap or stands in the other's sentence."""
    (one, slot), (other, other_slot) = left, right
    if one.id == other.id or not clash(slot.value, other_slot.value, bank.entities):
        return False
    if _form(slot.value) != _form(other_slot.value):
        return False
    gapped = sentence(one, bank, blank=slot.name), sentence(other, bank, blank=other_slot.name)
    shown = _shown(other_slot.value, bank), _shown(slot.value, bank)
    return gapped[0] != gapped[1] and not any(
        stands_in(value, text) for value, text in zip(shown, gapped, strict=True)
    )


def _form(value: Value) -> object:
    """What must not tell two values apart: a range or a number, a printed or inferred year."""
    match value:
        case Quantity() | Duration():
            return value.low == value.high
        case Date():
            return value.inferred
        case _:
            return None


def _shown(value: Value, bank: Bank) -> str:
    return capitalised(value_text(value, bank.entities))


def _rights(values: list[Value], bank: Bank, rng: Random) -> tuple[str, ...]:
    """Numbers and dates in order, names shuffled, so that the order tells nothing."""
    shown = list(values)
    rng.shuffle(shown)
    if all(rank(value) is not None for value in shown):
        shown.sort(key=lambda value: rank(value) or 0.0)
    return tuple(_shown(value, bank) for value in shown)


def _one_came_first(left: Fact, right: Fact) -> bool:
    assert left.when is not None, "events have dates"
    assert right.when is not None, "events have dates"
    return left.event != right.event and not left.when.overlaps(right.when)


def _before(events: list[Fact]) -> tuple[tuple[int, int], ...]:
    """The pairs of indexes whose order the dates decide."""
    return tuple(
        (early, late)
        for early, one in enumerate(events)
        for late, other in enumerate(events)
        if one.when is not None and other.when is not None and one.when.last < other.when.first
    )


def _dated(fact: Fact) -> str:
    assert fact.when is not None, "events have dates"
    return capitalised(date_text(fact.when))
