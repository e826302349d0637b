"""What an answer is worth, and why: every response against every kind of key."""

from studyapp.core.grading.answers import foreseen, grade_answers, number_in, wants_number
from studyapp.core.grading.choices import (
    grade_chosen,
    grade_grouped,
    grade_matched,
    grade_ordered,
    grade_pointed,
    grade_recalled,
)
from studyapp.core.grading.dates import grade_date
from studyapp.core.grading.gaps import grade_filled, grade_gap
from studyapp.core.grading.quantities import grade_quantity
from studyapp.core.grading.reading import read_amounts
from studyapp.core.grading.reading_dates import read_dates
from studyapp.core.grading.spelling import Doubtful, Spelled, spelled
from studyapp.core.items import (
    Accept,
    AcceptAnswers,
    AcceptDate,
    AcceptQuantity,
    AcceptText,
    Chosen,
    Filled,
    Grade,
    Grouped,
    Item,
    ItemGap,
    Matched,
    Ordered,
    Pointed,
    Response,
    SelfGraded,
    Typed,
)
from studyapp.core.unmarked import unmarked_item

__all__ = ["BROADER", "OPEN", "grade", "grade_gap", "unreadable"]

# The name of what contains the answer: the region for the town.
BROADER = 0.5

OPEN = Grade(0.0, "You left this one open: read what the text says, it will come up again.")
_OPEN_WITHOUT_TEXT = Grade(0.0, "You left this one open: it will come up again.")


def grade(item: Item, response: Response) -> Grade:
    """The score from 0 to 1 and a sentence that says why; never raises for what was answered."""
    if _is_open(response):
        return OPEN if item.evidence else _OPEN_WITHOUT_TEXT
    match response:
        case Chosen():
            return grade_chosen(item, response)
        case Typed(text):
            return _grade_typed(item, text, item.accept or _options_as_text(item))
        case Filled():
            return grade_filled(item, response)
        case Matched():
            return grade_matched(item, response)
        case Ordered():
            return grade_ordered(item, response)
        case Grouped():
            return grade_grouped(item, response)
        case Pointed():
            return grade_pointed(item, response)
        case SelfGraded():
            return grade_recalled(response)


def unreadable(asked: Item | ItemGap, text: str) -> str:
    """Why a typed answer cannot be read as what is asked for; nothing where it can.

    It is for asking again before anything is graded: a slip of the keyboard is
    no wrong answer.
    """
    match asked.accept:
        case AcceptQuantity() if not read_amounts(text):
            return "Type a number, in digits or in words."
        case AcceptDate() if not read_dates(text):
            return "Type a date, such as August 6, 2024, or a month, a season or a year."
        case AcceptAnswers() as accept if wants_number(accept):
            known = number_in(text) is not None or foreseen(text, accept)
            return "" if known else "Type a number, in digits and without a unit."
        case _:
            return ""


def _is_open(response: Response) -> bool:
    """Whether the learner said "I don't know"."""
    match response:
        case Chosen(options):
            return not options
        case Typed(text):
            return not text.strip()
        case Filled(gaps):
            return not any(text.strip() for text in gaps)
        case Matched() | Ordered() | Grouped() | Pointed() | SelfGraded():
            return False


def _grade_typed(item: Item, text: str, accept: Accept) -> Grade:
    match accept:
        case AcceptText():
            return _grade_text(text, accept)
        case AcceptQuantity():
            return grade_quantity(text, accept, item.key)
        case AcceptDate():
            return grade_date(text, accept, item)
        case AcceptAnswers():
            return grade_answers(text, accept, marked=item.marked)


def _options_as_text(item: Item) -> AcceptText:
    """An option may be typed in full instead of chosen."""
    options = unmarked_item(item).options
    return AcceptText(
        tuple(option.text for option in options if option.correct),
        tuple(option.text for option in options if not option.correct),
    )


def _grade_text(text: str, accept: AcceptText) -> Grade:
    found = spelled(text, accept.text, accept.rivals)
    match found:
        case Spelled(slips=0):
            return Grade(1.0)
        case Spelled():
            return Grade(1.0, f"Right; it is spelled {found.meant}.")
        case Doubtful():
            return Grade(0.0, f"This may mean {found.rival}, so the spelling must be exact here.")
        case None if isinstance(spelled(text, accept.broader, ()), Spelled):
            return Grade(BROADER, f"True, but less precise than the text: {accept.text[0]}.")
        case None:
            return Grade(0.0)
