"""What a cloze with several gaps is worth: the mean of its gaps by their weights."""

from unicodedata import normalize

from studyapp.core.grading.answers import grade_answers, held
from studyapp.core.items import Filled, Grade, Item, ItemGap
from studyapp.core.marked import plain


def grade_filled(item: Item, response: Filled) -> Grade:
    """Each gap as its answers or options say, weighted; an empty gap earns nothing."""
    filled = [*response.gaps, *[""] * len(item.gaps)]
    grades = [
        grade_gap(gap, text, marked=item.marked)
        for gap, text in zip(item.gaps, filled, strict=False)
    ]
    weights = [max(gap.weight, 0.0) for gap in item.gaps]
    whole = sum(weights)
    if not whole:
        return Grade(0.0)
    if all(grade.score >= 1 for grade in grades):
        return Grade(1.0)
    earned = sum(
        weight * grade.score for weight, grade in zip(weights, grades, strict=True) if weight
    )
    right = sum(grade.score >= 1 for grade in grades)
    partly = sum(0 < grade.score < 1 for grade in grades)
    return Grade(min(earned / whole, 1.0), _in_words(right, partly, len(grades)))


def grade_gap(gap: ItemGap, text: str, *, marked: bool = False) -> Grade:
    """What one gap is worth, filled so, and why; ``marked`` is that of its item."""
    if not text.strip():
        return Grade(0.0)
    if gap.accept is not None:
        return grade_answers(text, gap.accept, marked=marked)
    for option in gap.options:
        if _same(option.text, text) or (marked and _same(plain(option.text), text)):
            return Grade(held(option.worth))
    return Grade(0.0)


def _same(left: str, right: str) -> bool:
    return normalize("NFC", left).strip() == normalize("NFC", right).strip()


def _in_words(right: int, partly: int, count: int) -> str:
    half = f", {partly} in part" if partly else ""
    return f"{right} of {count} gaps are right{half}."
