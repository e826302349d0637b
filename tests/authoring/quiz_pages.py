"""Quizzes to be opened in a browser, and a learner who answers them with keys alone."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from browser import Node, Page
from sample import SAMPLE

from studyapp.authoring.html_quiz import html_quiz
from studyapp.core.bank import UNGRADED, Bank, BankId, Kind
from studyapp.core.forms import draw
from studyapp.core.generate.questions import from_question
from studyapp.core.items import (
    AcceptAnswers,
    AcceptText,
    Chosen,
    Filled,
    Grouped,
    Item,
    Matched,
    Ordered,
    Pointed,
    Response,
    SelfGraded,
    Typed,
)
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import NumberAnswer
from studyapp.core.sources import sentence_at
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped

ASKED = frozenset(Kind) - UNGRADED


class Quiz:
    """A quiz that was begun; ``page`` shows its first question."""

    def __init__(self, page: Page, folder: Path, bank: Bank, items: list[Item]) -> None:
        self.page = page
        self.bank = bank
        self.items = items
        self.file = folder / "quiz.html"
        self.file.write_bytes(html_quiz(bank, items, bank.title))
        page.open(self.file)
        page.press("Enter")

    def give(self, item: Item, response: Response) -> None:
        answer(self.page, item, response, self.bank)

    def go_on(self) -> None:
        self.page.press("Enter")

    def verdict(self) -> str:
        return text(self.page, "#verdict")

    def place(self) -> str:
        return text(self.page, "#place")

    def nodes(self, role: str) -> list[Node]:
        return [node for node in self.page.accessible() if node.role == role]


def kursk_bank() -> Bank:
    bank = load_bank(shipped("questions/kursk.yaml")).bank
    assert bank is not None
    return bank


def bank_of(questions: QuestionSet) -> Bank:
    """The bank that a set without a source is."""
    by_id = {question.id: question for question in questions.questions}
    return Bank(
        BankId("hand"),
        questions.title,
        "the text",
        sources={},
        topics=questions.topics,
        entities={},
        facts={},
        questions=by_id,
        pictures=questions.pictures,
    )


def items_of(bank: Bank) -> list[Item]:
    """The hand-written questions of a bank, each as it is asked."""
    written = (each for each in bank.questions.values() if each.kind in ASKED)
    return [from_question(question, bank, Random(1)) for question in written]


def sample_bank() -> Bank:
    return bank_of(SAMPLE)


def one_of_each_kind(bank: Bank) -> list[Item]:
    """The first item of each kind that a session draws."""
    found: dict[Kind, Item] = {}
    for kind in sorted(ASKED):
        item = next(draw(bank, 1, kinds=frozenset([kind])), None)
        if item is not None:
            found[kind] = item
    return list(found.values())


def right_response(item: Item, bank: Bank) -> Response:
    """What earns all the credit."""
    if item.gaps:
        return Filled(tuple(gap.key for gap in item.gaps))
    if item.options:
        return Chosen(tuple(at for at, each in enumerate(item.options) if each.correct))
    if item.pairs:
        return Matched(tuple(item.rights.index(pair.right) for pair in item.pairs))
    if item.groups:
        return Grouped(tuple(_group_of(at, item) for at in range(len(item.elements))))
    if item.elements:
        return Ordered(_right_order(item))
    if item.spans:
        return Pointed(item.spans[0].source, item.spans[0].start)
    return SelfGraded(1.0) if item.kind is Kind.FLASHCARD else Typed(_words(item))


def answer(page: Page, item: Item, response: Response, bank: Bank) -> None:
    """Give the response to the question on the screen by its keys, and have it checked."""
    match response:
        case Chosen(()):
            page.press("Tab")
            while page.evaluate("document.activeElement.textContent") != "I don't know":
                page.press("Tab")
            page.press("Enter")
        case Chosen(options):
            page.press(*(str(at + 1) for at in options), "Enter")
        case Typed(text):
            page.type(text)
            page.press("Enter")
        case Filled() | Matched() | Grouped():
            _fill(page, _words_for_each(item, response))
        case Ordered(order):
            _put_in_order(page, order)
        case Pointed(source, offset):
            sentence = sentence_at(bank.sources[source], offset)
            assert sentence is not None
            page.press(*["ArrowDown"] * (bank.sources[source].sentences.index(sentence) + 1))
            page.press("Enter")
        case SelfGraded(score):
            page.press("Enter", str(1 + round(2 * score)))


def texts(page: Page, selector: str) -> list[str]:
    """What stands in each of the elements."""
    return list(
        page.evaluate(f"[...document.querySelectorAll({selector!r})].map(each => each.innerText)")
    )


def text(page: Page, selector: str) -> str:
    found = page.evaluate(f"document.querySelector({selector!r})?.innerText ?? ''")
    assert isinstance(found, str)
    return found


def _words_for_each(item: Item, response: Filled | Matched | Grouped) -> Sequence[str]:
    match response:
        case Filled(gaps):
            return gaps
        case Matched(rights):
            return [item.rights[at] for at in rights]
        case Grouped(groups):
            return [item.groups[at].name for at in groups]


def _fill(page: Page, words: Sequence[str]) -> None:
    """Type into each field or, in a list, what begins the choice."""
    for at, each in enumerate(words):
        page.type(each)
        if at + 1 < len(words):
            page.press("Tab")
    page.press("Control+Enter")


def _put_in_order(page: Page, order: Sequence[int]) -> None:
    shown = sorted(order)
    focused = 0
    for place, element in enumerate(order):
        at = shown.index(element)
        page.press(*["ArrowDown" if at > focused else "ArrowUp"] * abs(at - focused))
        page.press(*["Alt+ArrowUp"] * (at - place))
        shown.insert(place, shown.pop(at))
        focused = place
    page.press("Control+Enter")


def _group_of(element: int, item: Item) -> int:
    return next(at for at, group in enumerate(item.groups) if element in group.members)


def _right_order(item: Item) -> tuple[int, ...]:
    left = list(range(len(item.elements)))
    order = []
    while left:
        later = {second for first, second in item.before if first in left}
        order.append(next(each for each in left if each not in later))
        left.remove(order[-1])
    return tuple(order)


def _words(item: Item) -> str:
    match item.accept:
        case AcceptText(text):
            return text[0]
        case AcceptAnswers(answers):
            best = max(answers, key=lambda each: each.share)
            return f"{best.number:g}" if isinstance(best, NumberAnswer) else best.text
        case _:
            return item.key
