"""Fitting the memory model to a learner: only where it foretells that learner better."""

from concurrent.futures import ProcessPoolExecutor
from math import log
from multiprocessing import get_context
from statistics import mean

import pytest
from learners import HalfLives, OtherParameters, study

from studyapp.core.scheduling.cards import Card, Review, replay, retrievability
from studyapp.core.scheduling.fitting import (
    MIN_REVIEWS,
    Fit,
    Step,
    fit,
    foreseeable,
    log_loss,
)
from studyapp.core.scheduling.policy import DEFAULT_WEIGHTS, Policy
from studyapp.core.scheduling.rating import Rating

MONDAY = 739_700
OTHER_WEIGHTS = (0.5, 2.0, 5.0, 15.0, *DEFAULT_WEIGHTS[4:8], 1.2, *DEFAULT_WEIGHTS[9:20], 0.4)

LEARNERS = {
    "half-lives": HalfLives,
    "other parameters": lambda rng: OtherParameters(rng, OTHER_WEIGHTS),
}


def histories_of(make_learner, seed=7, days=90):
    course = study(make_learner, seed)
    course.go_on(range(MONDAY, MONDAY + days))
    return list(course.histories.values())


def last_month(learner, *, fitted, retention=0.9):
    """The true chance of recall at the reviews of days 61 to 90, the mean of three learners.

    Where fitted, the parameters are fitted on days 30 and 60, as far as that is recommended.
    """
    found = []
    for seed in range(3):
        course = study(LEARNERS[learner], seed, retention=retention)
        for month in range(3):
            course.go_on(range(MONDAY + 30 * month, MONDAY + 30 * (month + 1)))
            if fitted:
                course.refit()
        found.append(course.retention(since=MONDAY + 60))
    return mean(found)


@pytest.mark.parametrize("learner", LEARNERS)
@pytest.mark.parametrize("retention", [0.9, 0.95])
def test_a_learner_unlike_the_default_is_asked_near_the_desired_retention(learner, retention):
    """Near: within 0.04."""
    found = last_month(learner, fitted=True, retention=retention)

    assert found == pytest.approx(retention, abs=0.04)


def test_fitting_brings_a_learner_nearer_to_the_desired_retention():
    unfitted = last_month("other parameters", fitted=False)
    fitted = last_month("other parameters", fitted=True)

    assert unfitted < fitted < 0.9


@pytest.mark.parametrize("learner", LEARNERS)
@pytest.mark.parametrize("seed", range(3))
def test_fitted_parameters_foretell_a_learner_better_than_the_default_ones(learner, seed):
    found = fit(histories_of(LEARNERS[learner], seed))

    assert found.recommended
    assert found.loss < found.default_loss
    assert found.held_out >= 0.2 * (found.trained + found.held_out)
    assert Policy(parameters=found.parameters).weights == found.parameters


def test_a_fit_foretells_half_lives_better_than_a_constant_guess():
    found = fit(histories_of(HalfLives))

    assert found.loss < found.constant_loss


def test_the_parameters_of_a_default_learner_are_found_again():
    """What chance recommends now and then does little harm: it foretells nearly as well."""
    found = fit(histories_of(lambda rng: OtherParameters(rng, DEFAULT_WEIGHTS)))

    assert found.loss == pytest.approx(found.default_loss, abs=0.01)


def test_the_held_out_reviews_do_not_touch_the_fit():
    histories = histories_of(HalfLives)
    last_day = max(one.day for history in histories for one in history)
    opposite = [
        [
            Review(one.day, Rating.GOOD if one.rating is Rating.AGAIN else Rating.AGAIN)
            if one.day == last_day
            else one
            for one in history
        ]
        for history in histories
    ]

    assert fit(opposite).parameters == fit(histories).parameters
    assert fit(opposite).loss > fit(histories).loss


def test_the_losses_are_those_of_the_cards_themselves():
    histories = histories_of(HalfLives, days=45)
    found = fit(histories)
    days = sorted(day for history in histories for day in sorted({one.day for one in history})[1:])
    cut = days[-found.held_out]
    losses = []
    for history in histories:
        for index, one in enumerate(history[1:], start=1):
            if one.day >= cut and one.day > history[index - 1].day:
                card = replay(Card("set", "fact"), history[:index], Policy())
                chance = retrievability(card, one.day, Policy())
                losses.append(-log(chance if one.rating > Rating.AGAIN else 1 - chance))

    assert len(losses) == found.held_out
    assert found.default_loss == pytest.approx(sum(losses) / len(losses), rel=1e-6)


def test_too_few_reviews_give_no_fit():
    histories = histories_of(HalfLives, days=12)

    assert 0 < foreseeable(histories) < MIN_REVIEWS
    assert fit(histories) is None
    assert fit([]) is None


def test_only_reviews_on_a_later_day_can_be_foreseen():
    history = [
        Review(MONDAY, Rating.AGAIN),
        Review(MONDAY, Rating.GOOD),
        Review(MONDAY + 1, Rating.GOOD),
    ]

    assert foreseeable([history, history[:1], []]) == 1


def test_many_reviews_all_on_one_later_day_recommend_nothing():
    histories = [[Review(MONDAY, Rating.GOOD), Review(MONDAY + 3, Rating.GOOD)]] * MIN_REVIEWS

    assert not fit(histories).recommended


def test_a_clock_that_was_put_back_does_not_spoil_the_fit():
    histories = histories_of(HalfLives)
    jumped = [[*histories[0], Review(MONDAY - 9000, Rating.GOOD)], *histories[1:]]

    assert fit(jumped).recommended


def test_a_fit_says_what_it_is_busy_with():
    seen = []
    fit(histories_of(HalfLives), seen.append)

    assert seen == [Step.FITTING, Step.COMPARING]


def test_the_same_reviews_give_the_same_fit():
    histories = histories_of(HalfLives)

    assert fit(histories) == fit(histories)


def test_a_fit_can_be_made_in_another_process():
    histories = histories_of(HalfLives)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        found = pool.submit(fit, histories).result()

    assert found == fit(histories)


def test_nothing_is_recommended_that_foretells_worse():
    assert not Fit(DEFAULT_WEIGHTS, 800, 200, 0.35, 0.34, 0.4).recommended


@pytest.mark.parametrize(
    ("predictions", "outcomes", "loss"),
    [
        ([0.5, 0.5], [True, False], log(2)),
        ([0.9, 0.9], [True, True], -log(0.9)),
        ([0.9], [False], -log(0.1)),
    ],
)
def test_the_log_loss_punishes_misplaced_certainty(predictions, outcomes, loss):
    assert log_loss(predictions, outcomes) == pytest.approx(loss)


def test_one_surprise_is_not_infinitely_bad():
    assert log_loss([1.0], [False]) < 10
