"""A session that was left, or that a crash interrupted, goes on as if nothing had happened."""

from datetime import UTC

import pytest
from msgspec.structs import replace
from sittings import DONT_KNOW, Clock, play, right_answer

from studyapp.core.bank import Bank
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.record import NotSaved, Record
from studyapp.study import Mode, Plan, StudySession, resume


def begin(bank: Bank, record: Record, mode: Mode, clock: Clock, count: int = 8) -> StudySession:
    return StudySession(bank, Plan(count, 3, mode=mode), record, now=clock, zone=UTC)


def answer_some(session: StudySession) -> None:
    """One right with a hint, one wrong, one right, one undone; the next is on the screen."""
    for knows in (True, False, True, False):
        assert session.item is not None
        if knows:
            session.hint()
        session.answer(right_answer(session.item) if knows else DONT_KNOW, 2.0)
        session.advance()
    session.undo()


@pytest.mark.parametrize("mode", list(Mode))
def test_it_goes_on_with_the_question_on_the_screen(
    lighthouse: Bank, record: Record, mode: Mode
) -> None:
    clock = Clock()
    play(begin(lighthouse, record, Mode.QUIZ, clock))
    for fact in list(lighthouse.entries)[:9]:  # something to mend
        wrong = StudySession(lighthouse, Plan(1, 5, facts=(fact,)), record, now=clock, zone=UTC)
        wrong.answer(DONT_KNOW, 2.0)
        wrong.advance()
    clock.wait(days=3)
    killed = begin(lighthouse, record, mode, clock)
    answer_some(killed)
    again = resume(lighthouse, record, clock, UTC)
    assert again is not None

    assert again.session == killed.session
    assert again.attempts == killed.attempts
    assert again.item == killed.item
    assert (again.number, again.total) == (killed.number, killed.total) == (4, killed.total)


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.MISTAKES])
def test_it_asks_what_it_would_have_asked(lighthouse: Bank, tmp_path, mode: Mode) -> None:
    asked = []
    for crashes in (False, True):
        record = Record.open(tmp_path / f"{crashes}")
        clock = Clock()
        session = begin(lighthouse, record, mode, clock)
        answer_some(session)
        if crashes:
            found = resume(lighthouse, record, clock, UTC)
            assert found is not None
            session = found
        asked.append([each.item for each in play(session, 20)])
        record.close()

    assert asked[0] == asked[1]
    assert len(asked[0]) >= 8


def test_what_was_answered_before_can_be_undone_after(lighthouse: Bank, record: Record) -> None:
    clock = Clock()
    killed = begin(lighthouse, record, Mode.LEARN, clock)
    answer_some(killed)
    again = resume(lighthouse, record, clock, UTC)
    assert again is not None
    while again.undo():
        pass

    assert again.number == 1
    assert record.attempts() == []
    assert record.cards(lighthouse.id) == {}
    assert resume(lighthouse, record, clock, UTC) is not None


def test_what_was_set_aside_before_is_not_asked_after(lighthouse: Bank, record: Record) -> None:
    clock = Clock()
    for mode in (Mode.QUIZ, Mode.LEARN):
        killed = begin(lighthouse, record, mode, clock)
        assert killed.item is not None
        fact = killed.item.fact
        killed.suspend(fact)
        again = resume(lighthouse, record, clock, UTC)
        assert again is not None

        assert again.item == killed.item
        assert fact not in [each.fact for each in play(again)]
        again.stop()


def test_a_session_that_ended_or_was_stopped_does_not_go_on(
    lighthouse: Bank, record: Record
) -> None:
    clock = Clock()
    assert resume(lighthouse, record, clock, UTC) is None
    play(begin(lighthouse, record, Mode.QUIZ, clock))
    assert resume(lighthouse, record, clock, UTC) is None
    begin(lighthouse, record, Mode.QUIZ, clock).stop()
    assert resume(lighthouse, record, clock, UTC) is None


