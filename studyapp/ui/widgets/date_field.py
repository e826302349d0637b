"""A day to type, or to change step by step."""

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from studyapp.ui import theme

_STEPS = {Qt.Key.Key_Up: timedelta(days=1), Qt.Key.Key_Down: timedelta(days=-1)}
_BY_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_LOOSE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")


class DateField(QLineEdit):
    """Reads 2026-12-20, 2026-12-5, 20261220 and 20.12.2026; the arrow keys change the day.

    Signals: ``changed(date)``, the learner set another day; ``refused(str)``, what was typed
    is none, or one before the earliest: the day stays as it was.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._day = self._earliest = date.min
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(theme.px(130))
        self.editingFinished.connect(self._on_editing_finished)

    @property
    def day(self) -> date:
        return self._day

    def show_day(self, day: date, earliest: date) -> None:
        """Show a day without telling that it changed; none before ``earliest`` can be set."""
        self._day, self._earliest = day, earliest
        self.setText(day.isoformat())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._take((_read(self.text()) or self._day) + step)

    def _on_editing_finished(self) -> None:
        day = _read(self.text())
        if day is None:
            self.refused.emit(self.tr("Type the day like this: {day}").format(day=self._day))
        else:
            self._take(day)

    def _take(self, day: date) -> None:
        if day < self._earliest:
            message = self.tr("The earliest day is {day}.").format(day=self._earliest)
            self.refused.emit(message)
            return
        self.setText(day.isoformat())
        if day != self._day:
            self._day = day
            self.changed.emit(day)


def _read(text: str) -> date | None:
    """The day that a text names; None where it names none."""
    text = text.strip()
    try:
        if found := _BY_DAY.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if found := _LOOSE.fullmatch(text):
            year, month, day = map(int, found.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None
