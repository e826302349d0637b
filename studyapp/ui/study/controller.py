"""Walks a study session on behalf of the pages."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import SystemRandom
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, SignalInstance

from studyapp.core.attempts import Attempt, Flag
from studyapp.core.bank import Bank
from studyapp.core.certainty import Confidence
from studyapp.core.items import Response
from studyapp.core.scheduling.cards import Card
from studyapp.core.sessions import Mode, Plan, is_exam, writes_cards
from studyapp.storage.record import NotSaved, Record
from studyapp.ui.study.agenda import when_due
from studyapp.ui.study.outcome import Outcome
from studyapp.ui.study.sitting import Sitting
from studyapp.ui.study.wish import Wish

if TYPE_CHECKING:
    from studyapp.study import StudySession
    from studyapp.ui.study.aside_dialog import Aside


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_seed() -> int:
    """A seed that can be read out and typed: of at most nine digits."""
    return SystemRandom().randrange(10**9)


class StudyController(QObject):
    """Turns what the learner did into steps of the session, and its events into signals.

    Signals: ``reading(Source, Passage)``, a paragraph is to be read before the next item;
    ``asked(Item, number, total, Sitting)``, an item is to be shown;
    ``hinted(Hint | None, Item, int)``, a hint to the item as it stood and how many were
    taken, None where there are no more; ``answered(Attempt)``, an answer is graded and on
    disk; ``kept()``, so is an answer without feedback, or one was taken back;
    ``suspended()``, ``buried()`` and ``flagged()``, so it is with the current item;
    ``refused(str)``, the disk refused and nothing has changed; ``ended(Outcome)``, the
    session is over.
    """

    reading = Signal(object, object)
    asked = Signal(object, int, int, object)
    hinted = Signal(object, object, int)
    answered = Signal(object)
    kept = Signal()
    suspended = Signal()
    buried = Signal()
    flagged = Signal()
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
        self.confidence = False
        self.now = now
        self._record = record
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
        """How many there are, as far as is known; 0 where there is no end."""
        if self._session is None or self._session.plan.mode is Mode.MARATHON:
            return 0
        return self._session.total

    @property
    def in_exam(self) -> bool:
        """Whether an exam is under way, or its preview."""
        return self._session is not None and is_exam(self._session.plan.mode)

    @property
    def deadline(self) -> datetime | None:
        """When the exam under way ends; None where there is no limit."""
        return self._session.deadline if self._session else None

    def start(self, bank: Bank, wish: Wish) -> None:
        """Begin a session."""
        plan = Plan(
            count=wish.count,
            seed=self._seeds() if wish.seed is None else wish.seed,
            topics=wish.topics,
            kinds=wish.kinds,
            mode=wish.mode,
            minutes=wish.minutes,
            pass_mark=wish.pass_mark,
            facts=wish.facts,
            confidence=self.confidence,
        )
        self._begin(bank, plan)

    def start_again(self) -> None:
        """Begin a session like the one before, with other questions."""
        if self._bank is not None and self._plan is not None:
            self._begin(self._bank, replace(self._plan, seed=self._seeds()))

    def resume(self, bank: Bank) -> None:
        """Go on with the session with this set that was left or interrupted."""
        from studyapp.study import resume

        try:
            session = resume(bank, self._record, self.now)
        except NotSaved as error:
            self.refused.emit(str(error))
            return
        if session is not None:
            self._bank, self._plan = bank, session.plan
            self._walk(session)

    def drop(self, bank: Bank) -> None:
        """End the session with this set that was left or interrupted."""
        interrupted = self._record.interrupted(bank.id)
        if interrupted is not None:
            refusal = _refusal_of(lambda: self._record.finish(interrupted.id, self.now()))
            if refusal:
                self.refused.emit(refusal)

    def take_hint(self) -> None:
        session = self._session
        if session is None or session.answered:
            return
        item, hint = session.item, session.hint()
        self.hinted.emit(hint, item, session.hints)

    def answer(self, response: Response, confidence: Confidence | None = None) -> None:
        """Grade and save; may be called again with the same response after a refusal."""
        session = self._session
        if session is None or session.answered:
            return
        from studyapp.study import TimeIsUp

        if self._spent is None:
            self._spent = time.monotonic() - self._shown_at
        try:
            attempt = session.answer(response, self._spent, confidence)
        except NotSaved as error:
            self.refused.emit(str(error))
            return
        except TimeIsUp:
            self._end()
            return
        if session.feedback:
            self.answered.emit(attempt)
        else:
            self.kept.emit()
            self.advance()

    def undo(self) -> None:
        """Take the last answer back and ask its item again."""
        session = self._session
        if session is None:
            return
        try:
            taken_back = session.undo()
        except NotSaved as error:
            self.refused.emit(str(error))
            return
        if taken_back is not None:
            self.kept.emit()
            self._ask()

    def suspend(self) -> None:
        """Never ask again what the current item is about."""
        session = self._session
        if session is not None and session.item is not None:
            fact = session.item.fact
            self._note(lambda: session.suspend(fact), self.suspended)

    def bury(self) -> None:
        """Do not ask before tomorrow what the current item is about."""
        session = self._session
        if session is not None and session.item is not None:
            fact = session.item.fact
            self._note(lambda: session.bury(fact), self.buried)

    def flag(self, note: str) -> None:
        """Put a note on the current item."""
        session = self._session
        if session is not None:
            self._note(lambda: session.flag(note), self.flagged)

    def aside(self, bank: Bank) -> "Aside":
        """What of a set is set aside now, and which of its questions are flagged."""
        from studyapp.study.today import learners_day
        from studyapp.ui.study.aside_dialog import Aside

        day = learners_day(self.now(), self._record.policy(), None)
        facts = [fact for fact in self._record.aside(bank.id, day) if fact in bank.entries]
        cards = [self._record.card(bank.id, fact) for fact in facts]
        flags = [flag for flag in self._record.flags() if flag.item.bank == bank.id]
        return Aside(tuple(cards), tuple(flags))

    def bring_back(self, card: Card) -> str:
        """Ask a fact again that was set aside; what the disk said where it refused."""
        back = replace(card, suspended=False, buried_until=0)
        return _refusal_of(lambda: self._record.set_card(back))

    def remove_flag(self, flag: Flag) -> str:
        """Take a flag off; what the disk said where it refused."""
        return _refusal_of(lambda: self._record.remove_flag(flag))

    def advance(self) -> None:
        """Ask the next item; behind the last one the session ends."""
        session = self._session
        if session is None or not session.answered:
            return
        refusal = _refusal_of(session.advance)
        if session.item is None:
            self._end(refusal)
        else:
            self._go_on()

    def ask_after_reading(self) -> None:
        """Ask the item whose paragraph was read."""
        if self._session is not None:
            self._session.read()
            self._ask()

    def asked_again(self, attempt: Attempt) -> int | None:
        """In how many days the fact of an answer is asked again, None where it never is."""
        from studyapp.study.today import learners_day

        card = self._record.card(attempt.item.bank, attempt.fact)
        return when_due(card, learners_day(self.now(), self._record.policy(), None))

    @property
    def comes_again(self) -> bool:
        """Whether what was just answered is asked once more in this session."""
        return self._session is not None and self._session.comes_again

    def stop(self) -> None:
        """End the session early; answers are on disk already."""
        if self._session is not None:
            self._end(_refusal_of(self._session.stop))

    def leave(self) -> None:
        """Break off without a word, to be gone on with at the next start."""
        session, self._session = self._session, None
        if session is not None:
            _refusal_of(session.leave)

    def _begin(self, bank: Bank, plan: Plan) -> None:
        from studyapp.study import StudySession

        self._bank, self._plan = bank, plan
        try:
            session = StudySession(bank, plan, self._record, now=self.now)
        except NotSaved as error:
            self.refused.emit(str(error))
            return
        self._walk(session)

    def _walk(self, session: "StudySession") -> None:
        self._session = session
        if session.item is None:
            self._end()
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Ask the current item, after its paragraph was read where that is the plan."""
        assert self._session is not None
        passage = self._session.passage
        if passage is None:
            self._ask()
        else:
            self.reading.emit(*passage)

    def _ask(self) -> None:
        session = self._session
        assert session is not None
        self._shown_at = time.monotonic()
        self._spent = None
        self.asked.emit(session.item, session.number, self.total, self._sitting())

    def _sitting(self) -> Sitting:
        assert self._session is not None
        assert self._plan is not None
        return Sitting(
            hints=self._session.feedback,
            scheduled=writes_cards(self._plan.mode),
            confidence=self.confidence,
            feedback=self._session.feedback,
            deadline=self._session.deadline,
            undoable=bool(self._session.attempts),
        )

    def _note(self, step: Callable[[], object], done: SignalInstance) -> None:
        """Take a step that writes besides the answers, and tell how it went."""
        refusal = _refusal_of(step)
        if refusal:
            self.refused.emit(refusal)
        else:
            done.emit()

    def _end(self, refusal: str = "") -> None:
        session = self._session
        assert session is not None
        self._session = None
        plan, attempts = session.plan, tuple(session.attempts)
        total = session.session.count if is_exam(plan.mode) else session.total
        self.ended.emit(
            Outcome(plan.mode, attempts, total, plan.pass_mark, session.passed, plan.seed)
        )
        if refusal:
            self.refused.emit(refusal)


def _refusal_of(step: Callable[[], object]) -> str:
    """Take a step that writes; what the disk said where it refused."""
    try:
        step()
    except NotSaved as error:
        return str(error)
    return ""
