"""What to ask today: what is due, then what is new, within the learner's limits."""

from collections.abc import Iterable, Mapping
from itertools import islice
from math import ceil
from zlib import crc32

from msgspec import Struct

from studyapp.core.bank import Bank, Change, Fact, FactId, Question, Unstated
from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import Policy

# Of 1 (detail) to 3 (core): what stands in the file without a mark of its own.
_USUAL_IMPORTANCE = 2


class Done(Struct, frozen=True):
    """How many facts were asked today already: again, and for the first time.

    A fact that is asked twice on one day counts once, as what it was at first.
    """

    reviews: int = 0
    new: int = 0


class Today(Struct, frozen=True):
    """What is left for today, and how many due facts must wait behind the limit.

    ``exam`` is the exam day for which there are more new facts than the learner set.
    """

    due: int
    new: int
    waiting: int = 0
    exam: Day | None = None


def is_due(card: Card, day: Day) -> bool:
    """Whether the card is to be reviewed.

    In SQL: ``due <= :day AND buried_until <= :day AND NOT suspended``.
    """
    return card.due <= day and not is_set_aside(card, day)


def is_set_aside(card: Card, day: Day) -> bool:
    """Whether the learner wants the card left alone that day."""
    return card.suspended or card.buried_until > day


def due_cards(cards: Iterable[Card], day: Day, policy: Policy, done: Done) -> list[Card]:
    """The cards to review today, the least likely to be recalled first, within the limit.

    All chances of recall fall along one curve of days over stability, so that
    quotient orders the cards (in SQL: ``(:day - last) / stability DESC``): what must
    wait behind the limit is what will keep best.
    Facts that are as likely as each other come in an order of the day's own, lest
    the order of the source give answers away.
    """
    due = (card for card in cards if is_due(card, day))
    ordered = sorted(due, key=lambda card: (-_faded(card, day), _lot(card, day)))
    return ordered[: _reviews_left(policy, done)]


def introduction_order(bank: Bank) -> tuple[FactId, ...]:
    """All that can be asked: the core of the text first, then in the order of the file."""
    return tuple(sorted(bank.entries, key=lambda entry: -_importance(bank.entries[entry])))


def new_facts(
    order: Iterable[FactId], cards: Mapping[FactId, Card], day: Day, count: int
) -> list[FactId]:
    """The first ``count`` facts of the order that were never asked and are not set aside."""
    return list(islice((fact for fact in order if _unseen(cards.get(fact), day)), count))


def today(due: int, unseen: int, day: Day, policy: Policy, done: Done) -> Today:
    """What the Study page counts, from the number of due cards and of facts never asked."""
    asked = min(due, _reviews_left(policy, done))
    new = min(unseen, max(new_limit(unseen, day, policy, done) - done.new, 0))
    hurried = new > max(policy.new_per_day - done.new, 0)
    return Today(asked, new, due - asked, policy.exam_day if hurried else None)


def new_limit(unseen: int, day: Day, policy: Policy, done: Done) -> int:
    """How many new facts the whole day takes: more than the learner set where an exam is near.

    Then as many as show every fact by the exam's eve. A limit of 0 stays: the
    learner wants none.
    """
    if policy.exam_day is None or policy.exam_day <= day or not policy.new_per_day:
        return policy.new_per_day
    return max(policy.new_per_day, ceil((unseen + done.new) / (policy.exam_day - day)))


def _importance(entry: Fact | Question | Change | Unstated) -> int:
    return entry.importance if isinstance(entry, Fact) else _USUAL_IMPORTANCE


def _unseen(card: Card | None, day: Day) -> bool:
    return card is None or (not card.reviews and not is_set_aside(card, day))


def _reviews_left(policy: Policy, done: Done) -> int:
    return max(policy.reviews_per_day - done.reviews, 0)


def _faded(card: Card, day: Day) -> float:
    return (day - card.last) / card.stability


def _lot(card: Card, day: Day) -> int:
    return crc32(f"{day}/{card.bank}/{card.fact}".encode())
