"""What each sort of session asks, in which order, and what it leaves behind."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sittings import DONT_KNOW, LIGHTHOUSE, NOON, Clock, play, right_answer

from studyapp.core.bank import Bank, FactId, Kind, TopicId
from studyapp.core.reading import passage_of
from studyapp.core.scheduling.daily import Today
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.record import Record
from studyapp.study import Mode, Plan, StudySession, TimeIsUp, due_today, resume

ENDING = [mode for mode in Mode if mode is not Mode.MARATHON]


def begin(bank: Bank, record: Record, mode: Mode, clock: Clock | None = None, **plan):
    counted = {"count": 0 if mode in (Mode.LEARN, Mode.READ) else 10, "seed": 3}
    return StudySession(
        bank, Plan(**{**counted, **plan}, mode=mode), record, now=clock or Clock(), zone=UTC
    )


def play_wrongly(session: StudySession) -> list[FactId]:
    """Know nothing; returns the facts in the order in which they were asked."""
    asked = []
    while session.item is not None:
        asked.append(session.item.fact)
        session.answer(DONT_KNOW, 1.5)
        session.advance()
    return asked


# All modes


@pytest.mark.parametrize("mode", ENDING)
@pytest.mark.parametrize("knows", [True, False])
def test_every_mode_is_walked_to_its_end(
    lighthouse: Bank, record: Record, mode: Mode, knows: bool
) -> None:
    play_wrongly(begin(lighthouse, record, Mode.QUIZ, count=5))
    session = begin(lighthouse, record, mode)
    assert session.item is not None

    if knows:
        play(session)
    else:
        play_wrongly(session)

    assert session.item is None
    assert session.number == session.total == len(session.attempts) > 0
    score = record.sessions()[0]
    assert score.answered == len(session.attempts)
    assert score.session.finished is not None
    assert score.session.mode == mode.value


def test_a_marathon_goes_on_when_everything_was_asked(lighthouse: Bank, record: Record) -> None:
    session = begin(lighthouse, record, Mode.MARATHON)
    play(session, 70)

    assert session.item is not None
    assert session.number == session.total == 71
    assert {each.fact for each in session.attempts} == set(lighthouse.entries)
    session.stop()
    assert session.item is None


def test_only_the_named_facts_are_asked(lighthouse: Bank, record: Record) -> None:
    facts = tuple(lighthouse.entries)[3:6]

    for mode in (Mode.LEARN, Mode.QUIZ, Mode.EXAM, Mode.CRAM, Mode.READ):
        asked = {each.fact for each in play(begin(lighthouse, record, mode, facts=facts, count=3))}
        assert asked == set(facts)


# Learn


def test_what_is_due_comes_before_what_is_new(lighthouse: Bank, record: Record) -> None:
    record.set_policy(Policy(new_per_day=4))
    clock = Clock()
    first = play_wrongly(begin(lighthouse, record, Mode.LEARN, clock))
    clock.wait(days=2)
    second = [each.fact for each in play(begin(lighthouse, record, Mode.LEARN, clock))]

    assert len(set(first)) == 4
    assert set(second[:4]) == set(first)
    assert len(second) == 8
    assert not set(second[4:]) & set(first)


def test_a_day_has_its_limit_of_new_facts(lighthouse: Bank, record: Record) -> None:
    record.set_policy(Policy(new_per_day=4))
    clock = Clock()
    play(begin(lighthouse, record, Mode.LEARN, clock))
    again = begin(lighthouse, record, Mode.LEARN, clock)

    assert again.item is None
    assert again.total == 0


def test_the_count_of_a_plan_limits_what_is_learned(lighthouse: Bank, record: Record) -> None:
    assert len(play(begin(lighthouse, record, Mode.LEARN, count=3))) == 3


def test_a_forgotten_fact_comes_again_a_few_others_later_in_another_kind(
    lighthouse: Bank, record: Record
) -> None:
    session = begin(lighthouse, record, Mode.LEARN)
    forgotten = session.item
    assert forgotten is not None
    planned = session.total
    session.answer(DONT_KNOW, 2.0)
    session.advance()
    play(session)

    asked = [each.fact for each in session.attempts]
    assert asked.count(forgotten.fact) == 2
    assert asked.index(forgotten.fact, 1) == 5
    assert len(asked) == planned + 1
    assert session.attempts[5].item.kind is not forgotten.kind


def test_what_is_never_known_comes_three_times_and_no_more(
    lighthouse: Bank, record: Record
) -> None:
    asked = play_wrongly(begin(lighthouse, record, Mode.LEARN))

    assert {asked.count(fact) for fact in asked} == {3}


def test_a_fact_is_not_asked_in_the_kind_just_seen(kursk: Bank, record: Record) -> None:
    record.set_policy(Policy(new_per_day=30))
    clock = Clock()
    for _day in range(4):
        play(begin(kursk, record, Mode.LEARN, clock))
        clock.wait(days=20)
    kinds: dict[FactId, list[Kind]] = {}
    for attempt in record.attempts():
        kinds.setdefault(attempt.fact, []).append(attempt.item.kind)

    seen = [pair for found in kinds.values() for pair in pairwise(found)]
    assert len(seen) > 60
    assert [pair for pair in seen if pair[0] is pair[1]] == []


def test_every_fact_of_the_shipped_set_can_be_learned(kursk: Bank, record: Record) -> None:
    record.set_policy(Policy(new_per_day=500))
    learned = play(begin(kursk, record, Mode.LEARN))

    assert {each.fact for each in learned} == set(kursk.entries)


def test_the_study_page_counts_what_is_left_today(lighthouse: Bank, record: Record) -> None:
    policy = Policy(new_per_day=6)
    record.set_policy(policy)
    clock = Clock()

    assert due_today(lighthouse, record, clock(), policy, UTC) == Today(due=0, new=6)
    play(begin(lighthouse, record, Mode.LEARN, clock), 4)
    assert due_today(lighthouse, record, clock(), policy, UTC) == Today(due=0, new=2)
    clock.wait(days=30)
    assert due_today(lighthouse, record, clock(), policy, UTC) == Today(due=4, new=6)


def test_a_day_begins_when_the_learner_says(lighthouse: Bank, record: Record) -> None:
    policy = Policy(new_per_day=6, day_begins=4)
    record.set_policy(policy)
    late = Clock(datetime(2026, 1, 2, 3, tzinfo=UTC))
    play(begin(lighthouse, record, Mode.LEARN, late))

    assert due_today(lighthouse, record, NOON, policy, UTC).new == 0
    assert due_today(lighthouse, record, NOON + timedelta(days=1), policy, UTC).new == 6


# Mistakes


def test_mistakes_are_the_facts_whose_latest_answer_was_not_right(
    lighthouse: Bank, record: Record
) -> None:
    wrong = play_wrongly(begin(lighthouse, record, Mode.QUIZ, count=6))
    mended = tuple(wrong[:2])
    play(begin(lighthouse, record, Mode.QUIZ, facts=mended, count=2))
    asked = [each.fact for each in play(begin(lighthouse, record, Mode.MISTAKES))]

    assert sorted(asked) == sorted(set(wrong) - set(mended))
    assert begin(lighthouse, record, Mode.MISTAKES).item is None


# Exam and its preview


def test_a_preview_asks_what_the_exam_will_ask(lighthouse: Bank, record: Record) -> None:
    play(begin(lighthouse, record, Mode.LEARN))
    preview = begin(lighthouse, record, Mode.PREVIEW, count=8, minutes=30, pass_mark=0.5)
    previewed = [each.item for each in play(preview)]
    exam = begin(lighthouse, record, Mode.EXAM, count=8, minutes=30, pass_mark=0.5)

    assert [each.item for each in play(exam)] == previewed
    assert preview.passed is True


@pytest.mark.parametrize("mode", [Mode.EXAM, Mode.PREVIEW])
def test_an_exam_is_silent_until_its_end_and_then_passed_or_not(
    lighthouse: Bank, record: Record, mode: Mode
) -> None:
    session = begin(lighthouse, record, mode, count=4, minutes=30, pass_mark=0.75)
    assert session.deadline == session.session.started + timedelta(minutes=30)
    for number in range(4):
        assert session.item is not None
        assert (session.feedback, session.passed) == (False, None)
        assert session.hint() is None
        session.answer(DONT_KNOW if number == 0 else right_answer(session.item), 2.0)
        session.advance()

    assert session.feedback
    assert session.passed is True
    assert len(session.attempts) == 4


def test_what_an_exam_does_not_get_to_counts_as_wrong(lighthouse: Bank, record: Record) -> None:
    session = begin(lighthouse, record, Mode.EXAM, count=4, pass_mark=0.75)
    play(session, 2)
    session.stop()

    assert session.passed is False


def test_an_answer_after_the_deadline_is_not_taken(lighthouse: Bank, record: Record) -> None:
    clock = Clock()
    session = begin(lighthouse, record, Mode.EXAM, clock, count=4, minutes=30)
    play(session, 1)
    clock.wait(minutes=31)
    assert session.item is not None
    with pytest.raises(TimeIsUp):
        session.answer(right_answer(session.item), 2.0)

    assert session.item is None
    assert len(record.attempts()) == 1
    assert record.sessions()[0].session.finished is not None


def test_an_exam_that_was_killed_keeps_its_deadline(lighthouse: Bank, record: Record) -> None:
    clock = Clock()
    killed = begin(lighthouse, record, Mode.EXAM, clock, count=4, minutes=30)
    play(killed, 2)
    shown = killed.item
    clock.wait(minutes=20)
    again = resume(lighthouse, record, clock, UTC)
    assert again is not None

    assert again.deadline == killed.deadline
    assert (again.number, again.total, again.item) == (3, 4, shown)


def test_an_exam_whose_time_ran_out_meanwhile_is_over_and_looked_through(
    lighthouse: Bank, record: Record
) -> None:
    clock = Clock()
    killed = begin(lighthouse, record, Mode.EXAM, clock, count=4, minutes=30, pass_mark=0.5)
    play(killed, 2)
    clock.wait(hours=2)
    again = resume(lighthouse, record, clock, UTC)
    assert again is not None

    assert again.item is None
    assert again.feedback
    assert again.passed is True
    assert [each.id for each in again.attempts] == [each.id for each in killed.attempts]
    assert resume(lighthouse, record, clock, UTC) is None


def test_an_exam_asks_also_what_was_set_aside(lighthouse: Bank, record: Record) -> None:
    first = [each.item for each in play(begin(lighthouse, record, Mode.EXAM))]
    session = begin(lighthouse, record, Mode.EXAM)
    session.suspend(first[0].fact)
    again = [each.item for each in play(session)]

    assert again == first
    assert [each.item for each in play(begin(lighthouse, record, Mode.EXAM))] == first


OTHER_MACHINE = """
import sys
from pathlib import Path
from studyapp.core.bank import TopicId
from studyapp.core.forms import draw
from studyapp.storage.bank_files import load_bank
bank = load_bank(Path(sys.argv[1])).bank
for item in draw(bank, 3, frozenset([TopicId("storm"), TopicId("after")])):
    print(item.id, [option.text for option in item.options])
