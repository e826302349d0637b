"""Sets of questions that a teacher wrote by hand, and what a page shows of one."""

from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from samples import attempt_at

from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank, FactId
from studyapp.core.generate.questions import from_question
from studyapp.core.items import Item, Response
from studyapp.storage.bank_files import load_bank
from studyapp.ui.study.answer_page import AnswerPage
from studyapp.ui.study.question_page import QuestionPage

GAPS = """
- id: rivers
  kind: cloze
  shuffle: false
  stem: "{1} lies on the Seine, {2} on the Spree. The Danube is about {3} km long."
  gaps:
  - answers: [Paris, {text: Lutetia, share: 0.5, why: That was its Roman name.}]
  - options:
    - {text: Berlin, correct: true, why: The Spree runs through Berlin.}
    - {text: Hamburg, why: Hamburg lies on the Elbe.}
  - answers: [{number: 2850, tolerance: 50}]
    weight: 2
"""


def set_of(folder: Path, questions: str, head: str = "") -> Bank:
    """The set with these entries; ``head`` may hold its sources."""
    path = folder / "set.yaml"
    path.write_text(f"bank: s\ntitle: S\n{head}questions:{questions}", encoding="utf-8")
    loaded = load_bank(path)
    assert loaded.bank is not None, [str(problem) for problem in loaded.problems]
    return loaded.bank


def item_in(bank: Bank, name: str = "") -> Item:
    """The item of this question, or of the only one, as it is asked with one seed."""
    question = bank.questions[FactId(name)] if name else next(iter(bank.questions.values()))
    return from_question(question, bank, Random(1))


def attempt_in(bank: Bank, response: Response, name: str = "") -> Attempt:
    return attempt_at(item_in(bank, name), response)


def ask(page: QuestionPage, bank: Bank, name: str = "") -> None:
    """Ask this question, or the only one."""
    page.show_item(item_in(bank, name), bank, 1, 3)


def open_answer(page: AnswerPage, attempt: Attempt, bank: Bank) -> None:
    """Show how it was answered."""
    page.show_attempt(attempt, bank, place="1 of 3", onward="Next")
    QApplication.processEvents()


def shown(page: QWidget) -> list[str]:
    """All texts that can be read on the page."""
    QApplication.processEvents()
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
