from itertools import permutations
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from typed_items import item, option

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import FactId, Kind
from studyapp.core.grading import grade
from studyapp.core.items import (
    Chosen,
    Element,
    Grade,
    Group,
    Grouped,
    Matched,
    Ordered,
    Pair,
    Pointed,
    SelfGraded,
)
from studyapp.core.sources import SourceId

SAID_SO = replace(
    item(
        None,
        options=(
            option("Ukraine", correct=True),
            option("Russia"),
            option("The United States", correct=True),
            option("North Korea"),
            option("South Korea", correct=True),
        ),
    ),
    kind=Kind.MULTIPLE_CHOICE,
)
LOSSES = replace(
    item(None),
    kind=Kind.MATCHING,
    pairs=tuple(
        Pair(left, right, "", (), FactId(left))
        for left, right in (("killed", "300"), ("wounded", "2,700"), ("both", "4,000"))
    ),
    rights=("4,000", "1,200", "300", "2,700"),
)
CLAIMS = replace(
    item(None),
    kind=Kind.GROUPING,
    elements=tuple(
        Element(text, "", (), FactId(text)) for text in ("pushed out", "still there", "heroes")
    ),
    groups=(Group("Russia", (0, 2)), Group("Ukraine", (1,))),
)
PASSAGE = replace(
    item(None),
    kind=Kind.FIND_PASSAGE,
    spans=(Evidence(SourceId("ap"), 100, 150, ""), Evidence(SourceId("ap"), 300, 310, "")),
)


def events(count: int, *before: tuple[int, int]):
    elements = tuple(Element(str(number), "", (), FactId("f")) for number in range(count))
    return replace(item(None), kind=Kind.ORDERING, elements=elements, before=before)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [((0, 2, 4), 1), ((0, 2), 2 / 3), ((0,), 1 / 3), ((0, 2, 4, 1), 2 / 3), ((0, 1), 0),
     ((0, 1, 3), 0), ((1, 3), 0), ((0, 1, 2, 3, 4), 1 / 3), ((0, 0, 2, 4), 1), ((9,), 0)],
)  # fmt: skip
def test_multiple_choice_is_right_minus_wrong_but_never_below_nothing(chosen, score):
    assert grade(SAID_SO, Chosen(chosen)).score == pytest.approx(score)


def test_multiple_choice_explains_what_a_wrong_choice_costs():
    given = grade(SAID_SO, Chosen((0, 2, 1)))

    assert given.why == "2 of 3 right answers, 1 wrong: each wrong one takes back a right one."


@pytest.mark.parametrize(
    ("rights", "score"),
    [((2, 3, 0), 1), ((2, 3, 1), 2 / 3), ((3, 2, 0), 1 / 3), ((-1, -1, -1), 0), ((), 0),
     ((2, 3, 0, 1), 1), ((99, 3, 0), 2 / 3)],
)  # fmt: skip
def test_matching_counts_the_right_pairs(rights, score):
    assert grade(LOSSES, Matched(rights)).score == pytest.approx(score)


@pytest.mark.parametrize(
    ("groups", "score"),
    [((0, 1, 0), 1), ((0, 0, 0), 2 / 3), ((1, 0, 1), 0), ((-1, 1, -1), 1 / 3), ((7, 1, 0), 2 / 3)],
)
def test_grouping_counts_the_elements_in_their_group(groups, score):
    assert grade(CLAIMS, Grouped(groups)).score == pytest.approx(score)


def test_a_partly_right_grouping_says_how_much_is_right():
    assert grade(CLAIMS, Grouped((0, 0, 0))).why == "2 of 3 elements are right."


@pytest.mark.parametrize(
    ("order", "score"),
    [((0, 1, 2, 3), 1), ((1, 0, 2, 3), 2 / 3), ((3, 0, 1, 2), 2 / 3), ((2, 3, 0, 1), 1 / 3),
     ((3, 2, 1, 0), 0), ((0, 1), 0), ((0, 0, 1, 2), 0), ((0, 1, 2, 9), 0)],
)  # fmt: skip
def test_ordering_earns_its_longest_right_part(order, score):
    asked = events(4, (0, 1), (1, 2), (2, 3))

    assert grade(asked, Ordered(order)).score == pytest.approx(score)


def test_every_order_that_the_dates_allow_is_right():
    asked = events(4, (0, 1), (0, 2), (1, 3), (2, 3))

    right = {order for order in permutations(range(4)) if grade(asked, Ordered(order)).score == 1}

    assert right == {(0, 1, 2, 3), (0, 2, 1, 3)}


@given(st.permutations(range(6)), st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5))))
@settings(max_examples=40, deadline=None)
def test_ordering_agrees_with_trying_every_allowed_order(order, pairs):
    before = [(first, second) for first, second in pairs if first < second]
    allowed = [
        each
        for each in permutations(range(6))
        if all(each.index(first) < each.index(second) for first, second in before)
    ]
    longest = max(_common(tuple(order), each) for each in allowed)

    given = grade(events(6, *before), Ordered(tuple(order)))

    assert given.score == pytest.approx((longest - 1) / 5)


def _common(left: tuple[int, ...], right: tuple[int, ...]) -> int:
    """Length of the longest common subsequence."""
    best = [0] * (len(right) + 1)
    for one in left:
        row = [0]
        for place, other in enumerate(right):
            row.append(best[place] + 1 if one == other else max(best[place + 1], row[-1]))
        best = row
    return best[-1]


@pytest.mark.parametrize(
    ("offset", "score"), [(100, 1), (149, 1), (150, 0), (99, 0), (305, 1), (-1, 0)]
)
def test_pointing_is_right_within_a_passage(offset, score):
    assert grade(PASSAGE, Pointed(SourceId("ap"), offset)).score == score


def test_pointing_into_another_source_is_wrong():
    assert grade(PASSAGE, Pointed(SourceId("reuters"), 120)).score == 0


@pytest.mark.parametrize(("said", "score"), [(0.5, 0.5), (1, 1), (7, 1), (-1, 0), (nan, 0)])
def test_the_learner_grades_a_card(said, score):
    assert grade(item(None), SelfGraded(said)).score == score


@pytest.mark.parametrize("asked", [SAID_SO, LOSSES, CLAIMS, PASSAGE, events(3, (0, 1))])
def test_nothing_chosen_is_kindly_wrong_for_any_kind(asked):
    assert grade(asked, Chosen(())).why.startswith("You left this one open")


@pytest.mark.parametrize("response", [Matched((0,)), Ordered((0,)), Ordered(()), Grouped((0,))])
def test_a_response_of_another_kind_earns_nothing(response):
    assert grade(item(None), response) == Grade(0.0)
