"""What the text says and who says it: two lines."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication

from studyapp.core.statistics.attribution import Skill, by_skill
from studyapp.core.statistics.timeline import Daily, Period, Series, timelines
from studyapp.ui import theme, words
from studyapp.ui.progress import dates
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.charts.labels import set_apart
from studyapp.ui.progress.numbers import Heading, Numbers, Unit, percent
from studyapp.ui.progress.plot import Plot, Spot

_ALIKE = 0.03


def tr(text: str) -> str:
    return QCoreApplication.translate("skills", text)


def skill_name(skill: Skill) -> str:
    match skill:
        case Skill.CONTENT:
            return tr("What it says")
        case Skill.ATTRIBUTION:
            return tr("Who says it")


def skill_chart(kinds: Sequence[Daily], period: Period) -> Chart:
    """Accuracy of content and of attribution over time, from sums by kind."""
    title = tr("What the text says, and who says it")
    found = {Skill(one.heading): one for one in timelines(by_skill(kinds), period)}
    if not found:
        return Chart(
            title,
            empty=tr(
                "Two scores show here after your first answers: one for what the text says,"
                " one for who says it."
            ),
        )
    unit = tr("Points reached, in percent of what could be, {by}").format(
        by=dates.per_period(period)
    )
    return Chart(
        title, unit, _reading(found), _numbers(found), partial(_draw, found=found, period=period)
    )


def _reading(found: dict[Skill, Series]) -> str:
    shares = {skill: series.share for skill, series in found.items()}
    if len(shares) < len(Skill):
        ((skill, share),) = shares.items()
        return tr("{name}: {share}. The other was not asked for yet.").format(
            name=skill_name(skill), share=percent(share)
        )
    content, attribution = shares[Skill.CONTENT], shares[Skill.ATTRIBUTION]
    said = {"content": percent(content), "attribution": percent(attribution)}
    if abs(content - attribution) < _ALIKE:
        return tr(
            "You know what is said ({content}) about as well as who says it ({attribution})."
        ).format(**said)
    if content > attribution:
        return tr(
            "You know what is said ({content}) better than who says it ({attribution})."
        ).format(**said)
    return tr("You know who says it ({attribution}) better than what is said ({content}).").format(
        **said
    )


def _numbers(found: dict[Skill, Series]) -> Numbers:
    return Numbers(
        (
            Heading(tr("Asked for"), Unit.TEXT),
            Heading(tr("From"), Unit.DATE),
            Heading(tr("Answers")),
            Heading(tr("Points reached"), Unit.SHARE),
        ),
        tuple(
            (skill_name(skill), date.fromordinal(point.first), point.answered, point.share)
            for skill, series in found.items()
            for point in series.points
        ),
    )


def _draw(plot: Plot, *, found: dict[Skill, Series], period: Period) -> None:
    colours = theme.in_use()
    firsts = [point.first for series in found.values() for point in series.points]
    first, last = min(firsts), max(firsts)
    edge = max(0.5, (last - first) * 0.02)
    names = {skill: skill_name(skill) for skill in found}
    plot.margins(right=max(plot.text_width(name, bold=True) for name in names.values()) + 24)
    plot.span((first - edge, last + edge), (0, 1.03))
    plot.share_axis()
    plot.day_axis(first, last, period)
    heights = set_apart([one.points[-1].share for one in found.values()], plot)
    for (skill, series), height in zip(found.items(), heights, strict=True):
        content = skill is Skill.CONTENT
        colour = colours.accent if content else colours.second
        line = [(float(point.first), point.share) for point in series.points]
        plot.line(line, colour, dashed=not content, symbol="o" if content else "s")
        plot.text(
            (last + edge, height), f" {names[skill]}", colour=colour, anchor=(0, 0.5), bold=True
        )
        for point, (x, y) in zip(series.points, line, strict=True):
            says = tr("{name}, {when}: {share} of {answers}").format(
                name=skill_name(skill),
                when=dates.period_text(point.first, period),
                share=percent(point.share),
                answers=words.counted(point.answered, tr("1 answer"), tr("{n} answers")),
            )
            plot.spots.append(Spot(x, y, says))
