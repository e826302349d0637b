"""How answers went under each heading, side by side: a line of its own for each."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication

from studyapp.core.statistics.timeline import Daily, Period, Series, timelines
from studyapp.ui import theme, words
from studyapp.ui.progress import dates
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.numbers import Heading, Numbers, Unit, percent
from studyapp.ui.progress.plot import Plot, Spot

_NAMES = 0.34  # of the width, at most
_FEWEST_ROWS = 6
_BAND = 0.72  # of a row: what is left keeps the lines apart
_MOST_DOTS = 31


def tr(text: str) -> str:
    return QCoreApplication.translate("courses", text)


def course_chart(
    title: str, heading: str, found: Sequence[Daily], period: Period, name: Callable[[str], str]
) -> Chart:
    """Accuracy over time by topic or by kind, the weakest first."""
    series = sorted(timelines(found, period), key=lambda one: (one.share, one.heading))
    if not series:
        return Chart(title, empty=tr("Your scores show here after your first answers."))
    named = [(name(one.heading), one) for one in series]
    unit = tr(
        "Points reached, in percent of what could be, {by}. Each band goes from 0 to 100\u00a0%."
    )
    return Chart(
        title,
        unit.format(by=dates.per_period(period)),
        _reading(named),
        _numbers(heading, named),
        partial(_draw, named=named, period=period),
        lines=2 * len(series) + 3,
    )


def _reading(named: list[tuple[str, Series]]) -> str:
    (weakest, low), (strongest, high) = named[0], named[-1]
    if len(named) == 1:
        return tr("{name}: {share} so far.").format(name=weakest, share=percent(low.share))
    return tr("Weakest: {low} ({low_share}). Strongest: {high} ({high_share}).").format(
        low=weakest, low_share=percent(low.share), high=strongest, high_share=percent(high.share)
    )


def _numbers(heading: str, named: list[tuple[str, Series]]) -> Numbers:
    return Numbers(
        (
            Heading(heading, Unit.TEXT),
            Heading(tr("From"), Unit.DATE),
            Heading(tr("Answers")),
            Heading(tr("Points reached"), Unit.SHARE),
        ),
        tuple(
            (name, date.fromordinal(point.first), point.answered, point.share)
            for name, series in named
            for point in series.points
        ),
    )


def _draw(plot: Plot, *, named: list[tuple[str, Series]], period: Period) -> None:
    colours = theme.in_use()
    firsts = [point.first for _, series in named for point in series.points]
    first, last = min(firsts), max(firsts)
    edge = max(0.5, (last - first) * 0.02)
    plot.span((first - edge, last + edge), (-0.1, max(len(named), _FEWEST_ROWS)), down=True)
    plot.day_axis(first, last, period)
    plot.axis(
        "left",
        [
            (row + 0.5, words.shortened(name, plot.letters(_NAMES)))
            for row, (name, _) in enumerate(named)
        ],
    )
    plot.axis("right", [(row + 0.5, _result(series)) for row, (_, series) in enumerate(named)])
    for row, (name, series) in enumerate(named):
        low = row + 0.5 + _BAND / 2
        plot.box(
            (first - edge, row + 0.5 - _BAND / 2, last - first + 2 * edge, _BAND), colours.hover
        )
        line = [(float(point.first), low - _BAND * point.share) for point in series.points]
        plot.line(line, colours.accent, dots=len(line) <= _MOST_DOTS)
        for point, (x, y) in zip(series.points, line, strict=True):
            plot.spots.append(
                Spot(
                    x,
                    y,
                    _says(
                        name, dates.period_text(point.first, period), point.share, point.answered
                    ),
                )
            )


def _result(series: Series) -> str:
    return tr("{share} of {n}").format(share=percent(series.share), n=series.answered)


def _says(name: str, when: str, share: float, answered: int) -> str:
    return tr("{name}, {when}: {share} of {answers}").format(
        name=name,
        when=when,
        share=percent(share),
        answers=words.counted(answered, tr("1 answer"), tr("{n} answers")),
    )
