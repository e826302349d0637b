"""Sessions and attempts such as a learner makes, for the tests of the record."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import UUID

from studyapp.core.anchoring import Evidence
from studyapp.core.attempts import Attempt, AttemptId, Session, SessionId
from studyapp.core.bank import BankId, FactId, Kind, TopicId
from studyapp.core.items import (
    AcceptQuantity,
    Chosen,
    Grade,
    Item,
    ItemId,
    Option,
    Reason,
    Typed,
)
from studyapp.storage.record import Record

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def session(number: int = 1, bank: str = "kursk") -> Session:
    return Session(SessionId(str(UUID(int=number))), BankId(bank), "Kursk", "quiz", 10, 7, NOON)


def item(*, bank: str = "kursk", topic: str = "course", kind: Kind = Kind.SINGLE_CHOICE) -> Item:
    evidence = (Evidence("ap", 2510, 2533, "nearly 1,300 sq. km"),)
    return Item(
        id=ItemId(f"{bank}/area-seized/area/{kind}/1"),
        bank=BankId(bank),
        kind=kind,
        facts=(FactId("area-seized"),),
        topic=TopicId(topic),
        speaker="syrsky",
        stem="How much territory did General Syrsky say Kiev’s forces had seized?",
        key="nearly 1,300 sq. km",
        statement="Kiev’s forces have seized nearly 1,300 sq. km.",
        options=(
            Option("nearly 1,300 sq. km", True, "So says the general.", Reason.KEY, evidence),
            Option("about 500 sq. km", False, "That is another fact.", Reason.OTHER_FACT),
        ),
        evidence=evidence,
        notes=("Probably a mistranslation.",),
    )


def unbounded_item() -> Item:
    """“At least 1,300 sq. km”: any greater number is right."""
    return Item(
        id=ItemId("kursk/area-seized/area/quantity/1"),
        bank=BankId("kursk"),
        kind=Kind.QUANTITY,
        facts=(FactId("area-seized"),),
        topic=TopicId("course"),
        speaker=None,
        stem="How many sq. km at least?",
        key="at least 1,300 sq. km",
        statement="They seized at least 1,300 sq. km.",
        accept=AcceptQuantity(1300, float("inf"), "sq. km", (1300, 1300), "at least"),
    )


def attempt(
    number: int,
    *,
    session: int = 1,
    score: float = 1.0,
    shown: Item | None = None,
    typed: str | None = None,
    seconds: float = 4.5,
    at: datetime | None = None,
) -> Attempt:
    """The answer with this number; numbers stand for UUIDs."""
    return Attempt(
        AttemptId(str(UUID(int=1000 + number))),
        SessionId(str(UUID(int=session))),
        shown or item(),
        Chosen((0,)) if typed is None else Typed(typed),
        Grade(score, "So says the general."),
        at or NOON + timedelta(minutes=number),
        seconds,
    )


def fill(folder, count=30):
    """A record of one session with this many answers, closed."""
    with closing(Record.open(folder)) as record:
        record.begin(session())
        for number in range(count):
            record.add(attempt(number, typed=f"answer {number}"))
    return [attempt(number, typed=f"answer {number}") for number in range(count)]


def reread(folder):
    with closing(Record.open(folder)) as record:
        return record.attempts()
