"""The learner's day."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.scheduling.days import day_of

SOFIA = ZoneInfo("Europe/Sofia")
SANTIAGO = ZoneInfo("America/Santiago")  # puts its clocks forward and back at midnight
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # by half an hour


def day(year, month, day):
    return date(year, month, day).toordinal()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 1, 23, 59, tzinfo=UTC), day(2026, 3, 1)),
        (datetime(2026, 3, 2, 0, 0, tzinfo=UTC), day(2026, 3, 1)),
        (datetime(2026, 3, 2, 3, 59, 59, tzinfo=UTC), day(2026, 3, 1)),
        (datetime(2026, 3, 2, 4, 0, tzinfo=UTC), day(2026, 3, 2)),
    ],
)
def test_a_night_owls_day_ends_at_four(at, expected):
    assert day_of(at, UTC, 4) == expected


def test_a_day_that_begins_at_midnight_is_the_date():
    assert day_of(datetime(2026, 3, 2, 0, 0, tzinfo=UTC), UTC, 0) == day(2026, 3, 2)


def test_the_day_is_that_of_the_place_where_the_learner_lives():
    evening = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)

    assert day_of(evening, timezone(timedelta(hours=9)), 4) == day(2026, 3, 2)
    assert day_of(evening, timezone(timedelta(hours=-8)), 4) == day(2026, 3, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # 29 March 2026: 03:00 becomes 04:00 in Sofia, which is 01:00 UTC
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        # 25 October 2026: 04:00 becomes 03:00 at 01:00 UTC, an hour later it is 04:00
        (datetime(2026, 10, 25, 1, 59, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_the_day_begins_at_four_on_the_wall_when_clocks_change(before, after):
    assert day_of(after, SOFIA, 4) == day_of(before, SOFIA, 4) + 1


@given(
    hours=st.integers(0, 10 * 366 * 24),
    minutes=st.integers(0, 180),
    zone=st.sampled_from([SOFIA, SANTIAGO, LORD_HOWE]),
    day_begins=st.integers(0, 23),
)
def test_days_never_run_backwards_while_time_goes_on(hours, minutes, zone, day_begins):
    at = datetime(2020, 1, 1, 0, 30, tzinfo=UTC) + timedelta(hours=hours)
    later = at + timedelta(minutes=minutes)

    assert 0 <= day_of(later, zone, day_begins) - day_of(at, zone, day_begins) <= 1
