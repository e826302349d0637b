"""Rules about items of several facts, and about places in the source."""

import re
from collections.abc import Iterator
from itertools import combinations

from studyapp.core.bank import Fact, Kind, Slot
from studyapp.core.dates import MONTHS, Date, date_text
from studyapp.core.items import Pair
from studyapp.core.lint.case import Case
from studyapp.core.lint.words import named, stands_in
from studyapp.core.sources import Span, sentences_of
from studyapp.core.values import EntityId, EntityRef, clash, nested, value_text
from studyapp.core.wording import capitalised, facts_saying, lead, sentence

_FEWEST = 3
_YEAR_OR_MONTH = re.compile(rf"\b(?:1[0-9]{{3}}|20[0-9]{{2}}|{'|'.join(MONTHS)})\b")


def pairs_as_stated(case: Case) -> Iterator[str]:
    """Each left side is a sentence of the bank with a gap, its right side what fills it.

    DESIGN.md section 4 (matching).
    """
    if case.item.kind is not Kind.MATCHING:
        return
    if len(case.item.pairs) < _FEWEST:
        yield f"{len(case.item.pairs)} pairs are too few to match"
    for pair, slot in _slots(case):
        if slot is None:
            yield f"the bank has no such gap: “{pair.left}”"
        elif _shown(slot, case) != pair.right:
            yield f"{_shown(slot, case)}, not “{pair.right}”, fills “{pair.left}”"
        if pair.right not in case.item.rights:
            yield f"“{pair.right}” is not among what is to be matched"


def one_partner_each(case: Case) -> Iterator[str]:
    """No right side fits another left side: any two clash. DESIGN.md section 4."""
    slots = [(pair, slot) for pair, slot in _slots(case) if slot is not None]
    for (left, one), (right, other) in combinations(slots, 2):
        if not clash(one.value, other.value, case.bank.entities) or _apart(one, other, case):
            yield f"“{left.right}” may fill the gap of “{right.right}”"
    for pair, slot in slots:
        if slot.open:
            yield f"other values may fill “{pair.left}”"


def right_in_left(case: Case) -> Iterator[str]:
    """No right side stands in a left side. NBME (cues from one option to another)."""
    for pair, slot in _slots(case):
        if slot is None:
            continue
        names: tuple[str, ...] = (pair.right,)
        if isinstance(slot.value, EntityRef):
            names = case.bank.entities[slot.value.entity].names
        for other in case.item.pairs:
            if any(stands_in(name, other.left) for name in names):
                yield f"“{pair.right}” stands in “{other.left}”"


def order_as_dated(case: Case) -> Iterator[str]:
    """What must come before what is what the dates say, no more and no less. DESIGN.md."""
    item = case.item
    if item.kind is not Kind.ORDERING:
        return
    facts = [case.bank.facts.get(element.fact) for element in item.elements]
    days = [fact.when if fact else None for fact in facts]
    due = {
        (early, late)
        for early, one in enumerate(days)
        for late, other in enumerate(days)
        if one is not None and other is not None and one.last < other.first
    }
    if len(item.elements) < _FEWEST:
        yield f"{len(item.elements)} events are too few to order"
    for fact, element in zip(facts, item.elements, strict=True):
        if fact is None or fact.when is None or fact.event != element.text:
            yield f"the bank has no dated event “{element.text}”"
    for early, late in due - set(item.before):
        yield f"“{item.elements[early].text}” came before “{item.elements[late].text}”"
    if set(item.before) - due:
        yield "the dates do not decide an order that is asked for"


def events_without_dates(case: Case) -> Iterator[str]:
    """Events to be ordered do not print when they were. NBME (answer in the stem)."""
    if case.item.kind is not Kind.ORDERING:
        return
    whens = [fact.when for fact in case.facts if fact.when is not None]
    for element in case.item.elements:
        found = _YEAR_OR_MONTH.search(element.text)
        if found or any(_prints(when, element.text) for when in whens):
            yield f"“{element.text}” tells its date"


def groups_as_said(case: Case) -> Iterator[str]:
    """Each statement is in the group of its speaker, and in that alone. DESIGN.md section 4."""
    item = case.item
    if item.kind is not Kind.GROUPING:
        return
    placed = sorted(at for group in item.groups for at in group.members)
    if placed != list(range(len(item.elements))) or len(item.groups) < 2:
        yield "each statement belongs to one of at least two groups"
        return
    for group in item.groups:
        for at in group.members:
            element = item.elements[at]
            fact = case.bank.facts.get(element.fact)
            if fact is None or sentence(fact, case.bank) != element.text:
                yield f"the bank has no statement “{element.text}”"
            elif group.name not in _speakers_named(element.text, case):
                yield f"“{element.text}” is not said by “{group.name}”"
            elif len(_speakers_named(element.text, case) & {one.name for one in item.groups}) > 1:
                yield f"“{element.text}” is said by more than one group"


