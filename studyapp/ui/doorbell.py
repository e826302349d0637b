"""Hears a second start, which hands over its files and ends."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from studyapp.storage.summons import answer, summons_folder


class Doorbell(QObject):
    """Without a folder to watch a second start only says that a window is open.

    Signals: ``rung(list[Path])``, the window is to come forward with these files.
    """

    rung = Signal(object)

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        self._data_dir = data_dir
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        with suppress(OSError):
            self._watcher.addPath(str(summons_folder(data_dir)))
        QTimer.singleShot(0, self, self._look)  # who came while the window was being made

    def close(self) -> None:
        """Hear no more."""
        self._watcher.removePaths(self._watcher.directories())

    def _look(self) -> None:
        with suppress(OSError):
            for files in answer(self._data_dir):
                self.rung.emit(files)
