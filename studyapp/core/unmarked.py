"""Items and questions in plain words: what is searched, compared and kept as text."""

from msgspec.structs import replace

from studyapp.core.bank import Kind, Question
from studyapp.core.items import Element, Filled, Group, Item, ItemGap, Option, Pair
from studyapp.core.marked import plain
from studyapp.core.questions import Answer, Gap, QuestionGroup, QuestionOption, QuestionPair
from studyapp.core.values import Text, Value


def unmarked_item(item: Item) -> Item:
    """The item as it reads without its marks."""
    if not item.marked:
        return item
    return replace(
        item,
        marked=False,
        stem=plain(item.stem),
        key=plain(item.key),
        statement=plain(item.statement),
        options=tuple(_option(option) for option in item.options),
        pairs=tuple(_pair(pair) for pair in item.pairs),
        rights=tuple(plain(right) for right in item.rights),
        elements=tuple(_element(element) for element in item.elements),
        groups=tuple(Group(plain(group.name), group.members) for group in item.groups),
        gaps=tuple(_item_gap(gap) for gap in item.gaps),
    )


def unmarked_question(question: Question) -> Question:
    """The question as it reads without its marks; what is typed never bears any."""
    if not question.marked:
        return question
    return replace(
        question,
        marked=False,
        stem=plain(question.stem),
        why=plain(question.why),
        answer=_answer(question),
        answers=tuple(_written_answer(answer) for answer in question.answers),
        options=tuple(_written_option(option) for option in question.options),
        gaps=tuple(_written_gap(gap) for gap in question.gaps),
        pairs=tuple(_written_pair(pair) for pair in question.pairs),
        extra=tuple(plain(right) for right in question.extra),
        elements=tuple(plain(element) for element in question.elements),
        groups=tuple(
            QuestionGroup(plain(group.name), tuple(plain(member) for member in group.members))
            for group in question.groups
        ),
    )


def filled_texts(item: Item, response: Filled) -> tuple[str, ...]:
    """What stands in each gap in plain words: what was typed as it is, a choice unmarked."""
    return tuple(
        plain(text) if item.marked and gap.options else text.strip()
        for gap, text in zip(item.gaps, response.gaps, strict=False)
    )


def _option(option: Option) -> Option:
    return replace(option, text=plain(option.text), why=plain(option.why))


def _pair(pair: Pair) -> Pair:
    return replace(pair, left=plain(pair.left), right=plain(pair.right), why=plain(pair.why))


def _element(element: Element) -> Element:
    return replace(element, text=plain(element.text), why=plain(element.why))


def _item_gap(gap: ItemGap) -> ItemGap:
    options = tuple(_option(option) for option in gap.options)
    return replace(gap, key=plain(gap.key), options=options)


def _written_option(option: QuestionOption) -> QuestionOption:
    return replace(option, text=plain(option.text), why=plain(option.why))


def _written_answer(answer: Answer) -> Answer:
    """What is typed stays; what is said of it is shown."""
    return replace(answer, why=plain(answer.why))


def _written_gap(gap: Gap) -> Gap:
    return replace(
        gap,
        answers=tuple(_written_answer(answer) for answer in gap.answers),
        options=tuple(_written_option(option) for option in gap.options),
    )


def _written_pair(pair: QuestionPair) -> QuestionPair:
    return replace(pair, left=plain(pair.left), right=plain(pair.right), why=plain(pair.why))


def _answer(question: Question) -> Value | None:
    """The back of a flash card in plain words; other answers are typed."""
    match question.answer:
        case Text(text) as back if question.kind is Kind.FLASHCARD:
            return replace(back, text=plain(text))
        case answer:
            return answer
