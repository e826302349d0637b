"""What the bank's author wrote of statements side by side, and of what the text leaves open."""

from collections.abc import Mapping
from functools import lru_cache
from random import Random

from msgspec.structs import replace

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import (
    Bank,
    Change,
    Comparison,
    Fact,
    FactId,
    Kind,
    Relation,
    Slot,
    Unstated,
    Wrong,
)
from studyapp.core.generate.choice import in_order
from studyapp.core.generate.distractors import distractors
from studyapp.core.generate.frame import frame, notes_on, shown_value, written_stem
from studyapp.core.items import Item, ItemId, Option, Reason
from studyapp.core.sources import Sentence, SourceId
from studyapp.core.values import Text
from studyapp.core.wording import capitalised, stated

NOT_STATED = "The text does not say"

_RELATIONS = {
    Relation.CONFLICT: "They conflict: both cannot be right",
    Relation.AGREE: "They agree",
    Relation.DIFFERENT: "They are about different things or times",
}


def conflict(pair: Comparison, bank: Bank) -> Item:
    """How two statements stand to each other; the options keep their order."""
    left, right = (bank.facts[fact] for fact in pair.facts)
    evidence = left.evidence + right.evidence
    options = tuple(
        Option(
            text,
            relation is pair.relation,
            pair.why,
            Reason.KEY if relation is pair.relation else Reason.AUTHOR,
            evidence,
        )
        for relation, text in _RELATIONS.items()
    )
    stem = (
        "How do these two statements stand to each other?\n"
        f"1. {stated(left, bank)}\n2. {stated(right, bank)}"
    )
    item = frame(Kind.CONFLICT, [left, right], bank, stem, _RELATIONS[pair.relation], slot=right.id)
    return replace(item, options=options, statement=pair.why)


def position_change(change: Change, bank: Bank, rng: Random) -> Item:
    """How a position changed, in the author's words."""
    facts = [bank.facts[fact] for fact in change.facts]
    evidence = tuple(one for fact in facts for one in (*fact.evidence, *fact.context))
    statement = " ".join(stated(fact, bank) for fact in facts)
    key = capitalised(change.key)
    options = [Option(key, True, statement, Reason.KEY, evidence)]
    options += [_written(wrong, evidence) for wrong in change.wrong]
    rng.shuffle(options)
    return Item(
        id=ItemId(f"{bank.id}/{change.id}/{Kind.POSITION_CHANGE.value}/1"),
        bank=bank.id,
        kind=Kind.POSITION_CHANGE,
        facts=(change.id, *change.facts),
        topic=change.topic,
        speaker=facts[0].speaker,
        stem=change.asks,
        key=key,
        statement=statement,
        options=tuple(options),
        evidence=evidence,
        notes=notes_on(evidence, bank),
    )


def not_stated(entry: Unstated, bank: Bank, rng: Random) -> Item:
    """A question that the text leaves open, with answers that tempt."""
    tempting = rng.sample(entry.tempting, 2)
    options = [_written(wrong, entry.evidence) for wrong in tempting]
    options.append(Option(NOT_STATED, True, entry.why, Reason.KEY, entry.evidence))
    return Item(
        id=ItemId(f"{bank.id}/{entry.id}/{Kind.NOT_STATED.value}/1"),
        bank=bank.id,
        kind=Kind.NOT_STATED,
        facts=(entry.id,),
        topic=entry.topic,
        speaker=None,
        stem=entry.asks,
        key=NOT_STATED,
        statement=entry.why,
        options=tuple(options),
        evidence=entry.evidence,
        notes=notes_on(entry.evidence, bank),
    )


@lru_cache(maxsize=4)
def near_unstated(bank: Bank) -> Mapping[FactId, str]:
    """For each open question one fact of the sentence that comes near it, and its slot.

    These are asked beside the open questions, so that "the text does not say" is right
    about as often as it is wrong.
    """
    by_sentence: dict[tuple[SourceId, Sentence], list[tuple[FactId, str]]] = {}
    for fact in bank.facts.values():
        slots = [slot.name for slot in fact.slots.values() if slot.ask and not slot.is_list]
        for place in bank.sentences(fact.evidence) if slots else ():
            by_sentence.setdefault(place, []).append((fact.id, slots[0]))
    chosen: dict[FactId, str] = {}
    for entry in bank.unstated.values():
        for place in bank.sentences(entry.evidence):
            near = [one for one in by_sentence.get(place, ()) if one[0] not in chosen]
            if near:
                chosen.update(near[:1])
                break
    return chosen


def stated_after_all(fact: Fact, slot: Slot, bank: Bank, rng: Random) -> Item | None:
    """A question that the text does answer, with "the text does not say" among the options."""
    stem = written_stem(fact, slot, bank)
    wrong = next(distractors(fact, slot, bank, rng, stem), None)
    if not slot.ask or wrong is None:
        return None
    right = Option(
        shown_value(slot, bank), True, stated(fact, bank), Reason.KEY, (slot.evidence,), fact.id
    )
    other = Option(
        capitalised(wrong.text), False, wrong.why, wrong.reason, wrong.evidence, wrong.fact
    )
    options = in_order([(slot.value, right), (wrong.value, other)], rng)
    why = f"It does say. {stated(fact, bank)}"
    options.append(Option(NOT_STATED, False, why, Reason.CLASH, (slot.evidence,)))
    key = shown_value(slot, bank)
    item = frame(Kind.NOT_STATED, [fact], bank, stem, key, slot=slot.name)
    return replace(item, options=tuple(options))


def _written(wrong: Wrong, near: tuple[Evidence, ...]) -> Option:
    assert isinstance(wrong.value, Text), "these answers are written as text"
    return Option(
        capitalised(wrong.value.text), False, wrong.why, Reason.AUTHOR, wrong.evidence or near
    )
