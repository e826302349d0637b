"""Whether the learner knows what they know: how often right at each confidence."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from studyapp.core.attempts import Tally
from studyapp.core.certainty import Confidence
from studyapp.core.statistics.calibration import Calibration, calibration, pays_from
from studyapp.ui import theme, words
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.numbers import Heading, Numbers, Unit, percent
from studyapp.ui.progress.plot import Plot, Spot

_BAND = 0.56


def tr(text: str) -> str:
    return QCoreApplication.translate("confidence", text)


def confidence_chart(found: Sequence[Tally]) -> Chart:
    """Share right by confidence, with the range in which each confidence pays."""
    title = tr("How well you know what you know")
    levels = calibration(found)
    if not levels:
        return Chart(
            title,
            empty=tr(
                "Say how sure you are before you see the answers, and this shows how often"
                " you are right. You can ask for it when you start a session."
            ),
        )
    return Chart(
        title,
        tr(
            "Points reached, in percent. Line: the range of chance (95 %)."
            " Band: where saying so earns the most marks."
        ),
        " ".join(_reading(one) for one in levels),
        _numbers(levels),
        partial(_draw, levels=levels),
        lines=3 * len(levels) + 6,
    )


# Of fewer answers almost any share may be chance.
_ENOUGH = 10


def pays_in(confidence: Confidence) -> tuple[float, float]:
    """Between which shares this confidence earns more marks than any other."""
    above = [pays_from(one) for one in Confidence if pays_from(one) > pays_from(confidence)]
    return pays_from(confidence), min(above, default=1.0)


def _reading(one: Calibration) -> str:
    """A verdict only where it is not chance."""
    low, high = pays_in(one.confidence)
    said = {"name": words.confidence_name(one.confidence), "share": percent(one.share)}
    if one.high < low:
        return tr("“{name}” was right {share} of the time: less than it takes ({low}).").format(
            **said, low=percent(low)
        )
    if one.low > high:
        return tr("“{name}” was right {share} of the time: you could have been surer.").format(
            **said
        )
    if one.answered < _ENOUGH:
        told = tr("“{name}” was right {share} of the time: too few answers to say what that means.")
        return told.format(**said)
    return tr("“{name}” was right {share} of the time: as it should be.").format(**said)


def _numbers(levels: list[Calibration]) -> Numbers:
    return Numbers(
        (
            Heading(tr("Confidence"), Unit.TEXT),
            Heading(tr("Answers")),
            Heading(tr("Points reached"), Unit.SHARE),
            Heading(tr("Likely lowest"), Unit.SHARE),
            Heading(tr("Likely highest"), Unit.SHARE),
            Heading(tr("Pays from"), Unit.SHARE),
            Heading(tr("Pays to"), Unit.SHARE),
        ),
        tuple(
            (
                words.confidence_name(one.confidence),
                one.answered,
                one.share,
                one.low,
                one.high,
                *pays_in(one.confidence),
            )
            for one in levels
        ),
    )


def _draw(plot: Plot, *, levels: list[Calibration]) -> None:
    colours = theme.in_use()
    plot.span((0, 1.001), (0, len(levels)), down=True)
    plot.axis("bottom", [(at / 100, percent(at / 100)) for at in range(0, 101, 20)], lined=True)
    plot.axis(
        "left",
        [(row + 0.5, words.confidence_name(one.confidence)) for row, one in enumerate(levels)],
    )
    plot.margins(right=plot.text_width("100 %") / 2 + 12)
    for row, one in enumerate(levels):
        low, high = pays_in(one.confidence)
        middle = row + 0.5
        plot.box((low, middle - _BAND / 2, high - low, _BAND), colours.accent_soft)
        at, side = (low, 0.0) if low == 0 else (high, 1.0)
        said = _range(low, high)
        plot.text((at, middle - _BAND / 2), said, colour=colours.accent, anchor=(side, 1))
        plot.curve([(one.low, middle), (one.high, middle)], colours.text)
        plot.dots([(one.share, middle)], colours.text, size=11, rim=colours.surface)
        said = tr("{share} of {n}").format(share=percent(one.share), n=one.answered)
        side = 1.0 if one.share > 0.9 else 0.0 if one.share < 0.1 else 0.5
        plot.text((one.share, middle), said, anchor=(side, -0.35), bold=True)
        plot.spots.append(Spot(one.share, middle, _says(one)))


def _range(low: float, high: float) -> str:
    return tr("pays at {low}–{high}").format(low=round(100 * low), high=percent(high))


def _says(one: Calibration) -> str:
    return tr("{name}: {share} of {answers}, by chance between {low} and {high}").format(
        name=words.confidence_name(one.confidence),
        share=percent(one.share),
        answers=words.counted(one.answered, tr("1 answer"), tr("{n} answers")),
        low=percent(one.low),
        high=percent(one.high),
    )
