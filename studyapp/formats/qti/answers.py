"""Options and answers of a question, worth what the rules of its item give for each."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import isfinite

from msgspec import Struct

from studyapp.core.questions import Answer, NumberAnswer, QuestionOption, TextAnswer
from studyapp.formats.draft import UnreadableAt
from studyapp.formats.qti.rules import (
    Condition,
    Exactly,
    Given,
    Is,
    Like,
    Within,
    finite,
)
from studyapp.formats.qti.scoring import Declared, Scoring, Tried
from studyapp.formats.qti.wording import Wording

_NEAR = 1e-6


class Label(Struct, frozen=True):
    """A choice as it is shown, and what is said within it."""

    identifier: str
    text: str
    why: str = ""


class Chosen(Struct, frozen=True):
    """Options, and what is said whatever is chosen.

    ``together`` says that only all right ones together earn anything.
    """

    options: tuple[QuestionOption, ...]
    used: frozenset[int]
    general: frozenset[int]
    together: bool = False
    most: float = 1.0


class TypedIn(Struct, frozen=True):
    """Answers to type, and what is said whatever is typed."""

    answers: tuple[Answer, ...]
    exact_case: bool
    used: frozenset[int]
    general: frozenset[int]
    most: float = 1.0


def chosen(
    scoring: Scoring, variable: str, labels: Sequence[Label], wording: Wording, *, several: bool
) -> Chosen:
    """The options; raises UnreadableAt where none is right."""
    scoring.check(len(labels))
    tries = [scoring.tried({variable: (label.identifier,)}) for label in labels]
    scores = [tried.score for tried in tries]
    declared = scoring.declared.get(variable, Declared(variable))
    together = several and max(scores, default=0) <= 0
    keys = set(declared.correct) or set(scoring.wanted(variable) if together else ())
    seen = sum(max(score, 0) for score in scores) if several else max(scores, default=0)
    most = _most(scoring, declared, seen)
    right = _right(labels, scores, keys, most, several=several)
    if not any(right):
        raise UnreadableAt("no-right-answer", "no answer is marked as right")
    shares: list[float | None] = [score / most for score in scores]
    if together or _is_plain([score / most for score in scores], right, several=several):
        shares = [None] * len(labels)
    general = _general(tries, [scoring.tried({})] if several else [])
    used = frozenset().union(*(tried.said for tried in tries))
    options = tuple(
        QuestionOption(
            label.text,
            is_right,
            wording.joined([label.why, *feedback_texts(scoring, tried.said - general, wording)]),
            share=share,
        )
        for label, is_right, tried, share in zip(labels, right, tries, shares, strict=True)
    )
    return Chosen(options, used, general, together, most)


def typed_in(scoring: Scoring, variable: str, wording: Wording) -> TypedIn:
    """The answers to type; raises UnreadableAt where none is right."""
    declared = scoring.declared.get(variable, Declared(variable))
    candidates = _candidates(scoring, variable, declared)
    scoring.check(len(candidates))
    tries = {each: _try(scoring, each, variable) for each in candidates}
    other = scoring.forced(Given(variable), variable)
    most = _most(scoring, declared, max((tried.score for tried in tries.values()), default=0))
    general = _general(list(tries.values()), [other])
    found = [
        _answer(each, tried.score / most, _why(scoring, tried, general, wording))
        for each, tried in tries.items()
    ]
    why = _why(scoring, other, general, wording)
    if (why or other.score > 0) and not any(isinstance(each, Given) for each in tries):
        found.append(TextAnswer("*", other.score / most, why))
    answers = _without_points(found)
    if not any(answer.share > 0 for answer in answers):
        raise UnreadableAt("no-right-answer", "there is no right answer")
    cased = [each.exact_case for each in tries if isinstance(each, Is | Like)]
    used = frozenset().union(other.said, *(tried.said for tried in tries.values()))
    return TypedIn(answers, bool(cased) and all(cased), used, general, most)


def feedback_texts(scoring: Scoring, numbers: Iterable[int], wording: Wording) -> list[str]:
    """The texts of feedback, in their order."""
    return [wording.read(scoring.feedback[number].html) for number in sorted(numbers)]


def _most(scoring: Scoring, declared: Declared, seen: float) -> float:
    """The score that counts as all of it, where all that is right gives ``seen``."""
    reached = min(seen, declared.upper) if declared.upper else seen
    return max(scoring.most, reached, 0.0) or 1.0


def _right(
    labels: Sequence[Label],
    scores: Sequence[float],
    keys: set[str],
    most: float,
    *,
    several: bool,
) -> list[bool]:
    if several:
        return [
            label.identifier in keys if keys else score > 0
            for label, score in zip(labels, scores, strict=True)
        ]
    return [
        label.identifier in keys or score >= most - _NEAR
        for label, score in zip(labels, scores, strict=True)
    ]


def _is_plain(shares: Sequence[float], right: Sequence[bool], *, several: bool) -> bool:
    """Whether each counts as it does where nothing else is said."""
    count = sum(right) if several else 1
    wrong = -1 / count if several else 0.0
    return all(
        abs(share - (1 / count if is_right else wrong)) < _NEAR
        for share, is_right in zip(shares, right, strict=True)
    )


def _general(tries: Sequence[Tried], others: Sequence[Tried]) -> frozenset[int]:
    every = [tried.said for tried in (*tries, *others)]
    return frozenset.intersection(*every) if len(every) > 1 else frozenset()


def _why(scoring: Scoring, tried: Tried, general: frozenset[int], wording: Wording) -> str:
    return wording.joined(feedback_texts(scoring, tried.said - general, wording))


def _candidates(scoring: Scoring, variable: str, declared: Declared) -> list[Condition]:
    """What may be typed, as far as the item foresees it."""
    loose = declared.loose
    found: list[Condition] = [
        Is(variable, key, key.casefold() not in loose) for key in declared.mapping or ()
    ]
    for part in scoring.on(variable):
        match part:
            case Exactly(_, (value,)):
                found.append(Is(variable, value))
            case Within(_, low, high) if not (isfinite(low) and isfinite(high)):
                pass  # an open end is no answer that can be told
            case Is() | Within() | Like() | Given():
                found.append(part)
            case _:
                pass
    if not found:
        found += [Is(variable, value) for value in declared.correct]
    if declared.is_numeric:
        found = [number for each in found for number in _as_number(each)]
    return list(_first_of_each(found).values())


def _as_number(each: Condition) -> list[Condition]:
    if not isinstance(each, Is):
        return [each]
    number = finite(each.value)
    return [] if number is None else [Within(each.variable, number, number)]


def _first_of_each(candidates: Sequence[Condition]) -> Mapping[object, Condition]:
    found: dict[object, Condition] = {}
    for each in candidates:
        key: object = each
        if isinstance(each, Is):
            if not each.value.strip():
                continue
            key = "is", each.value if each.exact_case else each.value.casefold()
        found.setdefault(key, each)
    return found


def _try(scoring: Scoring, candidate: Condition, variable: str) -> Tried:
    match candidate:
        case Is(_, value):
            return scoring.tried({variable: (value,)})
        case Within(_, low, high) if low == high:
            found = scoring.tried({variable: (_shortest(low),)})
            return found if found.score else scoring.forced(candidate, variable)
        case _:
            return scoring.forced(candidate, variable)


def _shortest(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def _answer(candidate: Condition, share: float, why: str) -> Answer:
    match candidate:
        case Is(_, value):
            return TextAnswer(value.strip().replace("*", "\\*"), share, why)
        case Like(_, pattern):
            return TextAnswer(pattern, share, why)
        case Within(_, low, high):
            # In decimals: half of 1.1 + 2.3 is 1.7, which binary fractions miss.
            half = (Decimal(repr(high)) - Decimal(repr(low))) / 2
            return NumberAnswer(float(Decimal(repr(low)) + half), float(half), share, why)
        case _:
            return TextAnswer("*", share, why)


def _without_points(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Without numbers that a range of the same worth holds already."""
    numbers = [answer for answer in answers if isinstance(answer, NumberAnswer)]
    ranges = [answer for answer in numbers if answer.tolerance]

    def held(answer: Answer) -> bool:
        return (
            isinstance(answer, NumberAnswer)
            and not answer.tolerance
            and any(
                abs(answer.number - other.number) <= other.tolerance
                and (answer.share, answer.why) == (other.share, other.why)
                for other in ranges
            )
        )

    return tuple(answer for answer in answers if not held(answer))
