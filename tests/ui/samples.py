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

    def __init__(self, record: Record) -> None:
        self._record = record
        self.full = False

    def add(self, attempt: Attempt) -> None:
        self._refuse()
        self._record.add(attempt)

    def begin(self, session: Session) -> None:
        self._refuse()
        self._record.begin(session)

    def finish(self, session: SessionId, at: datetime) -> None:
        self._refuse()
        self._record.finish(session, at)

    def attempts(self, session: SessionId | None = None) -> list[Attempt]:
        return self._record.attempts(session)

    def _refuse(self) -> None:
        if self.full:
            raise NotSaved("the disk is full")
