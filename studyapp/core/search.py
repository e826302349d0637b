"""Search over what a bank states: facts and written questions, by the words they hold."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from msgspec import Struct

from studyapp.core import patterns
from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Change, Fact, FactId, Question, Unstated
from studyapp.core.questions import TextAnswer
from studyapp.core.unmarked import unmarked_question
from studyapp.core.values import value_text
from studyapp.core.wording import stated

_WORD = re.compile(r"\w+")


class Found(Struct, frozen=True):
    """A fact or question in which the words were found, in words, and where it stands."""

    fact: FactId
    text: str
    evidence: tuple[Evidence, ...]


def search_bank(bank: Bank, text: str, limit: int) -> list[Found]:
    """What has all the words, or words that begin so; whatever their case and accents.

    First what has them whole, then in the order of the file.
    """
    wanted = _words(text)
    if not wanted:
        return []
    hits = []
    for found, words in _searched(bank):
        if all(any(word.startswith(each) for word in words) for each in wanted):
            hits.append((not words.issuperset(wanted), found))
    hits.sort(key=lambda hit: hit[0])
    return [found for _, found in hits[:limit]]


@lru_cache(maxsize=4)
def _searched(bank: Bank) -> tuple[tuple[Found, frozenset[str]], ...]:
    return tuple(_with_words(fact, entry, bank) for fact, entry in _entries(bank))


def _entries(bank: Bank) -> Iterator[tuple[FactId, Fact | Question | Change | Unstated]]:
    """All that the bank holds, also what is never asked."""
    yield from bank.facts.items()
    yield from bank.questions.items()
    yield from bank.changes.items()
    yield from bank.unstated.items()


def _with_words(
    fact: FactId, entry: Fact | Question | Change | Unstated, bank: Bank
) -> tuple[Found, frozenset[str]]:
    found = _found(fact, entry, bank)
    parts = _parts(entry, bank) if isinstance(entry, Question) else ()
    return found, frozenset(_words(" ".join((found.text, _quoted(found), *parts))))


def _found(fact: FactId, entry: Fact | Question | Change | Unstated, bank: Bank) -> Found:
    match entry:
        case Fact():
            return Found(fact, stated(entry, bank), entry.evidence)
        case Question():
            return Found(fact, unmarked_question(entry).stem, entry.evidence)
        case Change():
            places = (place for each in entry.facts for place in bank.facts[each].evidence)
            return Found(fact, entry.asks, tuple(places))
        case Unstated():
            return Found(fact, entry.asks, entry.evidence)


def _parts(written: Question, bank: Bank) -> Iterator[str]:
    """What a written question holds beside its stem: its name and all that answers it."""
    question = unmarked_question(written)
    yield from (question.title, *question.tags, *question.extra, *question.elements)
    if question.answer is not None:
        yield value_text(question.answer, bank.entities)
    for answers, options in (
        (question.answers, question.options),
        *((gap.answers, gap.options) for gap in question.gaps),
    ):
        yield from (patterns.words(each.text) for each in answers if isinstance(each, TextAnswer))
        yield from (option.text for option in options)
    yield from (side for pair in question.pairs for side in (pair.left, pair.right))
    yield from (text for group in question.groups for text in (group.name, *group.members))


def _quoted(found: Found) -> str:
    return " ".join(each.exact for each in found.evidence)


def _words(text: str) -> list[str]:
    plain = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    return _WORD.findall(plain)
