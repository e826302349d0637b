"""How facts read: their sentences, filled or with a gap, and whose statements they are."""

import re
from collections.abc import Mapping
from functools import lru_cache

from studyapp.core.bank import Bank, Fact, FactId
from studyapp.core.values import Value, value_text

# What stands for the words that a learner is to find.
GAP = "_____"

# The names of a large bank: each is looked for in many sentences.
_NAMES = 20_000

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_-]*)\}")


def sentence(
    fact: Fact, bank: Bank, *, blank: str = "", gap: str = GAP, swap: Mapping[str, Value] = {}
) -> str:
    """The fact's sentence, filled; ``gap`` stands for the slot ``blank``, ``swap`` other values."""

    def filled(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == blank:
            return gap
        return value_text(swap.get(name, fact.slots[name].value), bank.entities)

    return capitalised(PLACEHOLDER.sub(filled, fact.says))


def stands_in(words: str, text: str) -> bool:
    """Whether the words stand in the text as whole words, but for case and a leading "the"."""
    return _as_whole_words(words).search(text) is not None


@lru_cache(maxsize=_NAMES)
def _as_whole_words(words: str) -> re.Pattern[str]:
    bare = re.escape(words.removeprefix("the ").removeprefix("The "))
    return re.compile(rf"(?<!\w){bare}(?!\w)", re.IGNORECASE)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def lead(fact: Fact, bank: Bank) -> str:
    """The words that say whose statement this is, before the sentence itself."""
    if fact.lead:
        return fact.lead
    return f"According to {speaker_name(fact, bank)}:"


def stated(fact: Fact, bank: Bank) -> str:
    """Whose statement it is, and the statement."""
    return f"{lead(fact, bank)} {sentence(fact, bank)}"


def speaker_name(fact: Fact, bank: Bank) -> str:
    """Who says so: the speaker's name, or the source's own voice ("the article")."""
    return bank.entities[fact.speaker].name if fact.speaker else bank.voice


@lru_cache(maxsize=4)
def facts_saying(bank: Bank) -> Mapping[str, tuple[FactId, ...]]:
    """For each whole sentence, the facts that state it, whoever says so."""
    found: dict[str, list[FactId]] = {}
    for fact in bank.facts.values():
        found.setdefault(sentence(fact, bank), []).append(fact.id)
    return {said: tuple(facts) for said, facts in found.items()}
