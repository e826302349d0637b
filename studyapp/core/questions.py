"""The parts of a question written by hand, as other programs know them too.

Shares follow Moodle's documented scoring: each answer is worth a share of the
question's points, from -1 to 1, and what was chosen adds up to between 0 and 1.
"""

from msgspec import Struct

from studyapp.core.anchoring import Evidence


class Picture(Struct, frozen=True):
    """An image of a question: ``file`` names it in the set, ``alt`` says in words what it shows."""

    file: str
    alt: str


class QuestionOption(Struct, frozen=True):
    """An answer to choose; without a ``share`` it counts by the rule of the question's kind."""

    text: str
    correct: bool
    why: str = ""
    evidence: tuple[Evidence, ...] = ()
    share: float | None = None


class TextAnswer(Struct, frozen=True, tag="text"):
    r"""A text that is accepted: ``*`` stands for any characters, ``\*`` for an asterisk."""

    text: str
    share: float = 1.0
    why: str = ""


class NumberAnswer(Struct, frozen=True, tag="number"):
    """A number that is accepted, and how far off it may be."""

    number: float
    tolerance: float = 0.0
    share: float = 1.0
    why: str = ""


Answer = TextAnswer | NumberAnswer


class Gap(Struct, frozen=True):
    """A gap of a cloze with several: either ``answers`` to type or ``options`` to choose from.

    ``weight`` is what it counts beside the others; ``exact_case`` tells Paris from paris.
    """

    answers: tuple[Answer, ...] = ()
    options: tuple[QuestionOption, ...] = ()
    weight: float = 1.0
    exact_case: bool = False


class QuestionPair(Struct, frozen=True):
    """Two things that belong together; several may share a right side."""

    left: str
    right: str
    why: str = ""
    evidence: tuple[Evidence, ...] = ()


class QuestionGroup(Struct, frozen=True):
    """A group and all that belongs in it."""

    name: str
    members: tuple[str, ...]
