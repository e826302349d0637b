"""What is asked today."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.bank import Fact
from studyapp.core.scheduling.cards import Card, retrievability
from studyapp.core.scheduling.daily import (
    Done,
    Today,
    due_cards,
    introduction_order,
    is_due,
    new_facts,
    today,
)
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped

DAY = 739_700
NOTHING = Done()


def card(fact, *, stability=10.0, last=DAY - 10, due=DAY, **aside):
    return Card("kursk", fact, stability, 5.0, last, due, reviews=2, **aside)


def facts(cards):
    return [card.fact for card in cards]


def test_a_card_is_due_from_its_day_on():
    assert not is_due(card("a", due=DAY + 1), DAY)
    assert is_due(card("a", due=DAY), DAY)
    assert is_due(card("a", due=DAY - 100), DAY)


def test_a_suspended_card_is_not_due():
    assert not is_due(card("a", suspended=True), DAY)


def test_a_buried_card_is_due_when_its_time_has_passed():
    assert not is_due(card("a", buried_until=DAY + 1), DAY)
    assert is_due(card("a", buried_until=DAY), DAY)


def test_a_fact_never_asked_is_not_due():
    assert not is_due(Card("kursk", "a"), DAY)


@given(
    st.lists(
        st.builds(
            card,
            st.uuids().map(str),
            stability=st.floats(0.01, 400),
            last=st.integers(DAY - 400, DAY - 1),
        )
    )
)
def test_the_least_likely_to_be_recalled_comes_first(cards):
    chances = [
        retrievability(one, DAY, Policy()) for one in due_cards(cards, DAY, Policy(), NOTHING)
    ]

    assert chances == sorted(chances)
    assert len(chances) == len(cards)


def test_equally_likely_cards_come_in_an_order_of_the_day_not_of_the_file():
    cards = [card(f"fact-{number}") for number in range(10)]
    shuffled = Random(1).sample(cards, 10)
    order = facts(due_cards(cards, DAY, Policy(), NOTHING))

    assert order == facts(due_cards(shuffled, DAY, Policy(), NOTHING))
    assert order != facts(cards)
    assert sorted(order) == sorted(facts(cards))


@pytest.mark.parametrize(("done", "left"), [(0, 3), (2, 1), (3, 0), (5, 0)])
def test_no_more_reviews_than_the_learner_wants_in_a_day(done, left):
    cards = [card(f"fact-{number}") for number in range(10)]

    assert len(due_cards(cards, DAY, Policy(reviews_per_day=3), Done(reviews=done))) == left


def test_new_facts_come_in_their_order_without_those_met_or_set_aside():
    cards = {
        "a": card("a"),
        "c": Card("kursk", "c", suspended=True),
        "d": Card("kursk", "d", buried_until=DAY + 1),
        "e": Card("kursk", "e", buried_until=DAY),
    }

    assert new_facts("abcdefg", cards, DAY, 3) == ["b", "e", "f"]


def test_the_core_of_the_text_is_introduced_before_its_details():
    bank = load_bank(shipped("questions/kursk.yaml")).bank
    order = introduction_order(bank)
    entries = [bank.entries[fact] for fact in order]
    importances = [entry.importance if isinstance(entry, Fact) else 2 for entry in entries]

    assert importances == sorted(importances, reverse=True)
    assert sorted(order) == sorted(bank.entries)
    core = [fact for fact in order if getattr(bank.entries[fact], "importance", 2) == 3]
    assert core == [fact for fact in bank.facts if bank.facts[fact].importance == 3]


def test_today_shows_what_is_left_within_the_limits():
    policy = Policy(new_per_day=10, reviews_per_day=50)

    assert today(70, 30, DAY, policy, NOTHING) == Today(due=50, new=10, waiting=20)
    assert today(30, 26, DAY, policy, Done(reviews=40, new=4)) == Today(due=10, new=6, waiting=20)
    assert today(0, 3, DAY, policy, NOTHING) == Today(due=0, new=3)
    assert today(0, 20, DAY, policy, Done(new=12)) == Today(due=0, new=0)


def test_before_an_exam_as_many_new_facts_as_show_all_of_them_by_its_eve():
    policy = Policy(new_per_day=5, exam_day=DAY + 4)

    assert today(0, 40, DAY, policy, NOTHING) == Today(due=0, new=10, exam=DAY + 4)
    assert today(0, 12, DAY, policy, NOTHING) == Today(due=0, new=5)
    assert today(0, 37, DAY, policy, Done(new=3)).new == 7
    assert today(0, 10, DAY + 3, policy, NOTHING).new == 10


def test_an_exam_far_away_changes_nothing():
    assert today(0, 40, DAY, Policy(new_per_day=5, exam_day=DAY + 100), NOTHING).new == 5


def test_an_exam_that_has_come_or_passed_changes_nothing():
    assert today(0, 40, DAY, Policy(new_per_day=5, exam_day=DAY), NOTHING).new == 5
    assert today(0, 40, DAY, Policy(new_per_day=5, exam_day=DAY - 9), NOTHING).new == 5


def test_who_wants_no_new_facts_gets_none_even_before_an_exam():
    assert today(0, 40, DAY, Policy(new_per_day=0, exam_day=DAY + 4), NOTHING).new == 0
