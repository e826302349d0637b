"""A chart with its words, its numbers and its files."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studyapp.ui import theme
from studyapp.ui.documents import documents
from studyapp.ui.progress.canvas import Canvas
from studyapp.ui.progress.chart import Chart
from studyapp.ui.progress.export import export, file_name
from studyapp.ui.progress.numbers_table import NumbersTable
from studyapp.ui.progress.ranges import RangeBox
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import card, label

_WIDEST = 1500
_LINE = 16  # of the heights that charts ask for, in pixels at 100 % text
_LOWEST = 250


class ChartView(Column):
    """Signals: ``range_chosen(Range)``, the chart is to look back as far as this;
    ``refused(str)``, a file could not be written, and why.
    """

    range_chosen = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__(_WIDEST, margin=0, side=0)
        self.chart = Chart("")
        self.canvas = Canvas()
        self.canvas.pointed.connect(self._on_canvas_pointed)
        self.table = NumbersTable()
        self._title = label("", "heading")
        self._reading = label("", "lead")
        self._unit = label("", "small")
        self._empty = label("", "muted")
        self._pointed = label("", "small")
        self._tools = self._made_tools()
        self.back = RangeBox()
        self.back.chosen.connect(self.range_chosen)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.canvas)
        self._shown.addWidget(self.table)
        # As high as there is room, and no more: a plot would ask for 480 pixels.
        self._shown.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._frame = card()
        self._inside = QVBoxLayout(self._frame)
        self._inside.setContentsMargins(12, 12, 12, 8)
        self._inside.addWidget(self._shown, 1)
        self._inside.addWidget(self._pointed)
        self.body.setSpacing(6)
        self.body.addLayout(_beside([self._title], self._tools))
        self.body.addLayout(_beside([self._reading, self._unit, self._empty], self.back))
        self.body.addSpacing(4)
        self.body.addWidget(self._frame, 1)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)
        walk = (self.as_chart, self.as_numbers, self.save_as, self.back, self.canvas, self.table)
        for first, second in pairwise(walk):
            self.setTabOrder(first, second)

    def show_chart(self, chart: Chart) -> None:
        """Show the chart, or say why there is none; chart or numbers stay as chosen."""
        self.chart = chart
        self._title.setText(chart.title)
        self._reading.setText(chart.reading)
        self._unit.setText(chart.unit)
        self._empty.setText(chart.empty)
        drawn = bool(chart.numbers.rows)
        for each in (self._reading, self._unit, self._frame, self._tools):
            each.setVisible(drawn)
        for each in (self._empty, self._rest):
            each.setVisible(not drawn)
        self.back.setVisible(chart.back is not None)
        if chart.back is not None:
            self.back.choose(chart.back)
        self.canvas.setAccessibleName(chart.title)
        self.canvas.setAccessibleDescription(f"{chart.reading} {chart.unit}")
        self._fit_height()
        if drawn:
            self.canvas.show_drawing(chart.draw)
            self.table.show_numbers(chart.title, chart.numbers)
        self._on_canvas_pointed("")

    def show_numbers(self, numbers: bool) -> None:
        """Show the table, or the drawing again."""
        self._shown.setCurrentWidget(self.table if numbers else self.canvas)
        self.as_numbers.setChecked(numbers)
        self.as_chart.setChecked(not numbers)
        self._on_canvas_pointed("")

    def save(self, path: Path) -> None:
        """Write the chart to a file of the kind that its name says."""
        try:
            export(path, self.chart, self.canvas)
        except OSError as error:
            self.refused.emit(str(error))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and "_shown" in self.__dict__:
            self._fit_height()

    def _fit_height(self) -> None:
        """As high as the chart must be; the frame does not see that by itself.

        By its width alone it would be too low, and the line below stand over the chart.
        """
        lowest = theme.px(max(_LOWEST, self.chart.lines * _LINE))
        edges = self._frame.contentsMargins() + self._inside.contentsMargins()
        below = self._inside.spacing() + 2 * self._pointed.minimumSizeHint().height()  # two lines
        self._shown.setMinimumHeight(lowest)
        self._frame.setMinimumHeight(lowest + below + edges.top() + edges.bottom())

    def _made_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.as_chart = Button(self.tr("Chart"), "segment")
        self.as_numbers = Button(self.tr("Numbers"), "segment")
        group = QButtonGroup(self)
        for button in (self.as_chart, self.as_numbers):
            button.setCheckable(True)
            button.setMinimumWidth(theme.px(84))
            group.addButton(button)
            row.addWidget(button)
        self.as_chart.setChecked(True)
        group.buttonClicked.connect(lambda button: self.show_numbers(button is self.as_numbers))
        self.save_as = Button(self.tr("Save as …"), pressed=self._on_save_pressed)
        row.addWidget(self.save_as)
        return tools

    def _on_canvas_pointed(self, says: str) -> None:
        drawing = self._shown.currentWidget() is self.canvas
        hint = self.tr("Point at the chart, or walk it with the arrow keys, to read its numbers.")
        self._pointed.setText(says or hint if drawing else "")
        self._pointed.setVisible(drawing)
        if says:
            self.canvas.setAccessibleDescription(says)

    def _on_save_pressed(self) -> None:
        filters = {
            self.tr("Picture (*.png)"): "png",
            self.tr("Drawing (*.svg)"): "svg",
            self.tr("Numbers (*.csv)"): "csv",
        }
        dialog = QFileDialog(self, self.tr("Save the chart"), str(documents()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
        dialog.selectFile(file_name(self.chart, datetime.now(UTC).astimezone().date()))
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _beside(words: Sequence[QWidget], tool: QWidget) -> QHBoxLayout:
    """Words below each other, and what is done with them at the right."""
    column = QVBoxLayout()
    column.setSpacing(6)
    for each in words:
        column.addWidget(each)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addLayout(column, 1)
    row.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
    return row
