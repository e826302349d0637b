"""Cloze questions as Moodle XML: their text with the answers embedded in it."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from studyapp.core.bank import Question
from studyapp.core.questions import Gap, NumberAnswer
from studyapp.core.wording import GAP
from studyapp.formats.gap_signs import gap_sign
from studyapp.formats.html_text import to_html
from studyapp.formats.moodle.embedded_answers import (
    gap_code,
    is_numeric,
    whole_weights,
    with_codes,
)
from studyapp.formats.moodle.xml_shares import Lose, best_is_whole, shares_of_one

_NUMBER = re.compile(r"\{([0-9]{1,4})\}")
_BLANK = re.compile(f"{GAP}_*")
_HEAVIEST = 1000
_EXACT = 1e-4


def cloze_text(question: Question, lose: Lose) -> str:
    """The stem as HTML with all its gaps."""
    if question.gaps:
        gaps = [_fitted(gap, lose) for gap in question.gaps]
        weights = _weights(gaps, lose)
        text = _NUMBER.sub(lambda found: _sign(found, len(gaps)), question.stem)
    else:
        gap = Gap(answers=question.answers, exact_case=question.exact_case)
        gaps, weights = [_fitted(gap, lose)], (_as_weight(question.points),)
        text, count = _BLANK.subn(gap_sign(1), question.stem, count=1)
        if not count:
            lose("gap-added", "has its gap at the end of its text")
            text = f"{text} {gap_sign(1)}"
    if sum(weights) != question.points:
        lose("points-lost", "counts what its gaps count, instead of its points")
    codes = [
        gap_code(gap, weight, marked=question.marked, shuffled=question.shuffled)
        for gap, weight in zip(gaps, weights, strict=True)
    ]
    return with_codes(to_html(text, marked=question.marked), codes)


def _sign(found: re.Match[str], count: int) -> str:
    number = int(found[1])
    return gap_sign(number) if 1 <= number <= count else found[0]


def _weights(gaps: Sequence[Gap], lose: Lose) -> tuple[int, ...]:
    weights = whole_weights(gaps)
    first = gaps[0].weight
    for gap, weight in zip(gaps, weights, strict=True):
        if abs(gap.weight * weights[0] - first * weight) > _EXACT:
            lose("weights-changed", "counts its gaps in whole numbers")
            break
    return weights


def _as_weight(points: float) -> int:
    return int(points) if points == int(points) and 1 <= points <= _HEAVIEST else 1


def _fitted(gap: Gap, lose: Lose) -> Gap:
    """The gap with shares that Moodle takes."""
    if gap.options:
        if all(option.share is None for option in gap.options):
            return gap
        options = zip(gap.options, shares_of_one(gap.options, lose), strict=True)
        return replace(
            gap, options=tuple(replace(option, share=share) for option, share in options)
        )
    if not is_numeric(gap.answers) and any(isinstance(one, NumberAnswer) for one in gap.answers):
        lose("tolerance-lost", "its numbers become texts, to be typed as they stand there")
    shares = best_is_whole([answer.share for answer in gap.answers], lose)
    answers = zip(gap.answers, shares, strict=True)
    return replace(gap, answers=tuple(replace(answer, share=share) for answer, share in answers))
