"""Quizzes and exams on paper, in versions that ask the same in another order."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from studyapp.authoring.paper.choosing import arranged, choose
from studyapp.authoring.paper.parts import letter, parts_of, picture_of, stem_of
from studyapp.authoring.paper.records import (
    MOST_VERSIONS,
    Accepted,
    Answer,
    Blank,
    Lettered,
    Options,
    Paper,
    PaperPlan,
    Part,
    Partners,
    Places,
    PrintedPicture,
    PrintedQuestion,
    Quotation,
    Remark,
    Ruled,
    Sentences,
    Solution,
    Version,
    Words,
    words_of,
)
from studyapp.authoring.paper.shuffling import shuffled_parts, shuffled_questions
from studyapp.authoring.paper.solutions import solution_of
from studyapp.core.bank import Bank, Kind
from studyapp.core.items import Item
from studyapp.core.problems import Problem

__all__ = [
    "MOST_VERSIONS",
    "Accepted",
    "Answer",
    "Blank",
    "Lettered",
    "Options",
    "Paper",
    "PaperPlan",
    "Part",
    "Partners",
    "Places",
    "PrintedPicture",
    "PrintedQuestion",
    "Quotation",
    "Remark",
    "Ruled",
    "Sentences",
    "Solution",
    "Version",
    "Words",
    "choose",
    "make_paper",
    "paper_of",
    "versions_of",
    "words_of",
]


def make_paper(bank: Bank, plan: PaperPlan, path: str = "") -> Paper:
    """The paper of a plan; ``path`` is named in the warnings."""
    chosen = list(choose(bank, plan, path))
    return paper_of(chosen, versions_of(chosen, bank, plan), bank, plan)


def paper_of(
    chosen: Sequence[Item | Problem], versions: Iterable[Version], bank: Bank, plan: PaperPlan
) -> Paper:
    """The paper of what was chosen for the plan, and of the versions of that."""
    problems = tuple(found for found in chosen if isinstance(found, Problem))
    return Paper(plan.title.strip() or bank.title, bank.id, plan, tuple(versions), problems)


def versions_of(chosen: Sequence[Item | Problem], bank: Bank, plan: PaperPlan) -> Iterator[Version]:
    """The versions of what was chosen for the plan, one by one."""
    items = arranged([found for found in chosen if isinstance(found, Item)], bank)
    for at in range(min(max(plan.versions, 1), MOST_VERSIONS)):
        yield _version(items, bank, plan, letter(at))


def _version(items: Sequence[Item], bank: Bank, plan: PaperPlan, name: str) -> Version:
    if plan.shuffled:
        rng = Random(f"{plan.seed}/{bank.id}/version {name}")
        items = [shuffled_parts(item, bank, rng) for item in shuffled_questions(items, rng)]
    questions: list[PrintedQuestion] = []
    number = 0
    for item in items:
        asks = item.kind is not Kind.DESCRIPTION
        number += asks
        questions.append(_question(item, number if asks else 0, bank))
    return Version(name, tuple(questions))


def _question(item: Item, number: int, bank: Bank) -> PrintedQuestion:
    written = bank.questions.get(item.fact)
    points = 1.0 if written is None else written.points
    return PrintedQuestion(
        number,
        item.kind,
        points if number else 0.0,
        stem_of(item),
        parts_of(item, bank),
        solution_of(item, bank),
        picture_of(item, bank),
    )
