"""Values: what hedges allow, what clashes, how a value reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.dates import parse_edtf
from studyapp.core.values import (
    HEDGES,
    Bounds,
    Date,
    Duration,
    Entity,
    EntityId,
    EntityRef,
    Quantity,
    Text,
    Value,
    bounds,
    clash,
    value_text,
)


def entity(name: str, kind: str = "place", *, within: str = "", stands_for: str = "") -> Entity:
    return Entity(
        EntityId(name),
        kind,
        name.title(),
        within=(EntityId(within),) if within else (),
        stands_for=(EntityId(stands_for),) if stands_for else (),
    )


ENTITIES = {
    found.id: found
    for found in (
        entity("russia"),
        entity("kursk region", within="russia"),
        entity("sudzha", within="kursk region"),
        entity("moscow", stands_for="russia"),
        entity("ukraine"),
        entity("sumy", within="ukraine"),
    )
}


def date(edtf: str) -> Date:
    found = parse_edtf(edtf)
    assert found is not None
    return found


def ref(name: str) -> EntityRef:
    return EntityRef(EntityId(name))


def number(low: float, hedge: str = "", high: float | None = None, unit: str = "km") -> Quantity:
    return Quantity(low, low if high is None else high, unit, hedge)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (date("2024-08-06"), date("2024-08-07"), True),
        (date("2024-08-06"), date("2024-08"), False),
        (date("2024-23"), date("2024-10"), False),
        (date("2024-23"), date("2024-08"), True),
        (number(1300, "nearly"), number(1200), False),
        (number(1300, "nearly"), number(1310), True),
        (number(90, "over"), number(100), False),
        (number(90, "over"), number(89), True),
        (number(10000, high=12000), number(11000), False),
        (number(10000, high=12000), number(13000), True),
        (number(300), number(2700), True),
        (number(300), number(2700, unit="wounded"), False),
        (Duration(1, 1, "month"), Duration(30, 30, "day", "about"), False),
        (Duration(1, 1, "day"), Duration(1, 1, "week"), True),
        (ref("sudzha"), ref("kursk region"), False),
        (ref("sudzha"), ref("russia"), False),
        (ref("moscow"), ref("russia"), False),
        (ref("moscow"), ref("ukraine"), True),
        (ref("sudzha"), ref("sumy"), True),
        (Text("drones"), Text("tanks"), False),
        (Text("2024"), date("2024"), False),
    ],
)
def test_values_clash_only_if_they_cannot_both_be_right(
    left: Value, right: Value, *, expected: bool
) -> None:
    assert clash(left, right, ENTITIES) is expected
    assert clash(right, left, ENTITIES) is expected


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (number(1300, "nearly", unit="sq. km"), "nearly 1,300 sq. km"),
        (number(10000, high=12000, unit="troops"), "10,000–12,000 troops"),
        (number(0.5), "0.5 km"),
        (Quantity(2 / 3, 2 / 3, words="about two-thirds"), "about two-thirds"),
        (Duration(9, 9, "month", "almost"), "almost 9 months"),
        (Duration(1, 1, "day"), "1 day"),
        (ref("sudzha"), "Sudzha"),
        (Text("dense forests"), "dense forests"),
    ],
)
def test_a_value_reads_as_in_a_sentence(value: Value, shown: str) -> None:
    assert value_text(value, ENTITIES) == shown


@given(st.sampled_from(sorted(HEDGES)), st.integers(1, 10**9))
def test_the_printed_number_is_always_within_its_own_hedge(hedge: str, printed: int) -> None:
    assert bounds(number(printed, hedge)).contains(printed)


@given(st.integers(1, 10**6))
def test_nearly_stays_below_and_over_above(printed: int) -> None:
    assert bounds(number(printed, "nearly")).high == printed
    assert bounds(number(printed, "over")).low == printed


@given(*[st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted)] * 2)
def test_bounds_overlap_where_some_number_lies_in_both(
    left: list[float], right: list[float]
) -> None:
    shared = max(left[0], right[0]) <= min(left[1], right[1])

    assert Bounds(*left).overlaps(Bounds(*right)) is shared
