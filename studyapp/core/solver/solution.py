"""What the solver answers, and how it holds each answer to stand."""

from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct

from studyapp.core.bank import Fact
from studyapp.core.items import Chosen, Response


class Standing(Enum):
    """What the bank says of one answer; OPEN where it can be defended or not be refuted."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"


class Solution(Struct, frozen=True):
    """What is right by the item's words and the bank alone.

    ``response`` is None where the solver cannot tell. ``why`` names what decided.
    ``also`` holds other options (for matching: right sides, for grouping: groups)
    that could be defended; a fair item has none.
    """

    response: Response | None
    why: str
    also: tuple[int, ...] = ()


def unknown(why: str) -> Solution:
    return Solution(None, why)


def joined(standings: Iterable[Standing]) -> Standing:
    """How an answer stands that several facts speak of: right by one is right."""
    found = set(standings)
    if Standing.RIGHT in found:
        return Standing.RIGHT
    return Standing.WRONG if found == {Standing.WRONG} else Standing.OPEN


def chosen(standings: Sequence[Standing], why: str, *, several: bool = False) -> Solution:
    """Choose the option that is right, or all of them where ``several`` may be."""
    right = tuple(at for at, each in enumerate(standings) if each is Standing.RIGHT)
    doubtful = tuple(at for at, each in enumerate(standings) if each is Standing.OPEN)
    if not right:
        return Solution(None, f"No option is right: {why}", doubtful)
    if several:
        return Solution(Chosen(right), why, doubtful)
    return Solution(Chosen(right[:1]), why, tuple(sorted(right[1:] + doubtful)))


def named(facts: Iterable[Fact]) -> str:
    """The facts that decided, as a sentence."""
    return f"Decided by {', '.join(dict.fromkeys(fact.id for fact in facts))}."
