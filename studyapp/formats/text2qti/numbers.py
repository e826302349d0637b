"""Numbers as text2qti has them: ``5``, ``1.5 +- 0.1``, ``1.5 +- 2%`` and ``[1.4, 1.6]``."""

import re
from decimal import Decimal, InvalidOperation
from math import isfinite

from studyapp.core.questions import NumberAnswer
from studyapp.formats.numbers import number_text

_INTEGER = re.compile(r"0|[+-]?[1-9](?:_?[0-9])*")
_RANGE = re.compile(r"\[([^,\[\]]*),([^,\[\]]*)\]")
_MARGIN = re.compile(r"(.*?)(?:\+-|±)(.*?)(%?)")

# text2qti takes no answer nearer to 0.
LEAST = 0.0001


def number_of(text: str) -> NumberAnswer | None:
    """The number that is accepted; None where the text is none."""
    text = text.strip()[:400]
    if found := _RANGE.fullmatch(text):
        low, high = _decimal(found[1]), _decimal(found[2])
        if low is None or high is None or low > high:
            return None
        return _answer((low + high) / 2, (high - low) / 2)
    if found := _MARGIN.fullmatch(text):
        number, margin = _decimal(found[1]), _decimal(found[2])
        if number is None or margin is None or margin < 0:
            return None
        return _answer(number, abs(number) * margin / 100 if found[3] else margin)
    number = _decimal(text.replace("_", "") if _INTEGER.fullmatch(text) else text)
    return None if number is None else _answer(number, Decimal(0))


def number_line(answer: NumberAnswer) -> str | None:
    """The number as ``number_of`` reads it; None where text2qti would refuse it."""
    low, high = answer.number - answer.tolerance, answer.number + answer.tolerance
    if abs(low) < LEAST or abs(high) < LEAST:
        return None
    text = number_text(answer.number)
    if not answer.tolerance and _INTEGER.fullmatch(text):
        return text
    return f"{text} +- {number_text(answer.tolerance)}"


def _answer(number: Decimal, tolerance: Decimal) -> NumberAnswer | None:
    if not isfinite(float(number)) or not isfinite(float(tolerance)):
        return None
    return NumberAnswer(float(number), float(tolerance))


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and isfinite(float(number)) else None
