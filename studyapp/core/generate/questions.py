"""Items from questions that a teacher wrote by hand."""

from collections.abc import Sequence
from random import Random

from msgspec.structs import replace

from studyapp.core.bank import Bank, Kind, Question
from studyapp.core.generate.frame import notes_on
from studyapp.core.generate.typed import accepted
from studyapp.core.items import (
    Accept,
    AcceptAnswers,
    Element,
    Group,
    Item,
    ItemGap,
    ItemId,
    Option,
    Pair,
    Reason,
)
from studyapp.core.marked import escaped
from studyapp.core.patterns import has_wildcard, words
from studyapp.core.questions import Answer, Gap, NumberAnswer, QuestionOption, TextAnswer
from studyapp.core.values import value_text

# With so few elements there are not many orders to show them in: any will do.
_FEW = 2


def from_question(question: Question, bank: Bank, rng: Random) -> Item:
    """The question as an item, its parts shuffled unless the author wants them as written.

    What would give the answer away stands in a random order all the same: the right sides
    to be matched, and what is to be put in order or in groups. True and false stay in order.
    """
    item = Item(
        id=ItemId(f"{bank.id}/{question.id}/{question.kind.value}/1"),
        bank=bank.id,
        kind=question.kind,
        facts=(question.id,),
        topic=question.topic,
        speaker=None,
        stem=question.stem,
        key="",
        statement=question.why,
        evidence=question.evidence,
        notes=notes_on(question.evidence, bank),
        picture=question.picture,
        marked=question.marked,
    )
    match question.kind:
        case Kind.SINGLE_CHOICE | Kind.MULTIPLE_CHOICE | Kind.TRUE_FALSE:
            return _choice(item, question, rng)
        case Kind.CLOZE if question.gaps:
            return _cloze(item, question, rng)
        case Kind.CLOZE | Kind.SHORT_ANSWER | Kind.QUANTITY | Kind.DATE:
            key = _typed(_key(question, bank), question)
            return replace(item, key=key, accept=_accepted(question, bank))
        case Kind.MATCHING:
            return _matching(item, question, rng)
        case Kind.ORDERING:
            return _ordering(item, question, rng)
        case Kind.GROUPING:
            return _grouping(item, question, rng)
        case Kind.FLASHCARD:
            return replace(item, key=_key(question, bank))
        case (
            Kind.ESSAY
            | Kind.DESCRIPTION
            | Kind.WHO_SAYS
            | Kind.WHAT_SAID
            | Kind.CONFLICT
            | Kind.POSITION_CHANGE
            | Kind.FIND_PASSAGE
            | Kind.NOT_STATED
        ):
            return item  # the first two are only shown, the others are never written by hand


def _choice(item: Item, question: Question, rng: Random) -> Item:
    options = [_option(option) for option in question.options]
    if question.shuffled and question.kind is not Kind.TRUE_FALSE:
        rng.shuffle(options)
    return replace(item, options=tuple(options), key=_right(options))


def _cloze(item: Item, question: Question, rng: Random) -> Item:
    gaps = [_gap(gap, question, rng) for gap in question.gaps]
    key = "; ".join(f"({number}) {gap.key}" for number, gap in enumerate(gaps, start=1))
    return replace(item, gaps=tuple(gaps), key=key)


def _gap(gap: Gap, question: Question, rng: Random) -> ItemGap:
    if not gap.options:
        key = _typed(_best(gap.answers), question)
        return ItemGap(key, AcceptAnswers(gap.answers, gap.exact_case), (), gap.weight)
    options = [_option(option) for option in gap.options]
    if question.shuffled:
        rng.shuffle(options)
    return ItemGap(_right(options), None, tuple(options), gap.weight)


def _matching(item: Item, question: Question, rng: Random) -> Item:
    pairs = [
        Pair(pair.left, pair.right, pair.why, pair.evidence, question.id) for pair in question.pairs
    ]
    rights = list(dict.fromkeys([*(pair.right for pair in pairs), *question.extra]))
    rng.shuffle(rights)
    if question.shuffled:
        rng.shuffle(pairs)
    key = "; ".join(f"{pair.left}: {pair.right}" for pair in pairs)
    return replace(item, pairs=tuple(pairs), rights=tuple(rights), key=key)


def _ordering(item: Item, question: Question, rng: Random) -> Item:
    """The elements in another order than theirs, where there are more than two."""
    count = len(question.elements)
    shown = list(range(count))
    rng.shuffle(shown)
    while count > _FEW and shown == sorted(shown):
        rng.shuffle(shown)
    place = {element: at for at, element in enumerate(shown)}
    before = [
        (place[early], place[late]) for early in range(count) for late in range(early + 1, count)
    ]
    return replace(
        item,
        elements=tuple(_element(question.elements[number], question) for number in shown),
        before=tuple(before),
        key=" → ".join(question.elements),
    )


def _grouping(item: Item, question: Question, rng: Random) -> Item:
    placed = [
        (member, number) for number, group in enumerate(question.groups) for member in group.members
    ]
    rng.shuffle(placed)
    groups = [
        Group(group.name, tuple(at for at, (_, its) in enumerate(placed) if its == number))
        for number, group in enumerate(question.groups)
    ]
    return replace(
        item,
        elements=tuple(_element(member, question) for member, _ in placed),
        groups=tuple(groups),
        key="; ".join(f"{group.name}: {', '.join(group.members)}" for group in question.groups),
    )


def _option(option: QuestionOption) -> Option:
    reason = Reason.KEY if option.correct else Reason.AUTHOR
    return Option(
        option.text, option.correct, option.why, reason, option.evidence, share=option.share
    )


def _element(text: str, question: Question) -> Element:
    return Element(text, "", (), question.id)


def _accepted(question: Question, bank: Bank) -> Accept | None:
    if question.answers:
        return AcceptAnswers(question.answers, question.exact_case)
    return accepted(question.answer, bank) if question.answer is not None else None


def _key(question: Question, bank: Bank) -> str:
    if question.answers or question.answer is None:
        return _best(question.answers)
    return value_text(question.answer, bank.entities)


def _best(answers: Sequence[Answer]) -> str:
    """Of the answers that are worth most the one that says most plainly what to type."""
    most = max((answer.share for answer in answers), default=0.0)
    best = [answer for answer in answers if answer.share == most]
    plainly = [
        each for each in best if isinstance(each, NumberAnswer) or not has_wildcard(each.text)
    ]
    return next((_in_words(answer) for answer in [*plainly, *best]), "")


def _in_words(answer: Answer) -> str:
    match answer:
        case TextAnswer(text):
            return words(text)
        case NumberAnswer(number):
            return f"{number:.15g}"


def _right(options: Sequence[Option]) -> str:
    return "; ".join(option.text for option in options if option.correct)


def _typed(text: str, question: Question) -> str:
    """What is typed bears no marks, even where the texts around it do."""
    return escaped(text) if question.marked else text
