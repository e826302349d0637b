"""What stands on paper, as data: questions, what is written on, keys and explanations."""

from msgspec import Struct

from studyapp.authoring.selection import Origin
from studyapp.core.bank import BankId, Kind, TopicId
from studyapp.core.marked import Run, runs
from studyapp.core.problems import Problem

# The letters of the alphabet name the versions.
MOST_VERSIONS = 26

# Words with their emphasis, lowered and raised parts.
Words = tuple[Run, ...]


class PaperPlan(Struct, frozen=True):
    """What is printed. The same plan of the same bank gives the same paper.

    Where none is named, all topics are asked, and all kinds: but of flash cards only those
    written by hand. ``count`` is the most questions, None for all. Version C is the same
    whether there are three versions or ten. The bank's title stands for an empty one.
    """

    origin: Origin = Origin.ALL
    kinds: frozenset[Kind] = frozenset()
    topics: frozenset[TopicId] = frozenset()
    count: int | None = None
    seed: int = 1
    versions: int = 1
    shuffled: bool = True
    title: str = ""


class Lettered(Struct, frozen=True):
    """Words that are answered with, or that have an answer, by the letter or number before them."""

    letter: str
    words: Words


class Options(Struct, frozen=True):
    """Answers to choose from, one or ``several``; ``label`` names the gap that they fill."""

    choices: tuple[Lettered, ...]
    several: bool = False
    label: str = ""


class Blank(Struct, frozen=True):
    """A line to write on, with the gap that it fills before it and a unit after it."""

    label: str = ""
    unit: str = ""


class Ruled(Struct, frozen=True):
    """Lines for a longer answer."""

    lines: int


class Partners(Struct, frozen=True):
    """Each row gets the letter of one of the ``choices``, of which one may fit several rows."""

    choices: tuple[Lettered, ...]
    rows: tuple[Lettered, ...]


class Places(Struct, frozen=True):
    """Each row gets the number of its place, 1 for the first."""

    rows: tuple[Lettered, ...]


class Sentences(Struct, frozen=True):
    """A passage of the source with numbered sentences, one of which is to be named."""

    rows: tuple[Lettered, ...]


Part = Options | Blank | Ruled | Partners | Places | Sentences


class PrintedPicture(Struct, frozen=True):
    """The bytes of an image file of a stranger, and in words what it shows."""

    data: bytes
    alt: str


class Answer(Struct, frozen=True):
    """What is right: a letter, a number or words; ``label`` says for which gap or row."""

    words: Words
    label: str = ""


class Accepted(Struct, frozen=True):
    """Another answer that counts, and the share of the points that it is worth."""

    words: Words
    share: float = 1.0


class Remark(Struct, frozen=True):
    """What is to be said of one answer; ``right`` is None where it is neither right nor wrong.

    ``share`` is what it is worth where its author says so.
    """

    letter: str
    words: Words
    why: Words = ()
    right: bool | None = None
    share: float | None = None


class Quotation(Struct, frozen=True):
    """Words of a source, and whose text that is."""

    exact: str
    credit: str


class Solution(Struct, frozen=True):
    """What the one who marks needs to know; essays have no answers but what was said of them."""

    answers: tuple[Answer, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    remarks: tuple[Remark, ...] = ()
    statement: Words = ()
    notes: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()


class PrintedQuestion(Struct, frozen=True):
    """``number`` counts from 1, and is 0 for a description, which asks nothing."""

    number: int
    kind: Kind
    points: float
    stem: Words
    parts: tuple[Part, ...]
    solution: Solution
    picture: PrintedPicture | None = None


class Version(Struct, frozen=True):
    """One paper; all versions ask the same."""

    letter: str
    questions: tuple[PrintedQuestion, ...]


class Paper(Struct, frozen=True):
    """All versions, and a warning for each question that cannot be asked on paper."""

    title: str
    bank: BankId
    plan: PaperPlan
    versions: tuple[Version, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def count(self) -> int:
        """How many questions each version asks."""
        return sum(question.number > 0 for question in self.versions[0].questions)

    @property
    def points(self) -> float:
        """What is to be had in each version."""
        return sum(question.points for question in self.versions[0].questions)


def words_of(text: str, *, marked: bool = False) -> Words:
    """The text as words: with the styles that its marks say, or as it stands."""
    if marked:
        return runs(text)
    return (Run(text),) if text else ()
