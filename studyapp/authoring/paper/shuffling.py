"""The order of questions and of their parts in one version."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import TypeVar

from msgspec.structs import replace

from studyapp.core.bank import Bank, Kind
from studyapp.core.generate.disputes import NOT_STATED
from studyapp.core.grading.reading import read_amounts
from studyapp.core.grading.reading_dates import Part, days_of, read_dates
from studyapp.core.items import Group, Item, ItemGap, Option
from studyapp.core.marked import plain
from studyapp.core.values import rank

T = TypeVar("T")

# Their options stand in an order that everybody expects.
_FIXED = frozenset([Kind.TRUE_FALSE, Kind.CONFLICT])

# With so few elements there are not many orders to show them in: any will do.
_FEW = 2

# A longer option says more than a number or a date.
_LONGEST_NUMBER = 60


def shuffled_questions(items: Sequence[Item], rng: Random) -> list[Item]:
    """The questions in another order; a description stays before those that it introduces."""
    found: list[Item] = []
    section: list[Item] = []
    for item in items:
        if item.kind is Kind.DESCRIPTION:
            found += [*_mixed(section, rng), item]
            section = []
        else:
            section.append(item)
    return [*found, *_mixed(section, rng)]


def shuffled_parts(item: Item, bank: Bank, rng: Random) -> Item:
    """The item with its options, rows and elements in another order, where that is free.

    Fixed are true and false, numbers and dates in their order, "the text does not say"
    at the end, and what the author of a question wants as it was written; but never
    what would give the answer away.
    """
    question = bank.questions.get(item.fact)
    free = question is None or question.shuffled
    item = replace(item, rights=_rights(item, bank, rng))
    if item.elements:
        item = _shuffled_elements(item, rng)
    if not free:
        return item
    return replace(
        item,
        options=_options(item, bank, rng),
        pairs=_mixed(item.pairs, rng),
        gaps=tuple(_gap(gap, rng) for gap in item.gaps),
    )


def _options(item: Item, bank: Bank, rng: Random) -> tuple[Option, ...]:
    if item.kind in _FIXED or _stays(item, [option.text for option in item.options], bank):
        return item.options
    if item.options and item.options[-1].text == NOT_STATED:
        return (*_mixed(item.options[:-1], rng), item.options[-1])
    return _mixed(item.options, rng)


def _rights(item: Item, bank: Bank, rng: Random) -> tuple[str, ...]:
    return item.rights if _stays(item, item.rights, bank) else _mixed(item.rights, rng)


def _stays(item: Item, texts: Sequence[str], bank: Bank) -> bool:
    """Whether these are numbers or dates in their order."""
    fact = bank.facts.get(item.fact)
    if fact is None:
        return _in_order([plain(text) if item.marked else text for text in texts])
    slot = fact.slots.get(item.slot)
    return slot is not None and rank(slot.value) is not None


def _in_order(texts: Sequence[str]) -> bool:
    """Whether each text is a number or a date, and they rise or fall."""
    if any(len(text) > _LONGEST_NUMBER for text in texts):
        return False
    for place in (_number, _day):
        places = [place(text) for text in texts]
        known = [one for one in places if one is not None]
        if len(known) == len(places) > 1:
            rises = {left < right for left, right in pairwise(known)}
            return len(rises) == 1 and len(set(known)) == len(known)
    return False


def _number(text: str) -> float | None:
    amounts = read_amounts(text)
    return amounts[0][0].low if len(amounts) == 1 else None


def _day(text: str) -> float | None:
    dates = [part for readings in read_dates(text) for part in readings if isinstance(part, Part)]
    day = days_of(dates[0], 1) if len(dates) == 1 else None
    return None if day is None else float(day.first.toordinal())


def _gap(gap: ItemGap, rng: Random) -> ItemGap:
    if _in_order([option.text for option in gap.options]):
        return gap
    return replace(gap, options=_mixed(gap.options, rng))


def _shuffled_elements(item: Item, rng: Random) -> Item:
    """What is to be put in order never stands in order already, where there are some."""
    order = list(range(len(item.elements)))
    place: dict[int, int] = {}
    while not place or (len(order) > _FEW and _is_solved(item, place)):
        rng.shuffle(order)
        place = {element: at for at, element in enumerate(order)}
    return replace(
        item,
        elements=tuple(item.elements[one] for one in order),
        before=tuple((place[early], place[late]) for early, late in item.before),
        groups=tuple(
            Group(group.name, tuple(sorted(place[one] for one in group.members)))
            for group in item.groups
        ),
    )


def _is_solved(item: Item, place: dict[int, int]) -> bool:
    return bool(item.before) and all(place[early] < place[late] for early, late in item.before)


def _mixed(things: Sequence[T], rng: Random) -> tuple[T, ...]:
    return tuple(rng.sample(things, len(things)))
