"""The response processing of QTI 1.2, read as rules."""

from collections.abc import Mapping, Sequence
from math import inf

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

# The one outcome that shows feedback.
FEEDBACK = "feedback"
_SCORE = "SCORE"


def outcome_of(processing: Node | None) -> tuple[str, float]:
    """The outcome that scores the item, and the most that it may reach, 0 where none is told."""
    if processing is None:
        return _SCORE, 0.0
    declared = [each for each in processing.walk() if each.tag == "decvar"]
    for each in declared:
        if each.get("varname", _SCORE) == _SCORE or len(declared) == 1:
            return each.get("varname", _SCORE), finite(each.get("maxvalue")) or 0.0
    names = [each.get("varname", _SCORE) for each in processing.walk() if each.tag == "setvar"]
    return (_SCORE if _SCORE in names or not names else names[0]), 0.0


def effects_of(processing: Node | None, declared: Mapping[str, Declared]) -> tuple[Effect, ...]:
    """The rules in their order; what follows on one that ends them is its alternative."""
    found: list[Effect] = []
    waiting: list[Branch] = []
    for each in processing.all("respcondition") if processing is not None else ():
        branch = _branch(each, declared)
        if each.get("continue", "No").casefold() == "yes":
            found.append(Choose((branch,)))
        else:
            waiting.append(branch)
    return (*found, Choose(tuple(waiting))) if waiting else tuple(found)


def is_unclear(effects: Sequence[Effect]) -> bool:
    """Whether a score hangs on what was not understood."""
    return any(
        isinstance(effect, Choose)
        and any(
            has_unclear(branch.condition)
            and any(isinstance(each, Assign) for each in branch.effects)
            for branch in effect.branches
        )
        for effect in effects
    )


def _branch(node: Node, declared: Mapping[str, Declared]) -> Branch:
    test = node.find("conditionvar")
    condition = _all_of(test, declared) if test is not None else Every()
    effects: list[Effect] = []
    for each in node.children:
        if each.tag == "setvar":
            effects += _set(each)
        elif each.tag == "displayfeedback":
            effects.append(Say(FEEDBACK, (each.get("linkrefid"),), adds=True))
    return Branch(condition, tuple(effects))


def _set(node: Node) -> list[Effect]:
    value = finite(node.words.strip())
    name = node.get("varname", _SCORE)
    if value is None:
        return []
    before = Term(1.0, name)
    match node.get("action", "Set").casefold():
        case "set":
            return [Assign(name, (Term(value),))]
        case "add":
            return [Assign(name, (before, Term(value)))]
        case "subtract":
            return [Assign(name, (before, Term(-value)))]
        case "multiply":
            return [Assign(name, (Term(value, name),))]
        case "divide" if value:
            return [Assign(name, (Term(1 / value, name),))]
        case _:
            return []


def _all_of(node: Node, declared: Mapping[str, Declared]) -> Condition:
    """All conditions in an element; several texts for one response are alternatives."""
    children = sorted(node.children, key=_index)
    parts = [_condition(child, declared) for child in children]
    texts = {part.variable for part in parts if isinstance(part, Is | Like)}
    if len(parts) > 1 and len(texts) == 1 and all(isinstance(part, Is | Like) for part in parts):
        variable = declared.get(next(iter(texts)))
        if variable is not None and variable.base_type != "identifier":
            return Some(tuple(parts))
    return joined(parts)


def _index(node: Node) -> float:
    return finite(node.get("index")) or 0.0


def _condition(node: Node, declared: Mapping[str, Declared]) -> Condition:
    match node.tag:
        case "and":
            return _all_of(node, declared)
        case "or":
            return Some(tuple(_condition(child, declared) for child in node.children))
        case "not":
            return Negated(_all_of(node, declared))
        case "other":
            return Every()
        case "unanswered":
            return Negated(Given(node.get("respident")))
        case _:
            return _test(node, node.get("respident"), node.words.strip(), declared)


def _test(node: Node, name: str, value: str, declared: Mapping[str, Declared]) -> Condition:
    match node.tag:
        case "varequal":
            return _equal(node, name, value, declared)
        case "varsubstring":
            pattern = value.replace("*", "\\*")
            return Like(name, f"*{pattern}*", _counts_case(node))
        case "varsubset":
            return Exactly(name, tuple(each.strip() for each in value.split(",")))
        case "vargt" | "vargte" | "varlt" | "varlte":
            number = finite(value)
            if number is None:
                return Unclear()
            above = node.tag.startswith("vargt")
            return Within(name, number, inf) if above else Within(name, -inf, number)
        case _:
            return Unclear()


def _equal(node: Node, name: str, value: str, declared: Mapping[str, Declared]) -> Condition:
    its = declared.get(name)
    if its is None or its.base_type == "identifier":
        return Is(name, value)
    if its.is_numeric:
        number = finite(value)
        return Unclear() if number is None else Within(name, number, number)
    return Is(name, value, _counts_case(node))


def _counts_case(node: Node) -> bool:
    return node.get("case", "No").casefold() == "yes"
