"""Which way a fact is asked next."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.bank import ASKED, Kind
from studyapp.core.generate import ways_to_ask
from studyapp.core.scheduling.cards import Card, review
from studyapp.core.scheduling.kinds import STAGES, next_kind, stage
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped

UNSEEN = Card("kursk", "area-seized")
TYPED = {Kind.SHORT_ANSWER, Kind.QUANTITY, Kind.DATE}

# What the shipped bank allows for a claim with a number and a place in it.
KINDS = [
    Kind.SINGLE_CHOICE,
    Kind.TRUE_FALSE,
    Kind.WHO_SAYS,
    Kind.MATCHING,
    Kind.CLOZE,
    Kind.QUANTITY,
    Kind.GROUPING,
    Kind.WHAT_SAID,
    Kind.FIND_PASSAGE,
]


def known_for(days):
    return Card("kursk", "area-seized", stability=days, difficulty=5.0, reviews=3)


def test_a_new_fact_is_recognised_first():
    found = {next_kind(UNSEEN, KINDS, [], Random(seed)) for seed in range(50)}

    assert found == {Kind.SINGLE_CHOICE, Kind.TRUE_FALSE, Kind.WHO_SAYS}


@pytest.mark.parametrize(
    ("stability", "kinds"),
    [
        (3.0, {Kind.CLOZE, Kind.MATCHING}),
        (10.0, {Kind.QUANTITY}),
        (
            40.0,
            {Kind.QUANTITY, Kind.GROUPING, Kind.WHO_SAYS, Kind.WHAT_SAID, Kind.FIND_PASSAGE},
        ),
    ],
)
def test_the_better_a_fact_is_known_the_more_is_demanded(stability, kinds):
    found = {next_kind(known_for(stability), KINDS, [], Random(seed)) for seed in range(100)}

    assert found == kinds


def test_a_fact_recalled_at_each_review_passes_one_stage_at_a_time():
    card, stages = UNSEEN, []
    for _ in range(4):
        stages.append(stage(card))
        day = card.due if card.reviews else 739_700
        card = review(card, Rating.GOOD, day, Policy())

    assert stages == [0, 1, 2, 3]


def test_a_forgotten_fact_is_recognised_again():
    forgotten = review(
        Card("kursk", "a", 8.0, 6.0, last=739_700, due=739_708, reviews=3),
        Rating.AGAIN,
        739_708,
        Policy(),
    )

    assert stage(forgotten) == 0


@given(
    stability=st.floats(0, 400),
    kinds=st.sets(st.sampled_from(ASKED), min_size=2),
    recent=st.lists(st.sampled_from(ASKED), min_size=1),
    seed=st.integers(0, 1000),
)
def test_the_kind_just_seen_never_comes_where_there_is_another(stability, kinds, recent, seed):
    found = next_kind(known_for(stability), kinds, recent, Random(seed))

    assert found in kinds
    assert found != recent[-1]


def test_the_only_kind_comes_again():
    only = [Kind.POSITION_CHANGE]

    assert next_kind(UNSEEN, only, only, Random(1)) is Kind.POSITION_CHANGE


def test_within_a_stage_what_was_not_seen_for_longest_comes_first():
    recent = [Kind.WHO_SAYS, Kind.SINGLE_CHOICE, Kind.TRUE_FALSE]

    assert next_kind(UNSEEN, KINDS, recent, Random(1)) is Kind.WHO_SAYS


def test_where_a_stage_has_no_kind_the_easier_neighbour_comes():
    assert next_kind(known_for(3.0), [Kind.DATE, Kind.TRUE_FALSE], [], Random(1)) is Kind.TRUE_FALSE


def test_the_same_dice_give_the_same_kind_whatever_the_order_of_the_kinds():
    assert next_kind(UNSEEN, KINDS, [], Random(5)) is next_kind(
        UNSEEN, list(reversed(KINDS)), [], Random(5)
    )


def test_every_kind_has_its_stage():
    assert frozenset().union(*(kinds for _least, kinds in STAGES)) == set(ASKED)


def test_each_fact_of_the_shipped_bank_gets_a_kind_that_it_allows():
    bank = load_bank(shipped("questions/kursk.yaml")).bank

    for fact in bank.entries:
        kinds = {ask.kind for ask in ways_to_ask(fact, bank)}
        for stability in (0.0, 3.0, 10.0, 40.0):
            assert next_kind(known_for(stability), kinds, [], Random(1)) in kinds
