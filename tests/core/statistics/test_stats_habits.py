"""Days in a row, and how much is much."""

from studyapp.core.statistics.habits import Streak, steps, streak, studied_days
from studyapp.core.statistics.timeline import Daily

TODAY = 739_000


def test_today_may_still_be_to_come():
    assert streak([TODAY - 1, TODAY - 2, TODAY - 5], TODAY) == Streak(2, 2)


def test_a_day_without_answers_breaks_the_row():
    assert streak([TODAY - 2, TODAY - 3, TODAY - 4], TODAY) == Streak(0, 3)


def test_today_counts_once_it_has_an_answer():
    assert streak([TODAY, TODAY - 1], TODAY) == Streak(2, 2)


def test_nobody_studied_yet():
    assert streak([], TODAY) == Streak(0, 0)


def test_headings_of_a_day_are_added_up():
    found = studied_days([Daily(TODAY, "date", 2, 1.0, 4.0), Daily(TODAY, "cloze", 1, 1.0, 6.0)])

    assert [(day, one.answered, one.seconds) for day, one in found.items()] == [(TODAY, 3, 10.0)]


def test_steps_hold_about_as_many_days_each():
    days = studied_days([Daily(TODAY - ago, "", ago + 1, 1.0) for ago in range(40)])

    assert steps(days, 4) == [1, 11, 21, 31]


def test_days_that_are_all_alike_need_one_step():
    days = studied_days([Daily(TODAY - ago, "", 1, 1.0) for ago in range(40)])

    assert steps(days, 4) == [1]
    assert steps({}, 4) == [1]
