"""The answers of a question as Moodle XML: which of Moodle's types it has, and what is lost."""

from collections.abc import Sequence
from math import isfinite

from msgspec import Struct

from studyapp.core.bank import Kind, Question
from studyapp.core.marked import plain, runs
from studyapp.core.questions import (
    Answer,
    NumberAnswer,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Text
from studyapp.formats.html_text import to_html
from studyapp.formats.moodle.embedded_answers import is_numeric
from studyapp.formats.moodle.shares import as_percent
from studyapp.formats.moodle.xml_cloze import cloze_text
from studyapp.formats.moodle.xml_elements import field, setting, text
from studyapp.formats.moodle.xml_shares import (
    Lose,
    best_is_whole,
    shares_of_one,
    shares_of_several,
)
from studyapp.formats.numbers import number_text

# A longer back of a flash card is nothing to type to the letter.
_LONGEST_TYPED = 60
# Moodle breaks off where a matching question has fewer rows.
_FEWEST_ROWS = 3
# No units: nothing is shown for them.
_UNITS = [
    setting("unitgradingtype", "0"),
    setting("unitpenalty", "0.1"),
    setting("showunits", "3"),
    setting("unitsleft", "0"),
]


class Answers(Struct, frozen=True):
    """Moodle's type, and the elements that it has.

    ``stem`` is the stem as HTML where it holds gaps, ``why`` what is said to all besides
    the question's own.
    """

    type: str
    elements: tuple[str, ...] = ()
    stem: str | None = None
    why: str = ""


def answers_of(question: Question, lose: Lose) -> Answers | None:
    """The answers in the type that comes nearest; None where Moodle has none."""
    match question.kind:
        case Kind.SINGLE_CHOICE | Kind.MULTIPLE_CHOICE:
            return _choice(question, lose)
        case Kind.TRUE_FALSE:
            return _true_false(question, lose)
        case Kind.CLOZE:
            return _cloze(question, lose)
        case Kind.SHORT_ANSWER | Kind.QUANTITY | Kind.DATE:
            return _typed(question, question.answers, lose)
        case Kind.MATCHING | Kind.GROUPING:
            return _matching(question, lose)
        case Kind.ORDERING:
            return _ordering(question, lose)
        case Kind.FLASHCARD:
            return _flash_card(question, lose)
        case Kind.ESSAY | Kind.DESCRIPTION:
            return Answers(question.kind.value)
        case (
            Kind.WHO_SAYS
            | Kind.WHAT_SAID
            | Kind.CONFLICT
            | Kind.POSITION_CHANGE
            | Kind.FIND_PASSAGE
            | Kind.NOT_STATED
        ):
            return None  # nobody writes these by hand


def _choice(question: Question, lose: Lose) -> Answers | None:
    single = question.kind is not Kind.MULTIPLE_CHOICE
    shares = (shares_of_one if single else shares_of_several)(question.options, lose)
    if shares is None:
        return None
    answers = [
        _answer(share, _html(question, option.text), question, option.why, form="html")
        for option, share in zip(question.options, shares, strict=True)
    ]
    return Answers(
        "multichoice",
        (
            setting("single", _yes(single)),
            setting("shuffleanswers", _yes(question.shuffled)),
            setting("answernumbering", "abc"),
            *answers,
        ),
    )


def _true_false(question: Question, lose: Lose) -> Answers | None:
    named = {option.text.strip().lower(): option for option in question.options}
    if set(named) != {"true", "false"} or len(question.options) != 2:
        lose("changed", "becomes a choice of one: Moodle has only “True” and “False”")
        return _choice(question, lose)
    if any(option.share is not None for option in question.options):
        lose("shares-changed", "counts all points or none")
    answers = [
        _answer(float(named[name].correct), name, question, named[name].why)
        for name in ("true", "false")
    ]
    return Answers("truefalse", tuple(answers))


def _cloze(question: Question, lose: Lose) -> Answers | None:
    answers = [*question.answers, *(answer for gap in question.gaps for answer in gap.answers)]
    if not (question.gaps or question.answers) or not _are_finite(answers):
        return None
    return Answers("cloze", stem=cloze_text(question, lose))


def _typed(question: Question, answers: Sequence[Answer], lose: Lose) -> Answers | None:
    if not answers or not _are_finite(answers):
        return None
    shares = best_is_whole([answer.share for answer in answers], lose)
    numeric = is_numeric(tuple(answers))
    if not numeric and any(isinstance(answer, NumberAnswer) for answer in answers):
        lose("tolerance-lost", "its numbers become texts, to be typed as they stand there")
    elements = [
        _answer(share, _words(answer), question, answer.why, _tolerance(answer) if numeric else "")
        for answer, share in zip(answers, shares, strict=True)
    ]
    if numeric:
        return Answers("numerical", (*elements, *_UNITS))
    return Answers("shortanswer", (setting("usecase", str(int(question.exact_case))), *elements))


def _matching(question: Question, lose: Lose) -> Answers:
    pairs = [*question.pairs, *_members(question)]
    if question.groups:
        lose("changed", "becomes a matching question")
    if any(pair.why for pair in pairs):
        lose("why-lost", "loses what is said to single pairs")
    rights = [*(pair.right for pair in pairs), *question.extra]
    if question.marked and any(run.style for right in rights for run in runs(right)):
        lose("marks-lost", "loses emphasis and raised or lowered letters on the right sides")
    rows = [_row(_html(question, pair.left), pair.right, question) for pair in pairs]
    rows += [_row("", right, question) for right in question.extra]
    # A row that repeats a right side adds nothing to choose from.
    rows += [_row("", right, question) for right in rights[:1] * (_FEWEST_ROWS - len(rows))]
    return Answers("matching", (setting("shuffleanswers", _yes(question.shuffled)), *rows))


def _row(left: str, right: str, question: Question) -> str:
    words = text(plain(right) if question.marked else right)
    return f'<subquestion format="html">{text(left)}<answer>{words}</answer></subquestion>'


def _members(question: Question) -> list[QuestionPair]:
    """The members of groups, each with the name of its own."""
    return [
        QuestionPair(member, group.name) for group in question.groups for member in group.members
    ]


def _ordering(question: Question, lose: Lose) -> Answers:
    """The way to grade is the one that comes nearest to ours."""
    lose("moodle-4.4", "needs Moodle 4.4 or later, which can put things in order")
    elements = [
        f'<answer fraction="{place}" format="html">{text(_html(question, element))}</answer>'
        for place, element in enumerate(question.elements, start=1)
    ]
    return Answers(
        "ordering",
        (
            setting("layouttype", "VERTICAL"),
            setting("selecttype", "ALL"),
            setting("selectcount", str(len(elements))),
            setting("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"),
            setting("showgrading", "SHOW"),
            setting("numberingstyle", "none"),
            setting("shownumcorrect", "1"),
            *elements,
        ),
    )


def _flash_card(question: Question, lose: Lose) -> Answers | None:
    if not isinstance(question.answer, Text):
        return None
    back = question.answer.text
    words = "".join(run.text for run in runs(back)) if question.marked else back
    if "\n" in words or len(words) > _LONGEST_TYPED:
        lose("changed", "becomes an essay, with the back of the card as its feedback")
        return Answers("essay", why=back)
    lose("changed", "becomes a short answer, with the back of the card to be typed")
    return _typed(question, [TextAnswer(words.replace("*", "\\*"))], lose)


def _answer(
    share: float, words: str, question: Question, why: str, more: str = "", *, form: str = ""
) -> str:
    said = field("feedback", _html(question, why)) if why else ""
    percent, form = as_percent(share), form or "moodle_auto_format"
    return f'<answer fraction="{percent}" format="{form}">{text(words)}{more}{said}</answer>'


def _are_finite(answers: Sequence[Answer]) -> bool:
    return all(
        isinstance(answer, TextAnswer) or isfinite(answer.number + answer.tolerance)
        for answer in answers
    )


def _words(answer: Answer) -> str:
    match answer:
        case TextAnswer(words):
            return words
        case NumberAnswer(number):
            return number_text(number)


def _tolerance(answer: Answer) -> str:
    tolerance = answer.tolerance if isinstance(answer, NumberAnswer) else 0.0
    return setting("tolerance", number_text(tolerance))


def _html(question: Question, words: str) -> str:
    return to_html(words, marked=question.marked)


def _yes(value: bool) -> str:
    return "true" if value else "false"
