"""How far the reading of a package is: its files first, then the items in them."""

from studyapp.core.problems import Progress

# A progress is told after so many items.
_OFTEN = 50


class Steps:
    """Tells a progress that only grows; each half counts the same."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files = 0
        self._items = 0
        self._done = 0

    def file(self, number: int, files: int) -> None:
        """So many of the files have been opened."""
        self._files = files
        self._progress(number, 2 * files)

    def begin_items(self, items: int) -> None:
        """All files have been opened, and hold so many items."""
        self._items = max(items, 1)
        self._files = self._files or self._items

    def item(self) -> None:
        """One more item is about to be read."""
        if self._done % _OFTEN == 0:
            done = min(self._done, self._items)
            self._progress(self._files + self._files * done // self._items, 2 * self._files)
        self._done += 1

    def end(self) -> None:
        self._progress(2 * self._files, 2 * self._files)
