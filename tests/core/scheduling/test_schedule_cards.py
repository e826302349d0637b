"""Cards against the library, and against an independent implementation of FSRS-6."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import fsrs
import fsrs_rs_python as library
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studyapp.core.scheduling.cards import (
    LONGEST_INTERVAL,
    NEVER,
    Card,
    Review,
    replay,
    reschedule,
    retrievability,
    review,
)
from studyapp.core.scheduling.policy import DEFAULT_WEIGHTS, Policy
from studyapp.core.scheduling.rating import Rating

MONDAY = 739_700
UNSEEN = Card("kursk", "area-seized")
OTHER_WEIGHTS = (0.5, 2.0, 5.0, 15.0, *DEFAULT_WEIGHTS[4:8], 1.2, *DEFAULT_WEIGHTS[9:20], 0.4)

histories = st.lists(
    st.builds(
        Review,
        st.one_of(st.integers(MONDAY, MONDAY + 3), st.integers(MONDAY, MONDAY + 5000)),
        st.sampled_from(Rating),
    ),
    min_size=1,
    max_size=20,
)


def random_history(rng):
    """Reviews as they happen: often early or late, sometimes twice a day, now and then years on."""
    day, history = MONDAY, []
    for _ in range(rng.randint(1, 12)):
        history.append(Review(day, rng.choices(list(Rating), [2, 2, 5, 1])[0]))
        day += rng.choice([0, 0, 1, rng.randint(1, 10), rng.randint(1, 100), rng.randint(1, 1000)])
    return history


def as_library_item(history):
    gaps = [0] + [after.day - before.day for before, after in pairwise(history)]
    return library.FSRSItem(
        [library.FSRSReview(one.rating, gap) for one, gap in zip(history, gaps, strict=True)]
    )


def due_days_by_library(model, history, states):
    """When the library would ask again, in whole days, at least one and at most a century on."""
    found = []
    for one, before, memory in zip(history, [None, *history], [None, *states], strict=False):
        gap = one.day - before.day if before else 0
        choices = model.next_states(memory, 0.85, gap)
        interval = getattr(choices, one.rating.name.lower()).interval
        found.append(one.day + min(max(round(interval), 1), LONGEST_INTERVAL))
    return found


def steps(history, policy):
    """The card after each review."""
    card, found = UNSEEN, []
    for one in history:
        card = review(card, one.rating, one.day, policy)
        found.append(card)
    return found


@pytest.mark.parametrize("weights", [DEFAULT_WEIGHTS, OTHER_WEIGHTS], ids=["default", "fitted"])
def test_the_schedule_equals_the_librarys_own(weights):
    """Over 2 × 5,000 random histories: each state after each review, and when it is due."""
    rng = Random(1)
    policy = Policy(parameters=weights, desired_retention=0.85)
    histories = [random_history(rng) for _ in range(5_000)]
    model = library.FSRS(weights)
    expected = model.historical_memory_state_batch([as_library_item(one) for one in histories])

    for history, states in zip(histories, expected, strict=True):
        cards = steps(history, policy)
        assert [(card.stability, card.difficulty) for card in cards] == [
            (state.stability, state.difficulty) for state in states
        ]
        assert [card.due for card in cards] == due_days_by_library(model, history, states)


def test_the_schedule_agrees_with_the_python_implementation():
    """Within the single precision of the library; compared as long as memories last a century."""
    rng = Random(2)
    oracle = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    compared = 0

    for history in (random_history(rng) for _ in range(1_000)):
        other = fsrs.Card(card_id=1)
        for card, one in zip(steps(history, Policy()), history, strict=True):
            at = start + timedelta(days=one.day - MONDAY)
            other, _log = oracle.review_card(other, fsrs.Rating(one.rating), at)
            if other.stability > LONGEST_INTERVAL:
                break
            assert card.stability == pytest.approx(other.stability, rel=1e-4)
            assert card.difficulty == pytest.approx(other.difficulty, rel=1e-4)
            assert card.due - card.last == pytest.approx((other.due - at).days, rel=1e-4, abs=1)
            later = at + timedelta(days=30)
            assert retrievability(card, one.day + 30, Policy()) == pytest.approx(
                oracle.get_card_retrievability(other, later), abs=1e-5
            )
            compared += 1

    assert compared > 5_000


@pytest.mark.parametrize("weights", [DEFAULT_WEIGHTS, OTHER_WEIGHTS], ids=["default", "fitted"])
@pytest.mark.parametrize("stability", [0.001, 0.5, 7.0, 365.0, 36_500.0])
def test_the_forgetting_curve_is_the_librarys(weights, stability):
    other = library.Card()
    other.stability, other.last_date, other.parameters = stability, 0.0, list(weights)
    card = Card("kursk", "area-seized", stability=stability, last=MONDAY, reviews=1)
    policy = Policy(parameters=weights)

    for elapsed in (0, 1, 2, 10, 100, 3650):
        assert retrievability(card, MONDAY + elapsed, policy) == pytest.approx(
            other.retention_on(float(elapsed)), abs=1e-6
        )


def test_after_its_stability_a_fact_is_recalled_nine_times_in_ten():
    card = Card("kursk", "area-seized", stability=20.0, last=MONDAY, reviews=1)

    assert retrievability(card, MONDAY + 20, Policy()) == pytest.approx(0.9)


def test_a_fact_never_asked_is_not_known_and_never_due():
    assert retrievability(UNSEEN, MONDAY, Policy()) == 0.0
    assert UNSEEN.due == NEVER


@given(history=histories)
def test_replaying_gives_the_card_that_the_reviews_gave(history):
    assert replay(UNSEEN, history, Policy()) == steps(history, Policy())[-1]


@given(history=histories)
def test_days_between_reviews_are_never_negative(history):
    days = [card.last for card in steps(history, Policy())]

    assert days == sorted(days)


def test_a_review_while_the_clock_was_put_back_counts_for_the_day_before():
    card = replay(UNSEEN, [Review(MONDAY, Rating.GOOD)], Policy())

    assert review(card, Rating.GOOD, MONDAY - 9000, Policy()) == review(
        card, Rating.GOOD, MONDAY, Policy()
    )


def test_a_replay_keeps_what_the_learner_set_aside_and_nothing_else():
    old = Card("kursk", "area-seized", 50.0, 3.0, MONDAY, MONDAY + 50, 7, 2, True, MONDAY + 1)

    assert replay(old, [], Policy()) == replace(UNSEEN, suspended=True, buried_until=MONDAY + 1)


def test_forgetting_on_a_later_day_is_a_lapse():
    forgotten = [Review(MONDAY, Rating.GOOD), Review(MONDAY + 2, Rating.AGAIN)]

    assert replay(UNSEEN, forgotten, Policy()).lapses == 1


def test_not_knowing_a_fact_on_its_first_day_is_no_lapse():
    learning = [Review(MONDAY, Rating.AGAIN), Review(MONDAY, Rating.AGAIN)]

    assert replay(UNSEEN, learning, Policy()).lapses == 0


@pytest.mark.parametrize("rating", Rating)
def test_no_fact_is_due_again_on_the_same_day(rating):
    assert review(UNSEEN, rating, MONDAY, Policy()).due > MONDAY


@given(history=histories, retention=st.floats(0.7, 0.99), exam=st.integers(0, 5000))
def test_rescheduling_is_the_same_as_a_replay_with_the_new_wishes(history, retention, exam):
    card = replay(UNSEEN, history, Policy())
    wishes = Policy(desired_retention=retention, exam_day=MONDAY + exam)

    assert reschedule(card, wishes) == replay(UNSEEN, history, wishes)


def test_rescheduling_leaves_a_fact_that_was_never_asked():
    assert reschedule(UNSEEN, Policy(exam_day=MONDAY)) == UNSEEN


def test_who_wants_to_know_more_is_asked_sooner():
    card = replay(UNSEEN, [Review(MONDAY, Rating.EASY)], Policy())

    assert reschedule(card, Policy(desired_retention=0.95)).due < card.due


@given(history=histories, ahead=st.integers(2, 6000))
def test_no_interval_goes_beyond_the_eve_of_the_exam(history, ahead):
    policy = Policy(exam_day=MONDAY + ahead)

    for card in steps(history, policy):
        if card.last < policy.eve:
            assert card.due <= policy.eve


def test_what_is_looked_at_on_the_eve_is_not_asked_again_in_the_exam():
    known = replay(UNSEEN, [Review(MONDAY - 60, Rating.EASY)], Policy())

    assert review(known, Rating.GOOD, MONDAY, Policy(exam_day=MONDAY + 1)).due > MONDAY + 1
