"""From what is wished for to the pages, in steps."""

from collections.abc import Generator

from msgspec import Struct

from studyapp.authoring.paper import PaperPlan, choose, paper_of, versions_of
from studyapp.core.bank import Bank
from studyapp.core.items import Item
from studyapp.core.problems import Problem
from studyapp.ui.printing.document import Document
from studyapp.ui.printing.output import Step
from studyapp.ui.printing.sheet import PaperSize, Sheet
from studyapp.ui.printing.sorts import Sort

# The longest paper: more questions are no exam but a book.
MOST_QUESTIONS = 200
USUAL_COUNT = 20

_PLAN = PaperPlan(count=USUAL_COUNT)
_SORTS = frozenset([Sort.PAPER, Sort.ANSWER_SHEET, Sort.KEY])


class Printing(Struct, frozen=True):
    """All that is chosen for a print: the questions, the sections and the sheet."""

    plan: PaperPlan = _PLAN
    sorts: frozenset[Sort] = _SORTS
    sheet: Sheet = Sheet(PaperSize.A4)


def making(bank: Bank, wish: Printing) -> Generator[Step, None, Document]:
    """Choose the questions, put the versions together, and set every page."""
    plan = wish.plan
    found: list[Item | Problem] = []
    for one in choose(bank, plan, bank.id):
        found.append(one)
        yield Step(0, 0)
    versions = []
    for version in versions_of(found, bank, plan):
        versions.append(version)
        yield Step(0, 0)
    document = Document(paper_of(found, versions, bank, plan), wish.sheet, wish.sorts)
    for done in document.counting():
        yield Step(done, len(document.sections))
    return document
