"""Runs a fit beside the window and tells how it goes."""

from collections.abc import Sequence
from multiprocessing.context import SpawnProcess

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from studyapp.core.scheduling.fitting import Fit, History, Step
from studyapp.ui.preferences import fit_work


class FitRunner(QObject):
    """Runs one fit at a time.

    Signals: ``stepped(Step)``; ``fitted(Fit | None)``, None where there are too few
    reviews; ``cancelled()``; ``failed(Exception)``.
    """

    stepped = Signal(object)
    fitted = Signal(object)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._running: _Running | None = None

    @property
    def busy(self) -> bool:
        return self._running is not None

    def start(self, histories: Sequence[History]) -> None:
        """Fit to these histories; nothing happens while another fit runs."""
        if self._running is not None:
            return
        told = _Told()
        told.stepped.connect(self.stepped)
        told.ended.connect(self._on_ended)
        told.failed.connect(self._on_failed)
        told.broken.connect(self._on_broken)
        self._running = _Running(histories, told)
        self._running.setAutoDelete(False)
        self._pool.start(self._running)

    def cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def close(self) -> None:
        """End the fit, and wait until it has ended."""
        self.cancel()
        self._pool.waitForDone()

    def _on_ended(self, found: Fit | None) -> None:
        self._running = None
        self.fitted.emit(found)

    def _on_broken(self) -> None:
        self._running = None
        self.cancelled.emit()

    def _on_failed(self, error: Exception) -> None:
        self._running = None
        self.failed.emit(error)


class _Told(QObject):
    """Carries what the worker hears to the GUI thread; lives there."""

    stepped = Signal(object)
    ended = Signal(object)
    broken = Signal()
    failed = Signal(object)


class _Running(QRunnable):
    """Starts the process and listens to it, in a thread that mostly waits."""

    def __init__(self, histories: Sequence[History], told: _Told) -> None:
        super().__init__()
        self.told = told
        self._histories = histories
        self._process: SpawnProcess | None = None
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True
        if self._process is not None:
            self._process.terminate()

    def run(self) -> None:
        try:
            self._process, receiver = fit_work.begin(self._histories)
            with receiver:
                if self._cancelled:
                    self._process.terminate()
                while isinstance(heard := receiver.recv(), Step):
                    self.told.stepped.emit(heard)
        except EOFError:
            self._tell_broken()
        except Exception as error:  # an error of ours must reach the dialog, not end the thread
            self.told.failed.emit(error)
        else:
            self.told.ended.emit(heard)
        finally:
            if self._process is not None:
                self._process.join()

    def _tell_broken(self) -> None:
        if self._cancelled:
            self.told.broken.emit()
        else:
            self.told.failed.emit(RuntimeError("the process that fits the schedule ended early"))
