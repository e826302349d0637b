"""What a reader of the bank looks up: stems, statements, names and values by their words."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TypeVar

from msgspec import Struct

from studyapp.core.bank import Bank, Change, Comparison, Fact, FactId, Question, Slot, Unstated
from studyapp.core.grading import spelling
from studyapp.core.unmarked import unmarked_question
from studyapp.core.values import Duration, EntityId, Quantity, Several, Text, Value, value_text
from studyapp.core.wording import GAP, PLACEHOLDER, lead, sentence

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# How many banks are kept ready; an audit or a session works on one or two.
_BANKS = 4

# A word of the sentence itself, not one that is glued to a slot ("{number}th").
_WORD = re.compile(r"(?<![\w\0])\w+(?![\w\0])")


class Sought(Struct, frozen=True):
    """What a stem asks for: the right value, and what the author says of wrong ones.

    ``entry`` is the id of the fact or question; ``fact`` is None for a question.
    """

    entry: FactId
    value: Value
    fact: Fact | None = None
    wrong: tuple[Value, ...] = ()
    open: bool = False


def sought_in(fact: Fact, slot: Slot) -> Sought:
    return Sought(fact.id, slot.value, fact, _wrong(slot), slot.open)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text without case, marks, punctuation and articles; kept, as a bank repeats itself."""
    return spelling.fold(text)


def normal(text: str) -> str:
    """The text but for case and spacing."""
    return " ".join(text.casefold().split())


class Index:
    """The bank by its words; each table is made when it is first needed."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    @cached_property
    def soughts(self) -> Mapping[str, tuple[Sought, ...]]:
        """For each stem, written or a sentence with a gap, what it asks for."""
        return _grouped(
            (normal(stem), sought_in(fact, slot))
            for fact in self.bank.facts.values()
            for slot in fact.slots.values()
            for stem in self._stems(fact, slot)
        )

    @cached_property
    def sentences(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts by their whole sentence, without the words that name the speaker."""
        return _grouped(
            (normal(sentence(fact, self.bank)), fact) for fact in self.bank.facts.values()
        )

    @cached_property
    def statements(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts by their whole sentence with the words that name the speaker."""
        return _grouped((self._statement(fact), fact) for fact in self.bank.facts.values())

    @cached_property
    def values(self) -> Mapping[str, tuple[Value, ...]]:
        """All values of the bank, right and wrong ones, by how they are shown."""
        pairs = (
            (normal(value_text(value, self.bank.entities)), value)
            for fact in self.bank.facts.values()
            for slot in fact.slots.values()
            for value in (slot.value, *_wrong(slot))
        )
        return _grouped(dict.fromkeys(pairs))

    @cached_property
    def texts(self) -> Mapping[str, tuple[Text, ...]]:
        """The texts that are right somewhere, by any spelling."""
        pairs = (
            (fold(words), text)
            for fact in self.bank.facts.values()
            for slot in fact.slots.values()
            for text in _texts(slot.value)
            for words in (text.text, *text.also)
        )
        return _grouped(dict.fromkeys(pairs))

    @cached_property
    def names(self) -> Mapping[str, tuple[EntityId, ...]]:
        """The entities by any of their names."""
        return _grouped(
            (name, entity.id)
            for entity in self.bank.entities.values()
            for name in dict.fromkeys(map(fold, entity.names))
        )

    @cached_property
    def questions(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions written by hand, without their marks, by their stems."""
        plain = map(unmarked_question, self.bank.questions.values())
        return _grouped((normal(each.stem), each) for each in plain)

    @cached_property
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        return _grouped((normal(each.asks), each) for each in self.bank.changes.values())

    @cached_property
    def unstated(self) -> Mapping[str, tuple[Unstated, ...]]:
        return _grouped((normal(each.asks), each) for each in self.bank.unstated.values())

    @cached_property
    def events(self) -> Mapping[str, tuple[Fact, ...]]:
        return _grouped(
            (normal(fact.event), fact) for fact in self.bank.facts.values() if fact.event
        )

    @cached_property
    def compared(self) -> Mapping[FactId, tuple[Comparison, ...]]:
        """For each fact, the comparisons in which it stands, on either side."""
        return _grouped(
            (fact, pair)
            for dispute in self.bank.disputes
            for pair in dispute.pairs
            for fact in pair.facts
        )

    def framed(self, statement: str) -> Iterator[Fact]:
        """The facts whose sentence the statement may be, with other values in its slots."""
        words = set(_WORD.findall(normal(statement)))
        for word in sorted(words | {""}):
            yield from self._by_rarest_word.get(word, ())

    @cached_property
    def _by_rarest_word(self) -> Mapping[str, tuple[Fact, ...]]:
        """Each fact under one word of its sentence, the rarest, so that few share one."""
        words = {fact.id: self._fixed_words(fact) for fact in self.bank.facts.values()}
        count = Counter(word for found in words.values() for word in found)
        return _grouped(
            (min(words[fact.id], key=lambda word: (count[word], word), default=""), fact)
            for fact in self.bank.facts.values()
        )

    def _fixed_words(self, fact: Fact) -> set[str]:
        says = PLACEHOLDER.sub("\0", fact.says)
        return set(_WORD.findall(normal(f"{lead(fact, self.bank)} {says}")))

    def _stems(self, fact: Fact, slot: Slot) -> Iterator[str]:
        if slot.ask:
            yield slot.ask
        for gap in _gaps(slot.value):
            gapped = sentence(fact, self.bank, blank=slot.name, gap=gap)
            yield f"{lead(fact, self.bank)} {gapped}"

    def _statement(self, fact: Fact) -> str:
        return normal(f"{lead(fact, self.bank)} {sentence(fact, self.bank)}")


@lru_cache(maxsize=_BANKS)
def index_of(bank: Bank) -> Index:
    """The index of a bank, made once."""
    return Index(bank)


def _gaps(value: Value) -> tuple[str, ...]:
    """A gap may stand for the number alone, with the unit after it."""
    match value:
        case Quantity(unit=unit) if unit:
            return GAP, f"{GAP} {unit}"
        case Duration(unit=unit):
            return GAP, f"{GAP} {unit}", f"{GAP} {unit}s"
        case _:
            return (GAP,)


def _texts(value: Value) -> tuple[Text, ...]:
    match value:
        case Text():
            return (value,)
        case Several():
            return tuple(member for member in value.members if isinstance(member, Text))
        case _:
            return ()


def _wrong(slot: Slot) -> tuple[Value, ...]:
    return tuple(wrong.value for wrong in slot.wrong)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
