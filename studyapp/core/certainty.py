"""How sure a learner was of an answer, and what that makes it worth."""

from enum import StrEnum


class Confidence(StrEnum):
    """What the learner said of an answer before its verdict."""

    SURE = "sure"
    FAIRLY = "fairly"
    GUESS = "guess"


# Moodle's marks for a right and for a wrong answer at its certainties C=3, C=2 and C=1.
_MARKS = {Confidence.SURE: (3, -6), Confidence.FAIRLY: (2, -2), Confidence.GUESS: (1, 0)}


def certainty_mark(score: float, confidence: Confidence | None) -> float:
    """What an answer of this score (0 to 1) earns, from -6 to 3.

    The rule is Moodle's (https://docs.moodle.org/en/Using_certainty-based_marking):
    a partly right answer earns its share of the mark for a right one, and where no
    confidence was given the lowest counts.
    """
    right, wrong = _MARKS[confidence or Confidence.GUESS]
    return right * score if score > 0 else wrong
