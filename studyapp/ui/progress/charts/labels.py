"""Labels that stand beside their lines without standing on each other."""

from collections.abc import Sequence
from itertools import pairwise

from studyapp.ui import theme
from studyapp.ui.progress.plot import Plot

_AXIS_AND_MARGIN = 60
_LINE = 18


def set_apart(heights: Sequence[float], plot: Plot, *, span: float = 1.0) -> list[float]:
    """The heights (in units of an axis of ``span``), moved so that text fits on each."""
    _, room = plot.room()
    least = span * theme.px(_LINE) / max(room - theme.px(_AXIS_AND_MARGIN), 1)
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    placed = list(heights)
    for below, above in pairwise(order):
        lacking = least - (placed[above] - placed[below])
        if lacking > 0:
            placed[below] -= lacking / 2
            placed[above] += lacking / 2
    return placed
