"""Reads bank files off the GUI thread."""

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from studyapp.storage.bank_files import load_bank


class BankLoader(QObject):
    """Reads one file after another, in the order in which they were asked for.

    Signals: ``loaded(LoadedBank)``, a file was read; ``failed(Exception)``, the program
    is at fault, not the file; ``finished()``, nothing is left to read.
    """

    loaded = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, cache: Path) -> None:
        super().__init__()
        self._cache = cache
        self._waiting = 0
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._read = _Outcome()
        self._read.loaded.connect(self._on_read)
        self._read.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        return self._waiting > 0

    def load(self, path: Path) -> None:
        self._waiting += 1
        self._pool.start(_Reading(path, self._cache, self._read))

    def close(self) -> None:
        """Wait for the file that is being read and forget the others."""
        self._pool.clear()
        self._pool.waitForDone()

    def _on_read(self, loaded: object) -> None:
        self.loaded.emit(loaded)
        self._count_down()

    def _on_failed(self, error: object) -> None:
        self.failed.emit(error)
        self._count_down()

    def _count_down(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.finished.emit()


class _Outcome(QObject):
    """Carries what a worker found to the GUI thread; lives there."""

    loaded = Signal(object)
    failed = Signal(object)


class _Reading(QRunnable):
    def __init__(self, path: Path, cache: Path, outcome: _Outcome) -> None:
        super().__init__()
        self._path = path
        self._cache = cache
        self._outcome = outcome

    def run(self) -> None:
        try:
            loaded = load_bank(self._path, cache=self._cache)
        except Exception as error:  # an error of ours must reach the dialog, not end the thread
            self._outcome.failed.emit(error)
        else:
            self._outcome.loaded.emit(loaded)
