"""Makes items from the facts of a bank, the same for the same seed."""

from collections.abc import Iterator
from random import Random

from msgspec import Struct

from studyapp.core.bank import Bank, Fact, FactId, Kind
from studyapp.core.generate.choice import single_choice, true_false
from studyapp.core.generate.questions import from_question
from studyapp.core.generate.typed import can_be_typed, cloze, typed_kind, written
from studyapp.core.items import Item


class Ask(Struct, frozen=True):
    """One way to ask a fact: a kind and the slot it asks for (empty for a written question)."""

    fact: FactId
    slot: str
    kind: Kind
    truth: bool = False


def ways_to_ask(fact: FactId, bank: Bank) -> tuple[Ask, ...]:
    """Every way that the slots of the fact allow; some may still give no item."""
    if fact in bank.questions:
        return (Ask(fact, "", bank.questions[fact].kind),)
    return tuple(_ways(bank.facts[fact]))


def generate(ask: Ask, bank: Bank, seed: int) -> Item | None:
    """The item, or None where too few wrong options can be proved wrong."""
    rng = Random(f"{seed}/{bank.id}/{ask.fact}/{ask.slot}/{ask.kind.value}/{ask.truth}")
    if not ask.slot:
        return from_question(bank.questions[ask.fact], bank, rng)
    fact = bank.facts[ask.fact]
    slot = fact.slots[ask.slot]
    match ask.kind:
        case Kind.SINGLE_CHOICE:
            return single_choice(fact, slot, bank, rng)
        case Kind.TRUE_FALSE:
            return true_false(fact, slot, bank, rng, truth=ask.truth)
        case Kind.CLOZE:
            return cloze(fact, slot, bank)
        case Kind.SHORT_ANSWER | Kind.QUANTITY | Kind.DATE:
            return written(fact, slot, bank)


def generate_all(bank: Bank, seed: int, kinds: frozenset[Kind] = frozenset()) -> Iterator[Item]:
    """Every item of the bank in the order of its file; all kinds where none is named.

    A fact is stated once truly and once falsely: each seed picks the slots anew.
    """
    for fact in (*bank.facts, *bank.questions):
        for ask in _one_truth_each(ways_to_ask(fact, bank), seed):
            if not kinds or ask.kind in kinds:
                item = generate(ask, bank, seed)
                if item is not None:
                    yield item


def _ways(fact: Fact) -> Iterator[Ask]:
    for slot in fact.slots.values():
        yield Ask(fact.id, slot.name, Kind.SINGLE_CHOICE)
        if can_be_typed(slot):
            yield Ask(fact.id, slot.name, Kind.CLOZE)
            if slot.ask:
                yield Ask(fact.id, slot.name, typed_kind(slot.value))
        yield Ask(fact.id, slot.name, Kind.TRUE_FALSE, truth=True)
        yield Ask(fact.id, slot.name, Kind.TRUE_FALSE, truth=False)


def _one_truth_each(asks: tuple[Ask, ...], seed: int) -> list[Ask]:
    """The ways to ask with one true and one false statement, each of a slot drawn by seed."""
    stated = [ask for ask in asks if ask.kind is Kind.TRUE_FALSE and ask.slot]
    others = [ask for ask in asks if ask not in stated]
    if stated:
        rng = Random(f"{seed}/{stated[0].fact}/truth")
        others += [
            rng.choice([ask for ask in stated if ask.truth is truth]) for truth in (True, False)
        ]
    return others
