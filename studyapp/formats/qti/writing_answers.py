"""Answers to type, as they are written: what each is worth, and what is said to it."""

from collections.abc import Sequence

from msgspec import Struct

from studyapp.core.patterns import has_wildcard, is_anything
from studyapp.core.questions import Answer, NumberAnswer, TextAnswer
from studyapp.formats.numbers import number_text
from studyapp.formats.qti.markup import Element
from studyapp.formats.qti.patterns import expression
from studyapp.formats.qti.writing_rules import (
    assign,
    base,
    choose,
    declared,
    given_test,
    map_response,
    mapping,
    number_test,
    pattern_test,
    score,
    text_test,
)


class Said(Struct, frozen=True):
    """Feedback: shown where the outcome has the value."""

    outcome: str
    value: str
    text: str


class Typed(Struct, frozen=True):
    """A response that is typed.

    ``mapped`` says that what it is worth stands in its mapping alone; then ``rules`` only
    tell what to say.
    """

    response: Element
    rules: tuple[Element, ...]
    said: tuple[Said, ...]
    mapped: bool


def is_numeric(answers: Sequence[Answer]) -> bool:
    """Whether all are numbers, but for what is said to any other."""
    return any(isinstance(answer, NumberAnswer) for answer in answers) and all(
        isinstance(answer, NumberAnswer) or is_anything(answer.text) for answer in answers
    )


def typed(
    answers: Sequence[Answer], exact_case: bool, response: str, worth: str, feedback: str
) -> Typed:
    """What is written for a response; the outcomes are those of its worth and its feedback."""
    numeric = is_numeric(answers)
    known = _distinct(answers, exact_case, numeric)
    mapped = not numeric and not any(has_wildcard(_pattern(answer)) for answer in known)
    in_turn = known if mapped else _in_turn(known, numeric)
    branches = []
    said = []
    for number, answer in enumerate(in_turn, start=1):
        actions = [] if mapped else [score(worth, answer.share)]
        if answer.why:
            value = f"A{number}"
            actions.append(assign(feedback, base("identifier", value)))
            said.append(Said(feedback, value, answer.why))
        if actions:
            branches.append((_test(answer, response, exact_case, numeric), actions))
    rules = [map_response(response, worth)] if mapped else []
    rules += [choose(branches)] if branches else []
    entries = {_literal(answer): answer.share for answer in known}
    return Typed(
        declared(
            response,
            "single",
            "float" if numeric else "string",
            _key(known),
            mapping(entries, exact_case) if mapped else None,
        ),
        tuple(rules),
        tuple(said),
        mapped,
    )


def _distinct(answers: Sequence[Answer], exact_case: bool, numeric: bool) -> tuple[Answer, ...]:
    """Each answer once: the best of those that accept the same."""
    found: dict[tuple[str, float], Answer] = {}
    for answer in answers:
        match answer:
            case NumberAnswer(number, tolerance) if numeric:
                key = number_text(number), tolerance
            case _:
                text = _pattern(answer)
                key = text if exact_case else text.casefold(), 0.0
        if key not in found or found[key].share < answer.share:
            found[key] = answer
    return tuple(found.values())


def _in_turn(answers: Sequence[Answer], numeric: bool) -> list[Answer]:
    """The answers so that the first that fits is the best that fits.

    They keep their order where it does not matter.
    """
    ranked = sorted(answers, key=lambda answer: -answer.share)
    ends = [_ends(answer, numeric) for answer in answers]
    for later in range(len(answers)):
        for earlier in range(later):
            low, high = ends[earlier]
            if (
                answers[earlier].share < answers[later].share
                and ends[later][0] <= high
                and low <= ends[later][1]
            ):
                return ranked
    return list(answers)


def _ends(answer: Answer, numeric: bool) -> tuple[float, float]:
    """What a number accepts; a text may accept anything."""
    if numeric and isinstance(answer, NumberAnswer):
        return answer.number - answer.tolerance, answer.number + answer.tolerance
    return float("-inf"), float("inf")


def _test(answer: Answer, response: str, exact_case: bool, numeric: bool) -> Element:
    if numeric and isinstance(answer, NumberAnswer):
        return number_test(response, answer.number, answer.tolerance)
    pattern = _pattern(answer)
    if is_anything(pattern):
        return given_test(response)
    if has_wildcard(pattern):
        return pattern_test(response, expression(pattern, exact_case=exact_case))
    return text_test(response, _literal(answer), exact_case)


def _pattern(answer: Answer) -> str:
    match answer:
        case TextAnswer(text):
            return text
        case NumberAnswer(number):
            return number_text(number)


def _literal(answer: Answer) -> str:
    """The text without wildcards: one that the pattern accepts."""
    marker = "\0"
    return _pattern(answer).replace("\\*", marker).replace("*", "").replace(marker, "*")


def _key(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The right answer, if there is one that can be told."""
    best = max(answers, key=lambda answer: answer.share, default=None)
    key = _literal(best) if best is not None and best.share > 0 else ""
    return (key,) if key else ()
