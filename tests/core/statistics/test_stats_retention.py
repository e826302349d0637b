"""What was recalled, beside what the memory model had foreseen."""

import pytest

from studyapp.core.bank import BankId, FactId
from studyapp.core.scheduling.cards import Card, Review, replay, retrievability
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.core.statistics.retention import Recalls, foreseen, retention
from studyapp.core.statistics.timeline import Period

MONDAY = 739_300 - 739_300 % 7 + 1
POLICY = Policy()


def history(*ratings, gap=3):
    return [Review(MONDAY + gap * number, rating) for number, rating in enumerate(ratings)]


def test_the_chance_is_that_of_the_card_before_the_review():
    reviews = history(Rating.GOOD, Rating.HARD, Rating.AGAIN)
    card = replay(Card(BankId("b"), FactId("f")), reviews[:2], POLICY)
    found = foreseen([reviews], POLICY)

    assert [one.recalled for one in found] == [True, False]
    assert found[1].chance == pytest.approx(retrievability(card, reviews[2].day, POLICY), abs=1e-4)


def test_the_first_review_and_a_second_on_the_same_day_tell_nothing_of_memory():
    assert foreseen([history(Rating.GOOD, Rating.AGAIN, gap=0)], POLICY) == []


def test_a_clock_put_back_does_no_harm():
    reviews = [Review(MONDAY, Rating.GOOD), Review(MONDAY - 5, Rating.GOOD)]

    assert foreseen([reviews], POLICY) == []


def test_reviews_of_a_week_are_one_point():
    found = foreseen(
        [history(Rating.GOOD, Rating.GOOD), history(Rating.GOOD, Rating.AGAIN)], POLICY
    )
    (week,) = retention(found, Period.WEEK)

    assert week == Recalls(MONDAY, 2, 1, pytest.approx(sum(one.chance for one in found)))


def test_no_reviews_give_no_points():
    assert retention([], Period.DAY) == []
