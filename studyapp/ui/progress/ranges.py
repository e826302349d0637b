"""How far back the charts look: in words, and as a box to choose from."""

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal

from studyapp.core.statistics.timeline import Range
from studyapp.ui.progress.chart import Chart
from studyapp.ui.widgets.pick_box import PickBox


def tr(text: str) -> str:
    return QCoreApplication.translate("ranges", text)


def range_name(back: Range) -> str:
    match back:
        case Range.MONTH:
            return tr("30 days")
        case Range.QUARTER:
            return tr("90 days")
        case Range.YEAR:
            return tr("A year")
        case Range.ALL:
            return tr("All time")


def ranged(chart: Chart, back: Range) -> Chart:
    """A chart of what lies in the range; made of nothing, it says that the range is empty."""
    match back:
        case Range.MONTH:
            said, empty = tr("Last 30 days."), tr("Nothing in the last 30 days.")
        case Range.QUARTER:
            said, empty = tr("Last 90 days."), tr("Nothing in the last 90 days.")
        case Range.YEAR:
            said, empty = tr("Last 12 months."), tr("Nothing in the last 12 months.")
        case Range.ALL:
            return replace(chart, back=back)
    if chart.numbers.rows:
        return replace(chart, back=back, unit=f"{said} {chart.unit}")
    return replace(chart, back=back, empty=empty + " " + tr("Choose a longer time to see more."))


class RangeBox(PickBox):
    """Signals: ``chosen(Range)``, the learner wants to look farther back, or less far."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Time shown"))
        self.setSizeAdjustPolicy(PickBox.SizeAdjustPolicy.AdjustToContents)
        self.addItems([range_name(back) for back in Range])
        self.currentIndexChanged.connect(lambda row: self.chosen.emit(list(Range)[row]))

    def choose(self, back: Range) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(list(Range).index(back))
