"""The response processing of QTI 2 and 3, read as rules."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import inf

from studyapp.core.problems import Position
from studyapp.formats.qti.patterns import wildcards
from studyapp.formats.qti.rules import (
    Assign,
    Branch,
    Choose,
    Condition,
    Effect,
    Every,
    Exactly,
    Given,
    Is,
    Like,
    Negated,
    Reached,
    Say,
    Some,
    Term,
    Unclear,
    Within,
    finite,
    has_unclear,
    joined,
)
from studyapp.formats.qti.scoring import Declared
from studyapp.formats.safe_xml import Node

# The outcome that templates and nearly all items score with.
SCORE = "SCORE"


class Rules:
    """Reads the rules of one item.

    ``outcomes`` are the values that its numeric outcomes begin with; all others show
    feedback. ``unclear`` says that what an answer is worth could not be told in full.
    """

    def __init__(self, declared: Mapping[str, Declared], outcomes: Mapping[str, float]) -> None:
        self.unclear = False
        self._declared = declared
        self._outcomes = outcomes

    def read(self, processing: Node) -> tuple[Effect, ...]:
        return tuple(effect for child in processing.children for effect in self._effects(child))

    def _effects(self, node: Node) -> list[Effect]:
        match node.tag:
            case "setOutcomeValue":
                return self._set(node)
            case "responseCondition":
                return [Choose(tuple(self._branch(part) for part in node.children))]
            case "responseProcessingFragment":
                return list(self.read(node))
            case _:
                self.unclear = True
                return []

    def _branch(self, node: Node) -> Branch:
        children = list(node.children)
        condition: Condition = Every()
        if node.tag != "responseElse" and children:
            condition = self.condition(children.pop(0))
        effects = tuple(effect for child in children for effect in self._effects(child))
        if has_unclear(condition) and _scores(effects):
            self.unclear = True
        return Branch(condition, effects)

    def _set(self, node: Node) -> list[Effect]:
        outcome = node.get("identifier")
        value = next(iter(node.children), None)
        if value is None:
            return []
        if outcome not in self._outcomes:
            said = self._say(outcome, value)
            return [said] if said is not None else []
        divisor = 1.0
        if value.tag == "divide" and len(value.children) == 2:
            by = _constant(value.children[1])
            if by:
                value, divisor = value.children[0], by
        terms = self._terms(value)
        if terms is None:
            self.unclear = True
            return []
        return [Assign(outcome, terms, divisor)]

    def _say(self, outcome: str, value: Node) -> Say | None:
        """What an outcome shows; None where it cannot be told."""
        match value.tag:
            case "baseValue":
                return Say(outcome, (value.words.strip(),))
            case "variable" if value.get("identifier") in self._declared:
                return Say(outcome, variable=value.get("identifier"))
            case "null":
                return Say(outcome)
            case "multiple" | "ordered":
                parts = value.children
                values = [part.words.strip() for part in parts if part.tag == "baseValue"]
                names = [part.get("identifier") for part in parts if part.tag == "variable"]
                responses = [name for name in names if name in self._declared]
                if len(responses) <= 1 and len(values) + len(names) == len(parts):
                    variable = responses[0] if responses else ""
                    return Say(outcome, tuple(values), variable, outcome in names)
        return None

    def _terms(self, node: Node) -> tuple[Term, ...] | None:
        """A value as a sum; None where it is none."""
        number = _constant(node)
        if number is not None:
            return (Term(number),)
        name = node.get("identifier")
        match node.tag:
            case "variable":
                return (Term(1.0, name),) if name in self._outcomes else None
            case "mapResponse":
                return (Term(1.0, mapped=name),) if name in self._declared else None
            case "sum" | "subtract" | "product" | "divide":
                return self._reckoned(node)
            case _:
                return None

    def _reckoned(self, node: Node) -> tuple[Term, ...] | None:
        parts = [self._terms(child) for child in node.children]
        known = [part for part in parts if part is not None]
        if len(known) != len(parts) or not known:
            return None
        match node.tag:
            case "sum":
                return tuple(term for part in known for term in part)
            case "subtract" if len(known) == 2:
                return (*known[0], *_times(known[1], -1.0))
            case "divide" if len(known) == 2 and (by := _constant(node.children[1])):
                return _times(known[0], 1 / by)
            case "product":
                factors = [_constant(child) for child in node.children]
                rest = [part for part, its in zip(known, factors, strict=True) if its is None]
                factor = 1.0
                for its in factors:
                    factor *= 1.0 if its is None else its
                if len(rest) <= 1:
                    return _times(rest[0] if rest else (Term(1.0),), factor)
        return None

    def condition(self, node: Node) -> Condition:
        parts = node.children
        match node.tag:
            case "and":
                return joined([self.condition(part) for part in parts])
            case "or":
                return Some(tuple(self.condition(part) for part in parts))
            case "not" if len(parts) == 1:
                inner = self.condition(parts[0])
                return inner.part if isinstance(inner, Negated) else Negated(inner)
            case "isNull" if len(parts) == 1 and parts[0].get("identifier") in self._declared:
                return Negated(Given(parts[0].get("identifier")))
            case tag if tag in _TESTS and (pair := self._pair(parts)):
                return _TESTS[tag](node, *pair)
            case _:
                return Unclear()

    def _pair(self, parts: tuple[Node, ...]) -> tuple[Declared, tuple[str, ...], bool] | None:
        """A variable and the values that it is compared with; True where it comes second."""
        names = [part for part in parts if part.tag == "variable"]
        others = [part for part in parts if part.tag != "variable"]
        if not names or len(names) + len(others) > 2:
            return None
        name = names[0].get("identifier")
        declared = self._declared.get(name)
        if declared is None:
            if name not in self._outcomes:
                return None
            declared = Declared(name, base_type=_OUTCOME)
        if not others:
            return (declared, (), False) if len(names) == 1 else None
        values = self._values(others[0])
        return None if values is None else (declared, values, parts[0] is others[0])

    def _values(self, node: Node) -> tuple[str, ...] | None:
        match node.tag:
            case "baseValue":
                return (node.words.strip(),)
            case "correct":
                declared = self._declared.get(node.get("identifier"))
                return declared.correct if declared is not None else None
            case "multiple" | "ordered":
                values = [self._values(part) for part in node.children]
                known = [value for each in values if each is not None for value in each]
                return tuple(known) if None not in values else None
            case _:
                return None


def right_response(declared: Declared) -> Condition:
    """Whether the response is the right one that is declared."""
    return _match(_NOTHING, declared, declared.correct, False)


_OUTCOME = "outcome"
_NOTHING = Node("correct", "", {}, Position())

# A test of a variable with values; True says that these came first.
_Test = Callable[[Node, Declared, tuple[str, ...], bool], Condition]


def _match(_node: Node, its: Declared, values: tuple[str, ...], _first: bool) -> Condition:
    if its.cardinality in ("multiple", "ordered"):
        return Exactly(its.identifier, values, its.cardinality == "ordered")
    if len(values) != 1:
        return Unclear()
    return _one(its, values[0])


def _one(its: Declared, value: str) -> Condition:
    number = finite(value)
    if its.base_type == _OUTCOME:
        return Unclear() if number is None else Reached(its.identifier, number, number)
    if its.is_numeric:
        return Unclear() if number is None else Within(its.identifier, number, number)
    return Is(its.identifier, value)


def _equal(node: Node, its: Declared, values: tuple[str, ...], first: bool) -> Condition:
    number = finite(values[0]) if len(values) == 1 else None
    if number is None:
        return Unclear()
    tolerances = [finite(each) for each in node.get("tolerance").split()] or [0.0]
    below, above = tolerances[0], tolerances[-1]
    mode = node.get("toleranceMode", "exact")
    if mode == "exact":
        return _match(node, its, values, first)
    if below is None or above is None or its.base_type == _OUTCOME:
        return Unclear()
    if mode == "relative":
        below, above = abs(number) * below / 100, abs(number) * above / 100
    return Within(its.identifier, _less(number, below), _less(number, -above))


def _less(number: float, by: float) -> float:
    """The difference of two numbers, reckoned in their decimal digits."""
    return float(Decimal(repr(number)) - Decimal(repr(by)))


def _string_match(node: Node, its: Declared, values: tuple[str, ...], _first: bool) -> Condition:
    if len(values) != 1:
        return Unclear()
    exact_case = node.get("caseSensitive", "true") != "false"
    if node.get("substring") == "true":
        return Like(its.identifier, f"*{_literal(values[0])}*", exact_case)
    return Is(its.identifier, values[0], exact_case)


def _pattern(node: Node, its: Declared, _values: tuple[str, ...], _first: bool) -> Condition:
    found = wildcards(node.get("pattern"))
    return Unclear() if found is None else Like(its.identifier, *found)


def _member(_node: Node, its: Declared, values: tuple[str, ...], first: bool) -> Condition:
    if first and len(values) == 1:
        return _one(its, values[0])
    return Some(tuple(_one(its, value) for value in values))


def _contains(_node: Node, its: Declared, values: tuple[str, ...], _first: bool) -> Condition:
    return Every(tuple(_one(its, value) for value in values)) if values else Unclear()


def _compared(node: Node, its: Declared, values: tuple[str, ...], first: bool) -> Condition:
    """Greater or less; that an end is left out is told for outcomes only."""
    number = finite(values[0]) if len(values) == 1 else None
    if number is None:
        return Unclear()
    greater = node.tag.startswith("gt") != first
    low, high = (number, inf) if greater else (-inf, number)
    if its.base_type == _OUTCOME:
        return Reached(its.identifier, low, high, greater and node.tag in ("gt", "lt"))
    return Within(its.identifier, low, high)


_TESTS: Mapping[str, _Test] = {
    "match": _match,
    "equal": _equal,
    "stringMatch": _string_match,
    "patternMatch": _pattern,
    "member": _member,
    "contains": _contains,
    **dict.fromkeys(("gt", "gte", "lt", "lte"), _compared),
}


def _constant(node: Node) -> float | None:
    return finite(node.words.strip()) if node.tag == "baseValue" else None


def _times(terms: tuple[Term, ...], factor: float) -> tuple[Term, ...]:
    return tuple(Term(term.factor * factor, term.outcome, term.mapped) for term in terms)


def _literal(text: str) -> str:
    return text.replace("*", "\\*")


def _scores(effects: tuple[Effect, ...]) -> bool:
    return any(
        isinstance(effect, Assign)
        or (isinstance(effect, Choose) and any(_scores(each.effects) for each in effect.branches))
        for effect in effects
    )
