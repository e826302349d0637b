"""A sitting, from its first question to its last answer."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.attempts import Attempt, AttemptId, Flag, Session, SessionId
from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.certainty import Confidence
from studyapp.core.grading import grade
from studyapp.core.hints import Hint, hints_for, shown_with
from studyapp.core.items import Item, Response
from studyapp.core.reading import passage_of
from studyapp.core.scheduling.cards import Card, Review
from studyapp.core.scheduling.daily import is_set_aside
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.rating import rate, usual_seconds
from studyapp.core.sessions import Mode, Plan, is_exam, writes_cards
from studyapp.core.sources import Passage, Source
from studyapp.storage.record import Record
from studyapp.study.courses import course_of
from studyapp.study.today import learners_day, line_up

# The latest answers that tell how long the learner usually takes.
_TIMED = 500


class TimeIsUp(Exception):
    """The exam is over; what was answered after its deadline was not kept."""


class _LeftOut(Struct, frozen=True):
    """A fact that was set aside after so many answers, with its card as it was before."""

    answers: int
    card: Card


class StudySession:
    """Asks the items of a plan one by one and keeps every answer.

    With ``interrupted`` it goes on where that session was: at most the answer to the
    question on the screen is lost, and an exam keeps its deadline. An exam asks the same
    of everybody: it leaves out nothing that was set aside, and takes no hints.
    """

    def __init__(
        self,
        bank: Bank,
        plan: Plan,
        record: Record,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None = None,
        interrupted: Session | None = None,
    ) -> None:
        """``zone`` is where the learner lives, that of the machine where None.

        Raises NotSaved where the disk refuses; a session without items is not kept.
        """
        self.plan = plan
        self._bank = bank
        self._record = record
        self._now = now
        self._zone = zone
        self._policy = record.policy()
        self._over = self._answered = False
        self._whole: Item | None = None
        self._item: Item | None = None
        self._hints = 0
        self._attempt_id = _new_attempt_id()
        self._times = record.right_times(_TIMED)
        self._passage: tuple[Source, Passage] | None = None
        began = now()
        day = self._day(began)
        queue = interrupted.queue if interrupted else line_up(bank, plan, record, day, self._policy)
        self.attempts: list[Attempt] = record.attempts(interrupted.id) if interrupted else []
        cards = record.cards(bank.id).values()
        aside = {card.fact for card in cards if is_set_aside(card, day)}
        self._left_out: list[_LeftOut] = []
        self._course = course_of(bank, plan, queue, record, aside, self.attempts)
        self._show_next()
        self.session = interrupted or self._new_session(began, queue)
        if self._item is None:
            self._over = interrupted is None
            self.stop()
        elif interrupted is None:
            record.begin(self.session)
        if self.deadline is not None and began >= self.deadline:
            self.stop()

    @property
    def total(self) -> int:
        """How many items this session has, as far as is known: at most the planned number.

        It grows where forgotten facts come again; that of a marathon is ``number``.
        """
        if self.plan.mode is Mode.MARATHON:
            return self.number
        return self._course.total(self.attempts)

    @property
    def number(self) -> int:
        """The number of the current item, from 1."""
        return len(self.attempts) + (not self.answered and not self._over)

    @property
    def item(self) -> Item | None:
        """The item to ask or just answered, as shown with its hints; None when all is over."""
        return None if self._over else self._item

    @property
    def answered(self) -> bool:
        """Whether the current item has its answer."""
        return self._answered

    @property
    def comes_again(self) -> bool:
        """Whether what was just answered is asked once more in this session."""
        answered = self.answered and not self._over
        return answered and self._course.is_ahead(self.attempts[-1].fact, self.attempts)

    @property
    def hints(self) -> int:
        """How many hints were taken to the current item."""
        return self._hints

    @property
    def deadline(self) -> datetime | None:
        """When an exam ends; None where there is no limit."""
        return self.session.deadline

    @property
    def feedback(self) -> bool:
        """Whether verdicts may be shown: in an exam only when it is over.

        Then the learner is led through all of ``attempts``.
        """
        return self._over or not is_exam(self.plan.mode)

    @property
    def passed(self) -> bool | None:
        """Whether an exam that is over reached its pass mark; what was not answered is wrong."""
        if self.plan.pass_mark is None or not self._over:
            return None
        points = sum(attempt.grade.score for attempt in self.attempts)
        return points >= self.plan.pass_mark * max(self.session.count, 1)

    @property
    def passage(self) -> tuple[Source, Passage] | None:
        """The passage to read before the current item; None where it was read, or need not be."""
        if self.plan.mode is not Mode.READ or self.item is None:
            return None
        found = passage_of(self.item.fact, self._bank)
        return found if found != self._passage else None

    def read(self) -> None:
        """The passage was read: its items follow."""
        self._passage = self.passage or self._passage

    def answer(
        self, response: Response, seconds: float, confidence: Confidence | None = None
    ) -> Attempt:
        """Grade and save the answer to the current item; returns once it is on disk.

        ``response`` counts in the options of ``item``, those that a hint left. Raises
        NotSaved where the disk refuses: then nothing has changed, and the same answer
        may be given again without counting twice. Raises TimeIsUp after the deadline.
        """
        item = self.item
        assert item is not None, "a session that is over takes no answers"
        assert not self.answered, "an item is answered once"
        at = self._now()
        if self.deadline is not None and at > self.deadline:
            self.stop()
            raise TimeIsUp
        attempt = Attempt(
            id=self._attempt_id,
            session=self.session.id,
            item=item,
            response=response,
            grade=grade(item, response),
            at=at,
            seconds=max(0.0, seconds),
            hints=self._hints,
            confidence=confidence,
        )
        self._record.add(attempt, self._review(attempt) if writes_cards(self.plan.mode) else None)
        self.attempts.append(attempt)
        self._answered = True
        return attempt

    def advance(self) -> None:
        """Go to the next item; behind the last one the session is over."""
        assert self.answered, "an item is answered before the next one is asked"
        self._go_on()

    def stop(self) -> None:
        """End the session here; what was answered stays. Raises NotSaved."""
        if not self._over:
            self._over = True
            self._record.finish(self.session.id, self._now())

    def leave(self) -> None:
        """Break off here, to be resumed; it ends where nothing is left to ask. Raises NotSaved.

        The clock of an exam goes on meanwhile.
        """
        if self._answered and not self._over:
            self._go_on()

    def hint(self) -> Hint | None:
        """The next hint for the current item, which counts; None when there are no more.

        One option less means that ``item`` has the others only.
        """
        item = self.item
        if item is None or self.answered or is_exam(self.plan.mode) or self._whole is None:
            return None
        hints = hints_for(self._whole, self._bank, self.plan.seed)
        if self._hints == len(hints):
            return None
        hint = hints[self._hints]
        self._hints += 1
        self._item = shown_with(item, hint)
        return hint

    def undo(self) -> Attempt | None:
        """Take back the last answer: record and card are as before, and it is asked again.

        What was set aside since then is taken back with it. None where there is no answer,
        or the session is over. Raises NotSaved, and then the answer stands.
        """
        if self._over or not self.attempts:
            return None
        while self._left_out and self._left_out[-1].answers == len(self.attempts):
            before = self._left_out[-1].card
            self._record.set_card(before)
            self._left_out.pop()
            if not self._has_left_out(before.fact):
                self._course.restore(before.fact)
        last = self.attempts[-1]
        self._record.take_back(last.id)
        self.attempts.pop()
        self._show_next()
        return last

    def suspend(self, fact: FactId) -> None:
        """Ask the fact no more, today and later. Raises NotSaved."""
        self._set_aside(fact, lambda card: replace(card, suspended=True))

    def bury(self, fact: FactId) -> None:
        """Ask the fact no more until the learner's next day. Raises NotSaved."""
        tomorrow = self._day(self._now()) + 1
        self._set_aside(fact, lambda card: replace(card, buried_until=tomorrow))

    def flag(self, note: str) -> None:
        """Say of the current item what is wrong with it. Raises NotSaved."""
        assert self.item is not None, "an item is flagged while it is shown"
        self._record.add_flag(Flag(self.item, note, self._now()))

    def _new_session(self, began: datetime, queue: tuple[FactId, ...]) -> Session:
        endless = self.plan.mode is Mode.MARATHON
        return Session(
            id=SessionId(str(uuid4())),
            bank=self._bank.id,
            title=self._bank.title,
            mode=self.plan.mode.value,
            count=self.plan.count if endless else self.total,
            seed=self.plan.seed,
            started=began,
            plan=self.plan,
            queue=queue,
        )

    def _show_next(self) -> None:
        """Show what follows after the answers so far, without a hint and without an answer."""
        self._whole = self._item = self._course.item(self.attempts)
        self._hints = 0
        self._answered = False
        self._attempt_id = _new_attempt_id()

    def _go_on(self) -> None:
        self._show_next()
        if self._item is None:
            self.stop()

    def _set_aside(self, fact: FactId, change: Callable[[Card], Card]) -> None:
        """Keep the changed card and go on without its fact; an exam keeps what it has."""
        card = self._record.card(self._bank.id, fact)
        self._record.set_card(change(card))
        if is_exam(self.plan.mode):
            return
        if not self._has_left_out(fact):
            self._course.drop(fact, self.attempts)
        self._left_out.append(_LeftOut(len(self.attempts), card))
        if self.item is not None and self.item.fact == fact and not self.answered:
            self._go_on()

    def _has_left_out(self, fact: FactId) -> bool:
        return any(each.card.fact == fact for each in self._left_out)

    def _review(self, attempt: Attempt) -> Review:
        """What the answer counts for: the rating of the fact that was asked, and no other."""
        rating = rate(
            attempt.grade.score,
            attempt.item.kind,
            hints=attempt.hints,
            confidence=attempt.confidence,
            seconds=attempt.seconds,
            usual=self._usual_seconds(attempt.item.kind),
        )
        return Review(self._day(attempt.at), rating)

    def _usual_seconds(self, kind: Kind) -> float | None:
        times = [seconds for found, seconds in self._times if found is kind]
        times += [
            each.seconds
            for each in self.attempts
            if each.item.kind is kind and each.grade.score >= 1
        ]
        return usual_seconds(times)

    def _day(self, at: datetime) -> Day:
        return learners_day(at, self._policy, self._zone)


def resume(
    bank: Bank, record: Record, now: Callable[[], datetime], zone: tzinfo | None = None
) -> StudySession | None:
    """The session of this bank that was left, or that a crash interrupted; None without one.

    One of which nothing is left is over, and still to be looked through: all was
    answered, or the time of the exam ran out meanwhile.
    """
    interrupted = record.interrupted(bank.id)
    if interrupted is None or interrupted.plan is None:
        return None
    return StudySession(bank, interrupted.plan, record, now=now, zone=zone, interrupted=interrupted)


def _new_attempt_id() -> AttemptId:
    return AttemptId(str(uuid4()))
