"""One fact, asked in the way that its card calls for."""

from collections.abc import Callable, Collection, Sequence
from random import Random

from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.forms import tells, wanted_ways
from studyapp.core.generate import generate
from studyapp.core.items import Item
from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.kinds import next_kind


def can_ask(fact: FactId, bank: Bank, kinds: Collection[Kind]) -> bool:
    """Whether the fact allows any of the kinds, or anything where none is named."""
    return bool(wanted_ways(fact, bank, kinds))


def ask_fact(
    card: Card,
    bank: Bank,
    kinds: Collection[Kind],
    recent: Sequence[Kind],
    before: Sequence[Item],
    rng: Random,
    suits: Callable[[Item], bool] = lambda _item: True,
) -> Item | None:
    """An item on the fact of the card; None where none can be made.

    ``recent`` are the kinds in which the learner has seen the fact, the latest last:
    that one comes again only where there is no other. An item that is answered by one
    of those ``before`` it, on another fact, comes only where all are, and one that does
    not suit only where none does.
    """
    ways = wanted_ways(card.fact, bank, kinds)
    rng.shuffle(ways)
    left = {way.kind for way in ways}
    told: Item | None = None
    unsuited: Item | None = None
    while left:
        kind = next_kind(card, left, recent, rng)
        left.remove(kind)
        if told is not None and recent and kind is recent[-1]:
            break
        for way in ways:
            item = generate(way, bank, rng.getrandbits(32)) if way.kind is kind else None
            if item is None:
                continue
            if not suits(item):
                unsuited = unsuited or item
                continue
            if not _is_told(item, before, bank):
                return item
            told = told or item
    return told or unsuited


def _is_told(item: Item, before: Sequence[Item], bank: Bank) -> bool:
    return any(other.fact != item.fact and tells(item, other, bank) for other in before)
