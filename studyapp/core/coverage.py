"""What a bank makes of each sentence of its sources."""

from collections.abc import Iterator

from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Change, Fact, FactId, Question, Unstated
from studyapp.core.sources import Sentence, SourceId


class Covered(Struct, frozen=True):
    """A sentence of a source, the entries of the bank that rest on it, or why there is none."""

    source: SourceId
    passage: int
    sentence: int
    text: str
    entries: tuple[FactId, ...]
    why: str = ""


def coverage(bank: Bank) -> Iterator[Covered]:
    """Every sentence of every source, in the order of the texts."""
    entries: dict[tuple[SourceId, Sentence], dict[FactId, None]] = {}
    for entry in bank.entries.values():
        for place in bank.sentences(_evidence(entry)):
            entries.setdefault(place, {})[entry.id] = None
    whys = {
        place: entry.why for entry in bank.unmodelled for place in bank.sentences((entry.evidence,))
    }
    for source in bank.sources.values():
        for found in source.sentences:
            yield Covered(
                source.id,
                found.passage,
                found.number,
                source.text[found.span.start : found.span.end],
                tuple(entries.get((source.id, found), ())),
                whys.get((source.id, found), ""),
            )


def _evidence(entry: Fact | Question | Change | Unstated) -> tuple[Evidence, ...]:
    match entry:
        case Fact() | Question() | Unstated():
            return entry.evidence
        case Change():
            return ()  # it rests on facts, which have their own