def test_only_the_latest_session_goes_on(lighthouse: Bank, record: Record) -> None:
    clock = Clock()
    begin(lighthouse, record, Mode.LEARN, clock)
    latest = begin(lighthouse, record, Mode.QUIZ, clock)
    again = resume(lighthouse, record, clock, UTC)
    assert again is not None
    assert again.session.id == latest.session.id
    again.stop()

    assert resume(lighthouse, record, clock, UTC) is None


def test_a_session_killed_after_its_last_answer_is_ended_and_looked_through(
    lighthouse: Bank, record: Record
) -> None:
    clock = Clock()
    killed = begin(lighthouse, record, Mode.QUIZ, clock, count=1)
    assert killed.item is not None
    given = killed.answer(DONT_KNOW, 2.0)
    again = resume(lighthouse, record, clock, UTC)
    assert again is not None

    assert (again.item, again.attempts, again.total) == (None, [given], 1)
    assert record.sessions()[0].session.finished is not None
    assert resume(lighthouse, record, clock, UTC) is None


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.MISTAKES])
@pytest.mark.parametrize("answered", [False, True])
def test_a_session_that_was_left_goes_on_with_what_is_still_to_be_answered(
    lighthouse: Bank, record: Record, mode: Mode, *, answered: bool
) -> None:
    clock = Clock()
    left = begin(lighthouse, record, mode, clock)
    answer_some(left)
    shown = left.item
    if answered:
        left.answer(DONT_KNOW, 2.0)
    left.leave()
    again = resume(lighthouse, record, clock, UTC)
    assert again is not None

    assert again.attempts == left.attempts
    assert (again.item == shown) is not answered
    assert (again.item, again.number) == (left.item, 5 if answered else 4)


def test_a_session_that_was_left_behind_its_last_answer_is_over(
    lighthouse: Bank, record: Record
) -> None:
    clock = Clock()
    session = begin(lighthouse, record, Mode.QUIZ, clock, count=1)
    session.answer(DONT_KNOW, 2.0)
    session.leave()

    assert record.sessions()[0].session.finished is not None
    assert resume(lighthouse, record, clock, UTC) is None


@pytest.mark.parametrize("mode", [Mode.EXAM, Mode.PREVIEW])
def test_the_clock_of_an_exam_goes_on_while_it_is_left(
    lighthouse: Bank, record: Record, mode: Mode
) -> None:
    clock = Clock()
    plan = Plan(4, 3, mode=mode, minutes=30)
    left = StudySession(lighthouse, plan, record, now=clock, zone=UTC)
    play(left, 1)
    left.leave()
    clock.wait(minutes=20)
    in_time = resume(lighthouse, record, clock, UTC)
    assert in_time is not None
    in_time.leave()
    clock.wait(minutes=10)
    too_late = resume(lighthouse, record, clock, UTC)
    assert too_late is not None

    assert (in_time.deadline, in_time.item) == (left.deadline, left.item)
    assert too_late.item is None
    assert [each.id for each in too_late.attempts] == [each.id for each in left.attempts]


def test_a_session_on_a_set_that_lost_facts_goes_on_without_them(
    lighthouse: Bank, record: Record
) -> None:
    clock = Clock()
    record.set_policy(Policy(new_per_day=30))
    killed = begin(lighthouse, record, Mode.LEARN, clock, count=0)
    play(killed, 2)
    lost = [fact for fact in killed.session.queue if fact in lighthouse.questions]
    smaller = replace(lighthouse, questions={})
    again = resume(smaller, record, clock, UTC)
    assert again is not None
    play(again)

    assert len(lost) == 1
    assert len(again.attempts) == len(killed.session.queue) - 1


def test_an_end_that_the_disk_refuses_can_be_made_up_for(
    lighthouse: Bank, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    session = begin(lighthouse, record, Mode.QUIZ, clock, count=1)
    assert session.item is not None
    session.answer(DONT_KNOW, 2.0)

    def refuse(*_: object) -> None:
        raise NotSaved("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(record, "finish", refuse)
        with pytest.raises(NotSaved):
            session.advance()
    assert session.item is None
    again = resume(lighthouse, record, clock, UTC)
    assert again is not None

    assert again.item is None
    assert record.sessions()[0].session.finished is not None
