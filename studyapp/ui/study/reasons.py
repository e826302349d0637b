"""What the answer view says of each part of a question."""

from collections.abc import Iterator, Sequence

from studyapp.core.anchoring import Evidence
from studyapp.core.attempts import Attempt
from studyapp.core.bank import Kind
from studyapp.core.items import (
    AcceptAnswers,
    Chosen,
    Element,
    Grouped,
    Item,
    Matched,
    Ordered,
    Verdict,
)
from studyapp.core.items import Reason as ReasonKind
from studyapp.ui.study.gap_reasons import gap_reasons
from studyapp.ui.study.listed_reasons import listed_reasons
from studyapp.ui.study.reason import Reason, counts, verdict_on, within
from studyapp.ui.words import tr


def heading(item: Item) -> str:
    if item.options:
        return tr("Why each answer is right or wrong")
    if item.gaps:
        return tr("Gap by gap")
    if isinstance(item.accept, AcceptAnswers):
        return tr("How each answer counts")
    if item.elements and not item.groups:
        return tr("The right order")
    return tr("What belongs together")


def rule(item: Item) -> str:
    """How the parts make up the whole, where the author says what each is worth."""
    if item.kind is Kind.MULTIPLE_CHOICE and _has_shares(item):
        return tr("What is chosen adds up: to 100 % at the most, and never to less than nothing.")
    return ""


def reasons(attempt: Attempt) -> tuple[Reason, ...]:
    """The lines for this attempt; none where there is but one answer, to be typed."""
    item = attempt.item
    if item.options:
        return tuple(_options(attempt))
    if item.pairs:
        return tuple(_pairs(attempt))
    if item.groups:
        return tuple(_groups(attempt))
    if item.gaps:
        return tuple(gap_reasons(attempt))
    if isinstance(item.accept, AcceptAnswers):
        return tuple(listed_reasons(attempt, item.accept))
    return tuple(_order(attempt))


def right_order(elements: Sequence[Element], before: Sequence[tuple[int, int]]) -> list[int]:
    """One order that ``before`` allows: of those that may come next the first one shown."""
    left = list(range(len(elements)))
    order = []
    while left:
        later = {second for first, second in before if first in left}
        chosen = next((index for index in left if index not in later), left[0])
        order.append(chosen)
        left.remove(chosen)
    return order


def _has_shares(item: Item) -> bool:
    return any(option.share is not None for option in item.options)


def _options(attempt: Attempt) -> Iterator[Reason]:
    item, response = attempt.item, attempt.response
    chosen = response.options if isinstance(response, Chosen) else ()
    for index, option in enumerate(item.options):
        elsewhere = option.reason is ReasonKind.OTHER_FACT
        yield Reason(
            option.text,
            option.why,
            option.evidence,
            Verdict.RIGHT if option.correct else verdict_on(option.worth),
            option.correct,
            tr("your answer") if index in chosen else "",
            tr("Where this value stands") if elsewhere else tr("Show in source"),
            counts(option.worth) if _has_shares(item) else "",
            item.marked,
        )


def _pairs(attempt: Attempt) -> Iterator[Reason]:
    item, response = attempt.item, attempt.response
    for number, pair in enumerate(item.pairs):
        given = ""
        if isinstance(response, Matched) and response.rights[number] >= 0:
            given = item.rights[response.rights[number]]
        yield _assigned(item, (pair.left, pair.right), given, pair.why, pair.evidence)


def _groups(attempt: Attempt) -> Iterator[Reason]:
    item, response = attempt.item, attempt.response
    for number, element in enumerate(item.elements):
        right = next((group.name for group in item.groups if number in group.members), "")
        given = ""
        if isinstance(response, Grouped) and response.groups[number] >= 0:
            given = item.groups[response.groups[number]].name
        yield _assigned(item, (element.text, right), given, element.why, element.evidence)


def _assigned(
    item: Item, both: tuple[str, str], given: str, why: str, evidence: tuple[Evidence, ...]
) -> Reason:
    thing, right = both
    verdict = None
    if given:
        verdict = Verdict.RIGHT if given == right else Verdict.WRONG
    text = f"{within(thing, item)}\n→ {within(right, item)}"
    tag = "" if given in ("", right) else tr("you: {given}").format(given=within(given, item))
    place = tr("Show in source")
    return Reason(text, why, evidence, verdict, False, tag, place, marked=item.marked)


def _order(attempt: Attempt) -> Iterator[Reason]:
    item, response = attempt.item, attempt.response
    place = tr("Show in source")
    for number, index in enumerate(right_order(item.elements, item.before), start=1):
        element = item.elements[index]
        tag = ""
        if isinstance(response, Ordered) and index in response.order:
            given = response.order.index(index) + 1
            tag = "" if given == number else tr("you: place {given}").format(given=given)
        text, why = f"{number}. {element.text}", element.why
        yield Reason(text, why, element.evidence, None, False, tag, place, marked=item.marked)
