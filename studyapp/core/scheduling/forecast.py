"""What lies ahead: reviews to come, and how much will be known on a day."""

from collections.abc import Iterable
from random import Random

from msgspec import Struct

from studyapp.core.bank import BankId, FactId
from studyapp.core.scheduling.cards import Card, retrievability, review
from studyapp.core.scheduling.daily import Done, due_cards, today
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating

# How often a fact is known when it is first asked: the share that the library simulates with.
_KNOWN_AT_FIRST = 0.76


class Outlook(Struct, frozen=True):
    """A likely course of the days to come, if the learner does each day's reviews.

    ``reviews`` and ``new`` are counts for each day from the first; ``known`` is how
    many facts will be known on the day after the last, ``if_stopped`` how many if
    nothing is reviewed any more.
    """

    reviews: tuple[int, ...]
    new: tuple[int, ...]
    known: float
    if_stopped: float


def due_counts(cards: Iterable[Card], day: Day, days: int) -> list[int]:
    """How many cards fall due on each of the next days; what is overdue counts for the first.

    Reviews that follow from these reviews are not in it: see outlook.
    """
    counts = [0] * days
    for card in cards:
        ahead = max(card.due, card.buried_until, day) - day
        if ahead < days and not card.suspended:
            counts[ahead] += 1
    return counts


def known(cards: Iterable[Card], day: Day, policy: Policy) -> float:
    """How many of the facts are expected to be recalled on a day if none is reviewed before."""
    return sum(retrievability(card, day, policy) for card in cards)


def outlook(
    cards: Iterable[Card], unseen: int, day: Day, days: int, policy: Policy, rng: Random
) -> Outlook:
    """One course of the next days, drawn from what the memory model expects.

    ``unseen`` is the number of facts never asked. Ask for the days up to an exam
    (``exam_day - day``) to learn what will be known in it.
    """
    deck = {(card.bank, card.fact): card for card in cards}
    if_stopped = known(deck.values(), day + days, policy)
    reviews, new = [], []
    for at in range(day, day + days):
        asked = due_cards(deck.values(), at, policy, Done())
        fresh = today(0, unseen, at, policy, Done()).new
        met = [_never_asked(number) for number in range(unseen - fresh, unseen)]
        for card in asked + met:
            deck[card.bank, card.fact] = _answered(card, at, policy, rng)
        unseen -= fresh
        reviews.append(len(asked))
        new.append(fresh)
    return Outlook(tuple(reviews), tuple(new), known(deck.values(), day + days, policy), if_stopped)


def _never_asked(number: int) -> Card:
    return Card(BankId(""), FactId(str(number)))


def _answered(card: Card, day: Day, policy: Policy, rng: Random) -> Card:
    chance = retrievability(card, day, policy) if card.reviews else _KNOWN_AT_FIRST
    return review(card, Rating.GOOD if rng.random() < chance else Rating.AGAIN, day, policy)
