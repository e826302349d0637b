"""Sums by the hour follow every answer, and become days where the learner lives."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from answers import NOON, attempt, item, session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from studyapp.core.attempts import AttemptId
from studyapp.core.bank import BankId, FactId, Kind
from studyapp.core.certainty import Confidence
from studyapp.core.items import Chosen, Element, Group, Grouped, Option, Reason
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.rating import Rating
from studyapp.core.statistics.attribution import STATEMENTS, Attributed
from studyapp.core.statistics.timeline import Period
from studyapp.storage import database, tallies
from studyapp.storage.folders import DATABASE
from studyapp.storage.record import SUMMED_EVERY, Record
from studyapp.storage.tallies import Clock, Split

KURSK = BankId("kursk")
LONDON, KYIV = ZoneInfo("Europe/London"), ZoneInfo("Europe/Kyiv")


def sums(record, split, bank=KURSK):
    return {one.heading: (one.answered, one.score) for one in record.totals(split, bank)}


def counted(folder):
    """The sums as far as they go."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        return connection.execute("SELECT * FROM hours ORDER BY 1, 2, 3, 4").fetchall()


def hours(folder):
    """The sums of all answers."""
    with closing(database.connect(folder / DATABASE)) as connection:
        tallies.catch_up(connection)
    return counted(folder)


def test_answers_are_summed_by_topic_kind_and_confidence(record):
    record.add(attempt(1, score=0.5))
    record.add(replace(attempt(2), confidence=Confidence.SURE))

    assert sums(record, Split.TOPIC) == {"course": (2, 1.5)}
    assert sums(record, Split.KIND) == {"single_choice": (2, 1.5)}
    assert sums(record, Split.CONFIDENCE) == {"sure": (1, 1.0)}


def test_days_have_their_answers_and_times_of_all_banks(record):
    record.add(attempt(1, seconds=4.25))
    record.add(attempt(2, shown=item(bank="forts"), seconds=4.25))
    (found,) = record.daily(Clock(UTC, 0))

    assert (date.fromordinal(found.day), found.heading) == (date(2026, 3, 1), "")
    assert (found.answered, found.score, found.seconds) == (2, 2.0, 8.5)


def test_banks_are_kept_apart(record):
    record.add(attempt(1))
    record.add(attempt(2, shown=item(bank="forts", topic="walls")))

    assert sums(record, Split.TOPIC) == {"course": (1, 1.0)}
    assert sums(record, Split.TOPIC, BankId("forts")) == {"walls": (1, 1.0)}


@pytest.mark.parametrize(
    ("days", "period", "starts"),
    [
        (5, Period.DAY, [date(2026, 3, 1), date(2026, 3, 6)]),
        (20, Period.WEEK, [date(2026, 2, 23), date(2026, 3, 16)]),
        (100, Period.MONTH, [date(2026, 3, 1), date(2026, 6, 1)]),
    ],
)
def test_the_longer_the_time_the_longer_the_periods(record, days, period, starts):
    record.add(attempt(1, score=0.5))
    record.add(attempt(2, at=NOON + timedelta(days=days)))
    chosen, found = record.by_period(Split.TOPIC, KURSK, 10, Clock(UTC, 4))

    assert chosen is period
    assert [date.fromordinal(one.day) for one in found] == starts
    assert [(one.answered, one.score) for one in found] == [(1, 0.5), (1, 1.0)]


def test_without_answers_there_are_no_periods(record):
    assert record.by_period(Split.TOPIC, KURSK, 10, Clock(UTC, 4)) == (Period.DAY, [])


