"""Runs work beside the window and tells how it goes."""

from collections.abc import Callable
from multiprocessing.context import SpawnProcess

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from studyapp.ui.processes import Broken, Done, Step, begin

# Seconds that cancelled work has to clear away what it began.
_PATIENCE = 5


class Beside(QObject):
    """Runs one piece of work at a time, in a process of its own.

    Signals: ``stepped(object)``, what the work tells on its way; ``ended(object)``, what it
    found; ``cancelled()``; ``failed(Exception)``, the program is at fault.
    """

    stepped = Signal(object)
    ended = Signal(object)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._running: _Running | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        return self._running is not None

    def start(self, work: Callable[..., object], *given: object) -> bool:
        """Do ``work(*given, tell)``, a function that a fresh process can import.

        False, and nothing happens, while other work runs.
        """
        if self._running is not None:
            return False
        told = _Told()
        told.stepped.connect(self.stepped)
        told.ended.connect(self._on_ended)
        told.failed.connect(self._on_failed)
        told.broken.connect(self._on_broken)
        self._running = _Running(work, given, told)
        self._running.setAutoDelete(False)
        self._pool.start(self._running)
        return True

    def cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def close(self) -> None:
        """End the work, and wait until it has ended; of what it found nobody is told any more."""
        self._closed = True
        self.cancel()
        self._pool.waitForDone()

    def _on_ended(self, found: object) -> None:
        self._running = None
        if not self._closed:
            self.ended.emit(found)

    def _on_broken(self) -> None:
        self._running = None
        if not self._closed:
            self.cancelled.emit()

    def _on_failed(self, error: Exception) -> None:
        self._running = None
        if not self._closed:
            self.failed.emit(error)


class _Told(QObject):
    """Carries what the worker hears to the GUI thread; lives there."""

    stepped = Signal(object)
    ended = Signal(object)
    broken = Signal()
    failed = Signal(object)


class _Running(QRunnable):
    """Starts the process and listens to it, in a thread that mostly waits."""

    def __init__(self, work: Callable[..., object], given: tuple[object, ...], told: _Told) -> None:
        super().__init__()
        self.told = told
        self._work = work
        self._given = given
        self._process: SpawnProcess | None = None
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True
        if self._process is not None:
            self._process.terminate()

    def run(self) -> None:
        try:
            heard = self._heard()
        except Exception as error:  # an error of ours must reach the dialog, not end the thread
            self.told.failed.emit(error)
            return
        finally:
            self._wait()
        match heard:
            case Done(found=found):
                self.told.ended.emit(found)
            case Broken() if self._cancelled:
                self.told.broken.emit()
            case Broken(details=details):
                self.told.failed.emit(RuntimeError(details))

    def _heard(self) -> Done | Broken:
        """How the work ended."""
        self._process, receiver = begin(self._work, *self._given)
        with receiver:
            if self._cancelled:
                self._process.terminate()
            try:
                while isinstance(heard := receiver.recv(), Step):
                    self.told.stepped.emit(heard.said)
            except EOFError:
                return Broken("the process ended early")
        return heard

    def _wait(self) -> None:
        """Until the process has ended, and what it began is cleared away."""
        if self._process is not None:
            self._process.join(_PATIENCE if self._cancelled else None)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
