"""The table that turns an answer into a rating, cell by cell."""

import pytest

from studyapp.core.bank import ASKED, Kind
from studyapp.core.certainty import Confidence
from studyapp.core.scheduling.rating import Demand, Rating, demand, rate, usual_seconds

# outcome hints demand pace: rating if sure, fairly, guess, not asked
TABLE = """
right  0 recall      quick  easy  good  hard  good
right  0 recall      usual  good  good  hard  good
right  0 recall      slow   hard  hard  hard  hard
right  0 recognition quick  good  good  again good
right  0 recognition usual  good  good  again good
right  0 recognition slow   hard  hard  again hard
right  1 recall      quick  hard  hard  again hard
right  1 recall      usual  hard  hard  again hard
right  1 recall      slow   hard  hard  again hard
right  1 recognition quick  hard  hard  again hard
right  1 recognition usual  hard  hard  again hard
right  1 recognition slow   hard  hard  again hard
right  2 recall      quick  again again again again
right  2 recall      usual  again again again again
right  2 recall      slow   again again again again
right  2 recognition quick  again again again again
right  2 recognition usual  again again again again
right  2 recognition slow   again again again again
right  3 recognition quick  again again again again
right  3 recognition usual  again again again again
right  3 recognition slow   again again again again
partly 0 recall      quick  hard  hard  again hard
partly 0 recall      usual  hard  hard  again hard
partly 0 recall      slow   hard  hard  again hard
partly 0 recognition quick  hard  hard  again hard
partly 0 recognition usual  hard  hard  again hard
partly 0 recognition slow   hard  hard  again hard
partly 1 recall      quick  again again again again
partly 1 recall      usual  again again again again
partly 1 recall      slow   again again again again
partly 1 recognition quick  again again again again
partly 1 recognition usual  again again again again
partly 1 recognition slow   again again again again
partly 2 recall      quick  again again again again
partly 2 recall      usual  again again again again
partly 2 recall      slow   again again again again
partly 2 recognition quick  again again again again
partly 2 recognition usual  again again again again
partly 2 recognition slow   again again again again
wrong  0 recall      quick  again again again again
wrong  0 recall      usual  again again again again
wrong  0 recall      slow   again again again again
wrong  0 recognition quick  again again again again
wrong  0 recognition usual  again again again again
wrong  0 recognition slow   again again again again
wrong  1 recall      quick  again again again again
wrong  1 recall      usual  again again again again
wrong  1 recall      slow   again again again again
wrong  1 recognition quick  again again again again
wrong  1 recognition usual  again again again again
wrong  1 recognition slow   again again again again
wrong  2 recall      quick  again again again again
wrong  2 recall      usual  again again again again
wrong  2 recall      slow   again again again again
wrong  2 recognition quick  again again again again
wrong  2 recognition usual  again again again again
wrong  2 recognition slow   again again again again
"""

SCORES = {"right": (1.0,), "partly": (0.5, 0.99), "wrong": (0.0, 0.49)}
SECONDS = {"quick": (0.0, 5.0), "usual": (5.1, 10.0, 19.9), "slow": (20.0, 3600.0)}
CONFIDENCES = (Confidence.SURE, Confidence.FAIRLY, Confidence.GUESS, None)

RECALL = {
    Kind.CLOZE,
    Kind.SHORT_ANSWER,
    Kind.QUANTITY,
    Kind.DATE,
    Kind.ORDERING,
    Kind.FLASHCARD,
}


@pytest.mark.parametrize("line", TABLE.split("\n")[1:-1])
def test_the_rating_table(line):
    outcome, hints, wanted, pace, *ratings = line.split()
    kinds = RECALL if wanted == "recall" else set(ASKED) - RECALL

    for score in SCORES[outcome]:
        for seconds in SECONDS[pace]:
            for kind in kinds:
                found = [
                    rate(
                        score,
                        kind,
                        hints=int(hints),
                        confidence=confidence,
                        seconds=seconds,
                        usual=10.0,
                    )
                    for confidence in CONFIDENCES
                ]

                assert [rating.name.lower() for rating in found] == ratings


@pytest.mark.parametrize("kind", ASKED)
def test_every_kind_demands_recognition_or_recall(kind):
    assert demand(kind) is (Demand.RECALL if kind in RECALL else Demand.RECOGNITION)


def test_without_a_usual_time_no_answer_is_quick_or_slow():
    assert rate(1.0, Kind.CLOZE, confidence=Confidence.SURE, seconds=0.1) is Rating.GOOD
    assert rate(1.0, Kind.CLOZE, seconds=3600.0) is Rating.GOOD


def test_the_usual_time_is_the_median_so_that_one_phone_call_changes_nothing():
    assert usual_seconds([4.0, 5.0, 6.0, 7.0, 900.0]) == 6.0


def test_a_few_answers_make_no_usual_time():
    assert usual_seconds([4.0, 5.0, 6.0, 7.0]) is None
