"""Sums of days become days, weeks or months on a chart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.statistics.timeline import (
    Daily,
    Period,
    period_for,
    start_of,
    starts,
    timelines,
    whole,
)

WEDNESDAY = date(2026, 3, 4).toordinal()
DAYS = st.lists(
    st.builds(
        Daily,
        st.integers(735_000, 740_000),
        st.sampled_from(["losses", "course"]),
        st.integers(1, 50),
        st.integers(0, 50).map(float),
        st.just(2.5),
    )
)


@pytest.mark.parametrize(
    ("length", "period"), [(16, Period.DAY), (17, Period.WEEK), (112, Period.WEEK), (113, "month")]
)
def test_the_shortest_period_that_fits_is_chosen(length, period):
    assert period_for([WEDNESDAY, WEDNESDAY + length - 1], 16) == period


def test_no_days_are_shown_by_day():
    assert period_for([], 16) is Period.DAY


def test_weeks_begin_on_monday_and_months_on_the_first():
    assert date.fromordinal(start_of(WEDNESDAY, Period.WEEK)) == date(2026, 3, 2)
    assert date.fromordinal(start_of(WEDNESDAY, Period.MONTH)) == date(2026, 3, 1)


def test_the_starts_of_periods_leave_none_out():
    december = date(2025, 12, 31).toordinal()
    found = starts(december, WEDNESDAY, Period.MONTH)

    assert [date.fromordinal(day).month for day in found] == [12, 1, 2, 3]


def test_answers_of_a_week_are_one_point():
    found = [
        Daily(WEDNESDAY, "losses", 2, 1.0, 30.0),
        Daily(WEDNESDAY + 1, "losses", 2, 2.0, 10.0),
        Daily(WEDNESDAY + 7, "losses", 1, 1.0),
        Daily(WEDNESDAY, "course", 1, 0.0),
    ]
    course, losses = timelines(found, Period.WEEK)

    assert (course.heading, losses.heading) == ("course", "losses")
    assert [(point.answered, point.seconds) for point in losses.points] == [(4, 40.0), (1, 0.0)]
    assert losses.points[0].share == 0.75
    assert losses.share == 0.8


@given(DAYS, st.sampled_from(Period))
def test_no_answer_is_lost_or_counted_twice(found, period):
    assert whole(found, period).answered == sum(one.answered for one in found)
    assert sum(one.answered for one in timelines(found, period)) == whole(found, period).answered
