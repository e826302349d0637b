"""Which questions of a bank go on paper."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from random import Random

from msgspec.structs import replace

from studyapp.authoring.paper.passages import Passages, passage_of
from studyapp.authoring.paper.records import PaperPlan
from studyapp.authoring.selection import Origin
from studyapp.core.bank import UNGRADED, Bank, FactId, Kind, Question
from studyapp.core.forms import GRADED, draw, facts_about
from studyapp.core.generate.questions import from_question
from studyapp.core.items import Item
from studyapp.core.problems import Position, Problem, Severity

# So much of a stem tells which question is meant.
_TELLING = 100


def choose(bank: Bank, plan: PaperPlan, path: str) -> Iterator[Item | Problem]:
    """The items of the paper one by one, and a warning for each that cannot be on it.

    Also essays and descriptions are items here. ``path`` is named in the warnings.
    """
    chosen: list[FactId] = []
    for found in _questions(bank, plan, path):
        if isinstance(found, Item):
            chosen.append(found.fact)
        yield found
    for question in _introductions(bank, plan, chosen):
        yield _as_written(question, bank, plan)


def arranged(items: Sequence[Item], bank: Bank) -> list[Item]:
    """What was written by hand first, in the order of its file, then the others as they came."""
    place = {question: number for number, question in enumerate(bank.questions)}
    return sorted(items, key=lambda item: place.get(item.fact, len(place)))


def _questions(bank: Bank, plan: PaperPlan, path: str) -> Iterator[Item | Problem]:
    if plan.origin is Origin.WRITTEN:
        written = [
            one for one in _written(bank, plan) if bank.questions[one].kind is not Kind.DESCRIPTION
        ]
        for question in _sample(written, plan.count, plan, bank):
            yield _as_written(bank.questions[question], bank, plan)
        return
    undrawn = _undrawn(bank, plan) if plan.origin is Origin.ALL else []
    share = _share(undrawn, bank, plan)
    drawn = 0
    wanted = None if plan.count is None else plan.count - share
    for found in _drawn(bank, plan, wanted, path):
        drawn += isinstance(found, Item)
        yield found
    free = None if plan.count is None else plan.count - drawn
    for question in _sample(undrawn, free, plan, bank):
        yield _as_written(bank.questions[question], bank, plan)


def _drawn(bank: Bank, plan: PaperPlan, wanted: int | None, path: str) -> Iterator[Item | Problem]:
    """A form in which none gives away another, not even by a passage that is printed."""
    kinds = (plan.kinds or GRADED) - UNGRADED
    only: Collection[FactId] = ()
    if plan.origin is Origin.GENERATED:
        only = [fact for fact in facts_about(bank, plan.topics) if fact not in bank.questions]
    if (
        not kinds
        or not facts_about(bank, plan.topics)
        or (plan.origin is not Origin.ALL and not only)
    ):
        return
    passages = Passages(bank)
    fitting = _fitting(draw(bank, plan.seed, plan.topics, kinds, only), passages, bank, plan, path)
    count = 0
    for found in fitting if wanted is None or wanted > 0 else ():
        yield found
        count += isinstance(found, Item)
        if count == wanted:
            return


def _fitting(
    drawn: Iterator[Item], passages: Passages, bank: Bank, plan: PaperPlan, path: str
) -> Iterator[Item | Problem]:
    for item in drawn:
        if item.kind is Kind.FIND_PASSAGE and (
            plan.count is None or passage_of(item, bank) is None or not passages.allow(item)
        ):
            yield _left_out(item, path)
        elif passages.allow(item):
            passages.add(item)
            question = bank.questions.get(item.fact)
            yield item if question is None else _as_written(question, bank, plan)


def _written(bank: Bank, plan: PaperPlan) -> list[FactId]:
    """What was written by hand on the topics and of the kinds of the plan."""
    return [
        question.id
        for question in bank.questions.values()
        if (not plan.topics or question.topic in plan.topics)
        and (not plan.kinds or question.kind in plan.kinds)
    ]


def _undrawn(bank: Bank, plan: PaperPlan) -> list[FactId]:
    """Written questions that no form draws: essays, and flash cards where none are asked for."""
    drawn = plan.kinds or GRADED
    return [
        one
        for one in _written(bank, plan)
        if bank.questions[one].kind is Kind.ESSAY
        or (bank.questions[one].kind is Kind.FLASHCARD and Kind.FLASHCARD not in drawn)
    ]


def _share(undrawn: Sequence[FactId], bank: Bank, plan: PaperPlan) -> int:
    """How many of these are among the questions, where each entry is as likely as any other."""
    if plan.count is None or not undrawn:
        return len(undrawn)
    every = len(undrawn) + len(facts_about(bank, plan.topics))
    taken = _rng(plan, bank).sample(range(every), min(plan.count, every))
    return sum(one < len(undrawn) for one in taken)


def _sample(
    questions: list[FactId], count: int | None, plan: PaperPlan, bank: Bank
) -> Iterator[FactId]:
    if count is None or count >= len(questions):
        yield from questions
    else:
        yield from _rng(plan, bank).sample(questions, max(count, 0))


def _introductions(bank: Bank, plan: PaperPlan, chosen: Collection[FactId]) -> Iterator[Question]:
    """The descriptions: where not all is printed, those with a question that they introduce."""
    if plan.origin is Origin.GENERATED:
        return
    wanted = set(_written(bank, plan))
    taken = set(chosen)
    order = list(bank.questions.values())
    asking = {one for one in wanted if bank.questions[one].kind is not Kind.DESCRIPTION}
    for at, question in enumerate(order):
        if question.kind is not Kind.DESCRIPTION or question.id not in wanted:
            continue
        if asking <= taken or any(one.id in taken for one in _section(order, at)):
            yield question


def _section(order: Sequence[Question], at: int) -> Iterator[Question]:
    """What follows a description up to the next one."""
    for question in islice(order, at + 1, None):
        if question.kind is Kind.DESCRIPTION:
            return
        yield question


def _as_written(question: Question, bank: Bank, plan: PaperPlan) -> Item:
    """The question with its options in the order of its author; versions shuffle them."""
    rng = Random(f"{plan.seed}/{bank.id}/{question.id}/paper")
    return from_question(replace(question, shuffled=False), bank, rng)


def _rng(plan: PaperPlan, bank: Bank) -> Random:
    return Random(f"{plan.seed}/{bank.id}/paper")


def _left_out(item: Item, path: str) -> Problem:
    stem = item.stem if len(item.stem) <= _TELLING else f"{item.stem[:_TELLING].rstrip()}…"
    message = f"“{stem}” asks for a place in the text, which cannot be printed with the questions"
    return Problem(path, Position(), Severity.WARNING, "not-on-paper", message)
