"""Whether a question written by hand can be answered at all: what its kind needs is there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from studyapp.core.bank import UNGRADED, Kind, Question
from studyapp.core.dates import Date
from studyapp.core.grading.spelling import fold
from studyapp.core.patterns import is_anything
from studyapp.core.questions import Answer, Gap, NumberAnswer, QuestionOption
from studyapp.core.values import Duration, EntityRef, Quantity, Text, Value

# What each typed kind takes as its answer.
_TYPED_AS: Mapping[Kind, tuple[type[Value], ...]] = {
    Kind.CLOZE: (EntityRef, Text, Quantity, Duration, Date),
    Kind.SHORT_ANSWER: (EntityRef, Text),
    Kind.QUANTITY: (Quantity, Duration),
    Kind.DATE: (Date,),
    Kind.FLASHCARD: (EntityRef, Text, Quantity, Duration, Date),
}

# The kinds whose answers may be listed, to be graded to the letter.
_LISTED = frozenset([Kind.CLOZE, Kind.SHORT_ANSWER, Kind.QUANTITY])

_GAP_SIGN = re.compile(r"\{([0-9]+)\}")


def flaws(question: Question) -> Iterator[str]:
    """What keeps the question from being asked, a sentence each; nothing where it can be."""
    match question.kind:
        case Kind.SINGLE_CHOICE | Kind.TRUE_FALSE:
            yield from _choice_flaws(question.options, "a choice")
            yield from _several_flaws(question.options)
        case Kind.MULTIPLE_CHOICE:
            yield from _choice_flaws(question.options, "a choice")
        case Kind.MATCHING:
            yield from _distinct([pair.left for pair in question.pairs], "left sides")
        case Kind.ORDERING:
            yield from _distinct(question.elements, "elements")
        case Kind.GROUPING:
            yield from _distinct([group.name for group in question.groups], "groups")
            members = [member for group in question.groups for member in group.members]
            yield from _distinct(members, "members of groups")
        case Kind.CLOZE if question.gaps:
            yield from _gap_flaws(question)
        case kind if kind in _TYPED_AS:
            yield from _typed_flaws(question)
        case kind if kind not in UNGRADED:
            yield f"a question of the kind {kind.value} cannot be written by hand"


def _choice_flaws(options: Sequence[QuestionOption], what: str) -> Iterator[str]:
    if len(options) < 2:
        yield f"{what} has at least two options"
    if not any(option.correct for option in options):
        yield f"{what} has a right option; here none is marked as right"
    for text in _repeated(option.text for option in options):
        yield f"two options are the same: “{text}”"


def _several_flaws(options: Sequence[QuestionOption]) -> Iterator[str]:
    """Each of several right options is right by itself only where its share says so."""
    if sum(option.correct and option.share is None for option in options) > 1:
        yield "several options are right: that is a multiple choice, unless each has its share"


def _distinct(texts: Sequence[str], what: str) -> Iterator[str]:
    if len(texts) < 2:
        yield f"there are at least two {what}"
    for text in _repeated(texts):
        yield f"two {what} are the same: “{text}”"


def _gap_flaws(question: Question) -> Iterator[str]:
    signs = Counter(_GAP_SIGN.findall(question.stem))
    wanted = {str(number) for number in range(1, len(question.gaps) + 1)}
    if set(signs) != wanted or any(times > 1 for times in signs.values()):
        shown = ", ".join(f"{{{number}}}" for number in range(1, len(question.gaps) + 1))
        there = ", ".join(f"{{{number}}}" for number in signs.elements()) or "none"
        yield f"the stem has each of its gaps once ({shown}), and no other; it has {there}"
    for number, gap in enumerate(question.gaps, start=1):
        yield from (f"gap {number}: {flaw}" for flaw in _one_gap_flaws(gap))


def _one_gap_flaws(gap: Gap) -> Iterator[str]:
    if gap.options:
        yield from _choice_flaws(gap.options, "a gap")
        yield from _several_flaws(gap.options)
    else:
        yield from _listed_flaws(gap.answers)


def _typed_flaws(question: Question) -> Iterator[str]:
    kind, answer = question.kind, question.answer
    if answer is None and kind in _LISTED:
        yield from _listed_flaws(question.answers)
        if kind is Kind.QUANTITY and not all(map(_is_for_numbers, question.answers)):
            yield "the answers of a quantity are numbers"
    elif answer is None:
        yield f"a question of the kind {kind.value} has an answer"
    elif not isinstance(answer, _TYPED_AS[kind]):
        yield f"the answer is not of the type that {kind.value} asks for"
    elif isinstance(answer, Text) and not _says_something(answer.text, kind):
        yield "the answer is empty"


def _listed_flaws(answers: Sequence[Answer]) -> Iterator[str]:
    if not any(answer.share > 0 for answer in answers):
        yield "there is an answer that is right"


def _is_for_numbers(answer: Answer) -> bool:
    return isinstance(answer, NumberAnswer) or is_anything(answer.text)


def _says_something(text: str, kind: Kind) -> bool:
    """What is typed is compared without its signs; the back of a flash card is only read."""
    return bool(text.strip() if kind is Kind.FLASHCARD else fold(text))


def _repeated(texts: Iterable[str]) -> Iterator[str]:
    return (text for text, times in Counter(texts).items() if times > 1)
