"""How many facts fall due on each of the next days, and how many are known in the exam."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from random import Random

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.forecast import due_counts, known, outlook
from studyapp.core.scheduling.policy import Policy
from studyapp.core.statistics.timeline import Period, start_of
from studyapp.ui import theme, words
from studyapp.ui.progress import dates
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.charts.labels import set_apart
from studyapp.ui.progress.numbers import Cell, Heading, Numbers, Unit
from studyapp.ui.progress.plot import Plot, Spot

DAYS = 30
_MOST_DAYS = 92  # of the drawing, where an exam lies behind the first thirty
_MOST_LABELS = 31

# An exam farther off is not worked out: no plan holds for longer (days).
_FARTHEST = 400


class _Exam(Struct, frozen=True):
    """How many of ``all`` facts are known on the day, if the plan is kept or given up today."""

    day: Day
    known: float
    if_stopped: float
    all: int


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
    exam = _exam(met, unseen, today, policy)
    days = DAYS if exam is None else min(max(DAYS, exam.day - today + 2), _MOST_DAYS)
    counts = due_counts(met, today, days)
    unit = tr("Facts that fall due, on each of the next {n} days").format(n=days)
    reading = _reading(met, counts, today, policy)
    if exam is not None:
        unit = f"{unit}. {tr('On the line of the exam: facts known, by the scale at the right')}"
        reading = f"{reading} {_on_exam_day(exam)}"
    return Chart(
        title,
        unit,
        reading,
        _numbers(counts, today, exam),
        partial(_draw, counts=counts, today=today, exam=exam),
    )


def _exam(cards: Sequence[Card], unseen: int, today: Day, policy: Policy) -> _Exam | None:
    """What would be known in the exam; None where there is none, or it is too far off."""
    day = policy.exam_day
    if day is None or not today < day <= today + _FARTHEST:
        return None
    # The same day draws the same course, so that the figures stay while they are looked at.
    course = outlook(cards, unseen, today, day - today, policy, Random(today))
    return _Exam(day, course.known, course.if_stopped, len(cards) + unseen)


def _reading(cards: Sequence[Card], counts: list[int], today: Day, policy: Policy) -> str:
    left = known(cards, today + DAYS, policy)
    return tr(
        "{today} due today, {all} within {days} days. Without any review you would still know"
        " about {left} of {met} on {last}."
    ).format(
        today=words.counted(counts[0], tr("1 fact is"), tr("{n} facts are"))
        if counts[0]
        else tr("Nothing is"),
        all=sum(counts[:DAYS]),
        days=DAYS,
        left=round(left),
        met=len(cards),
        last=dates.day_text(today + DAYS),
    )


def _on_exam_day(exam: _Exam) -> str:
    return tr(
        "On the day of the exam, {day}, you would know about {known} of {all} if you keep to the"
        " plan, and {stopped} if you stopped today."
    ).format(
        day=dates.day_text(exam.day),
        known=round(exam.known),
        all=exam.all,
        stopped=round(exam.if_stopped),
    )


def _numbers(counts: list[int], today: Day, exam: _Exam | None) -> Numbers:
    headings = [Heading(tr("Day"), Unit.DATE), Heading(tr("Due")), Heading(tr("Due up to then"))]
    rows: list[tuple[Cell, ...]] = [
        (date.fromordinal(today + ahead), count, sum(counts[: ahead + 1]))
        for ahead, count in enumerate(counts)
    ]
    if exam is None:
        return Numbers(tuple(headings), tuple(rows))
    headings += [Heading(tr("Known if the plan is kept")), Heading(tr("Known if you stop today"))]
    day = date.fromordinal(exam.day)
    if exam.day - today >= len(rows):
        rows.append((day, None, None))
    told = (round(exam.known), round(exam.if_stopped))
    whole = [(*row, *(told if row[0] == day else (None, None))) for row in rows]
    return Numbers(tuple(headings), tuple(whole))


def _days(today: Day, count: int) -> list[tuple[float, str]]:
    """Today, then Mondays, every second one where there are many."""
    step = 7 if count <= DAYS + 7 else 14
    mondays = range(start_of(today + step + 4, Period.WEEK), today + count, step)
    return [(float(today), tr("Today")), *((float(day), dates.short_day(day)) for day in mondays)]


def _draw(plot: Plot, *, counts: list[int], today: Day, exam: _Exam | None) -> None:
    colours = theme.in_use()
    end = plot.count_axis(max(4, *counts))
    top = end * (1.06 if exam is None else 1.2)  # room for the name of the exam
    plot.span((today - 0.7, today + len(counts) - 0.3), (0, top))
    plot.axis("bottom", _days(today, len(counts)), lined=True)
    for ahead, count in enumerate(counts):
        day = today + ahead
        name = tr("Today") if ahead == 0 else dates.day_text(day)
        said = words.counted(count, tr("1 fact"), tr("{n} facts"))
        plot.spots.append(Spot(day, count, f"{name}: {said}"))
        if not count:
            continue
        plot.box((day - 0.38, 0, 0.76, count), colours.second if ahead == 0 else colours.accent)
        if len(counts) <= _MOST_LABELS:
            plot.text((day, count), str(count), anchor=(0.5, 1), bold=ahead == 0)
    if exam is not None:
        _draw_exam(plot, exam, today, today + len(counts) - 1, end)


def _draw_exam(plot: Plot, exam: _Exam, today: Day, last: Day, end: float) -> None:
    """A line at the day, or at the edge where it lies beyond, with what is known then."""
    colours = theme.in_use()
    scale = end / exam.all
    plot.axis("right", [(n * scale, str(n)) for n in sorted({0, round(exam.all / 2), exam.all})])
    at = min(exam.day, last)
    side = 1.0 if at - today > (last - today) / 2 else 0.0
    day = dates.day_text(exam.day)
    beyond = tr("Exam on {day} →") if exam.day > last else tr("Exam on {day}")
    plot.curve([(at, 0), (at, end * 1.2)], colours.text, dashed=True)
    plot.text((at, end * 1.2), f" {beyond.format(day=day)} ", anchor=(side, 0), bold=True)
    kept = tr("{n} of {all} known, if you keep to the plan").format(
        n=round(exam.known), all=exam.all
    )
    stopped = tr("{n} of {all} known, if you stop today").format(
        n=round(exam.if_stopped), all=exam.all
    )
    shares = [exam.known * scale, exam.if_stopped * scale]
    heights = set_apart(shares, plot, span=end)
    for said, share, height, symbol in zip(
        (kept, stopped), shares, heights, ("o", "s"), strict=True
    ):
        plot.dots([(at, share)], colours.text, symbol=symbol, size=11, rim=colours.surface)
        gap = "  " if side == 0 else ""
        plot.text((at, height), f"{gap}{said}{'  ' if side else ''}", anchor=(side, 0.5))
        plot.spots.append(Spot(at, share, f"{tr('Exam on {day}').format(day=day)}: {said}"))
