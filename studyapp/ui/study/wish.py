"""What a learner asked for, before it becomes a session."""

from msgspec import Struct

from studyapp.core.bank import FactId, Kind, TopicId
from studyapp.core.sessions import Mode


class Wish(Struct, frozen=True):
    """A session as the learner wants it; all topics and kinds where the sets are empty.

    ``seed`` is None where the dice shall choose; ``minutes`` and ``pass_mark`` (a share
    from 0 to 1) are those of an exam; ``facts`` limits it to these facts.
    """

    mode: Mode
    count: int = 10
    topics: frozenset[TopicId] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    minutes: int | None = None
    pass_mark: float | None = None
    seed: int | None = None
    facts: tuple[FactId, ...] = ()
