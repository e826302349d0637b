"""The bank file as a person writes it: one record per entry, checked by msgspec.

``questions/bank.schema.json`` is generated from these types, so that editors
complete and check the file: ``python -m studyapp.storage.bank_schema`` prints it.
"""

import json
import sys
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from studyapp.core.bank import Kind, Relation
from studyapp.core.values import HEDGES, TIME_UNITS

Words = Annotated[str, Meta(min_length=1)]
Id = Annotated[
    str,
    Meta(
        pattern="^[A-Za-z0-9][A-Za-z0-9_.-]*$",
        description="Letters, digits, hyphen, underscore and full stop.",
    ),
]

Share = Annotated[float, Meta(ge=-1, le=1)]


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """What all entries share: a field that we do not know is a slip of the pen."""


class SourceEntry(_Entry, frozen=True):
    """A source text: ``file`` beside the bank, or ``text`` inline."""

    id: Id
    credit: Words
    title: str = ""
    file: Words | None = None
    text: Words | None = None
    sha256: Annotated[str, Meta(pattern="^[0-9a-fA-F]{64}$")] | None = None


class EntityEntry(_Entry, frozen=True):
    kind: Annotated[Words, Meta(description="person, organisation, country, place, force …")]
    name: Annotated[Words, Meta(description="As it stands inside a sentence.")]
    also: Annotated[list[Words], Meta(description="Other spellings that are right.")] = []
    role: str = ""
    within: Annotated[list[Id], Meta(description="What directly contains it.")] = []
    stands_for: Annotated[list[Id], Meta(description="What it is a byname of.")] = []


class QuoteEntry(_Entry, frozen=True):
    quote: Annotated[Words, Meta(description="Exact words of the source.")]
    prefix: str = ""
    suffix: str = ""
    source: Id | None = None


Evidence = Words | QuoteEntry


class ValueEntry(_Entry, frozen=True, rename={"start": "from", "end": "to", "members": "list"}):
    """One of: entity; date; number or from and to; duration; text; list."""

    entity: Id | None = None
    date: Annotated[str | int | None, Meta(description="EDTF level 1, e.g. 2024-08-06.")] = None
    inferred: Annotated[bool, Meta(description="The source does not print the year.")] = False
    number: Annotated[int | float | str | None, Meta(description="1300, 0.5 or 2/3.")] = None
    start: int | float | None = None
    end: int | float | None = None
    unit: str = ""
    hedge: Annotated[str, Meta(description=", ".join(filter(None, HEDGES)))] = ""
    duration: Annotated[
        str | None, Meta(description=f"A number and one of {', '.join(TIME_UNITS)}.")
    ] = None
    text: Words | None = None
    also: list[Words] = []
    category: str = ""
    members: Annotated[
        "list[ValueEntry] | None", Meta(description="A complete list of entities or of texts.")
    ] = None
    words: Annotated[str, Meta(description="As the source prints it.")] = ""


class WrongEntry(_Entry, frozen=True):
    value: ValueEntry
    why: Annotated[Words, Meta(description="One sentence: why this is wrong.")]
    evidence: Annotated[
        Evidence | list[Evidence], Meta(description="Where this wrong value does stand, if so.")
    ] = []


class SlotEntry(_Entry, frozen=True):
    value: ValueEntry
    ask: Annotated[str, Meta(description="A written question that this value answers.")] = ""
    quote: Annotated[str, Meta(description="The value's own words in the evidence.")] = ""
    wrong: list[WrongEntry] = []
    open: Annotated[
        bool, Meta(description="Other values might fit: only `wrong` may be options.")
    ] = False
    typed: Annotated[
        bool, Meta(description="Free text whose wording is fixed enough to be typed and graded.")
    ] = False


class FactEntry(_Entry, frozen=True):
    id: Id
    topic: Id
    says: Annotated[Words, Meta(description="A whole sentence with {slot} for each slot.")]
    evidence: Evidence | list[Evidence]
    context: Annotated[
        Evidence | list[Evidence],
        Meta(description="What the evidence leans on, such as the anchor of a relative date."),
    ] = []
    speaker: Annotated[
        Id | None, Meta(description="Who claims it; leave out for the source's own voice.")
    ] = None
    lead: Annotated[str, Meta(description="Instead of “According to …:”.")] = ""
    importance: Annotated[int, Meta(ge=1, le=3)] = 2
    event: Annotated[
        str, Meta(description="What happened, without its date: for putting events in order.")
    ] = ""
    slots: dict[str, SlotEntry] = {}


class ComparisonEntry(_Entry, frozen=True):
    facts: Annotated[list[Id], Meta(min_length=2, max_length=2)]
    relation: Relation
    why: Words


class DisputeEntry(_Entry, frozen=True):
    id: Id
    asks: Words
    facts: Annotated[list[Id], Meta(min_length=2)]
    pairs: Annotated[
        list[ComparisonEntry], Meta(description="How two of the statements stand to each other.")
    ] = []


class TextWrongEntry(_Entry, frozen=True):
    text: Words
    why: Words
    evidence: Evidence | list[Evidence] = []


class ChangeEntry(_Entry, frozen=True):
    """How somebody's position changed from one fact to another."""

    id: Id
    topic: Id
    asks: Words
    key: Words
    facts: Annotated[list[Id], Meta(min_length=2)]
    wrong: Annotated[list[TextWrongEntry], Meta(min_length=2)]


