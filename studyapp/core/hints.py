"""Hints: where the answer stands, more and more closely, then one wrong option less."""

from random import Random

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import Bank, Kind
from studyapp.core.items import Item
from studyapp.core.sources import SourceId, Span, passage_at, sentences_of

# Of three options two must be left, or the hint is the answer.
_FEWEST_OPTIONS = 3


class Passage(Struct, frozen=True, tag="passage"):
    """The answer stands in this passage."""

    source: SourceId
    span: Span


class Sentence(Struct, frozen=True, tag="sentence"):
    """The answer stands in this sentence, or in these that follow each other."""

    source: SourceId
    span: Span


class Without(Struct, frozen=True, tag="without"):
    """The option of this index, of those shown so far, is wrong and shown no more."""

    option: int


Hint = Passage | Sentence | Without


def hints_for(item: Item, bank: Bank, seed: int) -> tuple[Hint, ...]:
    """All hints that the item allows, in the order in which they are given."""
    return (*_places(item, bank), *_fewer(item, seed))


def shown_with(item: Item, hint: Hint) -> Item:
    """The item as it is shown once the hint was given."""
    match hint:
        case Without(option):
            return replace(item, options=item.options[:option] + item.options[option + 1 :])
        case Passage() | Sentence():
            return item


def _places(item: Item, bank: Bank) -> tuple[Hint, ...]:
    if not item.evidence:
        return ()
    evidence = item.evidence[0]
    source = bank.sources[evidence.source]
    passage = passage_at(source, evidence.start)
    sentences = sentences_of(source, evidence.span)
    if passage is None or not sentences:
        return ()
    near = Passage(source.id, passage.span)
    nearer = Sentence(source.id, Span(sentences[0].span.start, sentences[-1].span.end))
    # In a find-passage item the sentence is the answer; in a passage of one it is no news.
    if item.kind is Kind.FIND_PASSAGE or nearer.span == near.span:
        return (near,)
    return near, nearer


def _fewer(item: Item, seed: int) -> tuple[Hint, ...]:
    wrong = [index for index, option in enumerate(item.options) if option.worth <= 0]
    if len(item.options) < _FEWEST_OPTIONS or not wrong:
        return ()
    return (Without(Random(f"{seed}/{item.id}/hint").choice(wrong)),)
