"""How many facts fall due on each of the next days."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from random import Random

from PySide6.QtCore import QCoreApplication

from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.forecast import due_counts, known, outlook
from studyapp.core.scheduling.policy import Policy
from studyapp.core.statistics.timeline import Period, start_of
from studyapp.ui import theme, words
from studyapp.ui.progress import dates
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.numbers import Heading, Numbers, Unit
from studyapp.ui.progress.plot import Plot, Spot

DAYS = 30

# An exam farther off is not worked out: no plan holds for longer (days).
_FARTHEST = 400


def tr(text: str) -> str:
    return QCoreApplication.translate("forecast", text)


def forecast_chart(cards: Sequence[Card], unseen: int, today: Day, policy: Policy) -> Chart:
    """What falls due, as things stand; the ``unseen`` facts count for the exam day only."""
    title = tr("What comes back when")
    met = [card for card in cards if card.reviews]
    if not met:
        return Chart(
            title,
            empty=tr("Once you have studied facts, this shows on which days they come back."),
        )
    counts = due_counts(met, today, DAYS)
    return Chart(
        title,
        tr("Facts that fall due, on each of the next {n} days").format(n=DAYS),
        " ".join([_reading(met, counts, today, policy), *_on_exam_day(met, unseen, today, policy)]),
        _numbers(counts, today),
        partial(_draw, counts=counts, today=today),
    )


def _reading(cards: Sequence[Card], counts: list[int], today: Day, policy: Policy) -> str:
    left = known(cards, today + DAYS, policy)
    return tr(
        "{today} due today, {all} within {days} days. Without any review you would still know"
        " about {left} of {met} on {last}."
    ).format(
        today=words.counted(counts[0], tr("1 fact is"), tr("{n} facts are"))
        if counts[0]
        else tr("Nothing is"),
        all=sum(counts),
        days=DAYS,
        left=round(left),
        met=len(cards),
        last=dates.day_text(today + DAYS),
    )


def _on_exam_day(cards: Sequence[Card], unseen: int, today: Day, policy: Policy) -> Iterator[str]:
    """What would be known in the exam, if the plan is kept and if studying stopped today."""
    if policy.exam_day is None or not today < policy.exam_day <= today + _FARTHEST:
        return
    # The same day draws the same course, so that the figures stay while they are looked at.
    course = outlook(cards, unseen, today, policy.exam_day - today, policy, Random(today))
    yield tr(
        "On the day of the exam, {day}, you would know about {known} of {all} if you keep to the"
        " plan, and {stopped} if you stopped today."
    ).format(
        day=dates.day_text(policy.exam_day),
        known=round(course.known),
        all=len(cards) + unseen,
        stopped=round(course.if_stopped),
    )


def _numbers(counts: list[int], today: Day) -> Numbers:
    return Numbers(
        (Heading(tr("Day"), Unit.DATE), Heading(tr("Due")), Heading(tr("Due up to then"))),
        tuple(
            (date.fromordinal(today + ahead), count, sum(counts[: ahead + 1]))
            for ahead, count in enumerate(counts)
        ),
    )


def _days(today: Day) -> list[tuple[float, str]]:
    """Today, then Mondays."""
    mondays = range(start_of(today + 9, Period.WEEK), today + DAYS, 7)
    return [(float(today), tr("Today")), *((float(day), dates.short_day(day)) for day in mondays)]


def _draw(plot: Plot, *, counts: list[int], today: Day) -> None:
    colours = theme.in_use()
    end = plot.count_axis(max(4, *counts))
    plot.span((today - 0.7, today + DAYS - 0.3), (0, end * 1.06))
    plot.axis("bottom", _days(today), lined=True)
    for ahead, count in enumerate(counts):
        day = today + ahead
        name = tr("Today") if ahead == 0 else dates.day_text(day)
        said = words.counted(count, tr("1 fact"), tr("{n} facts"))
        plot.spots.append(Spot(day, count, f"{name}: {said}"))
        if not count:
            continue
        plot.box((day - 0.38, 0, 0.76, count), colours.second if ahead == 0 else colours.accent)
        plot.text((day, count), str(count), anchor=(0.5, 1), bold=ahead == 0)
