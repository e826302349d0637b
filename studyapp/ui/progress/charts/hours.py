"""How long the learner studied."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from statistics import median

from PySide6.QtCore import QCoreApplication

from studyapp.core.scheduling.days import Day
from studyapp.core.statistics.timeline import Daily, Period, Point, period_for, starts, whole
from studyapp.ui import theme
from studyapp.ui.progress import dates
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.numbers import Heading, Numbers, Unit
from studyapp.ui.progress.plot import Plot, Spot
from studyapp.ui.progress.times import HOUR, time_text

_MOST_LABELS = 31
_MOST_BARS = 54
_FEWEST_BARS = 7


def tr(text: str) -> str:
    return QCoreApplication.translate("hours", text)


def time_chart(days: Mapping[Day, Point], today: Day, since: Day | None = None) -> Chart:
    """Time that answers took, by day, week or month; nothing before ``since``."""
    title = tr("Time spent")
    if since is not None:
        days = {day: point for day, point in days.items() if day >= since}
    if not days:
        return Chart(title, empty=tr("The time that you study shows here."))
    period = period_for([*days, today], _MOST_BARS)
    found = [Daily(day, "", one.answered, one.score, one.seconds) for day, one in days.items()]
    points = {point.first: point for point in whole(found, period).points}
    firsts = starts(min(*days, today - _FEWEST_BARS + 1), today, period)
    minutes = {first: points[first].seconds / 60 if first in points else 0.0 for first in firsts}
    return Chart(
        title,
        tr("Time from question to answer, in all sets, {by}").format(by=dates.per_period(period)),
        _reading(days, today),
        _numbers(minutes, points),
        partial(_draw, minutes=minutes, period=period),
    )


def _reading(days: Mapping[Day, Point], today: Day) -> str:
    week = sum(days[day].seconds for day in range(today - 6, today + 1) if day in days)
    usual = median(point.seconds for point in days.values())
    return tr(
        "Last 7 days: {week}. A usual day of study: {usual}. In all that is shown: {all}."
    ).format(
        week=time_text(week / 60),
        usual=time_text(usual / 60),
        all=time_text(sum(point.seconds for point in days.values()) / 60),
    )


def _numbers(minutes: Mapping[Day, float], points: Mapping[Day, Point]) -> Numbers:
    return Numbers(
        (
            Heading(tr("From"), Unit.DATE),
            Heading(tr("Time"), Unit.MINUTES),
            Heading(tr("Answers")),
        ),
        tuple(
            (date.fromordinal(first), spent, points[first].answered if first in points else 0)
            for first, spent in minutes.items()
        ),
    )


def _draw(plot: Plot, *, minutes: Mapping[Day, float], period: Period) -> None:
    colours = theme.in_use()
    most = max(minutes.values())
    in_hours = most >= 2 * HOUR
    unit = HOUR if in_hours else 1
    name = tr("{n} h") if in_hours else tr("{n} min")
    end = plot.count_axis(max(most / unit, 1), lambda at: name.format(n=f"{at:g}"))
    firsts = list(minutes)
    wide = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30}[period]
    plot.span((firsts[0] - 0.6 * wide, firsts[-1] + 0.6 * wide), (0, end * 1.06))
    plot.day_axis(firsts[0], firsts[-1], period)
    for first, spent in minutes.items():
        says = f"{dates.period_text(first, period)}: {time_text(spent)}"
        plot.spots.append(Spot(first, spent / unit, says))
        if spent:
            plot.box((first - 0.38 * wide, 0, 0.76 * wide, spent / unit), colours.accent)
        if spent and len(firsts) <= _MOST_LABELS:
            said = f"{spent / unit:.1f}" if in_hours else f"{spent:.0f}"
            plot.text((first, spent / unit), said, anchor=(0.5, 1))