@given(
    hour=st.integers(438_000, 526_000),  # from 2019 to 2030
    zone=st.sampled_from(["Europe/London", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia"]),
    day_begins=st.integers(0, 23),
)
def test_each_hour_lies_between_the_first_of_its_day_and_of_the_next(hour, zone, day_begins):
    clock = Clock(ZoneInfo(zone), day_begins)
    day = clock.day(hour)

    assert clock.first_hour(day) <= hour < clock.first_hour(day + 1)


def test_multiple_choice_of_statements_has_a_heading_of_its_own(record):
    listed = item(kind=Kind.MULTIPLE_CHOICE)
    record.add(attempt(1, shown=listed))
    record.add(attempt(2, shown=replace(listed, facts=(FactId("one"), FactId("other")))))

    assert set(sums(record, Split.KIND)) == {"multiple_choice", STATEMENTS}


@pytest.mark.parametrize(
    ("at", "zone", "day_begins", "day"),
    [
        (datetime(2026, 3, 1, 23, 10, tzinfo=UTC), KYIV, 0, date(2026, 3, 2)),
        (datetime(2026, 3, 2, 1, 10, tzinfo=UTC), KYIV, 4, date(2026, 3, 1)),
        (datetime(2026, 3, 29, 2, 50, tzinfo=UTC), LONDON, 4, date(2026, 3, 28)),
        (datetime(2026, 3, 29, 3, 10, tzinfo=UTC), LONDON, 4, date(2026, 3, 29)),
        (datetime(2026, 10, 25, 3, 50, tzinfo=UTC), LONDON, 4, date(2026, 10, 24)),
    ],
)
def test_days_are_those_of_the_learner(record, at, zone, day_begins, day):
    record.add(attempt(1, at=at))
    clock = Clock(zone, day_begins)
    (found,) = record.daily(clock)
    _, (also,) = record.by_period(Split.TOPIC, KURSK, 10, clock)

    assert date.fromordinal(found.day) == date.fromordinal(also.day) == day


def test_without_a_zone_the_computer_knows_it(record):
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    record.add(attempt(1, at=at))
    (found,) = record.daily(Clock(None, 0))

    assert found.day == at.astimezone().toordinal()


def test_an_answer_that_is_taken_back_leaves_no_trace(record, folder):
    record.add(attempt(1, score=0.1))
    before = hours(folder)
    last = replace(attempt(2, score=0.7, seconds=3.3), confidence=Confidence.GUESS)
    record.add(last)
    record.take_back(last.id)

    assert hours(folder) == before


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.lists(
        st.tuples(st.sampled_from(["course", "losses"]), st.floats(0, 1), st.booleans()),
        max_size=12,
    )
)
def test_sums_are_those_of_the_answers_that_are_left(record, folder, answers):
    left = []
    for number, (topic, score, undone) in enumerate(answers):
        given_answer = replace(
            attempt(number, shown=item(topic=topic), score=score),
            id=AttemptId(str(uuid4())),
        )
        record.add(given_answer)
        if undone:
            record.take_back(given_answer.id)
        else:
            left.append(given_answer)
    found = sums(record, Split.TOPIC)
    total = sum(answered for answered, _ in found.values())
    points = sum(score for _, score in found.values())
    for one in left:
        record.take_back(one.id)

    assert total == len(left)
    assert points == pytest.approx(sum(one.grade.score for one in left), abs=1e-5)
    assert hours(folder) == []


def test_an_answer_does_not_wait_for_the_sums_which_follow_at_the_end_of_its_session(
    folder, record
):
    one = attempt(1)
    record.add(one)
    before = counted(folder)
    record.finish(one.session, NOON)

    assert before == []
    assert counted(folder) == hours(folder) != []


def test_a_long_session_is_summed_now_and_then(folder, record):
    for number in range(2 * SUMMED_EVERY):
        record.add(attempt(number))

    assert len(counted(folder)) > 0
    assert counted(folder) != hours(folder), "the last answers do not wait for the sums"


def test_answers_that_are_not_yet_summed_are_found_all_the_same(folder, record):
    review = Review(NOON.toordinal(), Rating.GOOD)
    for number in range(3):
        record.add(attempt(number), review)
    record.by_topic()
    record.begin(session(2))
    for number in (3, 4):
        record.add(attempt(number, session=2, shown=item(kind=Kind.CLOZE), score=0.5), review)

    assert record.recent_kinds(KURSK, "area-seized", 3) == [Kind.SINGLE_CHOICE, *2 * [Kind.CLOZE]]
    assert record.reviews(KURSK, "area-seized") == 5 * [review]
    assert [each.id for each in record.attempts(session(2).id)] == [attempt(3).id, attempt(4).id]
    assert [found.answered for found in record.sessions()] == [2, 3]
    assert record.latest_scores(KURSK, ["area-seized"]) == {"area-seized": 0.5}


def test_a_database_that_cannot_be_written_to_shows_sums_as_far_as_they_go(folder, monkeypatch):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 10)
    with closing(Record.open(folder)) as record:
        record.begin(session())
        record.add(attempt(1))
        with closing(sqlite3.connect(folder / DATABASE)) as other:
            other.execute("BEGIN IMMEDIATE")

            assert (record.sessions()[0].answered, record.by_topic()) == (0, [])
            assert record.attempts(session().id) == [attempt(1)]
            assert record.latest_scores(KURSK, ["area-seized"]) == {"area-seized": 1}


