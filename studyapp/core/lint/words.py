"""How texts compare word by word: names found in a text, words that two texts share."""

import re
from collections.abc import Iterable
from functools import lru_cache

from studyapp.core.grading.spelling import fold
from studyapp.core.values import Entity

_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")

# Words that carry no matter of their own, and those in which any question is put.
_FUNCTION_WORDS = frozenset(
    "a about above according after again against all also an and any are article as at be "
    "because been before being below between both but by came come could did do does doing done "
    "down during each else end ever few first for from further gave give had has have having he "
    "her here him his how if in into is it its itself just kind last like made make many me more "
    "most much my no nor not now of off on once one only onto or other our out over own part per "
    "put same say said says she should side since so some source statement such take taken text "
    "than that the their them then there these they thing this those through time to told too "
    "took toward towards two under until up upon very was way went were what when where whether "
    "which while who whom whose why will with within without would you your".split()
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e")
_SHORTEST_STEM = 4


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text folded as answers are, its possessives without their s."""
    return fold(_POSSESSIVE.sub("", text)) if text else ""


def stands_in(words: str, text: str) -> bool:
    """Whether the words stand in the text, but for case, marks, articles and punctuation."""
    sought = plain(words)
    return bool(sought) and f" {sought} " in f" {plain(text)} "


def named(entity: Entity, text: str) -> bool:
    """Whether the text bears one of the entity's names."""
    return any(stands_in(name, text) for name in entity.names)


@lru_cache(maxsize=8192)
def telling_words(text: str) -> frozenset[str]:
    """The stems of the words of the text that carry its matter, numbers among them."""
    words = plain(text).replace("-", " ").split()
    return frozenset(_stem(word) for word in words if word not in _FUNCTION_WORDS)


def shared(texts: Iterable[str]) -> frozenset[str]:
    """The telling words of any of the texts."""
    return frozenset().union(*(telling_words(text) for text in texts))


def _stem(word: str) -> str:
    """The word without its ending: enough to see "attack" in "attacking"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
