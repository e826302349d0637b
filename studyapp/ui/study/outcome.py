"""What a session came to, for the page that shows it."""

from msgspec import Struct

from studyapp.core.attempts import Attempt
from studyapp.core.certainty import Confidence, certainty_mark
from studyapp.core.sessions import Mode, is_exam


class Outcome(Struct, frozen=True):
    """How a session ended: what was answered of the ``total`` that it had.

    ``pass_mark`` is a share from 0 to 1, and ``passed`` whether it was reached; both are
    None where there was none. The same ``seed`` asks the same questions.
    """

    mode: Mode
    attempts: tuple[Attempt, ...]
    total: int
    pass_mark: float | None = None
    passed: bool | None = None
    seed: int = 0

    @property
    def reached(self) -> float:
        return sum(attempt.grade.score for attempt in self.attempts)

    @property
    def asked(self) -> int:
        """By how many questions the score is measured: in an exam all of them count."""
        return self.total if is_exam(self.mode) else len(self.attempts)

    @property
    def share(self) -> float:
        return self.reached / self.asked if self.asked else 0.0

    @property
    def complete(self) -> bool:
        """Whether nothing was left to ask."""
        return len(self.attempts) >= self.total

    @property
    def marks(self) -> tuple[float, float] | None:
        """The certainty marks reached, and the most there were; None where none was given."""
        given = [attempt.mark for attempt in self.attempts if attempt.mark is not None]
        return (sum(given), len(given) * certainty_mark(1, Confidence.SURE)) if given else None
