"""What a chart is: words, numbers and a drawing of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from studyapp.core.statistics.timeline import Range
from studyapp.ui.progress.numbers import Numbers

if TYPE_CHECKING:
    from studyapp.ui.progress.plot import Plot


# A line with more points shows chance rather than change: longer periods take over.
MOST_POINTS = 16


class Chart(Struct, frozen=True):
    """``reading`` is what it says, in a sentence; ``unit`` what is measured, and of what.

    ``lines`` is how many lines of text high it wants to be. A chart without numbers
    shows ``empty`` instead: why there is nothing, and what to do about it. ``back`` is how
    far it looks back, None where that is not to be chosen.
    """

    title: str
    unit: str = ""
    reading: str = ""
    numbers: Numbers = Numbers((), ())
    draw: Callable[["Plot"], None] = lambda _plot: None
    lines: int = 0
    empty: str = ""
    back: Range | None = None