def test_a_database_that_lacks_the_sums_gets_them(folder, record):
    for number in range(5):
        record.add(replace(attempt(number), confidence=Confidence.FAIRLY))
    expected = hours(folder)
    with closing(database.connect(folder / DATABASE)) as connection:
        tallies.forget(connection)

    assert hours(folder) == expected != []


def who_says(*names):
    options = tuple(Option(name, number == 0, "", Reason.KEY) for number, name in enumerate(names))
    return replace(item(kind=Kind.WHO_SAYS), key=names[0], options=options)


def test_the_speaker_chosen_is_told(record):
    shown = who_says("Moscow", "Kiev", "The article, in its own voice")
    record.add(replace(attempt(1, shown=shown), response=Chosen((1,))))
    record.add(replace(attempt(2, shown=shown), response=Chosen((0,))))

    assert record.attributions(KURSK, 10) == [
        Attributed("Moscow", "Moscow"),
        Attributed("Moscow", "Kiev"),
    ]


def test_who_did_not_know_took_nobody_for_another(record):
    record.add(replace(attempt(1, shown=who_says("Moscow", "Kiev")), response=Chosen(())))

    assert record.attributions(KURSK, 10) == []


def test_each_statement_of_a_grouping_counts(record):
    elements = tuple(Element(str(n), "", (), FactId(str(n))) for n in range(3))
    groups = (Group("Moscow", (0, 2)), Group("Kiev", (1,)))
    shown = replace(item(kind=Kind.GROUPING), options=(), elements=elements, groups=groups)
    record.add(replace(attempt(1, shown=shown), response=Grouped((0, 0, -1))))

    assert record.attributions(KURSK, 10) == [
        Attributed("Moscow", "Moscow"),
        Attributed("Kiev", "Moscow"),
    ]


def test_the_latest_answers_about_speakers_are_read_and_no_others(record):
    record.add(replace(attempt(1, shown=who_says("Moscow", "Kiev")), response=Chosen((1,))))
    record.add(replace(attempt(2, shown=who_says("Zelensky", "Kiev")), response=Chosen((1,))))
    record.add(attempt(3))

    assert record.attributions(KURSK, 1) == [Attributed("Zelensky", "Kiev")]


def test_answers_about_speakers_are_found_by_an_index(folder, record):
    record.add(attempt(1))
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT item, response FROM attempts"
            " WHERE bank = ? AND kind IN ('who_says', 'grouping') ORDER BY seq DESC LIMIT ?",
            ("kursk", 10),
        ).fetchall()

    assert "attempts_of_speakers" in plan[0][-1]
    assert not any("B-TREE" in step[-1] for step in plan)
