"""A line on the terminal that says how far slow work has come."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# What takes less is not worth a word; between two lines nobody can read (seconds).
_PATIENCE = 0.5
_BETWEEN = 0.1


@contextmanager
def shown_progress(
    what: str, now: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int, int], None]]:
    """Give what hears how much is done, of how much; ``what`` names that in the plural.

    The line stands on the standard error, where that is a terminal, and is wiped out at
    the end: what is printed afterwards begins at the left.
    """
    line = ""
    next_at = now() + _PATIENCE

    def progress(done: int, total: int) -> None:
        nonlocal line, next_at
        if now() >= next_at:
            line = f"{done:,} of {total:,} {what}"
            next_at = now() + _BETWEEN
            print(f"\r{line}", end="", file=sys.stderr, flush=True)

    def silence(_done: int, _total: int) -> None:
        """Nobody looks."""

    try:
        yield progress if sys.stderr is not None and sys.stderr.isatty() else silence
    finally:
        if line:
            print(f"\r{' ' * len(line)}\r", end="", file=sys.stderr, flush=True)
