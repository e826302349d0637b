"""Answers of several parts are explained part by part."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from samples import attempt_at

from studyapp.core.bank import Kind
from studyapp.core.items import Chosen, Element, Grouped, Item, Matched, Ordered, Verdict
from studyapp.ui.study.reasons import reasons, right_order

ItemOf = Callable[[Kind], Item]


def test_each_pair_is_judged_by_itself(item_of: ItemOf) -> None:
    item = item_of(Kind.MATCHING)
    right = [item.rights.index(pair.right) for pair in item.pairs]
    given_rights = (right[1], *right[1:])
    found = reasons(attempt_at(item, Matched(given_rights)))

    assert [each.verdict for each in found][:2] == [Verdict.WRONG, Verdict.RIGHT]
    assert found[0].tag == f"you: {item.rights[right[1]]}"
    assert found[1].tag == ""


def test_parts_left_open_are_not_judged(item_of: ItemOf) -> None:
    found = reasons(attempt_at(item_of(Kind.MATCHING), Chosen(())))

    assert {each.verdict for each in found} == {None}


def test_elements_are_shown_with_their_group(item_of: ItemOf) -> None:
    item = item_of(Kind.GROUPING)
    of = {member: at for at, group in enumerate(item.groups) for member in group.members}
    groups = tuple(of[index] for index in range(len(item.elements)))
    found = reasons(attempt_at(item, Grouped(groups)))

    assert {each.verdict for each in found} == {Verdict.RIGHT}
    assert found[0].text.endswith(item.groups[groups[0]].name)


def test_order_says_where_each_element_had_been_put(item_of: ItemOf) -> None:
    item = item_of(Kind.ORDERING)
    right = right_order(item.elements, item.before)
    found = reasons(attempt_at(item, Ordered(tuple(reversed(right)))))

    assert [each.text.split(". ")[0] for each in found] == [
        str(place) for place in range(1, len(right) + 1)
    ]
    assert found[0].tag == f"you: place {len(right)}"


@given(order=st.permutations(range(6)))
def test_right_order_keeps_every_pair(order: list[int]) -> None:
    elements = [Element(str(index), "", (), "f") for index in range(6)]
    before = [(order[i], order[j]) for i in range(6) for j in range(i + 1, 6) if (i + j) % 2]
    found = right_order(elements, before)

    assert sorted(found) == list(range(6))
    assert all(found.index(first) < found.index(second) for first, second in before)
