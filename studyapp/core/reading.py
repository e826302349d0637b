"""Reading a source passage by passage: where each fact stands."""

from collections.abc import Iterable

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Change, FactId
from studyapp.core.sources import Passage, Source, passage_at


def passage_of(fact: FactId, bank: Bank) -> tuple[Source, Passage] | None:
    """The passage in which a fact or question has its evidence; None where it has none."""
    evidence = _evidence(fact, bank)
    if not evidence:
        return None
    source = bank.sources[evidence[0].source]
    passage = passage_at(source, evidence[0].start)
    return (source, passage) if passage else None


def in_reading_order(facts: Iterable[FactId], bank: Bank) -> list[FactId]:
    """By source, then in the order of the text; what has no place in it comes last."""
    sources = {source: number for number, source in enumerate(bank.sources)}
    end = (len(sources), 0)

    def place(fact: FactId) -> tuple[int, int]:
        evidence = _evidence(fact, bank)
        return (sources[evidence[0].source], evidence[0].start) if evidence else end

    return sorted(facts, key=place)


def _evidence(fact: FactId, bank: Bank) -> tuple[Evidence, ...]:
    entry = bank.entries[fact]
    if isinstance(entry, Change):  # it rests on facts; what is read last shows it all
        return max((bank.facts[one].evidence for one in entry.facts), key=lambda each: each[0].end)
    return entry.evidence
