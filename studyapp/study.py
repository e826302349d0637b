"""A sitting: what to ask next, and what an answer changes."""

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from uuid import uuid4

from msgspec import Struct

from studyapp.core.attempts import Attempt, AttemptId, Session, SessionId
from studyapp.core.bank import Bank, Kind, TopicId
from studyapp.core.forms import GRADED, draw, facts_about
from studyapp.core.generate import ways_to_ask
from studyapp.core.grading import grade
from studyapp.core.items import Item, Response
from studyapp.storage.record import Record


class Plan(Struct, frozen=True):
    """What to ask: ``count`` items; all topics and graded kinds where the sets are empty."""

    count: int
    seed: int
    topics: frozenset[TopicId] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    mode: str = "quiz"


class StudySession:
    """Asks the items of a plan one by one and keeps every answer."""

    def __init__(
        self, bank: Bank, plan: Plan, record: Record, *, now: Callable[[], datetime]
    ) -> None:
        self.attempts: list[Attempt] = []
        self._record = record
        self._now = now
        self._items = list(islice(draw(bank, plan.seed, plan.topics, plan.kinds), plan.count))
        self._attempt_id = _new_attempt_id()
        self.session = Session(
            id=SessionId(str(uuid4())),
            bank=bank.id,
            title=bank.title,
            mode=plan.mode,
            count=len(self._items),
            seed=plan.seed,
            started=now(),
        )
        self._index = 0
        self._over = not self._items
        if self._items:
            record.begin(self.session)

    @property
    def total(self) -> int:
        """How many items this session has: at most the planned number."""
        return len(self._items)

    @property
    def number(self) -> int:
        """The number of the current item, from 1."""
        return self._index + 1

    @property
    def item(self) -> Item | None:
        """The item to ask or just answered; None when the session is over."""
        return None if self._over else self._items[self._index]

    @property
    def answered(self) -> bool:
        """Whether the current item has its answer."""
        return len(self.attempts) > self._index

    def answer(self, response: Response, seconds: float) -> Attempt:
        """Grade and save the answer to the current item; returns once it is on disk.

        Raises NotSaved where the disk refuses: then nothing has changed, and the
        same answer may be given again without counting twice.
        """
        item = self.item
        assert item is not None, "a session that is over takes no answers"
        assert not self.answered, "an item is answered once"
        attempt = Attempt(
            id=self._attempt_id,
            session=self.session.id,
            item=item,
            response=response,
            grade=grade(item, response),
            at=self._now(),
            seconds=max(0.0, seconds),
        )
        self._record.add(attempt)
        self.attempts.append(attempt)
        return attempt

    def advance(self) -> None:
        """Go to the next item; behind the last one the session is over."""
        assert self.answered, "an item is answered before the next one is asked"
        if self.number == self.total:
            self.stop()
            return
        self._index += 1
        self._attempt_id = _new_attempt_id()

    def stop(self) -> None:
        """End the session here; what was answered stays."""
        if not self._over:
            self._over = True
            self._record.finish(self.session.id, self._now())


def available(bank: Bank, topics: frozenset[TopicId], kinds: frozenset[Kind]) -> int:
    """How many facts and questions of these topics can be asked in these kinds."""
    wanted = kinds or GRADED
    return sum(
        any(ask.kind in wanted for ask in ways_to_ask(fact, bank))
        for fact in facts_about(bank, topics)
    )


def _new_attempt_id() -> AttemptId:
    return AttemptId(str(uuid4()))
