"""The sets that are open, and which of them is studied."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from studyapp.core.bank import Bank
from studyapp.storage.bank_files import LoadedBank


class _Removed(Struct, frozen=True):
    """An entry that was taken off, from which place, and whether it was studied."""

    entry: LoadedBank
    place: int
    studied: bool


class Shelf(QObject):
    """Holds one entry per file, in the order in which they were first opened.

    Signals: ``changed()``, an entry came, went or was read anew; ``chosen(Bank | None)``,
    another set is studied from now on.
    """

    changed = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[Path, LoadedBank] = {}
        self._path: Path | None = None
        self._former: Path | None = None
        self._removed: _Removed | None = None

    @property
    def entries(self) -> tuple[LoadedBank, ...]:
        return tuple(self._entries.values())

    @property
    def path(self) -> Path | None:
        """The file of the set that is studied."""
        return self._path

    @property
    def bank(self) -> Bank | None:
        """The set that is studied."""
        return self._entries[self._path].bank if self._path else None

    def put(self, loaded: LoadedBank) -> None:
        """Add a file or replace what is known of it.

        A file that can no longer be read leaves the set read before in use.
        """
        known = self._entries.get(loaded.path)
        if loaded.bank is None and known is not None and known.bank is not None:
            loaded = LoadedBank(loaded.path, known.bank, loaded.problems)
        self._entries[loaded.path] = loaded
        self.changed.emit()
        if loaded.bank is not None and self._path in (None, loaded.path):
            self._choose(loaded.path)

    def choose(self, path: Path) -> None:
        """Study this set; nothing happens where it cannot be used."""
        entry = self._entries.get(path)
        if entry is not None and entry.bank is not None and path != self._path:
            self._choose(path)

    def remove(self, path: Path) -> None:
        """Take a file off the list; the file itself stays where it is.

        Where it was studied the set studied before it takes its place.
        """
        if path not in self._entries:
            return
        place = list(self._entries).index(path)
        self._removed = _Removed(self._entries.pop(path), place, path == self._path)
        if path == self._path:
            usable = [entry.path for entry in self.entries if entry.bank is not None]
            first = next(iter(usable), None)
            self._choose(self._former if self._former in usable else first)
        self.changed.emit()

    def put_back(self) -> Path | None:
        """Undo the last removal; None where there was none."""
        removed, self._removed = self._removed, None
        if removed is None:
            return None
        path = removed.entry.path
        others = [entry for entry in self.entries if entry.path != path]
        entries = [*others[: removed.place], removed.entry, *others[removed.place :]]
        self._entries = {entry.path: entry for entry in entries}
        if removed.entry.bank is not None and (removed.studied or self._path is None):
            self._choose(path)
        else:
            self.changed.emit()
        return path

    def _choose(self, path: Path | None) -> None:
        self._former = self._former if path == self._path else self._path
        self._path = path
        self.changed.emit()
        self.chosen.emit(self.bank)


def title_of(entry: LoadedBank) -> str:
    """What a set is called; a file that cannot be used has only its name."""
    return entry.bank.title if entry.bank else entry.path.name
