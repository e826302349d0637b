"""Who is taken for whom: whose statement it was, down; who was chosen, across."""

from functools import partial

from PySide6.QtCore import QCoreApplication

from studyapp.core.statistics.attribution import Mixups
from studyapp.ui import theme, words
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.numbers import Heading, Numbers, Unit
from studyapp.ui.progress.plot import Plot, Spot, blend

_MOST_SPEAKERS = 10
_NAMES = 0.22  # of the width, at most


def tr(text: str) -> str:
    return QCoreApplication.translate("mixups", text)


def mixup_chart(found: Mixups) -> Chart:
    """The matrix of speakers, those of most mistakes first."""
    title = tr("Who is taken for whom")
    if not found.counts:
        return Chart(
            title,
            empty=tr(
                "Once you have said of some statements whose they are, this shows which"
                " speakers you take for each other."
            ),
        )
    if not found.mistakes:
        return Chart(
            title,
            empty=tr("No mistakes so far: you took no speaker for another."),
        )
    return Chart(
        title,
        _unit(found),
        _reading(found),
        _numbers(found),
        partial(_draw, found=found),
        lines=2 * min(len(found.speakers), _MOST_SPEAKERS) + 10,
    )


def _unit(found: Mixups) -> str:
    unit = tr(
        "Statements: at the left who made them, above who you said did. Framed: right answers."
    )
    if len(found.speakers) <= _MOST_SPEAKERS:
        return unit
    most = tr("The {n} speakers with the most mistakes.").format(n=_MOST_SPEAKERS)
    return f"{unit} {most}"


def _reading(found: Mixups) -> str:
    speaker, chosen, times = found.mistakes[0]
    return tr("Most often you took a statement of {speaker} for one of {chosen} ({times}).").format(
        speaker=speaker, chosen=chosen, times=words.counted(times, tr("once"), tr("{n} times"))
    )


def _numbers(found: Mixups) -> Numbers:
    return Numbers(
        (
            Heading(tr("Made by"), Unit.TEXT),
            Heading(tr("Given to"), Unit.TEXT),
            Heading(tr("Times")),
            Heading(tr("Of all that were theirs"), Unit.SHARE),
        ),
        tuple(
            (speaker, chosen, times, times / found.said(speaker))
            for speaker, chosen, times in found.mistakes
        ),
    )


def _draw(plot: Plot, *, found: Mixups) -> None:
    speakers = found.speakers[:_MOST_SPEAKERS]
    count = len(speakers)
    names = [words.shortened(name, plot.letters(_NAMES)) for name in speakers]
    plot.span((0, count), (0, count), down=True)
    plot.axis("left", [(row + 0.5, name) for row, name in enumerate(names)])
    longest = max(plot.text_width(name) for name in names)
    plot.margins(top=longest * 0.71 + 26, right=longest * 0.71 + 12)
    for column, name in enumerate(names):
        plot.text((column + 0.5, 0), name, anchor=(0, 0.9), angle=45)
    most = max(times for _, _, times in found.mistakes)
    for row, speaker in enumerate(speakers):
        for column, chosen in enumerate(speakers):
            times = found.counts.get((speaker, chosen), 0)
            _cell(plot, column, row, times, most)
            if times:
                said = words.counted(times, tr("once"), tr("{n} times"))
                plot.spots.append(Spot(column + 0.5, row + 0.5, _says(speaker, chosen, said)))


def _cell(plot: Plot, column: int, row: int, times: int, most: int) -> None:
    """Mistakes are the stronger the more there are; what was right is only framed."""
    colours = theme.in_use()
    place = (column + 0.04, row + 0.04, 0.92, 0.92)
    if row == column:
        plot.box(place, colours.surface, rim=colours.control, wide=1.5)
        plot.text((column + 0.5, row + 0.5), str(times or ""), colour=colours.muted)
        return
    share = times / most
    fill = blend(colours.wrong_soft, colours.wrong, share) if times else colours.hover
    ink = colours.surface if share > 0.5 else colours.text
    plot.box(place, fill)
    plot.text((column + 0.5, row + 0.5), str(times or ""), colour=ink, bold=True)


def _says(speaker: str, chosen: str, times: str) -> str:
    if speaker == chosen:
        return tr("{speaker}: right {times}").format(speaker=speaker, times=times)
    return tr("{speaker}, taken for {chosen} {times}").format(
        speaker=speaker, chosen=chosen, times=times
    )
