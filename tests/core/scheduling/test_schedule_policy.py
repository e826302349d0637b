"""What the learner wants of the schedule."""

import msgspec
import pytest

from studyapp.core.scheduling.policy import DEFAULT_WEIGHTS, Policy


def test_without_fitted_parameters_those_of_the_library_are_in_force():
    assert Policy().weights == DEFAULT_WEIGHTS


def test_fitted_parameters_are_in_force():
    fitted = (1.5, *DEFAULT_WEIGHTS[1:])

    assert Policy(parameters=fitted).weights == fitted


def test_the_eve_is_the_day_before_the_exam():
    assert Policy(exam_day=739_000).eve == 738_999
    assert Policy().eve is None


@pytest.mark.parametrize(
    "senseless",
    [
        {"desired_retention": 1.0},
        {"desired_retention": 0.0},
        {"desired_retention": float("nan")},
        {"parameters": ()},
        {"parameters": (1.0,) * 19},
        {"parameters": (float("nan"), *DEFAULT_WEIGHTS[1:])},
        {"new_per_day": -1},
        {"reviews_per_day": -1},
        {"day_begins": 24},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(senseless):
    with pytest.raises(ValueError):
        Policy(**senseless)


def test_a_damaged_stored_policy_is_refused():
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"desired_retention": 7}', type=Policy)
