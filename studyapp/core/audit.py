"""The proof that the items of a bank are fair: counts, coverage, flaws, solver, guesser."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import msgspec
from msgspec import Struct

from studyapp.core.bank import ASKED, Bank, BankId, FactId, Kind
from studyapp.core.coverage import Covered, coverage
from studyapp.core.forms import FORM, draw
from studyapp.core.generate import compose_all
from studyapp.core.guessing import CueScore, Uniformity, guess, uniformity
from studyapp.core.items import Item, ItemId
from studyapp.core.lint import Flaw, lint, lint_form
from studyapp.core.solver import agrees
from studyapp.core.unmarked import unmarked_item
from studyapp.core.values import rank

# A fact whose slots allow it is asked in at least so many kinds.
FEWEST_KINDS = 3


class Audit(Struct, frozen=True):
    """What an audit found; ``seeds`` and the items they gave are what it looked at.

    ``items`` counts the items of the first seed, ``examined`` the different ones
    of all seeds; flaws and disagreements are of those.
    """

    bank: BankId
    seeds: int
    facts: int
    items: int
    examined: int
    by_kind: dict[str, int]
    by_topic: dict[str, int]
    few_kinds: tuple[FactId, ...]
    coverage: tuple[Covered, ...]
    reasons: dict[str, int]
    flaws: tuple[Flaw, ...]
    disagreements: tuple[ItemId, ...]
    choices: int
    places: Uniformity
    ranks: Uniformity
    cues: tuple[CueScore, ...]

    @property
    def blocking(self) -> tuple[Flaw, ...]:
        return tuple(flaw for flaw in self.flaws if flaw.blocking)

    @property
    def uncovered(self) -> tuple[Covered, ...]:
        return tuple(found for found in self.coverage if not found.entries and not found.why)

    @property
    def agreement(self) -> float:
        """The share of items on which the solver reaches the same key, from 0 to 1."""
        return 1 - len(self.disagreements) / max(1, self.examined)


def audit(
    bank: Bank, seeds: Sequence[int], progress: Callable[[int, int], None] = lambda _done, _of: None
) -> Audit:
    """Make items with every seed and examine each different one once, before any is dropped.

    ``progress`` is told how many seeds are done, of how many.
    """
    first: list[Item] = []
    seen: set[bytes] = set()
    flaws: list[Flaw] = []
    disagreements: list[ItemId] = []
    reasons: Counter[str] = Counter()
    choices: list[Item] = []
    for number, seed in enumerate(seeds, start=1):
        items = list(compose_all(bank, seed))
        first = first or items
        choices += [unmarked_item(item) for item in items if _has_one_key(item)]
        for item in _unseen(items, seen):
            flaws += lint(item, bank)
            reasons.update(option.reason.value for option in item.options)
            if not agrees(item, bank):
                disagreements.append(item.id)
        flaws += lint_form(list(islice(draw(bank, seed), FORM)), bank)
        progress(number, len(seeds))
    ordered = {item.id: _in_order(item, bank) for item in choices}
    fixed = {item.id for item in choices if _as_written(item, bank)}
    return Audit(
        bank=bank.id,
        seeds=len(seeds),
        facts=len(bank.facts),
        items=len(first),
        examined=len(seen),
        by_kind={kind.value: sum(item.kind is kind for item in first) for kind in ASKED},
        by_topic=dict(Counter(bank.topics[item.topic] for item in first)),
        few_kinds=_asked_in_few_kinds(first, bank),
        coverage=tuple(coverage(bank)),
        reasons=dict(reasons.most_common()),
        flaws=tuple(flaws),
        disagreements=tuple(disagreements),
        choices=len(choices),
        places=uniformity(
            item for item in choices if not ordered[item.id] and item.id not in fixed
        ),
        ranks=uniformity(item for item in choices if ordered[item.id]),
        cues=tuple(guess(choices)),
    )


def _unseen(items: list[Item], seen: set[bytes]) -> Iterator[Item]:
    for item in items:
        encoded = msgspec.msgpack.encode(item)
        if encoded not in seen:
            seen.add(encoded)
            yield item


def _has_one_key(item: Item) -> bool:
    right = sum(option.correct for option in item.options)
    return item.kind is Kind.SINGLE_CHOICE and right == 1


def _as_written(item: Item, bank: Bank) -> bool:
    """Whether the options stand as the author of the question wants them, key and all."""
    written = bank.questions.get(item.fact)
    return written is not None and not written.shuffled


def _in_order(item: Item, bank: Bank) -> bool:
    """Whether the options are numbers or dates, which stand in order."""
    fact = bank.facts.get(item.facts[0])
    slot = fact.slots.get(item.slot) if fact is not None else None
    return slot is not None and rank(slot.value) is not None


def _asked_in_few_kinds(items: list[Item], bank: Bank) -> tuple[FactId, ...]:
    kinds: dict[FactId, set[Kind]] = {fact: set() for fact in bank.facts}
    for item in items:
        if item.facts[0] in kinds:
            kinds[item.facts[0]].add(item.kind)
    return tuple(fact for fact, found in kinds.items() if len(found) < FEWEST_KINDS)
