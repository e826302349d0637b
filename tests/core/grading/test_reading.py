import pytest

from studyapp.core.grading.reading import Hedge, hedge_of, multiplied_unit, read_amounts
from studyapp.core.values import HEDGES

READ = {
    "1,300": [(1300, 1300), (1.3, 1.3)],
    "1.300,5": [(1300.5, 1300.5)],
    "1,234,567": [(1234567, 1234567)],
    "1.234.567": [(1234567, 1234567)],
    "12,34": [(12.34, 12.34)],
    "0.300": [(0.3, 0.3)],
    "0007": [(7, 7)],
    "10 to 12 thousand": [(10, 12000), (10000, 12000)],
    "2m": [(2, 2), (2e6, 2e6)],
    "two and a half million": [(2.5e6, 2.5e6)],
    "half a million": [(5e5, 5e5)],
    "three quarters": [(0.75, 0.75)],
    "a couple of weeks": [(2, 2)],
    "1 1/2": [(1.5, 1.5)],
    "twenty-five": [(25, 25)],
    "$5–$6 million": [(5, 6e6), (5e6, 6e6)],
}


@pytest.mark.parametrize(("text", "values"), READ.items(), ids=READ)
def test_the_ways_to_read_one_amount(text, values):
    (readings,) = read_amounts(text)

    assert [(amount.low, amount.high) for amount in readings] == values


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("no one", 1), ("hundreds", 0), ("600 men and 15 km", 2), ("B2 bombers", 0),
     ("1.2.3.4", 0), ("a third of 600", 2), ("1 year (12 months)", 2), ("2 years 3 months", 1)],
)  # fmt: skip
def test_the_number_of_amounts_in_a_text(text, count):
    assert len(read_amounts(text)) == count


def test_rounding_is_known_from_the_last_written_digit():
    halves = [read_amounts(text)[0][0].half for text in ("15", "1.5", "1.5 thousand")]

    assert halves == [0.5, 0.05, 50]


def test_a_unit_of_money_may_stand_before_its_number():
    (readings,) = read_amounts("US$ 5 million")

    assert [(amount.low, amount.unit.name) for amount in readings] == [(5e6, "dollar")]


@pytest.mark.parametrize("hedge", [words for words in HEDGES if words])
def test_every_hedge_of_a_bank_is_understood(hedge):
    assert hedge_of(hedge) is not Hedge.NONE


@pytest.mark.parametrize(
    ("text", "hedge"),
    [("~90", Hedge.AROUND), ("90 or so", Hedge.AROUND), ("not quite 90", Hedge.BELOW),
     ("no more than 90", Hedge.AT_MOST), ("90 people or fewer", Hedge.AT_MOST),
     ("just over 90", Hedge.ABOVE), ("90 plus", Hedge.ABOVE), ("upwards of 90", Hedge.ABOVE),
     (">= 90", Hedge.AT_LEAST), ("90 at least", Hedge.AT_LEAST), ("90 min", Hedge.NONE)],
)  # fmt: skip
def test_hedges_before_and_after_a_number(text, hedge):
    (readings,) = read_amounts(text)

    assert readings[0].hedge is hedge


def test_a_unit_may_begin_with_a_multiplier():
    assert multiplied_unit("million dollars") == (1e6, "dollars")
    assert multiplied_unit("thousand North Koreans") == (1e3, "North Koreans")
    assert multiplied_unit("sq. km") == (1, "sq. km")
    assert multiplied_unit("") == (1, "")
