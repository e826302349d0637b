"""A list of things to tick, with how many questions each brings."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.choices import CheckRow
from studyapp.ui.widgets.column import clear_out, order_tabs
from studyapp.ui.widgets.text import card, label


class ChoiceList(QWidget):
    """Signals: ``changed()``, other lines are ticked than before."""

    changed = Signal()

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.rows: dict[Any, CheckRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(label(heading, "section"), 1)
        self.every = Button(self.tr("All"), "link", pressed=lambda: self._tick_all(True))
        self.none = Button(self.tr("None"), "link", pressed=lambda: self._tick_all(False))
        for button in (self.every, self.none):
            button.setAccessibleName(f"{heading}: {button.text()}")
            head.addWidget(button)
        column.addLayout(head)
        frame = card()
        self._list = QVBoxLayout(frame)
        self._list.setContentsMargins(6, 6, 6, 6)
        self._list.setSpacing(0)
        column.addWidget(frame)

    def offer(self, choices: Iterable[tuple[Any, str]]) -> None:
        """List these values with their names, all ticked."""
        clear_out(self._list, self.rows.values())
        self.rows = {}
        for value, name in choices:
            row = self.rows[value] = CheckRow(name)
            row.toggled.connect(self.changed)
            self._list.addWidget(row)
        order_tabs(self)

    def show_counts(self, count_of: Callable[[Any], int]) -> None:
        for value, row in self.rows.items():
            row.show_count(count_of(value))

    def chosen(self) -> frozenset[Any]:
        return frozenset(value for value, row in self.rows.items() if row.isChecked())

    def chosen_or_none(self) -> frozenset[Any]:
        """What is ticked; the empty set where all is."""
        chosen = self.chosen()
        return frozenset() if len(chosen) == len(self.rows) else chosen

    def chosen_or_all(self) -> frozenset[Any]:
        """What is ticked; everything where nothing is."""
        return self.chosen() or frozenset(self.rows)

    def _tick_all(self, ticked: bool) -> None:
        for row in self.rows.values():
            with QSignalBlocker(row):
                row.setChecked(ticked)
            row.update()
        self.changed.emit()


def stacked(*lists: ChoiceList) -> QWidget:
    """Lists below each other; one with nothing to choose among is left out."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(14)
    for each in lists:
        each.setVisible(len(each.rows) > 1)
        column.addWidget(each)
    return whole
