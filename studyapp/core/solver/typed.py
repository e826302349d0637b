"""Items that are answered in words: what to type, and what must not be taken for it."""

from collections.abc import Iterator
from itertools import chain, islice

from studyapp.core.bank import Question
from studyapp.core.dates import Date, date_text
from studyapp.core.items import Item, Typed
from studyapp.core.solver.choices import asked_for
from studyapp.core.solver.index import Index, Sought
from studyapp.core.solver.judging import same
from studyapp.core.solver.solution import Solution, named, unknown
from studyapp.core.values import (
    Duration,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
    clash,
    value_class,
    value_text,
)

# So many wrong answers are tried at most, those of the author and of a dispute first: a
# large bank must not make an item slow to check.
_MOST_RIVALS = 60


def answer(item: Item, index: Index, question: Question | None = None) -> Solution:
    """The value in words."""
    soughts = sought_by(item, index, question)
    if not soughts:
        return unknown("No entry of the bank asks this.")
    value = soughts[0].value
    if not all(same(value, sought.value) for sought in soughts):
        return unknown("The stem fits several facts with other values.")
    facts = [sought.fact for sought in soughts if sought.fact]
    why = named(facts) if facts else f"The author's answer to {soughts[0].entry}."
    return Solution(Typed(words_of(value, index)), why)


def sought_by(item: Item, index: Index, question: Question | None) -> tuple[Sought, ...]:
    if question is None:
        return asked_for(item.stem, index)
    return (Sought(question.id, question.answer),) if question.answer else ()


def words_of(value: Value, index: Index) -> str:
    """How a reader would type the value: a year needs no brackets."""
    if isinstance(value, Date):
        return date_text(value).replace("[", "").replace("]", "")
    return value_text(value, index.bank.entities)


def rivals(sought: Sought, index: Index) -> Iterator[str]:
    """Answers that are wrong for sure, in words; some more than once."""
    words = (words for value in _wrong_values(sought, index) for words in _all_words(value, index))
    yield from islice(words, _MOST_RIVALS)


def _wrong_values(sought: Sought, index: Index) -> Iterator[Value]:
    yield from sought.wrong
    if not sought.open:
        alike = chain(_disputed(sought, index), _alike(sought.value, index))
        yield from (value for value in alike if _other(value, sought.value, index))


def _disputed(sought: Sought, index: Index) -> Iterator[Value]:
    """What others hold on the same matter."""
    bank = index.bank
    sought_class = value_class(sought.value, bank.entities)
    for rival in bank.rivals.get(sought.entry, ()):
        for slot in bank.facts[rival].slots.values():
            if value_class(slot.value, bank.entities) == sought_class:
                yield slot.value


def _alike(value: Value, index: Index) -> Iterator[Value]:
    """The values of the bank that could stand in the place of this one."""
    bank = index.bank
    match value:
        case EntityRef():
            kind = bank.entities[value.entity].kind
            yield from map(EntityRef, bank.entities_by_kind[kind])
        case Text(category="") | Several():
            return
        case Date() | Quantity() | Duration() | Text():
            for fact, name in bank.by_class.get(value_class(value, bank.entities), ()):
                yield bank.facts[fact].slots[name].value


def _other(value: Value, right: Value, index: Index) -> bool:
    if isinstance(value, Text):
        return not same(value, right)
    return clash(value, right, index.bank.entities)


def _all_words(value: Value, index: Index) -> tuple[str, ...]:
    match value:
        case EntityRef():
            return index.bank.entities[value.entity].names
        case Text():
            return (value.text, *value.also)
        case _:
            return (words_of(value, index),)
