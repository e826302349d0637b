"""How a file is refused that cannot be read."""

from studyapp.core.problems import Position, Problem, Severity


class Refused(Exception):
    """The file cannot be read at all; ``problem`` says why, and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def refused(
    path: str, code: str, message: str, hint: str = "", at: Position | None = None
) -> Refused:
    """The exception to raise where a file cannot be read."""
    return Refused(Problem(path, at or Position(), Severity.ERROR, code, message, hint))
