"""Walks a study session on behalf of the pages."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import SystemRandom
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from studyapp.core.bank import Bank, Kind, TopicId
from studyapp.core.items import Response
from studyapp.storage.record import NotSaved, Record

if TYPE_CHECKING:
    from studyapp.study import Plan, StudySession


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_seed() -> int:
    return SystemRandom().randrange(2**31)


class StudyController(QObject):
    """Turns what the learner did into steps of the session, and its events into signals.

    Signals: ``asked(Item, number, total)``, an item is to be shown;
    ``answered(Attempt)``, an answer is graded and on disk; ``refused(str)``, the disk
    refused and nothing has changed; ``ended(list[Attempt])``, the session is over.
    """

    asked = Signal(object, int, int)
    answered = Signal(object)
    refused = Signal(str)
    ended = Signal(object)

    def __init__(
        self,
        record: Record,
        *,
        now: Callable[[], datetime] = utc_now,
        seeds: Callable[[], int] = new_seed,
    ) -> None:
        super().__init__()
        self._record = record
        self._now = now
        self._seeds = seeds
        self._bank: Bank | None = None
        self._plan: Plan | None = None
        self._session: StudySession | None = None
        self._shown_at = 0.0
        self._spent: float | None = None

    @property
    def running(self) -> bool:
        return self._session is not None

    @property
    def number(self) -> int:
        """The number of the current item, from 1; 0 outside a session."""
        return self._session.number if self._session else 0

    @property
    def total(self) -> int:
        return self._session.total if self._session else 0

    def start(
        self, bank: Bank, count: int, topics: frozenset[TopicId], kinds: frozenset[Kind]
    ) -> None:
        """Begin a session; all topics and kinds where the sets are empty."""
        from studyapp.study import Plan

        self._begin(bank, Plan(count=count, seed=self._seeds(), topics=topics, kinds=kinds))

    def start_again(self) -> None:
        """Begin a session like the one before, with other questions."""
        if self._bank is not None and self._plan is not None:
            self._begin(self._bank, replace(self._plan, seed=self._seeds()))

    def answer(self, response: Response) -> None:
        """Grade and save; may be called again with the same response after a refusal."""
        session = self._session
        if session is None or session.answered:
            return
        if self._spent is None:
            self._spent = time.monotonic() - self._shown_at
        try:
            attempt = session.answer(response, self._spent)
        except NotSaved as error:
            self.refused.emit(str(error))
            return
        self.answered.emit(attempt)

    def advance(self) -> None:
        """Ask the next item; behind the last one the session ends."""
        session = self._session
        if session is None or not session.answered:
            return
        refusal = _refusal_of(session.advance)
        if session.item is None:
            self._end(refusal)
        else:
            self._ask()

    def stop(self) -> None:
        """End the session early; answers are on disk already."""
        if self._session is not None:
            self._end(_refusal_of(self._session.stop))

    def _begin(self, bank: Bank, plan: "Plan") -> None:
        from studyapp.study import StudySession

        self._bank, self._plan = bank, plan
        try:
            session = StudySession(bank, plan, self._record, now=self._now)
        except NotSaved as error:
            self.refused.emit(str(error))
            return
        self._session = session
        if session.item is None:
            self._end()
        else:
            self._ask()

    def _ask(self) -> None:
        session = self._session
        assert session is not None
        self._shown_at = time.monotonic()
        self._spent = None
        self.asked.emit(session.item, session.number, session.total)

    def _end(self, refusal: str = "") -> None:
        session = self._session
        assert session is not None
        self._session = None
        self.ended.emit(list(session.attempts))
        if refusal:
            self.refused.emit(refusal)


def _refusal_of(step: Callable[[], None]) -> str:
    """Take a step that writes; what the disk said where it refused."""
    try:
        step()
    except NotSaved as error:
        return str(error)
    return ""
