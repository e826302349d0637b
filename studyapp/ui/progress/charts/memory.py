"""How much was recalled at reviews, and how much the memory model had foreseen."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication

from studyapp.core.statistics.retention import Foreseen, Recalls, retention
from studyapp.core.statistics.timeline import Period, period_for
from studyapp.ui import theme, words
from studyapp.ui.progress import dates
from studyapp.ui.progress.chart import MOST_POINTS, Chart
from studyapp.ui.progress.charts.labels import set_apart
from studyapp.ui.progress.numbers import Heading, Numbers, Unit, percent
from studyapp.ui.progress.plot import Plot, Spot

# Below this the axis begins at nothing.
_HIGH = 0.6


def tr(text: str) -> str:
    return QCoreApplication.translate("memory", text)


def memory_chart(found: Sequence[Foreseen], desired: float) -> Chart:
    """True and predicted retention over time; ``desired`` is what the learner set."""
    title = tr("What you remember")
    period = period_for([one.day for one in found], MOST_POINTS)
    recalls = retention(found, period)
    if not recalls:
        return Chart(
            title,
            empty=tr(
                "Once facts have come back on a later day, this shows how many you still knew."
            ),
        )
    unit = tr("Facts recalled when they came back on a later day, in percent, {by}")
    return Chart(
        title,
        unit.format(by=dates.per_period(period)),
        _reading(recalls, desired),
        _numbers(recalls),
        partial(_draw, recalls=recalls, desired=desired, period=period),
    )


def _reading(recalls: list[Recalls], desired: float) -> str:
    reviews = sum(one.reviews for one in recalls)
    return tr(
        "You recalled {true} in {reviews}; {predicted} was foreseen, {desired} is what you want."
    ).format(
        true=percent(sum(one.recalled for one in recalls) / reviews),
        reviews=words.counted(reviews, tr("1 review"), tr("{n} reviews")),
        predicted=percent(sum(one.predicted for one in recalls) / reviews),
        desired=percent(desired),
    )


def _numbers(recalls: list[Recalls]) -> Numbers:
    return Numbers(
        (
            Heading(tr("From"), Unit.DATE),
            Heading(tr("Reviews")),
            Heading(tr("Recalled"), Unit.SHARE),
            Heading(tr("Foreseen"), Unit.SHARE),
        ),
        tuple(
            (
                date.fromordinal(one.first),
                one.reviews,
                one.recalled / one.reviews,
                one.predicted / one.reviews,
            )
            for one in recalls
        ),
    )


def _draw(plot: Plot, *, recalls: list[Recalls], desired: float, period: Period) -> None:
    colours = theme.in_use()
    first, last = recalls[0].first, recalls[-1].first
    edge = max(0.5, (last - first) * 0.02)
    true = [(float(one.first), one.recalled / one.reviews) for one in recalls]
    foreseen = [(float(one.first), one.predicted / one.reviews) for one in recalls]
    low = 0.5 if min(y for _, y in true + foreseen) >= _HIGH else 0.0
    names = [
        tr("Recalled"),
        tr("Foreseen"),
        tr("Wanted: {share}").format(share=percent(desired)),
    ]
    plot.margins(right=max(plot.text_width(name, bold=True) for name in names) + 24)
    plot.span((first - edge, last + edge), (low, low + (1 - low) * 1.03))
    plot.share_axis(low)
    plot.day_axis(first, last, period)
    plot.level(desired, dashed=True)
    plot.line(foreseen, colours.second, dashed=True, symbol="s")
    plot.line(true, colours.accent)
    inks = [colours.accent, colours.second, colours.muted]
    heights = set_apart([true[-1][1], foreseen[-1][1], desired], plot, span=1 - low)
    for name, ink, height in zip(names, inks, heights, strict=True):
        plot.text((last + edge, height), f" {name}", colour=ink, anchor=(0, 0.5), bold=True)
    plot.spots += [
        Spot(float(one.first), one.recalled / one.reviews, _says(one, period)) for one in recalls
    ]


def _says(one: Recalls, period: Period) -> str:
    return tr("{when}: {true} recalled in {reviews}, {predicted} foreseen").format(
        when=dates.period_text(one.first, period),
        true=percent(one.recalled / one.reviews),
        reviews=words.counted(one.reviews, tr("1 review"), tr("{n} reviews")),
        predicted=percent(one.predicted / one.reviews),
    )
