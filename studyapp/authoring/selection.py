"""Which questions of a bank a teacher wants, on paper or in a file."""

from enum import StrEnum

from msgspec import Struct

from studyapp.core.bank import UNGRADED, Bank, Kind, TopicId


class Origin(StrEnum):
    """Where questions come from: the app generates them, somebody wrote them by hand, or both."""

    ALL = "all"
    GENERATED = "generated"
    WRITTEN = "written"


class Selection(Struct, frozen=True):
    """Which items are exported; ``count`` draws a form in which none gives away another.

    Of all kinds and topics where none is named.
    """

    origin: Origin = Origin.ALL
    kinds: frozenset[Kind] = frozenset()
    count: int | None = None
    seed: int = 1
    topics: frozenset[TopicId] = frozenset()


def origins_of(bank: Bank) -> tuple[Origin, ...]:
    """Where questions can come from in this bank; at least one place is named."""
    generated = len(bank.entries) > sum(one in bank.entries for one in bank.questions)
    if bank.questions and generated:
        return tuple(Origin)
    return (Origin.WRITTEN,) if bank.questions else (Origin.GENERATED,)


def kinds_of(bank: Bank) -> tuple[Kind, ...]:
    """The kinds in which something of the bank can be asked, and those that are only printed."""
    # It brings all that makes questions: not before they are chosen.
    from studyapp.core.generate import ways_to_ask

    found = {question.kind for question in bank.questions.values() if question.kind in UNGRADED}
    for entry in bank.entries:
        found |= {ask.kind for ask in ways_to_ask(entry, bank)}
    return tuple(kind for kind in Kind if kind in found)
