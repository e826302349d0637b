"""Wrong options, each with the reason why it is wrong, checked against the bank."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Fact, FactId, Slot, Wrong
from studyapp.core.dates import Date
from studyapp.core.generate.rivals import other_dates, other_numbers
from studyapp.core.items import Reason
from studyapp.core.values import (
    Duration,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
    clash,
    value_class,
    value_text,
)
from studyapp.core.wording import capitalised, sentence, stands_in, stated

_DAYS_APART = 12_000

# How many slots of other facts are looked at: enough to choose from, however large the bank.
_LOOKED_AT = 60


class Distractor(Struct, frozen=True):
    """A wrong value for a slot; ``fact`` is the fact whose value it is, if any."""

    value: Value
    text: str
    why: str
    reason: Reason
    evidence: tuple[Evidence, ...]
    fact: FactId | None = None


def distractors(fact: Fact, slot: Slot, bank: Bank, rng: Random, stem: str) -> Iterator[Distractor]:
    """Wrong values for the slot that may be shown with ``stem``, the best first.

    None equals, contains or overlaps the key or another one before it, or is named in
    the stem or the fact's sentence. Who takes only the first ones does not pay for the
    others; the dice are the same either way.
    """
    shown = f"{stem} {sentence(fact, bank, blank=slot.name)}"
    candidates = list(_candidates(fact, slot, bank, rng))
    return _apart_from(candidates, [slot.value], bank, shown)


def list_distractors(
    fact: Fact, slot: Slot, bank: Bank, rng: Random, stem: str
) -> list[Distractor]:
    """What a complete list lacks: the author's wrong members, then entities like its own."""
    assert isinstance(slot.value, Several), "asked of lists only"
    shown = f"{stem} {sentence(fact, bank, blank=slot.name)}"
    candidates = [_authored(wrong, slot, bank) for wrong in slot.wrong]
    rng.shuffle(candidates)
    entities = [one.entity for one in slot.value.members if isinstance(one, EntityRef)]
    kinds = {bank.entities[entity].kind for entity in entities}
    alike = [other for kind in sorted(kinds) for other in bank.entities_by_kind[kind]]
    for other in [] if slot.open else rng.sample(alike, min(len(alike), _LOOKED_AT)):
        text = bank.entities[other].name
        why = f"The list is complete without it. {stated(fact, bank)}"
        evidence = (slot.evidence,)
        candidates.append(Distractor(EntityRef(other), text, why, Reason.LIST_COMPLETE, evidence))
    return list(_apart_from(candidates, slot.value.members, bank, shown))


def _apart_from(
    candidates: Iterable[Distractor], keys: Iterable[Value], bank: Bank, shown: str
) -> Iterator[Distractor]:
    """The candidates that may stand together with the keys, and with ``shown`` above them."""
    taken = list(keys)
    for candidate in candidates:
        if candidate.reason is not Reason.AUTHOR and _named(candidate.value, bank, shown):
            continue
        if all(_apart(candidate, value, bank) for value in taken):
            taken.append(candidate.value)
            yield candidate


def _candidates(fact: Fact, slot: Slot, bank: Bank, rng: Random) -> Iterator[Distractor]:
    """The author's own first, then values of other facts, then computed ones."""
    for wrong in rng.sample(slot.wrong, len(slot.wrong)):
        yield _authored(wrong, slot, bank)
    if slot.open:
        return
    yield from islice(_of_other_facts(fact, slot, bank, rng), _LOOKED_AT)
    yield from _computed(fact, slot, bank, rng)


def _authored(wrong: Wrong, slot: Slot, bank: Bank) -> Distractor:
    """The author's wrong answer, with the place where it does stand if that is known."""
    evidence = wrong.evidence or (slot.evidence,)
    found = None
    if isinstance(wrong.value, EntityRef) and not wrong.evidence:
        for other, name in bank.slots_of_entity.get(wrong.value.entity, ())[:1]:
            found, evidence = other, (bank.facts[other].slots[name].evidence,)
    text = value_text(wrong.value, bank.entities)
    return Distractor(wrong.value, text, wrong.why, Reason.AUTHOR, evidence, found)


