"""Whether a learner knows what they know: how answers went by the confidence given."""

from collections.abc import Iterable
from math import sqrt

from msgspec import Struct

from studyapp.core.attempts import Tally
from studyapp.core.certainty import Confidence, certainty_mark

# Of a normal distribution 95 % lie within so many standard deviations.
_Z = 1.959964


class Calibration(Struct, frozen=True):
    """How answers of one confidence went: the share right, and between which shares it may
    really lie (95 %), all from 0 to 1.
    """

    confidence: Confidence
    answered: int
    share: float
    low: float
    high: float


def calibration(found: Iterable[Tally]) -> list[Calibration]:
    """One entry for each confidence that was given, the surest first; headings name them."""
    sums = {one.heading: one for one in found}
    return [
        _calibrated(confidence, sums[confidence.value])
        for confidence in Confidence
        if confidence.value in sums
    ]


def pays_from(confidence: Confidence) -> float:
    """From which share right on this confidence earns more marks than the one below it.

    0 for the lowest. Where the expected marks of both are equal, by the table of
    ``certainty_mark``: 2/3 for "fairly", 4/5 for "sure".
    """
    levels = list(reversed(Confidence))
    at = levels.index(confidence)
    if at == 0:
        return 0.0
    below = levels[at - 1]
    gain = certainty_mark(1, confidence) - certainty_mark(1, below)
    loss = certainty_mark(0, below) - certainty_mark(0, confidence)
    return loss / (gain + loss)


def likely_share(score: float, answered: int) -> tuple[float, float]:
    """Between which shares the true one lies (95 %): Wilson's interval (JASA 22, 1927)."""
    share = score / answered
    spread = _Z * sqrt(share * (1 - share) / answered + _Z**2 / (4 * answered**2))
    middle = share + _Z**2 / (2 * answered)
    scale = 1 + _Z**2 / answered
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _calibrated(confidence: Confidence, found: Tally) -> Calibration:
    share = found.score / found.answered
    return Calibration(
        confidence, found.answered, share, *likely_share(found.score, found.answered)
    )
