"""The time left in an exam."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studyapp.ui.study.mode_words import remaining
from studyapp.ui.widgets.text import label, set_look

_TICK_MS = 250
_NEARLY_OVER = timedelta(minutes=1)


class Countdown(QWidget):
    """Hidden where there is no end.

    Signals: ``ran_out()``, once, when the end has come.
    """

    ran_out = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._end: datetime | None = None
        self._text: QLabel = label("", "clock", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self.hide()

    def count_to(self, end: datetime | None) -> None:
        """Show the time left until then, or nothing."""
        self._end = end
        self.setVisible(end is not None)
        if end is None:
            self._timer.stop()
        else:
            self._timer.start()
            self._show_left(end - self._now())

    def _on_tick(self) -> None:
        if self._end is None:
            return
        left = self._end - self._now()
        self._show_left(left)
        if left <= timedelta(0):
            self.stop()
            self.ran_out.emit()

    def stop(self) -> None:
        """Leave what is shown as it is."""
        self._end = None
        self._timer.stop()

    def _show_left(self, left: timedelta) -> None:
        text = self.tr("{time} left").format(time=remaining(left))
        self._text.setText(text)
        self.setAccessibleName(text)
        set_look(self._text, "hurry", "true" if left <= _NEARLY_OVER else "false")
