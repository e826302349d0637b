"""What the record says, read when a view asks for it and not before."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import cached_property, partial
from zlib import crc32

from msgspec import Struct

from studyapp.core.attempts import SessionScore, Tally
from studyapp.core.bank import Bank, BankId
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import Policy
from studyapp.core.statistics.attribution import by_plain_kind, mixups
from studyapp.core.statistics.habits import Streak, streak, studied_days
from studyapp.core.statistics.retention import Foreseen, foreseen
from studyapp.core.statistics.timeline import (
    Daily,
    Period,
    Point,
    Range,
    first_day,
    period_for,
)
from studyapp.storage.record import Record
from studyapp.storage.tallies import Clock, Split
from studyapp.study.today import learners_day
from studyapp.ui import words
from studyapp.ui.progress.chart import MOST_POINTS, Chart
from studyapp.ui.progress.ranges import ranged
from studyapp.ui.progress.views import View, tr

# The latest answers about speakers: enough to see who is taken for whom today.
_LATEST = 3000

# So many periods show each day by itself, however long ago the first answer was given.
_EVERY_DAY = 1_000_000

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
        self._read: dict[Split, list[Daily]] = {}

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

    def chart(self, view: View, back: Range = Range.ALL) -> Chart:
        """The chart of a view that has one; one over time looks no farther back than told."""
        match view:
            case View.TOPICS | View.KINDS | View.SKILLS:
                return self._accuracy(view, back)
            case View.MEMORY:
                return self._retention(back)
            case View.CALENDAR | View.TIME:
                return self._habits(view, back)
            case View.MIXUPS | View.FORECAST | View.CONFIDENCE:
                return self._at_large(view)
            case View.OVERVIEW | View.SESSIONS:
                raise ValueError(f"{view} is not a chart")

    def _accuracy(self, view: View, back: Range) -> Chart:
        from studyapp.ui.progress.charts.courses import course_chart
        from studyapp.ui.progress.charts.skills import skill_chart

        split = Split.TOPIC if view is View.TOPICS else Split.KIND
        period, found, anything = self._course(split, back)
        if view is View.TOPICS:
            names = partial(words.topic_name, self.bank) if self.bank else str
            chart = course_chart(tr("How topics go"), tr("Topic"), found, period, names)
        elif view is View.KINDS:
            title, kinds = tr("How kinds of question go"), by_plain_kind(found)
            chart = course_chart(title, tr("Kind"), kinds, period, words.kind_heading)
        else:
            chart = skill_chart(found, period)
        return ranged(chart, back) if anything else chart

    def _retention(self, back: Range) -> Chart:
        from studyapp.ui.progress.charts.memory import memory_chart

        first, found = first_day(back, self._today), self._foreseen
        shown = [one for one in found if first is None or one.day >= first]
        chart = memory_chart(shown, self._policy.desired_retention)
        return ranged(chart, back) if found else chart

    def _habits(self, view: View, back: Range) -> Chart:
        from studyapp.ui.progress.charts.calendar import calendar_chart
        from studyapp.ui.progress.charts.hours import time_chart

        made = calendar_chart if view is View.CALENDAR else time_chart
        chart = made(self._days, self._today, first_day(back, self._today))
        return ranged(chart, back) if self._days else chart

    def _at_large(self, view: View) -> Chart:
        """The charts that are not over past time."""
        from studyapp.ui.progress.charts.confidence import confidence_chart
        from studyapp.ui.progress.charts.forecast import forecast_chart
        from studyapp.ui.progress.charts.mixups import mixup_chart

        bank, record = self.bank, self._record
        if view is View.MIXUPS:
            return mixup_chart(mixups(record.attributions(bank.id, _LATEST) if bank else []))
        if view is View.CONFIDENCE:
            return confidence_chart(record.totals(Split.CONFIDENCE, bank.id) if bank else [])
        cards = record.cards(bank.id) if bank else {}
        unseen = sum(entry not in cards for entry in bank.entries) if bank else 0
        return forecast_chart(list(cards.values()), unseen, self._today, self._policy)

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

    def _course(self, split: Split, back: Range) -> tuple[Period, list[Daily], bool]:
        """The sums of the range, what a point of the chart stands for, whether there are any."""
        if self.bank is None:
            return Period.DAY, [], False
        first = first_day(back, self._today)
        if first is None:
            period, found = self._record.by_period(split, self.bank.id, MOST_POINTS, self._clock)
            return period, found, bool(found)
        days = self._by_day(split, self.bank.id)
        shown = [one for one in days if one.day >= first]
        return period_for([one.day for one in shown], MOST_POINTS), shown, bool(days)

    def _by_day(self, split: Split, bank: BankId) -> list[Daily]:
        """The sums of each day, read once: other ranges want them too."""
        if split not in self._read:
            _, self._read[split] = self._record.by_period(split, bank, _EVERY_DAY, self._clock)
        return self._read[split]

    @cached_property
    def _foreseen(self) -> list[Foreseen]:
        return foreseen(self._histories(), self._policy)

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
