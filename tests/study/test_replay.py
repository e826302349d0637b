"""Whatever a learner answers and takes back, what is kept is what a replay would give."""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sittings import DONT_KNOW, Clock, play, right_answer

from studyapp.core.bank import Bank
from studyapp.core.certainty import Confidence
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.record import Record
from studyapp.study import Mode, Plan, StudySession, TimeIsUp, resume

ANSWERS = st.tuples(
    st.just("answer"), st.booleans(), st.integers(0, 3), st.sampled_from([None, *Confidence])
)
UNDO = st.just(("undo",))
STEPS = st.lists(
    st.one_of(ANSWERS, ANSWERS, UNDO, st.tuples(st.just("wait"), st.integers(-3, 40))), max_size=14
)
CARDS = "SELECT * FROM cards"
LEARNED = (
    "SELECT id, item, response, score, at, seconds, hints, confidence, fact, day, rating,"
    " checksum FROM attempts ORDER BY seq",
    CARDS,
    "SELECT * FROM hours",
    "SELECT bank, fact, kind, score, day, rating FROM indexed_answers ORDER BY bank, fact, seq",
)


def rows(folder: Path, *statements: str) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "record.sqlite3")) as connection:
        return [connection.execute(statement).fetchall() for statement in statements]


def learned(folder: Path) -> list[list[tuple[object, ...]]]:
    """All that the database holds but for numbers and what was undone; its sums are up to date."""
    with closing(Record.open(folder)) as record:
        record.by_topic()
    return rows(folder, *LEARNED)


def walk(session: StudySession, clock: Clock, steps: list[tuple[object, ...]]) -> None:
    for step in steps:
        match step:
            case ("answer", bool(knows), int(hints), confidence) if session.item is not None:
                for _ in range(hints):
                    session.hint()
                response = right_answer(session.item) if knows else DONT_KNOW
                session.answer(response, 2.0, confidence)
                if hints != 2:  # now and then the verdict stays on the screen
                    session.advance()
            case ("undo",):
                session.undo()
            case ("wait", int(days)):
                clock.wait(days=days)
        if session.answered and session.item is not None:
            session.advance()


def replay(record: Record, session: StudySession, into: Path) -> None:
    """Give the answers that were not taken back, and no others, to a new record."""
    bank = session.session.bank
    left = {fact: iter(reviews) for fact, reviews in record.histories(bank).items()}
    with closing(Record.open(into)) as other:
        other.begin(session.session)
        for attempt in record.attempts():
            other.add(attempt, next(left[attempt.fact]))


@given(st.sampled_from([Mode.LEARN, Mode.QUIZ]), STEPS)
@settings(max_examples=25, deadline=None)
def test_answers_and_undos_leave_what_the_surviving_answers_make(
    lighthouse: Bank, tmp_path_factory, mode: Mode, steps: list[tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("learner")
    clock = Clock()
    with closing(Record.open(folder / "lived")) as record:
        record.set_policy(Policy(new_per_day=5))
        plan = Plan(6, 3, mode=mode)
        session = StudySession(lighthouse, plan, record, now=clock, zone=UTC)
        walk(session, clock, steps)
        replay(record, session, folder / "replayed")
    lived = learned(folder / "lived")
    (folder / "lived" / "record.sqlite3").unlink()

    assert lived == learned(folder / "replayed")
    assert lived == learned(folder / "lived")


@pytest.fixture(scope="module")
def seasoned(lighthouse: Bank, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a learner with cards, some of them set aside."""
    folder = tmp_path_factory.mktemp("seasoned") / "learner"
    with closing(Record.open(folder)) as record:
        plan = Plan(0, 3, mode=Mode.LEARN)
        session = StudySession(lighthouse, plan, record, now=Clock(), zone=UTC)
        play(session, 9)
        for fact, aside in zip(record.cards(lighthouse.id), ("suspend", "bury"), strict=False):
            getattr(session, aside)(fact)
    return folder


@given(
    st.sampled_from([Mode.CRAM, Mode.PREVIEW]), st.sampled_from([None, 60]), st.booleans(), STEPS
)
@settings(max_examples=40, deadline=None)
def test_cram_and_exam_preview_leave_the_cards_as_they_were_to_the_byte(
    lighthouse: Bank,
    seasoned: Path,
    tmp_path_factory,
    mode: Mode,
    minutes: int | None,
    left: bool,
    steps: list[tuple[object, ...]],
) -> None:
    folder = tmp_path_factory.mktemp("learner") / "learner"
    copytree(seasoned, folder)
    before = rows(folder, CARDS)
    clock = Clock()
    with closing(Record.open(folder)) as record:
        plan = Plan(6, 3, mode=mode, minutes=minutes)
        session = StudySession(lighthouse, plan, record, now=clock, zone=UTC)
        with suppress(TimeIsUp):
            walk(session, clock, steps)
        if left:
            session.leave()
            resume(lighthouse, record, clock, UTC)
        kept = record.attempts(session.session.id)

    assert rows(folder, CARDS) == before != [[]]
    assert kept == session.attempts