"""


def test_the_same_seed_gives_the_same_exam_on_every_machine() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", OTHER_MACHINE, str(LIGHTHOUSE)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(printed) == 1


# Read


def test_reading_goes_by_passages_and_shows_each_before_its_items(
    lighthouse: Bank, record: Record
) -> None:
    session = begin(lighthouse, record, Mode.READ)
    read, placed = [], []
    while session.item is not None:
        if session.passage is not None:
            read.append(session.passage[1].number)
            session.read()
        assert session.passage is None
        place = passage_of(session.item.fact, lighthouse)
        placed.append(place[1].number if place else None)
        session.answer(right_answer(session.item), 2.0)
        session.advance()

    assert len(placed) == len(lighthouse.entries)
    assert read == sorted(set(read))
    assert [number for number in placed if number] == sorted(number for number in placed if number)
    assert set(read) == {number for number in placed if number}


@pytest.mark.parametrize("seed", range(5))
def test_reading_asks_for_nothing_that_was_not_read_yet(
    kursk: Bank, record: Record, seed: int
) -> None:
    session = StudySession(kursk, Plan(0, seed, mode=Mode.READ), record, now=Clock(), zone=UTC)
    end: dict[str, int] = {}
    while session.item is not None:
        if session.passage is not None:
            source, passage = session.passage
            end[source.id] = max(end.get(source.id, 0), passage.span.end)
            session.read()
        shown = [fact for fact in session.item.facts if fact in kursk.facts]
        needed = [one for fact in shown for one in kursk.facts[fact].evidence]

        assert [one for one in needed if one.start >= end.get(one.source, 0)] == []
        session.answer(DONT_KNOW, 2.0)
        session.advance()


def test_other_sessions_show_no_passage_before_an_item(lighthouse: Bank, record: Record) -> None:
    assert begin(lighthouse, record, Mode.QUIZ).passage is None


# Topics and kinds hold everywhere


@pytest.mark.parametrize("mode", list(Mode))
def test_topics_and_kinds_are_kept_to(lighthouse: Bank, record: Record, mode: Mode) -> None:
    clock = Clock()
    play_wrongly(begin(lighthouse, record, Mode.QUIZ, clock, count=30))
    clock.wait(days=30)
    chosen = {"topics": frozenset([TopicId("storm")]), "kinds": frozenset([Kind.TRUE_FALSE])}
    session = begin(lighthouse, record, mode, clock, count=5, **chosen)
    play(session, 5)

    assert {each.item.topic for each in session.attempts} == {"storm"}
    assert {each.item.kind for each in session.attempts} == {Kind.TRUE_FALSE}


@pytest.mark.parametrize("mode", [Mode.EXAM, Mode.PREVIEW])
def test_an_exam_never_shows_the_whole_text_unless_that_is_asked_for(
    kursk: Bank, record: Record, mode: Mode
) -> None:
    usual = begin(kursk, record, mode, count=60)
    asked = begin(kursk, record, mode, count=4, kinds=frozenset([Kind.FIND_PASSAGE]))
    for session in (usual, asked):
        play_wrongly(session)
    kinds = [[each.item.kind for each in session.attempts] for session in (usual, asked)]

    assert Kind.FIND_PASSAGE not in kinds[0]
    assert kinds[1] == [Kind.FIND_PASSAGE] * 4
