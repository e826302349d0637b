"""Learners who answer rightly or wrongly, and a clock that they hear ticking."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from studyapp.core.attempts import Attempt
from studyapp.core.items import (
    AcceptText,
    Chosen,
    Grouped,
    Item,
    Matched,
    Ordered,
    Pointed,
    Response,
    Typed,
)
from studyapp.study import StudySession

LIGHTHOUSE = Path(__file__).parent.parent / "data" / "lighthouse.yaml"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DONT_KNOW = Chosen(())


class Clock:
    """Five seconds pass each time that someone looks."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=5)
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


def right_answer(item: Item) -> Response:
    if item.options:
        return Chosen(tuple(i for i, option in enumerate(item.options) if option.correct))
    if item.pairs:
        return Matched(tuple(item.rights.index(pair.right) for pair in item.pairs))
    if item.groups:
        members = range(len(item.elements))
        of = {member: at for at, group in enumerate(item.groups) for member in group.members}
        return Grouped(tuple(of[member] for member in members))
    if item.elements:
        waits = {one: sum(late == one for _, late in item.before) for one in range(4)}
        return Ordered(tuple(sorted(range(len(item.elements)), key=lambda one: waits[one])))
    if item.spans:
        return Pointed(item.spans[0].source, item.spans[0].start)
    return Typed(item.accept.text[0] if isinstance(item.accept, AcceptText) else item.key)


def play(session: StudySession, most: int = 10_000) -> list[Attempt]:
    """Answer everything rightly, or so many items at most."""
    while session.item is not None and len(session.attempts) < most:
        session.answer(right_answer(session.item), 1.5)
        session.advance()
    return session.attempts
