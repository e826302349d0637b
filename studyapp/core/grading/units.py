"""Units of measure by the names people write, and conversion between them."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import isclose, log10

from msgspec import Struct

from studyapp.core.values import TIME_UNITS


class Unit(Struct, frozen=True):
    """A unit: ``factor`` base units of its dimension, from ``offset`` up for temperatures."""

    name: str
    dimension: str
    factor: float
    offset: float = 0.0


# A letter that multiplies ("2m" for two million) where it is not a unit ("2 m").
MILLION = Unit("million", "multiplier", 1e6)

_LENGTHS = (
    ("metre", 1.0, "m metre metres meter meters"),
    ("kilometre", 1000.0, "km kms kilometre kilometres kilometer kilometers"),
    ("centimetre", 0.01, "cm centimetre centimetres centimeter centimeters"),
    ("millimetre", 0.001, "mm millimetre millimetres millimeter millimeters"),
    ("mile", 1609.344, "mi mile miles"),
    ("yard", 0.9144, "yd yds yard yards"),
    ("foot", 0.3048, "ft foot feet"),
    ("inch", 0.0254, "inch inches"),  # not "in": "600 in all"
    ("nautical mile", 1852.0, "nmi nauticalmile nauticalmiles"),
)

_TIME_NAMES = {
    "minute": "min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "d day days",
    "week": "w wk wks week weeks",
    "month": "mo mos mth mths month months",
    "year": "y yr yrs year years",
    "decade": "decade decades",
    "century": "century centuries",
}

_OTHERS: Mapping[str, tuple[tuple[str, float, str], ...]] = {
    "area": (
        ("hectare", 1e4, "ha hectare hectares"),
        ("acre", 4046.8564224, "acre acres"),
    ),
    "volume": (
        ("litre", 1e-3, "l litre litres liter liters"),
        ("millilitre", 1e-6, "ml millilitre millilitres milliliter milliliters"),
        ("gallon", 3.785411784e-3, "gal gallon gallons"),
        ("barrel", 0.158987294928, "bbl barrel barrels"),
    ),
    "mass": (
        ("gram", 1.0, "g gram grams gramme grammes"),
        ("kilogram", 1e3, "kg kgs kilo kilos kilogram kilograms"),
        ("tonne", 1e6, "t ton tons tonne tonnes metrictons"),
        ("pound", 453.59237, "lb lbs pound pounds"),
        ("ounce", 28.349523125, "oz ounce ounces"),
    ),
    "speed": (
        ("km/h", 1 / 3.6, "km/h kmh kph kmph kilometresperhour kilometersperhour kmperhour"),
        ("m/s", 1.0, "m/s metrespersecond meterspersecond"),
        ("mph", 0.44704, "mph mi/h milesperhour milesanhour"),
        ("knot", 1852 / 3600, "kn knot knots"),
    ),
    "time": (
        ("second", TIME_UNITS["minute"] / 60, "s sec secs second seconds"),
        ("fortnight", 2 * TIME_UNITS["week"], "fortnight fortnights"),
        *((unit, TIME_UNITS[unit], names) for unit, names in _TIME_NAMES.items()),
    ),
    "share": (
        ("percent", 0.01, "% percent pct percentage"),
        ("share", 1.0, "share fraction proportion"),
    ),
    "dollars": (("dollar", 1.0, "$ usd dollar dollars"),),
    "euros": (("euro", 1.0, "€ eur euro euros"),),
    "pounds sterling": (("pound", 1.0, "£ gbp pound pounds"),),
    "roubles": (("rouble", 1.0, "₽ rub rouble roubles ruble rubles"),),
    "hryvnias": (("hryvnia", 1.0, "₴ uah hryvnia hryvnias"),),
    "multiplier": ((MILLION.name, MILLION.factor, "m"),),
}

_TEMPERATURES = (
    (Unit("°C", "temperature", 1.0), "°c celsius degreescelsius degreesc"),
    (Unit("°F", "temperature", 5 / 9, -160 / 9), "°f fahrenheit degreesfahrenheit degreesf"),
)


def units_named(text: str) -> tuple[Unit, ...]:
    """Every unit of that name ("pounds": weight or money), none for count nouns."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _UNITS.get("".join(folded.translate(_DROPPED).split()), ())


def convert(number: float, source: Unit, target: Unit) -> float:
    """The number of ``target`` units that ``number`` units of the same dimension make."""
    base = number * source.factor + source.offset
    return (base - target.offset) / target.factor


def exact_conversion(source: Unit, target: Unit) -> bool:
    """Whether converting only moves the decimal point, so that nobody needs to round."""
    if source.offset != target.offset:
        return False
    power = log10(source.factor / target.factor)
    return isclose(power, round(power), abs_tol=1e-9)


_DROPPED = str.maketrans("", "", ".-^()")


def _powers(unit: str, factor: float, names: str) -> Iterator[tuple[Unit, str]]:
    for power, dimension, before, after in (
        (2, "area", ("sq", "square"), ("2", "sq", "squared")),
        (3, "volume", ("cu", "cubic"), ("3", "cubed")),
    ):
        raised = Unit(f"{before[1]} {unit}", dimension, factor**power)
        for name in names.split():
            yield from ((raised, f"{word}{name}") for word in before)
            yield from ((raised, f"{name}{word}") for word in after)


def _named() -> Iterator[tuple[Unit, str]]:
    for unit, factor, names in _LENGTHS:
        yield from ((Unit(unit, "length", factor), name) for name in names.split())
        yield from _powers(unit, factor, names)
    for dimension, rows in _OTHERS.items():
        for unit, factor, names in rows:
            yield from ((Unit(unit, dimension, factor), name) for name in names.split())
    for temperature, names in _TEMPERATURES:
        yield from ((temperature, name) for name in names.split())


def _table() -> dict[str, tuple[Unit, ...]]:
    found: defaultdict[str, tuple[Unit, ...]] = defaultdict(tuple)
    for unit, name in _named():
        found[name] += (unit,)
    return dict(found)


_UNITS = _table()
