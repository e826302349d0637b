"""Cards: what is known of a learner's memory of one fact, and how a review changes it.

The memory model is FSRS-6 as the library computes it, a second review on the same
day included. Intervals are not blurred at random, so that a stored history always
gives the same cards again; what falls due on one day is shuffled when it is asked.
"""

from collections.abc import Iterable

from fsrs_rs_python import ItemState, MemoryState, NextStates
from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import BankId, FactId
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating

# The due day of a fact that was never asked: the last that a date can have.
NEVER: Day = 3_652_059

# In days; what is known for a century needs no better plan.
LONGEST_INTERVAL = 36_500


class Review(Struct, frozen=True):
    """One answer, as far as the schedule is concerned."""

    day: Day
    rating: Rating


class Card(Struct, frozen=True):
    """The memory state of one fact or question for one learner.

    ``stability`` is in days: after that many the chance of recall has sunk to 90 %.
    ``difficulty`` goes from 1 to 10. ``last`` is the day of the last review. Without
    a review these are 0 and ``due`` is NEVER. ``lapses`` counts how often it was
    forgotten. A card is left alone while it is ``suspended``, and before ``buried_until``.
    """

    bank: BankId
    fact: FactId
    stability: float = 0.0
    difficulty: float = 0.0
    last: Day = 0
    due: Day = NEVER
    reviews: int = 0
    lapses: int = 0
    suspended: bool = False
    buried_until: Day = 0


def review(card: Card, rating: Rating, day: Day, policy: Policy) -> Card:
    """The card after a review.

    Where the clock was put back and ``day`` lies before the last review, the
    review counts for the day of the last: days between reviews are never negative.
    """
    day = max(day, card.last)
    elapsed = day - card.last if card.reviews else 0
    memory = MemoryState(card.stability, card.difficulty) if card.reviews else None
    states = policy.model.next_states(memory, policy.desired_retention, elapsed)
    after = _chosen(states, rating).memory
    return replace(
        card,
        stability=after.stability,
        difficulty=after.difficulty,
        last=day,
        due=_due(after.stability, day, policy),
        reviews=card.reviews + 1,
        lapses=card.lapses + (rating is Rating.AGAIN and elapsed > 0),
    )


def replay(card: Card, history: Iterable[Review], policy: Policy) -> Card:
    """The card as this history makes it; only what the learner set aside is kept of the old one."""
    card = Card(card.bank, card.fact, suspended=card.suspended, buried_until=card.buried_until)
    for one in history:
        card = review(card, one.rating, one.day, policy)
    return card


def reschedule(card: Card, policy: Policy) -> Card:
    """The card with the due day that a changed retention or exam day gives it.

    New parameters change the memory state too: they need a replay.
    """
    if not card.reviews:
        return card
    return replace(card, due=_due(card.stability, card.last, policy))


def retrievability(card: Card, day: Day, policy: Policy) -> float:
    """The chance of recall on a day, by the forgetting curve of FSRS-6; 0 if never asked."""
    return recall(card.stability, day - card.last, policy) if card.reviews else 0.0


def recall(stability: float, elapsed: int, policy: Policy) -> float:
    """The chance of recall so many days after a review.

    A power of time, bent so that it is 0.9 when the stability has passed
    (github.com/open-spaced-repetition, "The Algorithm", FSRS-6).
    """
    decay = -policy.weights[-1]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * max(elapsed, 0) / stability) ** decay)


def _due(stability: float, last: Day, policy: Policy) -> Day:
    """When the chance of recall has sunk to what is desired; at the latest on an exam's eve.

    Who looks at a fact on the eve itself has it as fresh as it gets: from then on
    its interval runs freely.
    """
    interval = policy.model.next_interval(stability, policy.desired_retention, Rating.GOOD)
    due = last + min(max(round(interval), 1), LONGEST_INTERVAL)
    if policy.eve is not None and last < policy.eve:
        return min(due, policy.eve)
    return due


def _chosen(states: NextStates, rating: Rating) -> ItemState:
    match rating:
        case Rating.AGAIN:
            return states.again
        case Rating.HARD:
            return states.hard
        case Rating.GOOD:
            return states.good
        case Rating.EASY:
            return states.easy
