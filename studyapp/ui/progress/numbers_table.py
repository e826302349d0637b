"""The numbers of a chart as a table."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView

from studyapp.ui import theme
from studyapp.ui.progress.numbers import Numbers, Unit, cell_text
from studyapp.ui.widgets.rows_table import RowsTable

_NOWHERE = QModelIndex()
_NO_NUMBERS = Numbers((), ())
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class NumbersModel(QAbstractTableModel):
    """One row per point of the chart."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = _NO_NUMBERS

    def show_numbers(self, numbers: Numbers) -> None:
        self.beginResetModel()
        self._numbers = numbers
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._numbers.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._numbers.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or section >= len(self._numbers.headings):
            return None
        if role == Role.DisplayRole:
            return self._numbers.headings[section].text
        return self._alignment(section) if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            cell = self._numbers.rows[index.row()][index.column()]
            return cell_text(cell, self._numbers.headings[index.column()].unit)
        return self._alignment(index.column()) if role == Role.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        left = self._numbers.headings[column].unit in (Unit.TEXT, Unit.DATE)
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class NumbersTable(RowsTable):
    """Shows the numbers of one chart after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = NumbersModel()
        self.setModel(self.numbers)

    def show_numbers(self, title: str, numbers: Numbers) -> None:
        self.setAccessibleName(title)
        self.verticalHeader().setDefaultSectionSize(theme.px(34))
        self.numbers.show_numbers(numbers)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if numbers.headings:
            self.stretch(0)
