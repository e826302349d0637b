"""What the start page tells of the learner's day."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from studyapp.core.attempts import Session
from studyapp.core.bank import Bank
from studyapp.core.scheduling.cards import NEVER, Card
from studyapp.core.scheduling.daily import Today
from studyapp.core.scheduling.days import Day
from studyapp.storage.record import Record


class Agenda(Struct, frozen=True):
    """What is left for ``today``; in how many days the next card is due (None where there
    is none); the session that can be gone on with, how many answers it has, and whether it
    is an exam that is over meanwhile; how many facts are set aside, how many questions flagged.
    """

    today: Today
    next_due: int | None = None
    interrupted: Session | None = None
    answered: int = 0
    time_is_up: bool = False
    aside: int = 0
    flagged: int = 0


def agenda(bank: Bank, record: Record, now: datetime) -> Agenda:
    """What there is to do with a set, in the time zone of this machine."""
    # They bring the graders: not before the window is up.
    from studyapp.study.today import due_today, learners_day

    policy = record.policy()
    today = due_today(bank, record, now, policy)
    day = learners_day(now, policy, None)
    # All cards are read only where the answer depends on them: there may be many.
    idle = not today.due and not today.new
    next_due = _next_due(record.cards(bank.id).values(), day) if idle else None
    interrupted = record.interrupted(bank.id)
    answered = len(record.attempts(interrupted.id)) if interrupted else 0
    deadline = interrupted.deadline if interrupted else None
    time_is_up = deadline is not None and now >= deadline
    aside = len(record.aside(bank.id, day))
    flagged = sum(flag.item.bank == bank.id for flag in record.flags())
    return Agenda(today, next_due, interrupted, answered, time_is_up, aside, flagged)


def when_due(card: Card, day: Day) -> int | None:
    """In how many days a card is asked again, None where it never is."""
    due = max(card.due, card.buried_until)
    return None if card.suspended or due >= NEVER else max(0, due - day)


def _next_due(cards: Iterable[Card], day: Day) -> int | None:
    ahead = (when_due(card, day) for card in cards)
    return min((days for days in ahead if days), default=None)
