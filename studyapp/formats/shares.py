"""What options and answers are worth, where a file says it in shares of the points."""

from collections.abc import Sequence

from studyapp.core.questions import QuestionOption

# As far as shares are off that were rounded to the fifth digit.
_EXACT = 1.1e-5


def ruled_shares(right: Sequence[bool]) -> list[float]:
    """What the options of a multiple choice are worth where they have no shares of their own.

    That is our rule, right minus wrong: each wrong one takes back what a right one gives.
    """
    one = 1 / max(sum(right), 1)
    return [one if is_right else -one for is_right in right]


def plain_shares(shares: Sequence[float]) -> bool:
    """Whether these are the shares that ``ruled_shares`` gives, so that none need be kept.

    Where wrong ones cost nothing, as in many of Moodle's questions, they are others.
    """
    ruled = ruled_shares([share > 0 for share in shares])
    return all(abs(share - its) <= _EXACT for share, its in zip(shares, ruled, strict=True))


def one_right(shares: Sequence[float]) -> bool:
    """Whether these go without saying in a choice of one: one is right, the others earn nothing.

    Where several are right each has a share, or no choice would be all that is right.
    """
    return shares.count(1.0) == 1 and shares.count(0.0) == len(shares) - 1


def worth(option: QuestionOption) -> float:
    """The share that choosing it alone earns, where one is chosen."""
    return float(option.correct) if option.share is None else option.share