class UnstatedEntry(_Entry, frozen=True):
    """A question that the source leaves open, with the answers that tempt."""

    id: Id
    topic: Id
    asks: Words
    why: Words
    evidence: Annotated[Evidence | list[Evidence], Meta(description="Where the source comes near.")]
    tempting: Annotated[list[TextWrongEntry], Meta(min_length=2)]


class NoteEntry(_Entry, frozen=True):
    evidence: Evidence
    note: Words


class UnmodelledEntry(_Entry, frozen=True):
    evidence: Evidence
    why: Words


class OptionEntry(_Entry, frozen=True):
    text: Words
    why: Annotated[str, Meta(description="Why it is right or wrong, in a sentence.")] = ""
    correct: Annotated[
        bool | None, Meta(description="False where left out, unless its share says otherwise.")
    ] = None
    share: Annotated[
        Share | None, Meta(description="What choosing it is worth, e.g. 0.5, or -0.25 to deter.")
    ] = None
    evidence: Evidence | list[Evidence] = []


class AnswerEntry(_Entry, frozen=True, rename={"start": "from", "end": "to"}):
    """One of: text; number, with a tolerance if need be; from and to."""

    text: Annotated[
        Words | None, Meta(description="“*” stands for any characters, “\\*” for an asterisk.")
    ] = None
    number: float | None = None
    tolerance: Annotated[float, Meta(ge=0)] | None = None
    start: float | None = None
    end: float | None = None
    share: Annotated[Share, Meta(description="What it is worth: 1 is right, 0 wrong.")] = 1.0
    why: str = ""


# A wrong option, or a right answer, that needs nothing more is written as such.
Option = OptionEntry | Words
TypedAnswer = AnswerEntry | Words | float


class GapEntry(_Entry, frozen=True):
    """A gap: ``answers`` to type, or ``options`` to choose from."""

    answers: list[TypedAnswer] = []
    options: list[Option] = []
    weight: Annotated[float, Meta(gt=0, le=1000)] = 1.0
    case: Annotated[bool, Meta(description="Capitals count.")] = False


class PairEntry(_Entry, frozen=True):
    left: Words
    right: Words
    why: str = ""
    evidence: Evidence | list[Evidence] = []


class PictureEntry(_Entry, frozen=True):
    """A PNG, JPEG, GIF or WebP file in the folder of the bank or below it."""

    file: Annotated[Words, Meta(description="e.g. pictures/map.png")]
    alt: Annotated[str, Meta(description="What it shows, for those who cannot see it.")] = ""


class QuestionEntry(_Entry, frozen=True, rename={"elements": "order"}):
    """A question written by hand: what there is to choose, to type, to match or to order."""

    id: Id
    kind: Kind
    stem: Annotated[Words, Meta(description="The question; of a flash card its front.")]
    topic: Annotated[
        Id | None, Meta(description="May be left out where the file has no more than one.")
    ] = None
    title: Annotated[str, Meta(description="For lists; never shown with the question.")] = ""
    options: list[Option] = []
    answer: Annotated[
        ValueEntry | Words | None, Meta(description="Graded kindly; of a flash card its back.")
    ] = None
    answers: Annotated[list[TypedAnswer], Meta(description="Graded to the letter.")] = []
    case: Annotated[bool, Meta(description="Capitals count in the answers.")] = False
    gaps: Annotated[
        list[GapEntry], Meta(description="In the order of {1}, {2} … in the stem.")
    ] = []
    pairs: list[PairEntry] = []
    extra: Annotated[list[Words], Meta(description="Right sides that belong to no left one.")] = []
    elements: Annotated[list[Words], Meta(description="In the right order.")] = []
    groups: Annotated[
        dict[Words, list[Words]], Meta(description="Name of the group: all that belongs in it.")
    ] = {}
    why: Annotated[str, Meta(description="Said to every answer.")] = ""
    evidence: Evidence | list[Evidence] = []
    picture: PictureEntry | None = None
    tags: list[Words] = []
    points: Annotated[float, Meta(ge=0, le=1_000_000)] = 1.0
    shuffle: Annotated[bool, Meta(description="False keeps the options as written.")] = True
    marked: Annotated[
        bool, Meta(description="Texts bear marks: *emphasis*, H~2~O, 10^6^; \\* is an asterisk.")
    ] = False


class BankFrame(_Entry, frozen=True):
    """A bank file whose lists are still unread, so that each entry can have its own problem."""

    bank: Id
    title: Words
    topics: Annotated[dict[str, Words], Meta(description="id: the name shown")] = {}
    voice: Annotated[Words, Meta(description="How stems name the source's own voice.")] = "the text"
    sources: list[Any] = []
    entities: dict[str, Any] = {}
    apart: list[Any] = []
    facts: list[Any] = []
    disputes: list[Any] = []
    changes: list[Any] = []
    unstated: list[Any] = []
    notes: list[Any] = []
    unmodelled: list[Any] = []
    questions: list[Any] = []


class BankFile(BankFrame, frozen=True):
    """A fact bank."""

    sources: list[SourceEntry] = []
    entities: dict[str, EntityEntry] = {}
    apart: Annotated[
        list[Annotated[list[Id], Meta(min_length=2, max_length=2)]],
        Meta(description="Pairs of entities that are never options of one question."),
    ] = []
    facts: list[FactEntry] = []
    disputes: list[DisputeEntry] = []
    changes: list[ChangeEntry] = []
    unstated: list[UnstatedEntry] = []
    notes: list[NoteEntry] = []
    unmodelled: Annotated[
        list[UnmodelledEntry], Meta(description="Sentences without a fact, and why.")
    ] = []
    questions: list[QuestionEntry] = []


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the bank file."""
    schema = msgspec.json.schema(BankFile)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")
