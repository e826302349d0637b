"""Fitting the memory model to a learner, and whether that predicts the learner any better."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate, pairwise
from math import ceil, log

from fsrs_rs_python import FSRS, FSRSItem, FSRSReview
from msgspec import Struct

from studyapp.core.scheduling.cards import Review, recall
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import DEFAULT_WEIGHTS, Policy
from studyapp.core.scheduling.rating import Rating

# What was answered to one fact, oldest first.
History = Sequence[Review]

# So many reviews on a later day than the one before; from fewer the fit is mostly chance.
MIN_REVIEWS = 400

# The latest reviews, by which the fit is judged.
_HELD_OUT = 0.2

# No outcome counts as less likely: one surprise would outweigh all others.
_LEAST = 0.0001


class Step(StrEnum):
    """What a fit is busy with, in this order."""

    FITTING = "fitting"
    COMPARING = "comparing"


class Fit(Struct, frozen=True):
    """Parameters fitted to the earlier reviews, judged by the later ones that they never saw.

    The losses are mean log losses over the ``held_out`` reviews (0 is clairvoyance,
    0.69 a coin): of these parameters, of the default ones, and of guessing for
    every review the share that was recalled among the ``trained``.
    """

    parameters: tuple[float, ...]
    trained: int
    held_out: int
    loss: float
    default_loss: float
    constant_loss: float

    @property
    def recommended(self) -> bool:
        """Whether the fitted parameters foresee this learner better than the default ones."""
        return self.loss < self.default_loss


def fit(
    histories: Sequence[History], on_step: Callable[[Step], None] = lambda _step: None
) -> Fit | None:
    """The parameters that fit the learner best; None where there are too few reviews.

    Takes about a second for 100,000 reviews. For nearly half of it the library keeps
    Python's lock: a window that must not stop meanwhile calls this in another process.
    """
    histories = [in_order(history) for history in histories]
    if foreseeable(histories) < MIN_REVIEWS:
        return None
    cut = _first_day_held_out(histories)
    before = [[one for one in history if one.day < cut] for history in histories]
    on_step(Step.FITTING)
    parameters = tuple(FSRS(DEFAULT_WEIGHTS).compute_parameters(_items(before)))
    on_step(Step.COMPARING)
    outcomes = [after.rating > Rating.AGAIN for _before, after in _pairs(histories, cut)]
    return Fit(
        parameters=parameters,
        trained=foreseeable(before),
        held_out=len(outcomes),
        loss=log_loss(_predictions(histories, cut, parameters), outcomes),
        default_loss=log_loss(_predictions(histories, cut, DEFAULT_WEIGHTS), outcomes),
        constant_loss=log_loss([_share_recalled(before)] * len(outcomes), outcomes),
    )


def foreseeable(histories: Iterable[History]) -> int:
    """How many reviews came on a later day than the one before: those that a model predicts."""
    return sum(1 for _pair in _pairs(histories))


def log_loss(predictions: Sequence[float], outcomes: Sequence[bool]) -> float:
    """The mean of -log(chance that was given to what happened)."""
    chances = (
        min(max(chance if recalled else 1 - chance, _LEAST), 1 - _LEAST)
        for chance, recalled in zip(predictions, outcomes, strict=True)
    )
    return -sum(map(log, chances)) / len(outcomes)


def in_order(history: History) -> History:
    """The history as the schedule took it: where the clock was put back, the day stood still."""
    days = accumulate((one.day for one in history), max)
    return [Review(day, one.rating) for day, one in zip(days, history, strict=True)]


def library_reviews(history: History) -> list[FSRSReview]:
    """The reviews of a history that is in order, as the library takes them."""
    before = [*history[:1], *history]
    return [
        FSRSReview(one.rating, one.day - earlier.day)
        for earlier, one in zip(before, history, strict=False)
    ]


def _pairs(histories: Iterable[History], since: Day = 0) -> Iterator[tuple[Review, Review]]:
    """The foreseeable reviews from a day on, each behind the one before it."""
    for history in histories:
        for before, after in pairwise(history):
            if before.day < after.day >= since:
                yield before, after


def _first_day_held_out(histories: Iterable[History]) -> Day:
    days = sorted(after.day for _before, after in _pairs(histories))
    return days[-ceil(len(days) * _HELD_OUT)]


def _items(histories: Iterable[History]) -> list[FSRSItem]:
    """What the library learns from: each foreseeable review with all before it, the latest last.

    It gives more weight to what comes later in the list.
    """
    dated = []
    for history in histories:
        reviews = library_reviews(history)
        for index, (before, after) in enumerate(pairwise(history), start=2):
            if before.day < after.day:
                dated.append((after.day, reviews[:index]))
    dated.sort(key=lambda one: one[0])
    return [FSRSItem(reviews) for _day, reviews in dated]


def _predictions(histories: Iterable[History], since: Day, weights: Sequence[float]) -> list[float]:
    """The chance of recall at each foreseeable review from a day on, as _pairs gives them."""
    policy = Policy(parameters=tuple(weights))
    asked = [history for history in histories if any(_pairs([history], since))]
    items = [FSRSItem(library_reviews(history)) for history in asked]
    states = FSRS(weights).historical_memory_state_batch(items)
    return [
        recall(state.stability, after.day - before.day, policy)
        for history, passed in zip(asked, states, strict=True)
        for state, (before, after) in zip(passed, pairwise(history), strict=False)
        if before.day < after.day >= since
    ]


def _share_recalled(histories: Iterable[History]) -> float:
    recalled = [after.rating > Rating.AGAIN for _before, after in _pairs(histories)]
    return (sum(recalled) + 1) / (len(recalled) + 2)
