"""What the answer view says of each part of a question."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.attempts import Attempt
from studyapp.core.items import Chosen, Element, Grouped, Item, Matched, Option, Ordered, Verdict
from studyapp.core.items import Reason as ReasonKind
from studyapp.ui.words import tr


class Reason(Struct, frozen=True):
    """One line: what it is about, what became of it, why, and where that stands.

    ``is_key`` marks right options; ``verdict`` is what the shape before the line tells,
    None where there is nothing to judge. ``tag`` says what the learner did here.
    """

    text: str
    why: str
    evidence: tuple[Evidence, ...]
    verdict: Verdict | None
    is_key: bool = False
    tag: str = ""
    place: str = ""


def heading(item: Item) -> str:
    if item.options:
        return tr("Why each answer is right or wrong")
    if item.elements and not item.groups:
        return tr("The right order")
    return tr("What belongs together")


def reasons(attempt: Attempt) -> tuple[Reason, ...]:
    """The lines for this attempt; none where an answer was typed."""
    item = attempt.item
    if item.options:
        return tuple(_options(attempt))
    if item.pairs:
        return tuple(_pairs(attempt))
    if item.groups:
        return tuple(_groups(attempt))
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


def _options(attempt: Attempt) -> Iterator[Reason]:
    response = attempt.response
    chosen = response.options if isinstance(response, Chosen) else ()
    for index, option in enumerate(attempt.item.options):
        tag = tr("your answer") if index in chosen else ""
        yield _option(option, tag)


def _option(option: Option, tag: str) -> Reason:
    verdict = Verdict.RIGHT if option.correct else Verdict.WRONG
    elsewhere = option.reason is ReasonKind.OTHER_FACT
    place = tr("Where this value stands") if elsewhere else tr("Show in source")
    return Reason(option.text, option.why, option.evidence, verdict, option.correct, tag, place)


def _pairs(attempt: Attempt) -> Iterator[Reason]:
    item, response = attempt.item, attempt.response
    for number, pair in enumerate(item.pairs):
        given = ""
        if isinstance(response, Matched) and response.rights[number] >= 0:
            given = item.rights[response.rights[number]]
        text = f"{pair.left}\n→ {pair.right}"
        yield _assigned(text, pair.why, pair.evidence, given, pair.right)


def _groups(attempt: Attempt) -> Iterator[Reason]:
    item, response = attempt.item, attempt.response
    for number, element in enumerate(item.elements):
        right = next((group.name for group in item.groups if number in group.members), "")
        given = ""
        if isinstance(response, Grouped) and response.groups[number] >= 0:
            given = item.groups[response.groups[number]].name
        text = f"{element.text}\n→ {right}"
        yield _assigned(text, element.why, element.evidence, given, right)


def _assigned(
    text: str, why: str, evidence: tuple[Evidence, ...], given: str, right: str
) -> Reason:
    verdict = None
    if given:
        verdict = Verdict.RIGHT if given == right else Verdict.WRONG
    tag = "" if given in ("", right) else tr("you: {given}").format(given=given)
    return Reason(text, why, evidence, verdict, False, tag, tr("Show in source"))


def _order(attempt: Attempt) -> Iterator[Reason]:
    item, response = attempt.item, attempt.response
    for place, index in enumerate(right_order(item.elements, item.before), start=1):
        element = item.elements[index]
        tag = ""
        if isinstance(response, Ordered) and index in response.order:
            given = response.order.index(index) + 1
            tag = "" if given == place else tr("you: place {given}").format(given=given)
        text = f"{place}. {element.text}"
        yield Reason(text, element.why, element.evidence, None, False, tag, tr("Show in source"))
