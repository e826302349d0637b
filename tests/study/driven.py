"""A learner who answers and takes back without pause, and says so: for the tests that kill.

Called with a bank, the folder of the record and a seed. A line is printed before and after
each thing that is done; what was said to be done must be there whatever happens next.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from sittings import DONT_KNOW, right_answer

from studyapp.core.bank import Bank
from studyapp.storage.bank_files import load_bank
from studyapp.storage.record import Record
from studyapp.study import Mode, Plan, StudySession, resume

MODES = (
    Mode.LEARN,
    Mode.QUIZ,
    Mode.READ,
    Mode.EXAM,
    Mode.MISTAKES,
    Mode.MARATHON,
    Mode.CRAM,
    Mode.PREVIEW,
)


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201 (this is how the test hears of it)


def drive(bank: Bank, record: Record, rng: Random) -> None:
    def now() -> datetime:
        """Two days pass from session to session, so that there is always something to learn."""
        return datetime.now(UTC) + timedelta(days=2 * len(record.sessions()))

    session = resume(bank, record, now, UTC)
    if session is not None:
        say("resumed", session.session.id, *(each.id for each in session.attempts))
        walk(session, rng)
    for mode in cycle(MODES[len(record.sessions()) % len(MODES) :] + MODES):
        begin(bank, record, mode, rng, now)


def begin(bank: Bank, record: Record, mode: Mode, rng: Random, now: Callable[[], datetime]) -> None:
    plan = Plan(12, rng.randrange(1000), mode=mode, minutes=10_000 if mode is Mode.EXAM else None)
    session = StudySession(bank, plan, record, now=now, zone=UTC)
    if session.item is not None:
        say("began", session.session.id)
        walk(session, rng)


def walk(session: StudySession, rng: Random) -> None:
    while session.item is not None and session.number < 30:
        last = session.number == session.total and session.plan.mode is not Mode.MARATHON
        say("asked", session.item.id, *(["last"] if last else []))
        if rng.random() < 0.2:
            session.hint()
        known = rng.random() < 0.7
        attempt = session.answer(right_answer(session.item) if known else DONT_KNOW, 2.0)
        say("answered", attempt.id)
        if rng.random() < 0.25:
            say("undoing", attempt.id)
            session.undo()
            say("undone", attempt.id)
        else:
            session.advance()
    say("ending", session.session.id)
    session.stop()


if __name__ == "__main__":
    loaded = load_bank(Path(sys.argv[1]), cache=Path(sys.argv[2]) / "cache").bank
    assert loaded is not None
    drive(loaded, Record.open(Path(sys.argv[2]) / "learner"), Random(int(sys.argv[3])))
