"""Days and times as charts name them."""

from datetime import date

import pytest

from studyapp.core.statistics.timeline import Period
from studyapp.ui.progress.dates import period_text, ticks
from studyapp.ui.progress.times import time_text


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (0.4, "< 1 min"),
        (25, "25 min"),
        (60, "1 h"),
        (200, "3 h 20 min"),
        (1509, "25 h"),
    ],
)
def test_times_are_as_exact_as_they_need_be(minutes: float, said: str) -> None:
    assert time_text(minutes) == said


def test_periods_are_named() -> None:
    monday = day("2026-03-02")

    assert period_text(monday, Period.DAY) == "2 Mar 2026"
    assert period_text(monday, Period.WEEK) == "week of 2 Mar 2026"
    assert period_text(day("2026-03-01"), Period.MONTH) == "March 2026"


@pytest.mark.parametrize(
    ("last", "period", "names"),
    [
        ("2026-03-05", Period.DAY, ["2 Mar", "3 Mar", "4 Mar", "5 Mar"]),
        ("2026-03-30", Period.DAY, ["2 Mar", "9 Mar", "16 Mar", "23 Mar", "30 Mar"]),
        ("2026-04-06", Period.WEEK, ["2 Mar", "9 Mar", "16 Mar", "23 Mar", "30 Mar", "6 Apr"]),
        ("2026-07-30", Period.WEEK, ["Apr", "May", "Jun", "Jul"]),
        ("2027-03-01", Period.MONTH, ["Apr", "Jul", "Oct", "2027"]),
        ("2031-03-01", Period.MONTH, ["2027", "2028", "2029", "2030", "2031"]),
    ],
)
def test_axes_have_as_many_dates_as_fit(last: str, period: Period, names: list[str]) -> None:
    assert [name for _, name in ticks(day("2026-03-02"), day(last), period, 6)] == names
