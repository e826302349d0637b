"""Whether the solver, from the words and the bank alone, reaches the item's own key."""

from math import isclose

from studyapp.core.bank import Bank, Kind
from studyapp.core.dates import Date, parse_edtf
from studyapp.core.grading import grade
from studyapp.core.items import (
    Accept,
    AcceptDate,
    AcceptQuantity,
    AcceptText,
    Chosen,
    Filled,
    Grouped,
    Item,
    Matched,
    Ordered,
    Pointed,
    SelfGraded,
    Typed,
)
from studyapp.core.solver.by_hand import agrees_written, written
from studyapp.core.solver.index import Index, Sought, fold, index_of
from studyapp.core.solver.judging import stands
from studyapp.core.solver.solution import Standing
from studyapp.core.solver.solve import solve
from studyapp.core.solver.together import event_dates, forced, sentences_shown
from studyapp.core.solver.typed import rivals, sought_by
from studyapp.core.unmarked import unmarked_item
from studyapp.core.values import Duration, EntityRef, Quantity, bounds


def agrees(item: Item, bank: Bank) -> bool:
    """Whether the solver's answer is the item's whole key and no other can be defended."""
    solution = solve(item, bank)
    if solution.response is None or solution.also:
        return False
    index = index_of(bank)
    question = written(item, index)
    if question is not None and (question.answer is None or question.answers or item.options):
        return agrees_written(item, question, solution.response)
    match solution.response:
        case Chosen():
            return _same_options(item, solution.response)
        case Matched():
            return _same_pairs(item, solution.response)
        case Ordered():
            return _same_order(item, solution.response, index)
        case Grouped():
            return _same_groups(item, solution.response)
        case Pointed():
            return _same_sentences(item, solution.response, index)
        case Typed():
            return _same_value(item, solution.response, index)
        case SelfGraded() | Filled():
            return False


def _same_options(item: Item, response: Chosen) -> bool:
    right = {at for at, option in enumerate(item.options) if option.correct}
    keys = [option.text for option in item.options if option.correct]
    shown = item.kind is Kind.MULTIPLE_CHOICE or keys == [item.key]
    return set(response.options) == right and shown


def _same_pairs(item: Item, response: Matched) -> bool:
    rights = [item.rights[at] for at in response.rights]
    return rights == [pair.right for pair in item.pairs] and len(set(rights)) == len(rights)


def _same_order(item: Item, response: Ordered, index: Index) -> bool:
    dates = event_dates(item, index)
    return (
        dates is not None
        and _with_those_implied(item.before) == forced(dates)
        and grade(item, response).score == 1
    )


def _same_groups(item: Item, response: Grouped) -> bool:
    members = [sorted(each.members) for each in item.groups]
    return members == [
        [element for element, chosen in enumerate(response.groups) if chosen == at]
        for at in range(len(item.groups))
    ]


def _same_sentences(item: Item, response: Pointed, index: Index) -> bool:
    shown = {(one.source, one.start, one.end) for one in sentences_shown(item, index)}
    spans = {(one.source, one.start, one.end) for one in item.spans}
    return shown == spans and grade(item, response).score == 1


def _same_value(item: Item, response: Typed, index: Index) -> bool:
    """The key in words, what is accepted, and that nothing wrong earns full marks."""
    soughts = sought_by(item, index, written(item, index))
    if stands(unmarked_item(item).key, soughts, index) is not Standing.RIGHT:
        return False
    if item.kind is Kind.FLASHCARD:
        return True
    return (
        item.accept is not None
        and all(_accepts(item.accept, sought, index) for sought in soughts)
        and grade(item, response).score == 1
        and not any(
            grade(item, Typed(words)).score == 1
            for sought in soughts
            for words in rivals(sought, index)
        )
    )


def _accepts(accept: Accept, sought: Sought, index: Index) -> bool:
    """Whether exactly what the value allows is accepted."""
    match accept, sought.value:
        case AcceptText(), _:
            return all(_acceptable(text, sought, index) for text in accept.text)
        case AcceptQuantity(), Quantity() | Duration():
            allowed = bounds(sought.value)
            return (
                isclose(accept.low, allowed.low)
                and isclose(accept.high, allowed.high)
                and accept.unit == sought.value.unit
            )
        case AcceptDate(), Date():
            date = parse_edtf(accept.edtf)
            return date is not None and (date.first, date.last) == (
                sought.value.first,
                sought.value.last,
            )
        case _:
            return False


def _acceptable(text: str, sought: Sought, index: Index) -> bool:
    """Whether a text is right, or a byname: Moscow may be typed for Russia, and Russia for it."""
    if stands(text, (sought,), index) is Standing.RIGHT:
        return True
    if not isinstance(sought.value, EntityRef):
        return False
    entities = index.bank.entities
    right = sought.value.entity
    return any(
        right in entities[name].stands_for or name in entities[right].stands_for
        for name in index.names.get(fold(text), ())
    )


def _with_those_implied(before: tuple[tuple[int, int], ...]) -> frozenset[tuple[int, int]]:
    """The pairs and those that follow from them: a before b, b before c."""
    pairs = set(before)
    while True:
        implied = {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs
        if not implied:
            return frozenset(pairs)
        pairs |= implied
