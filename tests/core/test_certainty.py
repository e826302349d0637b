"""What an answer earns by how sure the learner was of it."""

import pytest

from studyapp.core.certainty import Confidence, certainty_mark


@pytest.mark.parametrize(
    ("confidence", "right", "wrong"),
    [
        (Confidence.GUESS, 1, 0),
        (Confidence.FAIRLY, 2, -2),
        (Confidence.SURE, 3, -6),
        (None, 1, 0),
    ],
)
def test_an_answer_earns_the_marks_of_moodles_table(confidence, right, wrong):
    assert certainty_mark(1.0, confidence) == right
    assert certainty_mark(0.0, confidence) == wrong


def test_a_partly_right_answer_earns_its_share_and_no_penalty():
    assert certainty_mark(0.5, Confidence.SURE) == 1.5


@pytest.mark.parametrize(
    ("chance", "best"),
    [(0.5, Confidence.GUESS), (0.7, Confidence.FAIRLY), (0.9, Confidence.SURE)],
)
def test_saying_what_one_believes_earns_most(chance, best):
    def expected(confidence):
        right, wrong = certainty_mark(1.0, confidence), certainty_mark(0.0, confidence)
        return chance * right + (1 - chance) * wrong

    assert max(Confidence, key=expected) is best
