"""Shares that Moodle takes without a complaint, which ends the import of the whole file.

Each has to be one that Moodle knows. The best answer is worth all points; where several
are chosen, the right ones together.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from studyapp.core.questions import QuestionOption
from studyapp.formats.moodle.shares import SHARES, nearest_share
from studyapp.formats.shares import ruled_shares, worth

# Told what is changed or lost, as a code and the rest of a sentence.
Lose = Callable[[str, str], None]

# How far off shares may be that were rounded, and their sum as Moodle rounds it.
_EXACT = 1.1e-5
_SUM = 0.005


def shares_of_one(options: Sequence[QuestionOption], lose: Lose) -> list[float]:
    """What each option is worth where one is chosen."""
    return best_is_whole([worth(option) for option in options], lose)


def shares_of_several(options: Sequence[QuestionOption], lose: Lose) -> list[float] | None:
    """What each option is worth where several are chosen; None where Moodle has no such shares."""
    if all(option.share is None for option in options):
        wanted = ruled_shares([option.correct for option in options])
    else:
        wanted = [worth(option) for option in options]
    shares = [nearest_share(share) for share in wanted]
    right = [share for share in shares if share > 0]
    if abs(sum(right) - 1) < _SUM:
        _note_nearest(wanted, shares, lose)
        return shares
    equal = _equal_shares(len(right))
    if equal is None:
        return None
    lose("shares-changed", "its right answers share the points as equally as Moodle can")
    return [share if share <= 0 else equal.pop() for share in shares]


def best_is_whole(wanted: Sequence[float], lose: Lose) -> list[float]:
    """The shares, the greatest of them 1."""
    shares = [nearest_share(share) for share in wanted]
    _note_nearest(wanted, shares, lose)
    best = max(shares, default=1.0)
    if best == 1:
        return shares
    lose("shares-changed", "its best answer is worth all points")
    return [1.0 if share == best else share for share in shares]


def _note_nearest(wanted: Sequence[float], shares: Sequence[float], lose: Lose) -> None:
    if any(abs(one - other) > _EXACT for one, other in zip(wanted, shares, strict=True)):
        lose("shares-changed", "its shares become the nearest that Moodle knows")


def _equal_shares(count: int) -> list[float] | None:
    """So many shares that add up to 1: of at most two sizes that are next to each other."""
    for low, high in pairwise(share for share in SHARES if share > 0):
        larger = (1 - count * low) / (high - low)
        if abs(larger - round(larger)) < _EXACT and 0 <= round(larger) <= count:
            return [low] * (count - round(larger)) + [high] * round(larger)
    return None
