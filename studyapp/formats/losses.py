"""Losses that many questions share, told once each."""

from collections.abc import Iterator

from studyapp.core.problems import Problem
from studyapp.formats.exchange import warning


class Losses:
    """What was changed or lost in the questions of one file, which are called ``noun``."""

    def __init__(self, path: str, noun: str) -> None:
        self._path = path
        self._noun = noun
        self._found: dict[tuple[str, str], tuple[int, int]] = {}

    def add(self, number: int, code: str, message: str) -> None:
        """Note a loss in the question of this number, which counts from 1."""
        first, count = self._found.get((code, message), (number, 0))
        self._found[code, message] = first, count + 1

    def problems(self) -> Iterator[Problem]:
        """One warning for each loss: it names the first question, and how many there are."""
        for (code, message), (first, count) in self._found.items():
            others = "" if count == 1 else f" (and in {count - 1:,} more)"
            yield warning(self._path, code, f"{self._noun} {first}: {message}{others}")
