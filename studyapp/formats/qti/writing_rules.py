"""Declarations and rules of response processing, as elements to be written."""

from collections.abc import Iterable, Mapping, Sequence

from studyapp.formats.numbers import number_text
from studyapp.formats.qti.markup import Element, element, plain

SCORE = "SCORE"
RESPONSE = "RESPONSE"
# The outcome that shows what is said to every answer, and its value.
EXPLANATION, SAID = "EXPLANATION", "said"


def declared(
    identifier: str,
    cardinality: str,
    base_type: str,
    correct: Sequence[str] = (),
    mapping: Element | None = None,
) -> Element:
    """The declaration of a response, with its right values and what each is worth."""
    values = [element("value", plain(value)) for value in correct]
    right = [element("correctResponse", *values)] if values else []
    mapped = [mapping] if mapping is not None else []
    return element(
        "responseDeclaration",
        *right,
        *mapped,
        identifier=identifier,
        cardinality=cardinality,
        baseType=base_type,
    )


def mapping(shares: Mapping[str, float], case: bool | None = None) -> Element:
    """What each value is worth, together between 0 and 1; ``case`` is for texts."""
    how = {} if case is None else {"caseSensitive": _boolean(case)}
    entries = [
        element("mapEntry", mapKey=key, mappedValue=number_text(share), **how)
        for key, share in shares.items()
    ]
    return element("mapping", *entries, lowerBound="0", upperBound="1", defaultValue="0")


def outcome(
    identifier: str, base_type: str, default: str = "", cardinality: str = "single"
) -> Element:
    content = [element("defaultValue", element("value", default))] if default else []
    return element(
        "outcomeDeclaration",
        *content,
        identifier=identifier,
        cardinality=cardinality,
        baseType=base_type,
    )


def base(base_type: str, value: str) -> Element:
    return element("baseValue", plain(value), baseType=base_type)


def variable(identifier: str) -> Element:
    return element("variable", identifier=identifier)


def assign(identifier: str, value: Element) -> Element:
    return element("setOutcomeValue", value, identifier=identifier)


def score(identifier: str, share: float) -> Element:
    return assign(identifier, base("float", number_text(share)))


def map_response(response: str, outcome_identifier: str = SCORE) -> Element:
    return assign(outcome_identifier, element("mapResponse", identifier=response))


def match_correct(response: str) -> Element:
    """All points for the right response, none for any other."""
    test = element("match", variable(response), element("correct", identifier=response))
    return choose([(test, [score(SCORE, 1)])], [score(SCORE, 0)])


def choose(
    branches: Iterable[tuple[Element, Sequence[Element]]], otherwise: Sequence[Element] = ()
) -> Element:
    """Does what goes with the first test that holds."""
    parts = [
        element("responseElseIf" if number else "responseIf", test, *actions)
        for number, (test, actions) in enumerate(branches)
    ]
    last = [element("responseElse", *otherwise)] if otherwise else []
    return element("responseCondition", *parts, *last)


def text_test(response: str, text: str, exact_case: bool) -> Element:
    return element(
        "stringMatch",
        variable(response),
        base("string", text),
        caseSensitive=_boolean(exact_case),
    )


def pattern_test(response: str, pattern: str) -> Element:
    return element("patternMatch", variable(response), pattern=pattern)


def number_test(response: str, number: float, tolerance: float) -> Element:
    how = {"toleranceMode": "exact"}
    if tolerance:
        either_side = number_text(tolerance)
        how = {"toleranceMode": "absolute", "tolerance": f"{either_side} {either_side}"}
    return element("equal", variable(response), base("float", number_text(number)), **how)


def given_test(response: str) -> Element:
    """Whether there is any response."""
    return element("not", element("isNull", variable(response)))


def weighted(parts: Sequence[tuple[str, float]]) -> Element:
    """The score as the mean of these outcomes by their weights, which are not all 0."""
    products = [
        element("product", variable(each), base("float", number_text(weight)))
        for each, weight in parts
    ]
    whole = sum(weight for _, weight in parts)
    total = base("float", number_text(whole))
    return assign(SCORE, element("divide", element("sum", *products), total))


def _boolean(value: bool) -> str:
    return "true" if value else "false"
