"""Loads the plots step by step while the learner looks at something else."""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

# pyqtgraph copies every name of these when it is imported, and PySide makes each at its
# first use: as long again as all the rest of it.
_COPIED = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")


class Preloader(QObject):
    """Between two steps the window takes its events: the longest is a third of the whole.

    A thread would slow the page down: an import holds Python's lock for nearly all of its time.

    Signals: ``loaded()``, charts can be made at once now.
    """

    loaded = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: list[Callable[[], object]] = [
            partial(import_module, "numpy"),
            *(partial(_make_all_names, name) for name in _COPIED),
            partial(import_module, "studyapp.ui.progress.chart_view"),
        ]
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Begin; nothing happens where it has begun already."""
        if self._steps:
            self._timer.start()

    def _on_timeout(self) -> None:
        self._steps.pop(0)()
        if self._steps:
            self._timer.start()
        else:
            self.loaded.emit()


def _make_all_names(module: str) -> None:
    found = import_module(module)
    for name in dir(found):
        getattr(found, name)
