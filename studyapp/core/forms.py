"""Forms: which items stand together in a session or an exam."""

from collections.abc import Collection, Iterator, Sequence
from random import Random
from typing import TypeVar

from studyapp.core.bank import ASKED, Bank, FactId, Kind, TopicId
from studyapp.core.generate import Ask, generate, ways_to_ask
from studyapp.core.items import Item
from studyapp.core.lint import OwnWords, nearly_same, own_words, shows_key

T = TypeVar("T")

# The longest session or exam whose items are held against each other.
FORM = 50

# Flash cards are graded by the learner: those of facts come only when they are asked for.
GRADED = frozenset(ASKED) - {Kind.FLASHCARD}


def draw(
    bank: Bank,
    seed: int,
    topics: frozenset[TopicId] = frozenset(),
    kinds: frozenset[Kind] = frozenset(),
    only: Collection[FactId] = (),
) -> Iterator[Item]:
    """Items in random order; where none is named, of all topics, graded kinds and facts.

    Every fact is asked once before any is asked again; a kind is not asked
    twice running where the fact leaves a choice; of any FORM items in a row none
    answers another, and none is put twice in nearly the same words.
    """
    rng = Random(f"{seed}/{bank.id}/form")
    facts = facts_about(bank, topics, only)
    asked: set[Ask] = set()
    drawn: list[Item] = []
    words: list[OwnWords] = []
    progress = True
    while progress:
        progress = False
        for fact in _shuffled(facts, rng):
            last = drawn[-1].kind if drawn else None
            for ask in _in_turn(fact, bank, kinds, last, rng):
                if ask in asked:
                    continue
                asked.add(ask)
                item = generate(ask, bank, rng.getrandbits(32))
                if item is None or any(tells(item, other, bank) for other in drawn[-FORM:]):
                    continue
                own = own_words(item, bank)
                if not any(nearly_same(own, other) for other in words[-FORM:]):
                    drawn.append(item)
                    words.append(own)
                    progress = True
                    yield item
                    break


def wanted_ways(fact: FactId, bank: Bank, kinds: Collection[Kind]) -> list[Ask]:
    """The ways to ask an entry in these kinds; where none is named, in those that are graded.

    What can be asked in no other way, such as a card written by hand, is a flash card then.
    """
    ways = ways_to_ask(fact, bank)
    if kinds:
        return [ask for ask in ways if ask.kind in kinds]
    return [ask for ask in ways if ask.kind in GRADED] or list(ways)


def facts_about(
    bank: Bank, topics: frozenset[TopicId], only: Collection[FactId] = ()
) -> Sequence[FactId]:
    """The facts and questions of the topics, of those ``only``; of all where none is named."""
    if only:
        named = dict.fromkeys(fact for fact in only if fact in bank.entries)
        return [fact for fact in named if not topics or bank.entries[fact].topic in topics]
    if not topics:
        return tuple(bank.entries)
    # In the order of the bank: a set has none, and the same seed must draw the same.
    return [fact for topic, facts in bank.by_topic.items() if topic in topics for fact in facts]


def tells(left: Item, right: Item, bank: Bank) -> bool:
    """Whether one of two items on the same passage or dispute shows the other's key."""
    return _related(left, right, bank) and shows_key(left, right, bank)


def _related(left: Item, right: Item, bank: Bank) -> bool:
    if set(left.facts) & set(right.facts):
        return True
    if any(set(right.facts) & bank.rivals.get(fact, frozenset()) for fact in left.facts):
        return True
    return any(one.overlaps(other) for one in left.evidence for other in right.evidence)


def _in_turn(
    fact: FactId, bank: Bank, kinds: frozenset[Kind], last: Kind | None, rng: Random
) -> list[Ask]:
    """The ways to ask the fact: a random kind first, any slot of it; the last kind at the end."""
    ways = wanted_ways(fact, bank, kinds)
    order = sorted({ask.kind for ask in ways})
    rng.shuffle(order)
    rng.shuffle(ways)
    return sorted(ways, key=lambda ask: (ask.kind == last, order.index(ask.kind)))


def _shuffled(items: Sequence[T], rng: Random) -> Iterator[T]:
    """The items in random order at a constant cost each (a lazy Fisher-Yates shuffle)."""
    moved: dict[int, int] = {}
    for left in range(len(items), 0, -1):
        at = rng.randrange(left)
        yield items[moved.get(at, at)]
        moved[at] = moved.get(left - 1, left - 1)
