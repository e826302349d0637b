"""What the record says, read when a view asks for it and not before."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import cached_property, partial
from zlib import crc32

from msgspec import Struct

from studyapp.core.attempts import SessionScore, Tally
from studyapp.core.bank import Bank
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import Policy
from studyapp.core.statistics.attribution import by_plain_kind, mixups
from studyapp.core.statistics.habits import Streak, streak, studied_days
from studyapp.core.statistics.retention import foreseen
from studyapp.core.statistics.timeline import Daily, Period, Point
from studyapp.storage.record import Record
from studyapp.storage.tallies import Clock, Split
from studyapp.study.today import learners_day
from studyapp.ui import words
from studyapp.ui.progress.chart import MOST_POINTS, Chart
from studyapp.ui.progress.views import View, tr

# The latest answers about speakers: enough to see who is taken for whom today.
_MOST_ATTRIBUTIONS = 3000

# More than these would take seconds, and tell hardly more.
_MOST_REVIEWS = 20_000
MOST_SESSIONS = 1000


class Summary(Struct, frozen=True):
    """What the overview tells; time and days are those of all sets."""

    topics: Sequence[Tally]
    kinds: Sequence[Tally]
    seconds: float
    days: int
    streak: Streak

    @property
    def answered(self) -> int:
        return sum(tally.answered for tally in self.topics)

    @property
    def score(self) -> float:
        return sum(tally.score for tally in self.topics)


class Figures:
    """The numbers of one learner, about the set in use, as of a moment."""

    def __init__(
        self, record: Record, bank: Bank | None, now: datetime, zone: tzinfo | None = None
    ) -> None:
        """``zone`` is where the learner lives: without one, where the computer says."""
        self.bank = bank
        self._record = record
        self._now = now
        self._zone = zone

    def sessions(self) -> list[SessionScore]:
        """The latest, newest first, of all sets."""
        return self._record.sessions(MOST_SESSIONS)

    def summary(self) -> Summary:
        bank = self.bank.id if self.bank else None
        days = self._days
        return Summary(
            self._record.by_topic(bank) if bank else [],
            self._record.by_kind(bank) if bank else [],
            sum(point.seconds for point in days.values()),
            len(days),
            streak(days, self._today),
        )

    def chart(self, view: View) -> Chart:
        """The chart of a view that has one."""
        match view:
            case View.TOPICS | View.KINDS | View.SKILLS | View.MIXUPS:
                return self._accuracy(view)
            case View.MEMORY | View.FORECAST | View.CONFIDENCE:
                return self._memory(view)
            case View.CALENDAR | View.TIME:
                return self._habits(view)
            case View.OVERVIEW | View.SESSIONS:
                raise ValueError(f"{view} is not a chart")

    def _accuracy(self, view: View) -> Chart:
        from studyapp.ui.progress.charts.courses import course_chart
        from studyapp.ui.progress.charts.mixups import mixup_chart
        from studyapp.ui.progress.charts.skills import skill_chart

        bank = self.bank
        if view is View.MIXUPS:
            attributed = self._record.attributions(bank.id, _MOST_ATTRIBUTIONS) if bank else []
            return mixup_chart(mixups(attributed))
        period, found = self._course(Split.TOPIC if view is View.TOPICS else Split.KIND)
        if view is View.TOPICS:
            names = partial(words.topic_name, bank) if bank else str
            return course_chart(tr("How topics go"), tr("Topic"), found, period, names)
        if view is View.KINDS:
            title, kinds = tr("How kinds of question go"), by_plain_kind(found)
            return course_chart(title, tr("Kind"), kinds, period, words.kind_heading)
        return skill_chart(found, period)

    def _memory(self, view: View) -> Chart:
        from studyapp.ui.progress.charts.confidence import confidence_chart
        from studyapp.ui.progress.charts.forecast import forecast_chart
        from studyapp.ui.progress.charts.memory import memory_chart

        if view is View.CONFIDENCE:
            bank = self.bank
            return confidence_chart(self._record.totals(Split.CONFIDENCE, bank.id) if bank else [])
        policy = self._policy
        if view is View.FORECAST:
            cards = self._record.cards(self.bank.id) if self.bank else {}
            unseen = sum(entry not in cards for entry in self.bank.entries) if self.bank else 0
            return forecast_chart(list(cards.values()), unseen, self._today, policy)
        return memory_chart(foreseen(self._histories(), policy), policy.desired_retention)

    def _habits(self, view: View) -> Chart:
        from studyapp.ui.progress.charts.calendar import calendar_chart
        from studyapp.ui.progress.charts.hours import time_chart

        made = calendar_chart if view is View.CALENDAR else time_chart
        return made(self._days, self._today)

    @cached_property
    def _policy(self) -> Policy:
        return self._record.policy()

    @cached_property
    def _today(self) -> Day:
        return learners_day(self._now, self._policy, self._zone)

    @cached_property
    def _days(self) -> dict[Day, Point]:
        return studied_days(self._record.daily(self._clock))

    @property
    def _clock(self) -> Clock:
        return Clock(self._zone, self._policy.day_begins)

    def _course(self, split: Split) -> tuple[Period, list[Daily]]:
        if self.bank is None:
            return Period.DAY, []
        return self._record.by_period(split, self.bank.id, MOST_POINTS, self._clock)

    def _histories(self) -> list[list[Review]]:
        """The reviews of all facts; of some, drawn by lot, where there are very many."""
        if self.bank is None:
            return []
        bank, cards = self.bank.id, self._record.cards(self.bank.id)
        if sum(card.reviews for card in cards.values()) <= _MOST_REVIEWS:
            return list(self._record.histories(bank).values())
        drawn: list[list[Review]] = []
        for fact in sorted(cards, key=lambda fact: crc32(fact.encode())):
            if sum(map(len, drawn)) + cards[fact].reviews <= _MOST_REVIEWS or not drawn:
                drawn.append(self._record.reviews(bank, fact))
        return drawn
