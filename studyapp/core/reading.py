"""Reading a source passage by passage: where each fact stands."""

from collections.abc import Iterable

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Change, Fact, FactId
from studyapp.core.items import Item
from studyapp.core.sources import Passage, Source, passage_at


def passage_of(fact: FactId, bank: Bank) -> tuple[Source, Passage] | None:
    """The passage with which the text has said all of a fact or question; None without one."""
    evidence = _evidence(fact, bank)
    if not evidence:
        return None
    last = max(evidence, key=lambda one: _place(one, bank))
    source = bank.sources[last.source]
    passage = passage_at(source, last.start)
    return (source, passage) if passage else None


def in_reading_order(facts: Iterable[FactId], bank: Bank) -> list[FactId]:
    """By source, then in the order of the text; what has no place in it comes last."""
    end = (len(bank.sources), 0)

    def place(fact: FactId) -> tuple[int, int]:
        return max((_place(one, bank) for one in _evidence(fact, bank)), default=end)

    return sorted(facts, key=place)


def can_know(item: Item, bank: Bank) -> bool:
    """Whether all that an item is about stands in the text up to the passage of its fact.

    Who reads passage by passage has not seen more.
    """
    here = passage_of(item.fact, bank)
    if here is None:
        return True
    source, passage = here
    end = (list(bank.sources).index(source.id), passage.span.end)
    shown = [*item.evidence, *(one for fact in item.facts for one in _evidence(fact, bank))]
    return all(_place(one, bank) < end for one in shown)


def _place(evidence: Evidence, bank: Bank) -> tuple[int, int]:
    return list(bank.sources).index(evidence.source), evidence.start


def _evidence(fact: FactId, bank: Bank) -> tuple[Evidence, ...]:
    entry = bank.entries[fact]
    match entry:
        case Fact():
            return (*entry.evidence, *entry.context)
        case Change():  # it rests on facts
            return tuple(one for other in entry.facts for one in _evidence(other, bank))
        case _:
            return entry.evidence
