"""An item laid beside what the bank holds of it, so that rules need not trust the item."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Change, Fact, Kind, Note, Question, Slot, Unstated, Wrong
from studyapp.core.items import Item, Option
from studyapp.core.lint.shown import read_value
from studyapp.core.unmarked import unmarked_item, unmarked_question
from studyapp.core.values import EntityRef, Several, Value, value_text
from studyapp.core.wording import capitalised, lead, sentence

# The option that stands for a question which the source leaves open.
NOT_STATED = "The text does not say"

TYPED = frozenset([Kind.CLOZE, Kind.SHORT_ANSWER, Kind.QUANTITY, Kind.DATE])
OF_SLOTS = TYPED | {Kind.SINGLE_CHOICE, Kind.TRUE_FALSE, Kind.FLASHCARD}
TO_CHOOSE = frozenset(
    [
        Kind.SINGLE_CHOICE,
        Kind.MULTIPLE_CHOICE,
        Kind.TRUE_FALSE,
        Kind.WHO_SAYS,
        Kind.WHAT_SAID,
        Kind.CONFLICT,
        Kind.POSITION_CHANGE,
        Kind.NOT_STATED,
    ]
)
# Kinds whose options are sentences or fixed words, which hold no value of their own.
_WITHOUT_VALUES = frozenset([Kind.TRUE_FALSE, Kind.WHAT_SAID, Kind.CONFLICT, Kind.POSITION_CHANGE])
_PLACE = "\0"


class Case(Struct, frozen=True, dict=True):
    """An item, the bank, and the entry and slot that the item's id names, where they exist.

    Item and entry are without their marks.
    """

    item: Item
    bank: Bank
    entry: Fact | Question | Change | Unstated | None
    slot: Slot | None

    @property
    def fact(self) -> Fact | None:
        return self.entry if isinstance(self.entry, Fact) else None

    @property
    def by_hand(self) -> bool:
        return isinstance(self.entry, Question)

    @property
    def on_a_text(self) -> bool:
        """Whether the item is about a source, and so in the language of its facts."""
        return not isinstance(self.entry, Question) or bool(self.entry.evidence)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the bank that the item is about."""
        known = self.bank.facts
        return tuple(known[fact] for fact in self.item.facts if fact in known)

    @property
    def right(self) -> tuple[Option, ...]:
        return tuple(option for option in self.item.options if option.correct)

    @property
    def wrong(self) -> tuple[Option, ...]:
        return tuple(option for option in self.item.options if not option.correct)

    @property
    def of_statements(self) -> bool:
        """Whether the options are whole statements, to be told apart by their speaker."""
        multiple = self.item.kind is Kind.MULTIPLE_CHOICE and self.slot is None
        return self.item.kind is Kind.WHAT_SAID or (multiple and self.fact is not None)

    @cached_property
    def truth(self) -> str:
        """The slot's value as the bank has it, worded as an answer; empty without a slot."""
        if self.slot is None:
            return ""
        return capitalised(value_text(self.slot.value, self.bank.entities))

    @cached_property
    def authored(self) -> Mapping[str, Wrong]:
        """What the author wrote as wrong answers, by how it reads."""
        match self.entry:
            case Change(wrong=written) | Unstated(tempting=written):
                pass
            case _:
                written = self.slot.wrong if self.slot else ()
        return {self._shown(wrong.value): wrong for wrong in written}

    @cached_property
    def wrong_by_hand(self) -> frozenset[str]:
        """The options that are wrong in a question written by hand."""
        written = self.entry.options if isinstance(self.entry, Question) else ()
        return frozenset(option.text for option in written if not option.correct)

    @cached_property
    def values(self) -> tuple[Value | None, ...]:
        """What each option stands for; None for free words."""
        item = self.item
        if item.kind in _WITHOUT_VALUES or self.of_statements:
            return (None,) * len(item.options)
        if self.slot is not None:
            return tuple(self.value_of(option.text) for option in item.options)
        found = tuple(read_value(option.text, None, self.bank) for option in item.options)
        if len({type(value) for value in found}) == 1:
            return found
        return tuple(value if isinstance(value, EntityRef) else None for value in found)

    def value_of(self, text: str) -> Value | None:
        """What the text stands for in the place of the slot; None for unknown words."""
        if self.slot is None or not text:
            return None
        key = self.slot.value
        for known in key.members if isinstance(key, Several) else (key,):
            if text == self._shown(known):
                return known
        if text in self.authored:
            return self.authored[text].value
        return read_value(text, key, self.bank)

    @cached_property
    def claimed(self) -> str:
        """What a true-or-false stem has in the place of the slot, worded as an answer."""
        if self.fact is None or self.slot is None:
            return ""
        gapped = sentence(self.fact, self.bank, blank=self.slot.name, gap=_PLACE)
        told = f"{lead(self.fact, self.bank)} {gapped}"
        match = re.search(_pattern(told), self.item.stem, re.DOTALL)
        return capitalised(match.group(1)) if match else ""

    def notes_on(self, places: tuple[Evidence, ...]) -> tuple[Note, ...]:
        """The notes on the sentences of those places that are in a source of the bank."""
        return self.bank.notes_on(tuple(one for one in places if one.source in self.bank.sources))

    def shown_texts(self) -> Iterator[str]:
        """All that a learner reads before answering."""
        item = self.item
        yield item.stem
        yield from (option.text for option in item.options)
        yield from (pair.left for pair in item.pairs)
        yield from item.rights
        yield from (element.text for element in item.elements)
        yield from (group.name for group in item.groups if self.by_hand)
        yield from (option.text for gap in item.gaps for option in gap.options)

    def _shown(self, value: Value) -> str:
        return capitalised(value_text(value, self.bank.entities))


def case_of(item: Item, bank: Bank) -> Case:
    """The case that the item's id describes: bank/entry/slot/kind/number, the slot optional."""
    parts = item.id.split("/")
    entry = next((bank.entries[fact] for fact in item.facts[:1] if fact in bank.entries), None)
    named = parts[2] if len(parts) == 5 else ""
    slot = entry.slots.get(named) if isinstance(entry, Fact) else None
    plain = unmarked_question(entry) if isinstance(entry, Question) else entry
    return Case(unmarked_item(item), bank, plain, slot)


def _pattern(told: str) -> str:
    """Matches the text at its end, with something in the one place of the slot."""
    first, *rest = (re.escape(part) for part in told.split(_PLACE))
    return "".join([first, "(.+?)", r"(?i:\1)".join(rest), r"\Z"])
