"""Answers that an author lists, each with its share: scored as Moodle documents it.

https://docs.moodle.org/en/Short-Answer_question_type and …/Numerical_question_type; how
numbers are read: Moodle's ``qtype_numerical_answer_processor``.
"""

import re
from decimal import Decimal
from math import isfinite

from studyapp.core.items import AcceptAnswers, Grade
from studyapp.core.marked import plain
from studyapp.core.patterns import fits, is_anything
from studyapp.core.questions import Answer, NumberAnswer, TextAnswer

_POWER_OF_TEN = re.compile(r"(?:[x×*·]10(?:\^|\*\*)|e)(?=[+-]?\d)", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?")

# No number is longer; a pasted book is none.
_LONGEST = 100

# What a float may be off by, of its size: 0.1 + 0.2 is meant as 0.3.
_ROUNDED = Decimal("1e-14")


def grade_answers(text: str, accept: AcceptAnswers, *, marked: bool = False) -> Grade:
    """What the best answer that fits is worth, held to 0–1, and what its author says of it.

    Of equals the first one counts. ``marked`` says that the authors' words bear marks.
    """
    fitting = [answer for answer in accept.answers if _fits(answer, text, accept)]
    if not fitting:
        return Grade(0.0)
    best = max(fitting, key=lambda answer: held(answer.share))
    score = held(best.share)
    why = plain(best.why) if marked else best.why
    return Grade(score, why or counted(score))


def wants_number(accept: AcceptAnswers) -> bool:
    """Whether nothing but a number earns anything."""
    worth = [answer for answer in accept.answers if answer.share > 0]
    return bool(worth) and all(isinstance(answer, NumberAnswer) for answer in worth)


def foreseen(text: str, accept: AcceptAnswers) -> bool:
    """Whether one of the answers, other than "anything else", says something of this text."""
    return any(
        _fits(answer, text, accept)
        for answer in accept.answers
        if isinstance(answer, NumberAnswer) or not is_anything(answer.text)
    )


def number_in(text: str) -> float | None:
    """The number that was typed; None where it is none, or none that can be reckoned with.

    Spaces are dropped. A comma separates thousands where there is a dot or a second
    comma, or else decimals.
    """
    bare = "".join(text[: 2 * _LONGEST].split()).replace("−", "-")
    bare = _POWER_OF_TEN.sub("e", bare)
    several = "." in bare or bare.count(",") > 1
    bare = bare.replace(",", "" if several else ".")
    if len(bare) > _LONGEST or not _NUMBER.fullmatch(bare):
        return None
    number = float(bare)
    return number if isfinite(number) else None


def held(share: float) -> float:
    """The share as a score: within 0 and 1."""
    return min(1.0, share) if share > 0 else 0.0


def counted(score: float) -> str:
    """What a part of the credit comes to, in a sentence; nothing for none or all of it."""
    percent = min(max(round(100 * score), 1), 99)
    return f"Right in part: this counts {percent} %." if 0 < score < 1 else ""


def _fits(answer: Answer, text: str, accept: AcceptAnswers) -> bool:
    match answer:
        case TextAnswer(pattern):
            return fits(pattern, text, exact_case=accept.exact_case)
        case NumberAnswer(number, tolerance):
            typed = number_in(text)
            return typed is not None and _within(typed, number, tolerance)


def _within(typed: float, number: float, tolerance: float) -> bool:
    """Whether the number is off by no more than that, ends included.

    Reckoned with the decimal digits that the author wrote: 1.1 is within 0.6 of 1.7.
    """
    if not (isfinite(number) and isfinite(tolerance)):
        return False
    far, most = _exactly(typed) - _exactly(number), _exactly(tolerance)
    return abs(far) <= most + _ROUNDED * max(abs(_exactly(number)), most)


def _exactly(number: float) -> Decimal:
    return Decimal(repr(number))
