"""How much was really recalled at reviews, and how much the memory model had foreseen."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from fsrs_rs_python import FSRSItem
from msgspec import Struct

from studyapp.core.scheduling.cards import Review, recall
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.fitting import in_order, library_reviews
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.core.statistics.timeline import Period, start_of


class Recalls(Struct, frozen=True):
    """The reviews of a period that begins with the day ``first``.

    ``recalled`` is how many were not forgotten, ``predicted`` how many of them the
    model expected.
    """

    first: Day
    reviews: int
    recalled: int
    predicted: float


class Foreseen(Struct, frozen=True):
    """A review on a later day than the one before it: the chance of recall, and what came."""

    day: Day
    chance: float
    recalled: bool


def foreseen(histories: Iterable[Sequence[Review]], policy: Policy) -> list[Foreseen]:
    """What the model in force would have said before each review that it can foresee.

    A history holds the reviews of one fact, oldest first. A second review on the
    same day says nothing of memory and is left out.
    """
    asked = [in_order(history) for history in histories if len(history) > 1]
    states = policy.model.historical_memory_state_batch(
        [FSRSItem(library_reviews(one)) for one in asked]
    )
    return [
        Foreseen(
            after.day,
            recall(state.stability, after.day - before.day, policy),
            after.rating > Rating.AGAIN,
        )
        for history, passed in zip(asked, states, strict=True)
        for state, (before, after) in zip(passed, pairwise(history), strict=False)
        if before.day < after.day
    ]


def retention(found: Iterable[Foreseen], period: Period) -> list[Recalls]:
    """Recall by period, the earliest first; periods without a review are left out."""
    sums: dict[Day, list[Foreseen]] = {}
    for one in found:
        sums.setdefault(start_of(one.day, period), []).append(one)
    return [
        Recalls(
            first,
            len(reviews),
            sum(one.recalled for one in reviews),
            sum(one.chance for one in reviews),
        )
        for first, reviews in sorted(sums.items())
    ]
