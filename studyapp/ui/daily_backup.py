"""Backs the learner's record up once a day, beside the window."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from studyapp.storage.backups import daily_backup
from studyapp.storage.record import RecordError


class DailyBackup(QObject):
    """Signals: ``refused(str)``, the backup could not be made; ``failed(Exception)``, the
    program is at fault.
    """

    refused = Signal(str)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)

    def start(self, folder: Path, today: date) -> None:
        """Make the backup of this day, if it is not there yet."""
        self._pool.start(_Copying(folder, today, self))

    def close(self) -> None:
        """Wait for the backup that is being made."""
        self._pool.waitForDone()


class _Copying(QRunnable):
    def __init__(self, folder: Path, today: date, owner: DailyBackup) -> None:
        super().__init__()
        self._folder = folder
        self._today = today
        self._owner = owner

    def run(self) -> None:
        try:
            daily_backup(self._folder, self._today)
        except RecordError as error:
            self._owner.refused.emit(str(error))
        except Exception as error:  # an error of ours must reach the dialog, not end the thread
            self._owner.failed.emit(error)
