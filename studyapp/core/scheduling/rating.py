"""How an answer counts for the schedule: one table from what was seen of it to a rating.

- A slow right answer is hard; so is one that needed a hint, and one that is partly right.
- A lucky guess among things in view was not known; a guess that was right out of
  nothing was known after all, but hardly.
- Only recall can be easy, and only where the learner was both quick and sure: speed
  alone says as much of the question as of the memory.
"""

from collections.abc import Sequence
from enum import IntEnum, StrEnum
from statistics import median

from msgspec import Struct

from studyapp.core.bank import Kind
from studyapp.core.certainty import Confidence


class Rating(IntEnum):
    """The four ratings of FSRS: forgotten, or recalled with more or less ease."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Outcome(StrEnum):
    """Right is the full score, partly at least half of it."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


class Demand(StrEnum):
    """Whether the right answer was in view, so that it only had to be recognised."""

    RECOGNITION = "recognition"
    RECALL = "recall"


class Pace(StrEnum):
    """Seconds against the learner's usual time: quick is half of it or less, slow twice or more."""

    QUICK = "quick"
    USUAL = "usual"
    SLOW = "slow"


_HALF = 0.5
_QUICK, _SLOW = 0.5, 2.0

# With fewer answers than this a learner has no usual time yet.
_ENOUGH_TIMES = 5

_ANY = frozenset(Pace)
_QUICKLY, _USUALLY, _SLOWLY = (frozenset({pace}) for pace in Pace)


class Row(Struct, frozen=True):
    """A row of the table: what was seen, and the rating by what the learner said of it."""

    outcome: Outcome
    hints: int
    demand: Demand
    paces: frozenset[Pace]
    sure: Rating
    fairly: Rating
    guess: Rating
    unasked: Rating

    def rating(self, confidence: Confidence | None) -> Rating:
        match confidence:
            case Confidence.SURE:
                return self.sure
            case Confidence.FAIRLY:
                return self.fairly
            case Confidence.GUESS:
                return self.guess
            case None:
                return self.unasked


_RIGHT, _PARTLY = Outcome.RIGHT, Outcome.PARTLY
_SEEN, _RECALLED = Demand.RECOGNITION, Demand.RECALL
_AGAIN, _HARD, _GOOD, _EASY = Rating

# What no row names is rated "again": wrong, two hints or more, partly right with a hint.
# fmt: off
RATINGS: tuple[Row, ...] = (
    #   outcome  hints demand     pace       sure    fairly guess   unasked
    Row(_RIGHT,  0,    _RECALLED, _QUICKLY,  _EASY,  _GOOD, _HARD,  _GOOD),
    Row(_RIGHT,  0,    _RECALLED, _USUALLY,  _GOOD,  _GOOD, _HARD,  _GOOD),
    Row(_RIGHT,  0,    _RECALLED, _SLOWLY,   _HARD,  _HARD, _HARD,  _HARD),
    Row(_RIGHT,  0,    _SEEN,     _QUICKLY,  _GOOD,  _GOOD, _AGAIN, _GOOD),
    Row(_RIGHT,  0,    _SEEN,     _USUALLY,  _GOOD,  _GOOD, _AGAIN, _GOOD),
    Row(_RIGHT,  0,    _SEEN,     _SLOWLY,   _HARD,  _HARD, _AGAIN, _HARD),
    Row(_RIGHT,  1,    _RECALLED, _ANY,      _HARD,  _HARD, _AGAIN, _HARD),
    Row(_RIGHT,  1,    _SEEN,     _ANY,      _HARD,  _HARD, _AGAIN, _HARD),
    Row(_PARTLY, 0,    _RECALLED, _ANY,      _HARD,  _HARD, _AGAIN, _HARD),
    Row(_PARTLY, 0,    _SEEN,     _ANY,      _HARD,  _HARD, _AGAIN, _HARD),
)
# fmt: on


def rate(
    score: float,
    kind: Kind,
    *,
    hints: int = 0,
    confidence: Confidence | None = None,
    seconds: float = 0.0,
    usual: float | None = None,
) -> Rating:
    """The rating of an answer by the table.

    ``score`` is its grade (0 to 1), ``hints`` the number of hints taken, ``usual``
    the learner's usual time for this kind in seconds, None where there is none yet.
    """
    seen = (_outcome(score), hints, demand(kind))
    pace = _pace(seconds, usual)
    for row in RATINGS:
        if (row.outcome, row.hints, row.demand) == seen and pace in row.paces:
            return row.rating(confidence)
    return Rating.AGAIN


def usual_seconds(times: Sequence[float]) -> float | None:
    """The learner's usual time from those of earlier right answers; None from too few."""
    return median(times) if len(times) >= _ENOUGH_TIMES else None


def demand(kind: Kind) -> Demand:
    """Whether a kind shows the right answer among others or leaves it to the memory."""
    match kind:
        case (
            Kind.SINGLE_CHOICE
            | Kind.MULTIPLE_CHOICE
            | Kind.TRUE_FALSE
            | Kind.MATCHING
            | Kind.GROUPING
            | Kind.WHO_SAYS
            | Kind.WHAT_SAID
            | Kind.CONFLICT
            | Kind.POSITION_CHANGE
            | Kind.FIND_PASSAGE
            | Kind.NOT_STATED
        ):
            return Demand.RECOGNITION
        case (
            Kind.CLOZE
            | Kind.SHORT_ANSWER
            | Kind.QUANTITY
            | Kind.DATE
            | Kind.ORDERING
            | Kind.FLASHCARD
            | Kind.ESSAY
            | Kind.DESCRIPTION
        ):
            return Demand.RECALL


def _outcome(score: float) -> Outcome:
    if score >= 1:
        return Outcome.RIGHT
    return Outcome.PARTLY if score >= _HALF else Outcome.WRONG


def _pace(seconds: float, usual: float | None) -> Pace:
    if usual is None or _QUICK * usual < seconds < _SLOW * usual:
        return Pace.USUAL
    return Pace.QUICK if seconds <= _QUICK * usual else Pace.SLOW
