"""Solves an item by its words: each kind in its own way."""

from collections.abc import Callable, Mapping

from studyapp.core.bank import UNGRADED, Bank, Kind
from studyapp.core.items import Item
from studyapp.core.solver import choices, together, typed
from studyapp.core.solver.by_hand import solve_written, written
from studyapp.core.solver.index import Index, index_of
from studyapp.core.solver.solution import Solution, unknown


def solve(item: Item, bank: Bank) -> Solution:
    """What is right, read from the stem, the options and the bank; never raises.

    The item's own key, evidence and reasons are not looked at.
    """
    index = index_of(bank)
    question = written(item, index)
    if question is not None:
        return solve_written(item, question, index)
    return WAYS[item.kind](item, index)


def _never_graded(_item: Item, _index: Index) -> Solution:
    return unknown("There is no one right answer to it.")


WAYS: Mapping[Kind, Callable[[Item, Index], Solution]] = {
    Kind.SINGLE_CHOICE: choices.choose_value,
    Kind.MULTIPLE_CHOICE: choices.choose_members,
    Kind.TRUE_FALSE: choices.choose_truth,
    Kind.CLOZE: typed.answer,
    Kind.SHORT_ANSWER: typed.answer,
    Kind.QUANTITY: typed.answer,
    Kind.DATE: typed.answer,
    Kind.FLASHCARD: typed.answer,
    Kind.MATCHING: together.match_pairs,
    Kind.ORDERING: together.order,
    Kind.GROUPING: together.group,
    Kind.WHO_SAYS: choices.choose_speaker,
    Kind.WHAT_SAID: choices.choose_attributed,
    Kind.CONFLICT: choices.choose_relation,
    Kind.POSITION_CHANGE: choices.choose_change,
    Kind.FIND_PASSAGE: together.point,
    Kind.NOT_STATED: choices.choose_unstated,
    **dict.fromkeys(UNGRADED, _never_graded),
}
