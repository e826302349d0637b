import pytest

from studyapp.core.grading.units import convert, exact_conversion, units_named
from studyapp.core.values import TIME_UNITS

CONVERTED = [
    (1300, "sq. km", "ha", 130_000),
    (1300, "km²", "sq mi", 501.933),
    (1, "acre", "m2", 4046.856),
    (15, "km", "miles", 9.3206),
    (1, "mile", "feet", 5280),
    (1, "cubic metre", "litres", 1000),
    (2, "tonnes", "kg", 2000),
    (36, "km/h", "m/s", 10),
    (68, "°F", "degrees Celsius", 20),
    (2, "weeks", "days", 14),
    (1, "fortnight", "hours", 336),
    (3, "years", "months", 36.0),
    (50, "per cent", "share", 0.5),
]


@pytest.mark.parametrize(("number", "source", "target", "result"), CONVERTED)
def test_conversion(number, source, target, result):
    converted = convert(number, units_named(source)[0], units_named(target)[0])

    assert converted == pytest.approx(result, rel=1e-3)


@pytest.mark.parametrize(
    "name",
    ["sq. km", "sq km", "SQ. KM", "km²", "km2", "km^2", "square kilometres", "square-kilometers",
     "kilometres squared", "sq kilometre", "km sq."],
)  # fmt: skip
def test_one_unit_by_its_many_names(name):
    assert [unit.name for unit in units_named(name)] == ["square kilometre"]


@pytest.mark.parametrize("name", ["soldiers", "settlements", "", "in", "sq", "of"])
def test_count_nouns_are_no_units(name):
    assert units_named(name) == ()


def test_a_name_may_mean_several_units():
    assert {unit.dimension for unit in units_named("pounds")} == {"mass", "pounds sterling"}


@pytest.mark.parametrize("name", TIME_UNITS)
def test_every_unit_of_a_duration_is_known_with_its_length(name):
    (unit,) = units_named(name)

    assert unit.factor == TIME_UNITS[name]


def test_only_moving_the_decimal_point_is_exact():
    kilometre, metre, mile = (units_named(name)[0] for name in ("km", "metre", "mile"))

    assert exact_conversion(kilometre, metre)
    assert not exact_conversion(kilometre, mile)


def test_temperatures_are_never_exact():
    celsius, fahrenheit = units_named("°C")[0], units_named("°F")[0]

    assert not exact_conversion(celsius, fahrenheit)
