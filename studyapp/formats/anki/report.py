"""What is said of the notes of a file: what was lost of them, and which were left out."""

from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from studyapp.core.problems import Position, Problem
from studyapp.formats.exchange import left_out
from studyapp.formats.losses import Losses


class Report:
    """Problems by the number of a note, or of the line where it begins if ``by_line``."""

    def __init__(self, path: str, *, by_line: bool = False) -> None:
        self._path = path
        self._by_line = by_line
        self._noun = "line" if by_line else "note"
        self._losses = Losses(path, self._noun)
        self._first: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], int] = {}
        self._left_out: list[Problem] = []

    def lose(self, number: int, code: str, message: str) -> None:
        """Note a loss; one that a note has several times over counts once."""
        if self._last.get((code, message)) == number:
            return
        self._last[code, message] = number
        self._first.setdefault((code, message), number)
        self._losses.add(number, code, message)

    def leave_out(self, number: int, why: str) -> None:
        at = Position(number) if self._by_line else None
        message = f"{self._noun} {number}: {why}"
        self._left_out.append(left_out(self._path, "left-out", message, at))

    def problems(self) -> Iterator[Problem]:
        """Losses, each at the first note that has it, and then what was left out."""
        losses = self._losses.problems()
        if self._by_line:
            lines = self._first.values()
            losses = (
                replace(problem, position=Position(line))
                for line, problem in zip(lines, losses, strict=True)
            )
        return chain(losses, self._left_out)