def _of_other_facts(fact: Fact, slot: Slot, bank: Bank, rng: Random) -> Iterator[Distractor]:
    """Values that stand elsewhere in the bank, rival claims before all others."""
    rivals = bank.rivals.get(fact.id, frozenset())
    alike = bank.by_class.get(value_class(slot.value, bank.entities), ())
    picked = rng.sample(alike, min(len(alike), _LOOKED_AT))
    picked.sort(key=lambda place: place[0] not in rivals)
    for other_id, name in picked:
        other = bank.facts[other_id]
        if other_id == fact.id or (fact.speaker is None and other_id in rivals):
            continue
        if isinstance(slot.value, Text) and not slot.value.category:
            return
        value = _in_the_form_of(slot.value, other.slots[name].value)
        if value is None:
            continue
        text = value_text(value, bank.entities)
        theirs = value_text(other.slots[name].value, bank.entities)  # under its own hedge
        why = f"{stated(fact, bank)} “{capitalised(theirs)}” belongs to another statement: "
        why += stated(other, bank)
        evidence = (other.slots[name].evidence,)
        yield Distractor(value, text, why, Reason.OTHER_FACT, evidence, other_id)


def _in_the_form_of(key: Value, other: Value) -> Value | None:
    """The other fact's value worded like the key, so that its form does not give it away."""
    match key, other:
        case Quantity(), Quantity():
            same_shape = (key.low == key.high) == (other.low == other.high)
            if key.words or not same_shape or not _comparable(key, other):
                return None
            return replace(other, hedge=key.hedge, words="")
        case Duration(), Duration():
            if key.words or not _comparable(key, other):
                return None
            return replace(other, hedge=key.hedge, words="")
        case Date(), Date():
            return other if other.inferred == key.inferred and _near(key, other) else None
        case _, _:
            return other


def _near(key: Date, other: Date) -> bool:
    """Within a third of a century: 1650 beside 1907 would be no temptation."""
    return abs((key.first - other.first).days) <= _DAYS_APART


def _comparable(key: Quantity | Duration, other: Quantity | Duration) -> bool:
    """Within a factor of twenty: 90 sq. km beside 29,900 would be no temptation."""
    return key.low > 0 and 1 / 20 <= other.low / key.low <= 20


def _computed(fact: Fact, slot: Slot, bank: Bank, rng: Random) -> Iterator[Distractor]:
    others: Iterable[Value]
    match slot.value:
        case Quantity() as key:
            others = other_numbers(key)
        case Duration() as length:
            others = other_numbers(length)
        case Date() as day:
            others = other_dates(day, rng, _span_of_dates(bank))
        case EntityRef(entity):
            kind = bank.entities[entity].kind
            others = [EntityRef(other) for other in bank.entities_by_kind[kind]]
        case Text() | Several():
            return
    shuffled = list(others)
    rng.shuffle(shuffled)
    near = bank.entities_on.get(fact.topic, frozenset())
    shuffled.sort(key=lambda other: isinstance(other, EntityRef) and other.entity not in near)
    for other in shuffled[:_LOOKED_AT]:
        text = value_text(other, bank.entities)
        why = f"Not so. {stated(fact, bank)}"
        yield Distractor(other, text, why, Reason.CLASH, (slot.evidence,))


@lru_cache(maxsize=4)
def _span_of_dates(bank: Bank) -> tuple[date, date]:
    """The first and last day of all dated slots; the year 1 to 9999 where there are none."""
    days = [
        day
        for fact in bank.facts.values()
        for slot in fact.slots.values()
        if isinstance(slot.value, Date)
        for day in (slot.value.first, slot.value.last)
        if day not in (date.min, date.max)
    ]
    return (min(days), max(days)) if days else (date.min, date.max)


def _apart(candidate: Distractor, other: Value, bank: Bank) -> bool:
    """Whether the two may stand in one question: neither equal, nested nor overlapping."""
    if candidate.text.casefold() == value_text(other, bank.entities).casefold():
        return False
    match candidate.value, other:
        case EntityRef(left), EntityRef(right) if frozenset((left, right)) in bank.apart:
            return False
        case Text(), Text(text, also):
            return not {candidate.value.text, *candidate.value.also} & {text, *also}
        case EntityRef() | Text(), Several(members):
            return all(_apart(candidate, member, bank) for member in members)
        case left_value, right_value if type(left_value) is not type(right_value):
            return candidate.reason is Reason.AUTHOR
        case _, _:
            return clash(candidate.value, other, bank.entities)


def _named(value: Value, bank: Bank, shown: str) -> bool:
    """Whether the text shown to the learner already names an entity of the value."""
    if not isinstance(value, EntityRef):
        return False
    return any(stands_in(name, shown) for name in bank.entities[value.entity].names)
