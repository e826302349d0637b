"""How answers went by the confidence given, and where a confidence pays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.attempts import Tally
from studyapp.core.certainty import Confidence, certainty_mark
from studyapp.core.statistics.calibration import calibration, likely_share, pays_from


def test_the_surest_comes_first():
    found = calibration([Tally("guess", 1, 0.0), Tally("sure", 8, 7.0)])

    assert [one.confidence for one in found] == [Confidence.SURE, Confidence.GUESS]
    assert (found[0].answered, found[0].share) == (8, 0.875)


def test_a_confidence_pays_from_where_its_marks_overtake_those_below():
    shares = [pays_from(one) for one in (Confidence.GUESS, Confidence.FAIRLY, Confidence.SURE)]

    assert shares == pytest.approx([0, 2 / 3, 4 / 5])


@given(st.floats(0, 1), st.sampled_from(Confidence))
def test_within_its_range_no_other_confidence_earns_more(share, confidence):
    def marks(said):
        return share * certainty_mark(1, said) + (1 - share) * certainty_mark(0, said)

    above = [pays_from(one) for one in Confidence if pays_from(one) > pays_from(confidence)]
    inside = pays_from(confidence) <= share <= min(above, default=1.0)

    assert not inside or marks(confidence) >= max(map(marks, Confidence)) - 1e-9


def test_few_answers_leave_much_open():
    assert likely_share(1, 1) == pytest.approx((0.2065, 1.0), abs=1e-4)
    assert likely_share(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
