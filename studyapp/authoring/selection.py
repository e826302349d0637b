"""Which questions of a bank a teacher wants, on paper or in a file."""

from enum import StrEnum

from msgspec import Struct

from studyapp.core.bank import Kind


class Origin(StrEnum):
    """Where questions come from: the app generates them, somebody wrote them by hand, or both."""

    ALL = "all"
    GENERATED = "generated"
    WRITTEN = "written"


class Selection(Struct, frozen=True):
    """Which items are exported; ``count`` draws a form in which none gives away another."""

    origin: Origin = Origin.ALL
    kinds: frozenset[Kind] = frozenset()
    count: int | None = None
    seed: int = 1
