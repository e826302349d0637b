"""What the learner wants of the schedule."""

from functools import cached_property
from math import isfinite

from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS
from msgspec import Struct

from studyapp.core.scheduling.days import Day

# The 21 numbers of FSRS-6 that fit the average learner.
DEFAULT_WEIGHTS = tuple(DEFAULT_PARAMETERS)

# Below this hardly anything is known; above, the days fill with reviews.
RETENTIONS = (0.7, 0.99)


class Policy(Struct, frozen=True, dict=True):
    """What the learner wants of the schedule; raises ValueError where it makes no sense.

    ``desired_retention`` is the share of facts to be recalled when they are asked.
    ``parameters`` are the 21 of FSRS-6, None for those of the average learner.
    ``day_begins`` is an hour. ``exam_day`` is the day by which all is to be known.
    """

    desired_retention: float = 0.9
    parameters: tuple[float, ...] | None = None
    new_per_day: int = 10
    reviews_per_day: int = 200
    day_begins: int = 4
    exam_day: Day | None = None

    def __post_init__(self) -> None:
        low, high = RETENTIONS
        if not low <= self.desired_retention <= high:
            raise ValueError(f"desired retention {self.desired_retention} is not {low} to {high}")
        if len(self.weights) != len(DEFAULT_WEIGHTS) or not all(map(isfinite, self.weights)):
            raise ValueError(f"the parameters are not {len(DEFAULT_WEIGHTS)} finite numbers")
        if min(self.new_per_day, self.reviews_per_day) < 0:
            raise ValueError("a daily limit is negative")
        if not 0 <= self.day_begins < 24:
            raise ValueError(f"a day cannot begin at {self.day_begins} o'clock")

    @property
    def weights(self) -> tuple[float, ...]:
        """The parameters in force."""
        return DEFAULT_WEIGHTS if self.parameters is None else self.parameters

    @cached_property
    def model(self) -> FSRS:
        """The memory model with these parameters."""
        return FSRS(self.weights)

    @property
    def eve(self) -> Day | None:
        """The day before the exam: the last on which everything can be looked at again."""
        return None if self.exam_day is None else self.exam_day - 1
