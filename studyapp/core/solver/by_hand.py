"""Questions written by hand: found by their words, solved by what their author wrote."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from studyapp.core.bank import Kind, Question
from studyapp.core.grading import grade
from studyapp.core.items import (
    AcceptAnswers,
    Chosen,
    Filled,
    Grouped,
    Item,
    ItemGap,
    Matched,
    Option,
    Ordered,
    Response,
    Typed,
)
from studyapp.core.patterns import words
from studyapp.core.questions import Answer, Gap, NumberAnswer, QuestionOption, TextAnswer
from studyapp.core.solver.index import Index, normal
from studyapp.core.solver.solution import Solution, Standing, chosen, unknown
from studyapp.core.solver.typed import answer
from studyapp.core.unmarked import unmarked_item


def written(item: Item, index: Index) -> Question | None:
    """The question that the item is, by its words; of several alike the one it is named after.

    Item and question are compared, and the question is given, without their marks.
    """
    shown = unmarked_item(item)
    found = [
        question
        for question in index.questions.get(normal(shown.stem), ())
        if question.kind is shown.kind
        and question.picture == shown.picture
        and set(_shown(shown)) <= set(_written(question))
    ]
    named = [question for question in found if question.id in item.facts]
    return next(iter([*named, *found]), None)


def solve_written(item: Item, question: Question, index: Index) -> Solution:
    """What the author's key makes of the item as it is shown."""
    shown = unmarked_item(item)
    if question.kind in (Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE, Kind.TRUE_FALSE):
        return _choose(shown, question)
    if question.answer is not None and not question.answers:
        return answer(shown, index, question)
    response = _response(shown, question)
    if response is None:
        return unknown(f"The parts shown are not those of {question.id}.")
    return Solution(response, _because(question))


def agrees_written(item: Item, question: Question, response: Response) -> bool:
    """Whether the item's whole key is the author's, and earns full marks."""
    if grade(item, response).score < 1:
        return False
    match response:
        case Matched(rights):
            return [item.rights[at] for at in rights] == [pair.right for pair in item.pairs]
        case Ordered(order):
            return set(item.before) == set(combinations(order, 2))
        case Grouped(groups):
            return all(
                sorted(group.members) == [at for at, home in enumerate(groups) if home == number]
                for number, group in enumerate(item.groups)
            )
        case Filled():
            pairs = zip(unmarked_item(item).gaps, question.gaps, strict=True)
            return all(_same_gap(gap, due) for gap, due in pairs)
        case Typed():
            return item.accept == AcceptAnswers(question.answers, question.exact_case)
        case Chosen():
            return same_options(unmarked_item(item).options, question.options)
        case _:
            return False


def same_options(options: Sequence[Option], due: Sequence[QuestionOption]) -> bool:
    """Whether each option is worth what the author wrote."""
    worth = {(option.text, option.correct, option.share) for option in due}
    return all((option.text, option.correct, option.share) in worth for option in options)


def _choose(item: Item, question: Question) -> Solution:
    why = _because(question)
    right = {option.text for option in question.options if option.correct}
    if question.kind is not Kind.MULTIPLE_CHOICE and len(right) > 1:
        at = next((at for at, option in enumerate(item.options) if option.text in right), None)
        return unknown("Nothing is right.") if at is None else Solution(Chosen((at,)), why)
    standings = [
        Standing.RIGHT if option.text in right else Standing.WRONG for option in item.options
    ]
    several = item.kind is Kind.MULTIPLE_CHOICE
    return chosen(standings, why, several=several)


def _response(item: Item, question: Question) -> Response | None:
    """What answers a question of several parts, or one with answers to the letter."""
    match question.kind:
        case Kind.MATCHING:
            partners = {pair.left: pair.right for pair in question.pairs}
            found = _places([partners.get(pair.left) for pair in item.pairs], item.rights)
            return None if found is None else Matched(found)
        case Kind.ORDERING:
            texts = [element.text for element in item.elements]
            found = _places(question.elements, texts)
            return None if found is None else Ordered(found)
        case Kind.GROUPING:
            homes = {member: group.name for group in question.groups for member in group.members}
            names = [group.name for group in item.groups]
            found = _places([homes.get(element.text) for element in item.elements], names)
            return None if found is None else Grouped(found)
        case _ if question.gaps:
            return Filled(tuple(_filling(gap) for gap in question.gaps))
        case _:
            return Typed(_best(question.answers)) if question.answers else None


def _places(texts: Sequence[str | None], among: Sequence[str]) -> tuple[int, ...] | None:
    """Where each text stands among others; None where one does not."""
    place = {text: at for at, text in enumerate(among)}
    found = [place.get(text) if text is not None else None for text in texts]
    return None if None in found else tuple(at for at in found if at is not None)


def _filling(gap: Gap) -> str:
    if gap.options:
        return next((option.text for option in gap.options if option.correct), "")
    return _best(gap.answers)


def _best(answers: Sequence[Answer]) -> str:
    """The first of the answers that are worth most, as it would be typed."""
    best = max(answers, key=lambda each: each.share, default=TextAnswer(""))
    return f"{best.number:.15g}" if isinstance(best, NumberAnswer) else words(best.text)


def _same_gap(gap: ItemGap, due: Gap) -> bool:
    if gap.weight != due.weight:
        return False
    if due.options:
        return len(gap.options) == len(due.options) and same_options(gap.options, due.options)
    return gap.accept == AcceptAnswers(due.answers, due.exact_case)


def _shown(item: Item) -> Iterator[str]:
    yield from (option.text for option in item.options)
    yield from (pair.left for pair in item.pairs)
    yield from item.rights
    yield from (element.text for element in item.elements)
    yield from (group.name for group in item.groups)
    yield from (option.text for gap in item.gaps for option in gap.options)


def _written(question: Question) -> Iterator[str]:
    yield from (option.text for option in question.options)
    yield from (side for pair in question.pairs for side in (pair.left, pair.right))
    yield from (*question.extra, *question.elements)
    yield from (text for group in question.groups for text in (group.name, *group.members))
    yield from (option.text for gap in question.gaps for option in gap.options)


def _because(question: Question) -> str:
    return f"The author's key of {question.id}."
