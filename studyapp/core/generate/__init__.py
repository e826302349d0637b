"""Makes items from the facts of a bank, the same for the same seed."""

from collections.abc import Iterator
from random import Random

from msgspec import Struct

from studyapp.core.bank import Bank, Change, Fact, FactId, Kind, Question, Slot, Unstated
from studyapp.core.generate.attribution import grouping, statements_of, what_said, who_says
from studyapp.core.generate.choice import single_choice, true_false
from studyapp.core.generate.disputes import (
    conflict,
    near_unstated,
    not_stated,
    position_change,
    stated_after_all,
)
from studyapp.core.generate.lists import members
from studyapp.core.generate.passages import find_passage
from studyapp.core.generate.questions import from_question
from studyapp.core.generate.together import matching, ordering
from studyapp.core.generate.typed import asking_kind, can_be_typed, cloze, flashcard, written
from studyapp.core.items import Item
from studyapp.core.lint import is_fair
from studyapp.core.values import Several, Text


class Ask(Struct, frozen=True):
    """One way to ask a fact or another entry of the bank.

    ``slot`` is empty for kinds that ask for the whole; for a conflict it is the
    other fact. ``truth`` says whether a statement is to be true.
    """

    fact: FactId
    slot: str
    kind: Kind
    truth: bool = False


def ways_to_ask(fact: FactId, bank: Bank) -> tuple[Ask, ...]:
    """Every way that the entry allows; some may still give no item.

    There is none for an essay, a description and what the bank does not know.
    """
    match bank.entries.get(fact):
        case Fact() as entry:
            return tuple(_ways(entry, bank))
        case Question(kind=kind):
            return (Ask(fact, "", kind),)
        case Change():
            return (Ask(fact, "", Kind.POSITION_CHANGE),)
        case Unstated():
            return (Ask(fact, "", Kind.NOT_STATED),)
        case None:
            return ()


def generate(ask: Ask, bank: Bank, seed: int) -> Item | None:
    """A fair item, or None where too few wrong answers can be proved wrong."""
    item = compose(ask, bank, seed)
    return item if item is not None and is_fair(item, bank) else None


def compose(ask: Ask, bank: Bank, seed: int) -> Item | None:
    """The item as it is made, before the linter has seen it."""
    rng = Random(f"{seed}/{bank.id}/{ask.fact}/{ask.slot}/{ask.kind.value}/{ask.truth}")
    match bank.entries[ask.fact]:
        case Fact() as fact if ask.slot in fact.slots:
            return _of_slot(ask, fact, fact.slots[ask.slot], bank, rng)
        case Fact() as fact:
            return _of_fact(ask, fact, bank, rng)
        case Question() as question:
            return from_question(question, bank, rng)
        case Change() as change:
            return position_change(change, bank, rng)
        case Unstated() as entry:
            return not_stated(entry, bank, rng)


def generate_all(bank: Bank, seed: int, kinds: frozenset[Kind] = frozenset()) -> Iterator[Item]:
    """Every fair item of the bank in the order of its file; all kinds where none is named."""
    return (item for item in compose_all(bank, seed, kinds) if is_fair(item, bank))


def compose_all(bank: Bank, seed: int, kinds: frozenset[Kind] = frozenset()) -> Iterator[Item]:
    """Every item as it is made, before the linter has seen it.

    A fact is stated once truly and once falsely: each seed picks the slots anew.
    """
    for entry in bank.entries:
        for ask in _one_truth_each(ways_to_ask(entry, bank), seed):
            if not kinds or ask.kind in kinds:
                item = compose(ask, bank, seed)
                if item is not None:
                    yield item


def _ways(fact: Fact, bank: Bank) -> Iterator[Ask]:
    for slot in fact.slots.values():
        if bank.notes_on((slot.evidence,)):
            continue  # a known flaw of the source is never scored
        for kind in _kinds_of(slot):
            yield Ask(fact.id, slot.name, kind)
        if _can_be_false(slot):
            yield Ask(fact.id, slot.name, Kind.TRUE_FALSE, truth=True)
            yield Ask(fact.id, slot.name, Kind.TRUE_FALSE, truth=False)
    near = near_unstated(bank)
    if fact.id in near:
        yield Ask(fact.id, near[fact.id], Kind.NOT_STATED)
    yield Ask(fact.id, "", Kind.WHO_SAYS)
    yield Ask(fact.id, "", Kind.FIND_PASSAGE)
    if fact.speaker is not None:
        for kind in (Kind.WHAT_SAID, Kind.MULTIPLE_CHOICE, Kind.GROUPING):
            yield Ask(fact.id, "", kind)
    if fact.event:
        yield Ask(fact.id, "", Kind.ORDERING)
    for pair in bank.comparisons.get(fact.id, ()):
        yield Ask(fact.id, pair.facts[1], Kind.CONFLICT)


def _can_be_false(slot: Slot) -> bool:
    """Whether a wrong value makes the statement false, and one can be had.

    What a list lacks makes no statement false; of free text only the author or
    a like text of another fact can say that it is wrong.
    """
    match slot.value:
        case Several():
            return False
        case Text(category=category):
            return bool(slot.wrong) or (bool(category) and not slot.open)
        case _:
            return bool(slot.wrong) or not slot.open


def _kinds_of(slot: Slot) -> Iterator[Kind]:
    if isinstance(slot.value, Several):
        yield Kind.MULTIPLE_CHOICE
    else:
        yield Kind.SINGLE_CHOICE
        yield Kind.MATCHING
    if can_be_typed(slot):
        yield Kind.CLOZE
        if slot.ask:
            yield asking_kind(slot.value)
    yield Kind.FLASHCARD


def _of_slot(ask: Ask, fact: Fact, slot: Slot, bank: Bank, rng: Random) -> Item | None:
    match ask.kind:
        case Kind.SINGLE_CHOICE:
            return single_choice(fact, slot, bank, rng)
        case Kind.MULTIPLE_CHOICE:
            return members(fact, slot, bank, rng)
        case Kind.TRUE_FALSE:
            return true_false(fact, slot, bank, rng, truth=ask.truth)
        case Kind.CLOZE:
            return cloze(fact, slot, bank)
        case Kind.SHORT_ANSWER | Kind.QUANTITY | Kind.DATE:
            return written(fact, slot, bank)
        case Kind.MATCHING:
            return matching(fact, slot, bank, rng)
        case Kind.NOT_STATED:
            return stated_after_all(fact, slot, bank, rng)
        case Kind.FLASHCARD:
            return flashcard(fact, slot, bank)
        case _:
            return None  # the other kinds ask for whole facts


def _of_fact(ask: Ask, fact: Fact, bank: Bank, rng: Random) -> Item | None:
    match ask.kind:
        case Kind.WHO_SAYS:
            return who_says(fact, bank, rng)
        case Kind.WHAT_SAID:
            return what_said(fact, bank, rng)
        case Kind.MULTIPLE_CHOICE:
            return statements_of(fact, bank, rng)
        case Kind.GROUPING:
            return grouping(fact, bank, rng)
        case Kind.ORDERING:
            return ordering(fact, bank, rng)
        case Kind.FIND_PASSAGE:
            return find_passage(fact, bank)
        case Kind.CONFLICT:
            pairs = bank.comparisons[fact.id]
            return conflict(next(pair for pair in pairs if pair.facts[1] == ask.slot), bank)
        case _:
            return None  # the other kinds ask for slots


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
