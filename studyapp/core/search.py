"""Search over what a bank states: facts and written questions, by the words they hold."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Change, Fact, FactId, Question, Unstated
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
    found = (_found(fact, entry, bank) for fact, entry in bank.entries.items())
    return tuple((each, frozenset(_words(f"{each.text} {_quoted(each)}"))) for each in found)


def _found(fact: FactId, entry: Fact | Question | Change | Unstated, bank: Bank) -> Found:
    match entry:
        case Fact():
            return Found(fact, stated(entry, bank), entry.evidence)
        case Question():
            return Found(fact, entry.stem, entry.evidence)
        case Change():
            places = (place for each in entry.facts for place in bank.facts[each].evidence)
            return Found(fact, entry.asks, tuple(places))
        case Unstated():
            return Found(fact, entry.asks, entry.evidence)


def _quoted(found: Found) -> str:
    return " ".join(each.exact for each in found.evidence)


def _words(text: str) -> list[str]:
    plain = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
    return _WORD.findall(plain)
