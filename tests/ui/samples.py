"""A bank file, and attempts such as a learner makes, for the tests of the pages."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from studyapp.core.attempts import Attempt, AttemptId, Session, SessionId, SessionScore
from studyapp.core.grading import grade
from studyapp.core.items import Chosen, Item, Response
from studyapp.storage.record import NotSaved, Record

FORTS = Path(__file__).parent.parent / "data" / "forts.yaml"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def attempt_at(item: Item, response: Response) -> Attempt:
    return Attempt(
        AttemptId(str(uuid4())), SessionId("s"), item, response, grade(item, response), NOON, 3.0
    )


def wrong_choice(item: Item) -> Chosen:
    return Chosen((next(i for i, option in enumerate(item.options) if not option.correct),))


def right_choice(item: Item) -> Chosen:
    return Chosen(tuple(i for i, option in enumerate(item.options) if option.correct))


def session_score(number: int, *, title: str = "Kursk", score: float = 7.5) -> SessionScore:
    session = Session(SessionId(f"s{number}"), "kursk", title, "quiz", 10, number, NOON, NOON)
    return SessionScore(session, 10, score)


class FullDisk:
    """A record whose disk can be full: everything else is done by the real one."""

    WRITES = frozenset("begin add finish take_back set_card add_flag set_policy".split())

    def __init__(self, record: Record) -> None:
        self._record = record
        self.full = False

    def __getattr__(self, name: str) -> object:
        if self.full and name in self.WRITES:
            return self._refuse
        return getattr(self._record, name)

    def _refuse(self, *_given: object) -> None:
        raise NotSaved("Not saved: the disk is full")
