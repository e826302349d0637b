"""Items for the tests of grading, as the generator would make them."""

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import BankId, FactId, Kind, TopicId
from studyapp.core.grading import grade
from studyapp.core.items import (
    Accept,
    AcceptDate,
    AcceptQuantity,
    AcceptText,
    Grade,
    Item,
    ItemId,
    Option,
    Reason,
    Typed,
)
from studyapp.core.sources import SourceId
from studyapp.core.values import Duration, EntityId, Quantity, bounds


def item(
    accept: Accept | None, key: str = "", *, options: tuple[Option, ...] = (), evidence: str = ""
) -> Item:
    places = (Evidence(SourceId("ap"), 0, len(evidence), evidence),) if evidence else ()
    return Item(
        id=ItemId("kursk/course/1"),
        bank=BankId("kursk"),
        kind=Kind.SINGLE_CHOICE if accept is None else Kind.CLOZE,
        facts=(FactId("course"),),
        topic=TopicId("course"),
        speaker=EntityId("syrsky"),
        stem="_____",
        key=key,
        statement="",
        options=options,
        accept=accept,
        evidence=places,
    )


def option(text: str, *, correct: bool = False) -> Option:
    return Option(text, correct, "", Reason.KEY if correct else Reason.CLASH)


def names(*right: str, rivals: tuple[str, ...] = ()) -> Item:
    return item(AcceptText(right, rivals), right[0])


def amount(value: Quantity | Duration, key: str = "") -> Item:
    allowed = bounds(value)
    printed = (value.low, value.high)
    accept = AcceptQuantity(allowed.low, allowed.high, value.unit, printed, value.hedge)
    return item(accept, key)


def when(edtf: str, key: str = "", *, inferred: bool = False, evidence: str = "") -> Item:
    return item(AcceptDate(edtf, inferred), key, evidence=evidence)


def typed(asked: Item, text: str) -> Grade:
    return grade(asked, Typed(text))
