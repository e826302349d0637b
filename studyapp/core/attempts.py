"""The learner's record: sessions and the attempts made in them."""

from datetime import datetime, timedelta
from typing import NewType

from msgspec import Struct

from studyapp.core.bank import BankId, FactId
from studyapp.core.certainty import Confidence, certainty_mark
from studyapp.core.items import (
    Chosen,
    Filled,
    Grade,
    Grouped,
    Item,
    Matched,
    Ordered,
    Pointed,
    Response,
    SelfGraded,
    Typed,
)
from studyapp.core.sessions import Mode, Plan, is_exam
from studyapp.core.unmarked import filled_texts, unmarked_item

_EXAMS = frozenset(mode.value for mode in Mode if is_exam(mode))

SessionId = NewType("SessionId", str)
AttemptId = NewType("AttemptId", str)


class Session(Struct, frozen=True):
    """One sitting. ``count`` is the number of items planned; times are UTC.

    ``plan`` and ``queue`` (the facts to be asked, where the mode lines them up) are what
    it takes to go on with it later.
    """

    id: SessionId
    bank: BankId
    title: str
    mode: str
    count: int
    seed: int
    started: datetime
    finished: datetime | None = None
    plan: Plan | None = None
    queue: tuple[FactId, ...] = ()

    @property
    def deadline(self) -> datetime | None:
        """When an exam ends, whatever happens meanwhile; None where there is no limit."""
        plan = self.plan
        if plan is None or plan.minutes is None or not is_exam(plan.mode):
            return None
        return self.started + timedelta(minutes=plan.minutes)


class Attempt(Struct, frozen=True):
    """An item as shown, the response, its grade, when (UTC) and how long it took (seconds).

    ``id`` is a fresh UUID made when the item is shown: saving the same answer
    twice, after a refused commit, stores it once. ``hints`` is how many were taken,
    ``confidence`` what the learner said before the verdict, None where not asked.
    """

    id: AttemptId
    session: SessionId
    item: Item
    response: Response
    grade: Grade
    at: datetime
    seconds: float
    hints: int = 0
    confidence: Confidence | None = None

    @property
    def fact(self) -> FactId:
        """The fact or written question that was asked."""
        return self.item.fact

    @property
    def mark(self) -> float | None:
        """Moodle's certainty-based mark (-6 to 3); None where no confidence was asked."""
        if self.confidence is None:
            return None
        return certainty_mark(self.grade.score, self.confidence)

    @property
    def response_text(self) -> str:
        """What the learner gave, in plain words; empty for "I don't know"."""
        item = unmarked_item(self.item)
        match self.response:
            case Typed(text):
                return text.strip()
            case Chosen(options):
                return "; ".join(item.options[index].text for index in options)
            case Filled() as filled:
                texts = enumerate(filled_texts(self.item, filled), start=1)
                return "; ".join(f"({number}) {text}" for number, text in texts if text)
            case Matched(rights):
                chosen = zip(item.pairs, rights, strict=True)
                return "; ".join(
                    f"{pair.left}: {item.rights[at]}" for pair, at in chosen if at >= 0
                )
            case Ordered(order):
                return "; ".join(item.elements[index].text for index in order)
            case Grouped(groups):
                placed = zip(item.elements, groups, strict=True)
                return "; ".join(
                    f"{one.text}: {item.groups[at].name}" for one, at in placed if at >= 0
                )
            case Pointed(_source, offset):
                return f"character {offset}"
            case SelfGraded(score):
                return f"{score:g}"


class Flag(Struct, frozen=True):
    """An item that the learner holds to be faulty, why, and when it was said (UTC)."""

    item: Item
    note: str
    at: datetime


class SessionScore(Struct, frozen=True):
    """A session with what was reached: ``score`` is the sum of grades over ``answered``."""

    session: Session
    answered: int
    score: float

    @property
    def counted(self) -> int:
        """Out of how many: in an exam that is over what was not answered counts as wrong."""
        if self.session.mode in _EXAMS and self.session.finished is not None:
            return max(self.session.count, self.answered)
        return self.answered

    @property
    def is_secret(self) -> bool:
        """Whether nothing is told of it yet: an exam that is not over."""
        return self.session.mode in _EXAMS and self.session.finished is None


class Tally(Struct, frozen=True):
    """How answers went under one heading (a topic or a kind); ``score`` is a sum of grades."""

    heading: str
    answered: int
    score: float