def groups_apart(case: Case) -> Iterator[str]:
    """No group speaks for another, no statement names a group. DESIGN.md section 4."""
    item, bank = case.item, case.bank
    if item.kind is not Kind.GROUPING:
        return
    speakers = {fact.speaker for fact in case.facts if fact.speaker is not None}
    for left, right in combinations(sorted(speakers), 2):
        if nested(left, right, bank.entities) or frozenset((left, right)) in bank.apart:
            yield f"{left} and {right} may be one actor"
    for element in item.elements:
        for speaker in sorted(speakers):
            if named(bank.entities[speaker], element.text):
                yield f"“{element.text}” names {bank.entities[speaker].name}"


def claim_without_its_speaker(case: Case) -> Iterator[str]:
    """Where the speaker is asked for, the claim does not name it. NBME (answer in the stem)."""
    if case.item.kind is Kind.WHO_SAYS and case.fact is not None:
        said = sentence(case.fact, case.bank)
        speakers: list[EntityId] = [case.fact.speaker] if case.fact.speaker else []
        speakers += [value.entity for value in case.values if isinstance(value, EntityRef)]
        for speaker in dict.fromkeys(speakers):
            if named(case.bank.entities[speaker], said):
                yield f"the claim names {case.bank.entities[speaker].name}"


def passages_as_evidence(case: Case) -> Iterator[str]:
    """The places to point at are the whole sentences that the evidence touches. DESIGN.md."""
    if case.item.kind is not Kind.FIND_PASSAGE or case.fact is None:
        return
    due = {
        (one.source, found.span)
        for one in case.fact.evidence
        for found in sentences_of(case.bank.sources[one.source], one.span)
    }
    given = {(one.source, Span(one.start, one.end)) for one in case.item.spans}
    if given - due:
        yield "a place is no whole sentence of the evidence"
    if due - given:
        yield "a sentence of the evidence is not accepted"


def comparison_in_bank(case: Case) -> Iterator[str]:
    """How two statements stand to each other is what the author wrote. DESIGN.md section 4."""
    if case.item.kind is not Kind.CONFLICT or case.fact is None:
        return
    pairs = case.bank.comparisons.get(case.fact.id, ())
    if not any(pair.facts == case.item.facts for pair in pairs):
        yield "the bank does not compare these two statements"


def key_shows_all(case: Case) -> Iterator[str]:
    """The key of an item of several parts shows each, in order. DESIGN.md section 4 (feedback)."""
    item = case.item
    parts = [pair.right for pair in item.pairs]
    parts += [element.text for element in item.elements]
    parts += [group.name for group in item.groups]
    if item.kind is Kind.FIND_PASSAGE and case.fact is not None:
        parts += [one.exact for one in case.fact.evidence]
    for part in parts:
        if part not in item.key:
            yield f"the key lacks “{part}”"
    places = [item.key.find(element.text) for element in item.elements]
    if any(places[early] > places[late] for early, late in item.before if late < len(places)):
        yield "the key is out of order"


def _slots(case: Case) -> Iterator[tuple[Pair, Slot | None]]:
    """Each pair with the slot whose gap its left side shows."""
    for pair in case.item.pairs:
        fact = case.bank.facts.get(pair.fact)
        gaps = {_left(fact, slot, case): slot for slot in fact.slots.values()} if fact else {}
        yield pair, gaps.get(pair.left)


def _left(fact: Fact, slot: Slot, case: Case) -> str:
    return f"{lead(fact, case.bank)} {sentence(fact, case.bank, blank=slot.name)}"


def _shown(slot: Slot, case: Case) -> str:
    return capitalised(value_text(slot.value, case.bank.entities))


def _apart(left: Slot, right: Slot, case: Case) -> bool:
    match left.value, right.value:
        case EntityRef(one), EntityRef(other):
            return frozenset((one, other)) in case.bank.apart
        case _:
            return False


def _prints(when: Date, text: str) -> bool:
    return stands_in(date_text(when), text) or bool(when.words and stands_in(when.words, text))


def _speakers_named(text: str, case: Case) -> set[str]:
    """The names, as groups show them, of all who make the statement."""
    speakers = (case.bank.facts[one].speaker for one in facts_saying(case.bank).get(text, ()))
    return {capitalised(case.bank.entities[one].name) for one in speakers if one is not None}
