"""The shares of a question's points that Moodle knows, and how its files write them.

Moodle imports an answer only with one of these shares (question bank, "fraction options");
it compares to the fifth digit.
"""

from bisect import bisect_left
from functools import lru_cache

_FRACTIONS = "1/1 9/10 5/6 4/5 3/4 7/10 2/3 3/5 1/2 2/5 1/3 3/10 1/4 1/5 1/6 1/7 1/8 1/9 1/10 1/20"


def _shares() -> tuple[float, ...]:
    parts = [fraction.split("/") for fraction in _FRACTIONS.split()]
    positive = [int(above) / int(below) for above, below in parts]
    return tuple(sorted([0.0, *positive, *(-share for share in positive)]))


SHARES = _shares()

_EXACT = 1.1e-5
# As far as a weight is off that was rounded or cut to a whole percent, so that 33, 33 and 34
# are three thirds, and 66 is two of them.
_NEAR = 0.007


@lru_cache(maxsize=1024)
def moodle_share(percent: float) -> tuple[float, bool]:
    """The share that so many percent stand for, and whether Moodle knows it.

    A rounded weight is the share it was rounded from: 33 % is a third. Others are kept,
    held to between -1 and 1.
    """
    share = percent / 100
    after = bisect_left(SHARES, share)
    near = min(SHARES[max(after - 1, 0) : after + 1], key=lambda known: abs(known - share))
    if abs(near - share) <= _EXACT:
        return near, True
    is_rounded = near != 0 and abs(near - share) <= _NEAR
    return (near if is_rounded else max(-1.0, min(1.0, share))), False


def nearest_share(share: float) -> float:
    """Of the shares that Moodle knows the one that comes nearest."""
    return min(SHARES, key=lambda known: abs(known - share))


def as_percent(share: float) -> str:
    """The share in percent as Moodle writes it, without the sign: ``50``, ``33.33333``."""
    number = f"{share * 100:.5f}".rstrip("0").rstrip(".")
    return "0" if number in ("", "-0") else number
