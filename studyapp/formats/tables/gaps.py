"""A gap of a cloze in one cell: a line for each answer, or for each option."""

import re

from studyapp.core.questions import Answer, Gap, NumberAnswer, QuestionOption, TextAnswer
from studyapp.formats.numbers import number_text, read_number

_OPTION = re.compile(r"\[([ xX*]?)\] ?(?=\S)")
_TOLERANCE = re.compile(r"\s*(?:±|\+/?-)\s*")
_ESCAPED = re.compile(r"[\\#\[]")


def number_answer(text: str) -> tuple[float, float] | None:
    """The number, and how far off one may be: ``2850 ± 10``; None where it is none."""
    number, *tolerance = _TOLERANCE.split(text.strip()[:400], maxsplit=1)
    value, error = read_number(number), read_number(tolerance[0] if tolerance else "0")
    if value is None or error is None:
        return None
    return float(value), abs(float(error))


def number_cell(answer: NumberAnswer) -> str:
    """The number as ``number_answer`` reads it."""
    tolerance = f" ± {number_text(answer.tolerance)}" if answer.tolerance else ""
    return f"{number_text(answer.number)}{tolerance}"


def gap_of(cell: str, *, exact_case: bool) -> Gap | None:
    """The gap that a cell describes; None where it has no right answer."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if lines and all(_OPTION.match(line) for line in lines):
        options = tuple(_option(line) for line in lines)
        fits = len(options) > 1 and any(option.correct for option in options)
        return Gap(options=options) if fits else None
    answers = tuple(_answer(line) for line in lines)
    if not answers or None in answers:
        return None
    typed = any(isinstance(answer, TextAnswer) for answer in answers)
    given = tuple(answer for answer in answers if answer is not None)
    return Gap(answers=given, exact_case=exact_case and typed)


def gap_cell(gap: Gap) -> str:
    """The gap as ``gap_of`` reads it, without weight, shares and feedback."""
    if gap.options:
        return "\n".join(
            f"[{'x' if option.correct else ' '}] {one_line(option.text)}" for option in gap.options
        )
    return "\n".join(_answer_line(answer) for answer in gap.answers)


def one_line(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split("\n"))


def _option(line: str) -> QuestionOption:
    found = _OPTION.match(line)
    assert found is not None, "only lines of options come here"
    return QuestionOption(line[found.end() :], found[1] not in ("", " "))


def _answer(line: str) -> Answer | None:
    if line.startswith("#"):
        found = number_answer(line[1:])
        return NumberAnswer(*found) if found else None
    return TextAnswer(line[1:] if line.startswith("\\") else line)


def _answer_line(answer: Answer) -> str:
    match answer:
        case NumberAnswer():
            return f"#{number_cell(answer)}"
        case TextAnswer(text):
            line = one_line(text)
            return f"\\{line}" if _ESCAPED.match(line) else line
