"""Work on what belongs to the window, in slices between which it answers."""

from collections.abc import Generator
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

# Seconds that a slice takes, but for the last step in it: too short to be felt.
_SLICE = 0.02


class Slices(QObject):
    """Does one piece of work at a time, step by step.

    Fonts and pages live in the window's thread, so a process of its own cannot do it.

    Signals: ``stepped(object)``, the last step of a slice; ``ended(object)``, what the work
    gave; ``failed(Exception)``, what it raised. A cancelled work says nothing any more.
    """

    stepped = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Generator[object, None, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def busy(self) -> bool:
        return self._work is not None

    def start(self, work: Generator[object, None, Any]) -> None:
        """Do this work; what was under way is cancelled."""
        self.cancel()
        self._work = work
        self._timer.start()

    def cancel(self) -> None:
        """Stop where the work is; it closes what it opened."""
        self._timer.stop()
        work, self._work = self._work, None
        if work is not None:
            work.close()

    def _on_timer_timeout(self) -> None:
        work = self._work
        if work is None:
            return
        end = perf_counter() + _SLICE
        try:
            step = next(work)
            while perf_counter() < end:
                step = next(work)
        except StopIteration as stop:
            self._forget()
            self.ended.emit(stop.value)
        except Exception as error:  # whoever asked for the work knows what can be told of it
            self._forget()
            self.failed.emit(error)
        else:
            self.stepped.emit(step)

    def _forget(self) -> None:
        self._work = None
        self._timer.stop()
