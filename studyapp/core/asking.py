"""One fact, asked in the way that its card calls for."""

from collections.abc import Collection, Sequence
from random import Random

from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.forms import tells
from studyapp.core.generate import generate, ways_to_ask
from studyapp.core.items import Item
from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.kinds import next_kind


def can_ask(fact: FactId, bank: Bank, kinds: Collection[Kind]) -> bool:
    """Whether the fact allows any of the kinds."""
    return any(way.kind in kinds for way in ways_to_ask(fact, bank))


def ask_fact(
    card: Card,
    bank: Bank,
    kinds: Collection[Kind],
    recent: Sequence[Kind],
    before: Sequence[Item],
    rng: Random,
) -> Item | None:
    """An item on the fact of the card; None where none can be made.

    ``recent`` are the kinds in which the learner has seen the fact, the latest last:
    that one comes again only where there is no other. An item that is answered by one
    of those ``before`` it, on another fact, comes only where all are.
    """
    ways = [way for way in ways_to_ask(card.fact, bank) if way.kind in kinds]
    rng.shuffle(ways)
    left = {way.kind for way in ways}
    told: Item | None = None
    while left:
        kind = next_kind(card, left, recent, rng)
        left.remove(kind)
        if told is not None and recent and kind is recent[-1]:
            break
        for way in ways:
            item = generate(way, bank, rng.getrandbits(32)) if way.kind is kind else None
            if item is None:
                continue
            if not _is_told(item, before, bank):
                return item
            told = told or item
    return told


def _is_told(item: Item, before: Sequence[Item], bank: Bank) -> bool:
    return any(other.fact != item.fact and tells(item, other, bank) for other in before)
