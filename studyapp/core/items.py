"""Items: concrete questions as shown, what a learner answers, what that is worth."""

from enum import StrEnum
from typing import NewType

from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import BankId, FactId, Kind, TopicId
from studyapp.core.questions import Answer, Picture
from studyapp.core.sources import SourceId
from studyapp.core.values import EntityId

ItemId = NewType("ItemId", str)


class Reason(StrEnum):
    """Why an option is right or wrong, as checked against the bank."""

    KEY = "key"
    CLASH = "single_value_clashes"
    OTHER_FACT = "value_of_another_fact"
    LIST_COMPLETE = "list_is_complete"
    AUTHOR = "author"


class Option(Struct, frozen=True):
    """An answer to choose. ``why`` is a sentence for the learner, ``reason`` its proof.

    ``fact`` names the fact whose value this is, ``evidence`` where that stands.
    ``share`` is what choosing it is worth, from -1 to 1, where its author says so.
    """

    text: str
    correct: bool
    why: str
    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    fact: FactId | None = None
    share: float | None = None

    @property
    def worth(self) -> float:
        """The share that choosing it alone earns."""
        if self.share is not None:
            return self.share
        return 1.0 if self.correct else 0.0


class AcceptText(Struct, frozen=True, tag="text"):
    """Texts that are right, the usual one first.

    ``rivals`` are other names of the bank that a typo must never turn into;
    ``broader`` are names of what contains the answer: true, but less precise.
    """

    text: tuple[str, ...]
    rivals: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


class AcceptQuantity(Struct, frozen=True, tag="quantity"):
    """Numbers from ``low`` to ``high`` of ``unit`` are right.

    ``printed`` are the number or the ends of the range that the source prints.
    """

    low: float
    high: float
    unit: str
    printed: tuple[float, float]
    hedge: str = ""


class AcceptDate(Struct, frozen=True, tag="date"):
    """The EDTF date is right; ``inferred`` says that the source does not print its year."""

    edtf: str
    inferred: bool = False


class AcceptAnswers(Struct, frozen=True, tag="answers"):
    """Each answer is worth its own share; texts are compared to the letter but for case."""

    answers: tuple[Answer, ...]
    exact_case: bool = False


Accept = AcceptText | AcceptQuantity | AcceptDate | AcceptAnswers


class ItemGap(Struct, frozen=True):
    """A gap of a stem that has several, marked ``{1}``, ``{2}``…: to type or to choose.

    ``key`` is its right answer in words, ``weight`` what it counts beside the others.
    """

    key: str
    accept: AcceptAnswers | None = None
    options: tuple[Option, ...] = ()
    weight: float = 1.0


class Pair(Struct, frozen=True):
    """Two things that belong together, and why."""

    left: str
    right: str
    why: str
    evidence: tuple[Evidence, ...]
    fact: FactId


class Element(Struct, frozen=True):
    """A statement or event to be put in order or in a group, and where it belongs."""

    text: str
    why: str
    evidence: tuple[Evidence, ...]
    fact: FactId


class Group(Struct, frozen=True):
    """``members`` are indexes into the item's elements."""

    name: str
    members: tuple[int, ...]


class Item(Struct, frozen=True):
    """A question as shown: each kind fills the fields that it needs.

    Choice kinds have ``options``; typed kinds ``accept``; matching ``pairs`` (in
    the order of their left sides) and ``rights`` (as shown, perhaps with one too
    many); ordering ``elements`` as shown and ``before``, the pairs of their
    indexes that must hold; grouping ``elements`` and ``groups``; find_passage
    ``spans``, any of which is right; a cloze with several gaps ``gaps``.

    ``slot`` names the slot of the first fact that is asked for, if one is.
    ``key`` is the right answer in words. ``statement`` is the whole true sentence
    with its speaker, shown with the answer. ``notes`` are flaws of the source at
    this place. ``marked`` says that the texts bear the marks of ``studyapp.core.marked``.
    Evidence positions are code points.
    """

    id: ItemId
    bank: BankId
    kind: Kind
    facts: tuple[FactId, ...]
    topic: TopicId
    speaker: EntityId | None
    stem: str
    key: str
    statement: str
    options: tuple[Option, ...] = ()
    accept: Accept | None = None
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    rights: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    before: tuple[tuple[int, int], ...] = ()
    groups: tuple[Group, ...] = ()
    spans: tuple[Evidence, ...] = ()
    gaps: tuple[ItemGap, ...] = ()
    picture: Picture | None = None
    marked: bool = False

    @property
    def fact(self) -> FactId:
        """The fact or written question that is asked; others may be shown beside it."""
        return self.facts[0]

    slot: str = ""


class Chosen(Struct, frozen=True, tag="chosen"):
    """Indexes into the item's options, from 0; none means "I don't know", for any kind."""

    options: tuple[int, ...]


class Typed(Struct, frozen=True, tag="typed"):
    """What was typed; nothing but spaces means "I don't know"."""

    text: str


class Filled(Struct, frozen=True, tag="filled"):
    """What stands in each gap of the item: typed, or the text of the option chosen."""

    gaps: tuple[str, ...]


class Matched(Struct, frozen=True, tag="matched"):
    """For each pair the index of the right side chosen for it, -1 for none."""

    rights: tuple[int, ...]


class Ordered(Struct, frozen=True, tag="ordered"):
    """Indexes of the item's elements in the learner's order."""

    order: tuple[int, ...]


class Grouped(Struct, frozen=True, tag="grouped"):
    """For each element the index of the group chosen for it, -1 for none."""

    groups: tuple[int, ...]


class Pointed(Struct, frozen=True, tag="pointed"):
    """A place in a source, in code points."""

    source: SourceId
    offset: int


class SelfGraded(Struct, frozen=True, tag="self_graded"):
    """What the learner says the recalled answer was worth, from 0 to 1."""

    score: float


Response = Chosen | Typed | Filled | Matched | Ordered | Grouped | Pointed | SelfGraded


class Verdict(StrEnum):
    """The three words a learner reads."""

    RIGHT = "Right"
    PARTLY = "Partly right"
    WRONG = "Wrong"


class Grade(Struct, frozen=True):
    """``score`` from 0 to 1, and a sentence that says why where it needs saying."""

    score: float
    why: str = ""

    @property
    def verdict(self) -> Verdict:
        if self.score >= 1:
            return Verdict.RIGHT
        return Verdict.PARTLY if self.score > 0 else Verdict.WRONG
