"""What lies ahead."""

from random import Random

import pytest

from studyapp.core.scheduling.cards import Card, Review, replay, retrievability
from studyapp.core.scheduling.forecast import due_counts, known, outlook
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating

DAY = 739_700
POLICY = Policy()


def card(fact, due, **aside):
    return Card("kursk", fact, 10.0, 5.0, DAY - 10, due, reviews=2, **aside)


def learnt(count, day=DAY):
    return [
        replay(Card("kursk", f"fact-{number}"), [Review(day, Rating.GOOD)], POLICY)
        for number in range(count)
    ]


def test_due_cards_are_counted_by_day_and_overdue_ones_today():
    cards = [card("a", DAY - 9), card("b", DAY), card("c", DAY + 2), card("d", DAY + 3)]

    assert due_counts(cards, DAY, 3) == [2, 0, 1]


def test_cards_set_aside_are_counted_when_they_come_back_if_ever():
    cards = [
        card("a", DAY, suspended=True),
        card("b", DAY, buried_until=DAY + 1),
        Card("kursk", "never asked"),
    ]

    assert due_counts(cards, DAY, 3) == [0, 1, 0]


def test_what_is_known_is_the_sum_of_the_chances():
    cards = [card("a", DAY), Card("kursk", "never asked")]

    assert known(cards, DAY, POLICY) == pytest.approx(0.9)


def test_less_is_known_as_days_go_by():
    cards = learnt(10)
    course = [known(cards, DAY + ahead, POLICY) for ahead in range(30)]

    assert course == sorted(course, reverse=True)
    assert course[0] == 10


def test_an_outlook_keeps_to_the_limits_of_the_learner():
    policy = Policy(new_per_day=7, reviews_per_day=12)
    ahead = outlook(learnt(40), 30, DAY, 20, policy, Random(1))

    assert max(ahead.reviews) <= 12
    assert ahead.new[:6] == (7, 7, 7, 7, 2, 0)


def test_an_outlook_is_the_same_for_the_same_dice():
    assert outlook(learnt(40), 30, DAY, 20, POLICY, Random(1)) == outlook(
        learnt(40), 30, DAY, 20, POLICY, Random(1)
    )


def test_who_goes_on_will_know_what_was_wished_for_and_who_stops_less():
    ahead = outlook(learnt(500), 0, DAY, 60, POLICY, Random(1))

    assert ahead.known / 500 >= 0.9
    assert ahead.if_stopped / 500 < 0.7
    assert ahead.if_stopped == pytest.approx(
        500 * retrievability(learnt(1)[0], DAY + 60, POLICY), rel=1e-6
    )


def test_a_plan_toward_an_exam_shows_every_fact_and_most_are_known_in_it():
    policy = Policy(new_per_day=5, exam_day=DAY + 20)
    ahead = outlook([], 200, DAY, 20, policy, Random(1))

    assert sum(ahead.new) == 200
    assert ahead.known / 200 > 0.9


def test_more_is_known_in_an_exam_that_was_planned_for():
    planned = Policy(exam_day=DAY + 40)
    cards = learnt(200)
    with_plan = outlook(cards, 0, DAY, 40, planned, Random(1))
    without = outlook(cards, 0, DAY, 40, POLICY, Random(1))

    assert with_plan.known > without.known + 5
