"""Notices when a file on the shelf changes on the disk."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_CALM_MS = 300  # an editor writes a file in several steps


class Watcher(QObject):
    """Signals: ``changed(Path)``, a file that is watched has other contents, and is there."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._watched: dict[Path, tuple[int, int] | None] = {}
        self._files = QFileSystemWatcher()
        self._files.fileChanged.connect(self._on_something_changed)
        self._files.directoryChanged.connect(self._on_something_changed)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self._look)

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these files and no others; what is new is taken as it is now."""
        wanted = list(paths)
        self._watched = {path: self._watched.get(path) or _stamp(path) for path in wanted}
        self._follow()

    def close(self) -> None:
        """Watch nothing any more."""
        self._calm.stop()
        self._watched = {}
        self._follow()

    def _follow(self) -> None:
        """Watch the folders too: a file that is replaced is no longer the one watched."""
        wanted = {str(path) for path in self._watched if path.exists()}
        wanted |= {str(path.parent) for path in self._watched if path.parent.exists()}
        known = {*self._files.files(), *self._files.directories()}
        if gone := known - wanted:
            self._files.removePaths(list(gone))
        if new := wanted - known:
            self._files.addPaths(list(new))

    def _on_something_changed(self) -> None:
        self._calm.start()

    def _look(self) -> None:
        for path, before in list(self._watched.items()):
            now = _stamp(path)
            if now is not None and now != before:
                self._watched[path] = now
                self.changed.emit(path)
        self._follow()


def _stamp(path: Path) -> tuple[int, int] | None:
    """When the file was written last, and how large it is; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
