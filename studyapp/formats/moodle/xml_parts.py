"""What a question of a Moodle XML file is made of."""

from msgspec import Struct

from studyapp.core.bank import Kind
from studyapp.core.questions import Answer, Gap, QuestionOption, QuestionPair


class Parts(Struct, frozen=True):
    """What the type of a question says: its kind, and its answers.

    ``stem`` is set where gaps stand in it. ``points`` are those that follow from the
    answers, ``why`` is what is said to those who grade.
    """

    kind: Kind
    options: tuple[QuestionOption, ...] = ()
    answers: tuple[Answer, ...] = ()
    exact_case: bool = False
    gaps: tuple[Gap, ...] = ()
    pairs: tuple[QuestionPair, ...] = ()
    extra: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    shuffled: bool = True
    stem: str | None = None
    points: float = 1.0
    why: str = ""
