"""What is wrong with a file, as data that the window and the command line both print."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

# Hears how much of the looking is done, and how much there is to do.
Progress = Callable[[int, int], None]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Position(Struct, frozen=True, order=True):
    """A place in a file: line and column count from 1, columns in code points."""

    line: int = 1
    column: int = 1


class Problem(Struct, frozen=True):
    """One finding; ``code`` is stable and fit for searching, ``hint`` says what to do."""

    path: str
    position: Position
    severity: Severity
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """``file:line:column: error CODE message (hint)``, as compilers print it, on one line."""
        where = f"{self.path}:{self.position.line}:{self.position.column}"
        hint = f" ({self.hint})" if self.hint else ""
        line = f"{where}: {self.severity.value} {self.code} {self.message}{hint}"
        return "".join(letter if letter.isprintable() else "�" for letter in line)


def problem_json(problem: Problem) -> dict[str, str | int]:
    """The problem as commands print it with ``--json``."""
    return {
        "file": problem.path,
        "line": problem.position.line,
        "column": problem.position.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def has_errors(problems: tuple[Problem, ...] | list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
