"""Where a person keeps documents: file dialogs begin there."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents() -> Path:
    """The folder, made where it is missing; the home folder where that cannot be."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(place) if place else Path.home()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder if folder.is_dir() else Path.home()
