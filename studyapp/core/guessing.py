"""The test-wise guesser: picks by the look of the options, never by knowing the bank.

A fair choice gives no cue of form (Millman, Bishop & Ebel 1965: test-wiseness),
so that each rule of thumb below scores no better than chance.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from math import erfc, exp, pi, sqrt

from msgspec import Struct

from studyapp.core.items import Item
from studyapp.core.values import HEDGES

_WORD = re.compile(r"\w+")


class CueScore(Struct, frozen=True):
    """How often a cue alone finds the key, and how often chance would; shares from 0 to 1."""

    cue: str
    score: float
    chance: float


class Uniformity(Struct, frozen=True):
    """How often the key stood at each place, by number of options; ``p`` of chi-square."""

    counts: dict[int, tuple[int, ...]]
    p: float


def guess(items: Iterable[Item]) -> list[CueScore]:
    """What each cue scores on choices with one key; a tie scores its share."""
    choices = [item for item in items if len(item.options) > 1]
    chance = sum(1 / len(item.options) for item in choices) / max(1, len(choices))
    return [
        CueScore(name, sum(_share(cue(item), item) for item in choices) / len(choices), chance)
        for name, cue in CUES.items()
        if choices
    ]


def uniformity(items: Iterable[Item]) -> Uniformity:
    """Whether the key takes every place among the options equally often.

    Chi-square over the places of each number of options, added up.
    """
    counts: dict[int, list[int]] = {}
    for item in items:
        places = counts.setdefault(len(item.options), [0] * len(item.options))
        places[next(at for at, option in enumerate(item.options) if option.correct)] += 1
    statistic = sum(
        (count - sum(places) / size) ** 2 / (sum(places) / size)
        for size, places in counts.items()
        for count in places
    )
    degrees = sum(size - 1 for size in counts)
    by_size = {size: tuple(places) for size, places in sorted(counts.items())}
    return Uniformity(by_size, chi_square_p(statistic, degrees))


def chi_square_p(statistic: float, degrees: int) -> float:
    """The chance of a chi-square at least this large.

    Finite sums for whole degrees of freedom: Abramowitz & Stegun (1964),
    26.4.4 for odd and 26.4.5 for even.
    """
    if degrees == 0 or statistic <= 0:
        return 1.0
    half = statistic / 2
    if degrees % 2 == 0:
        term = total = exp(-half)
        for step in range(1, degrees // 2):
            term *= half / step
            total += term
        return total
    root = sqrt(statistic)
    total = erfc(root / sqrt(2))
    term = 2 * exp(-half) / sqrt(2 * pi) * root
    for step in range(1, degrees // 2 + 1):
        total += term
        term *= statistic / (2 * step + 1)
    return total


def _share(scores: Sequence[float], item: Item) -> float:
    """The chance to hit the key among the options with the best score."""
    best = max(scores)
    picked = [option for option, score in zip(item.options, scores, strict=True) if score == best]
    return sum(option.correct for option in picked) / len(picked)


def _longest(item: Item) -> list[float]:
    return [len(option.text) for option in item.options]


def _most_hedged(item: Item) -> list[float]:
    hedges = [hedge for hedge in HEDGES if hedge]
    return [sum(hedge in option.text.casefold() for hedge in hedges) for option in item.options]


def _shares_with_stem(item: Item) -> list[float]:
    stem = _words(item.stem)
    return [len(_words(option.text) & stem) for option in item.options]


def _middle(item: Item) -> list[float]:
    middle = (len(item.options) - 1) / 2
    return [-abs(at - middle) for at in range(len(item.options))]


def _shares_with_others(item: Item) -> list[float]:
    words = [_words(option.text) for option in item.options]
    return [
        sum(len(own & other) for number, other in enumerate(words) if number != at)
        for at, own in enumerate(words)
    ]


def _first(item: Item) -> list[float]:
    return [-at for at in range(len(item.options))]


def _last(item: Item) -> list[float]:
    return [float(at) for at in range(len(item.options))]


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 2}


CUES: dict[str, Callable[[Item], list[float]]] = {
    "longest": _longest,
    "most hedged": _most_hedged,
    "shares words with the stem": _shares_with_stem,
    "middle value": _middle,
    "shares most with the other options": _shares_with_others,
    "first": _first,
    "last": _last,
}
