"""What the one who marks needs to know: keys, what else counts, why, and the source's words."""

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

from studyapp.authoring.paper.parts import gap_label, letter, small_letter
from studyapp.authoring.paper.passages import sentences_shown
from studyapp.authoring.paper.records import (
    Accepted,
    Answer,
    Quotation,
    Remark,
    Solution,
    Words,
    words_of,
)
from studyapp.core.bank import UNGRADED, Bank
from studyapp.core.items import (
    Accept,
    AcceptAnswers,
    AcceptDate,
    AcceptQuantity,
    AcceptText,
    Item,
    Option,
)
from studyapp.core.marked import plain
from studyapp.core.patterns import accepted
from studyapp.core.questions import NumberAnswer, TextAnswer
from studyapp.core.values import number_text


def solution_of(item: Item, bank: Bank) -> Solution:
    """The solution, with the letters and numbers that the item's parts have as they stand."""
    return Solution(
        answers=tuple(_answers(item, bank)),
        accepted=tuple(_accepted(item)),
        remarks=tuple(_remarks(item)),
        statement=_statement(item),
        notes=item.notes,
        quotations=tuple(
            Quotation(one.exact, bank.sources[one.source].credit)
            for one in dict.fromkeys(item.evidence)
        ),
    )


def _answers(item: Item, bank: Bank) -> Iterator[Answer]:
    if item.gaps:
        yield from _of_gaps(item)
    elif item.options:
        yield Answer(words_of(_letters(item.options)))
    elif item.spans:
        for number, (_, right) in enumerate(sentences_shown(item, bank), start=1):
            if right:
                yield Answer(words_of(str(number)))
    elif item.pairs or item.elements:
        for at, found in enumerate(_of_rows(item)):
            yield Answer(words_of(found), small_letter(at))
    elif item.kind not in UNGRADED:
        yield Answer(words_of(item.key, marked=item.marked))


def _of_gaps(item: Item) -> Iterator[Answer]:
    for at, gap in enumerate(item.gaps):
        key = words_of(gap.key, marked=item.marked)
        yield Answer(words_of(_letters(gap.options)) if gap.options else key, gap_label(at))


def _of_rows(item: Item) -> Iterator[str]:
    """What belongs in the box of each row."""
    for pair in item.pairs:
        yield letter(item.rights.index(pair.right))
    group_of = {at: place for place, one in enumerate(item.groups) for at in one.members}
    for at in range(len(item.elements)):
        yield letter(group_of[at]) if item.groups else _place(at, item)


def _letters(options: Sequence[Option]) -> str:
    return ", ".join(letter(at) for at, option in enumerate(options) if option.correct)


def _place(element: int, item: Item) -> str:
    """The place of an element: several where the order leaves it free."""
    before = _closure(item)
    first = 1 + sum(late == element for _, late in before)
    last = len(item.elements) - sum(early == element for early, _ in before)
    return str(first) if first == last else f"{first}–{last}"


def _closure(item: Item) -> set[tuple[int, int]]:
    """The pairs that must hold, with those that follow from two of them."""
    found = set(item.before)
    for middle in range(len(item.elements)):
        firsts = [early for early, late in found if late == middle]
        lasts = [late for early, late in found if early == middle]
        found |= {(early, late) for early in firsts for late in lasts}
    return found


def _accepted(item: Item) -> Iterator[Accepted]:
    """All that counts beside the key."""
    if item.accept is not None:
        yield from _beside(item.accept, item)
    for at, gap in enumerate(item.gaps):
        if gap.accept is not None:
            for one in _beside(gap.accept, item, gap.key):
                yield Accepted((*words_of(f"{gap_label(at)} "), *one.words), one.share)


def _beside(accept: Accept, item: Item, key: str = "") -> Iterator[Accepted]:
    key = key or item.key
    shown = (plain(key) if item.marked else key).casefold()
    for text, share in _shares(accept):
        if text.casefold() != shown and share > 0:
            yield Accepted(words_of(text), share)


def _shares(accept: Accept) -> Iterator[tuple[str, float]]:
    match accept:
        case AcceptText(text):
            yield from ((one, 1.0) for one in text)
        case AcceptQuantity(low, high):
            if low != high:
                yield _range(low, high), 1.0
        case AcceptDate(edtf):
            yield edtf, 1.0
        case AcceptAnswers(answers):
            yield from ((_typed(answer), answer.share) for answer in answers)


def _typed(answer: TextAnswer | NumberAnswer) -> str:
    match answer:
        case TextAnswer(text):
            return accepted(text)
        case NumberAnswer(number, tolerance):
            around = f" ± {tolerance:.10g}" if tolerance else ""
            return f"{number:.15g}{around}"


def _range(low: float, high: float) -> str:
    if not isfinite(high):
        return f"≥ {number_text(low, low)}"
    if not isfinite(low) or low <= 0:
        return f"≤ {number_text(high, high)}"
    return number_text(low, high)


def _remarks(item: Item) -> Iterator[Remark]:
    marked = item.marked
    yield from _of_options(item.options, marked)
    for at, gap in enumerate(item.gaps):
        yield from _of_options(gap.options, marked, f"{gap_label(at)} ")
        yield from _of_typed(gap.accept, marked, gap_label(at))
    yield from _of_typed(item.accept, marked)
    for at, pair in enumerate(item.pairs):
        told = (*words_of(pair.left, marked=marked), *words_of(" – "))
        told += words_of(pair.right, marked=marked)
        yield Remark(small_letter(at), told, words_of(pair.why, marked=marked))
    for at, element in enumerate(item.elements):
        shown = words_of(element.text, marked=marked)
        yield Remark(small_letter(at), shown, words_of(element.why, marked=marked))


def _of_options(options: Iterable[Option], marked: bool, before: str = "") -> Iterator[Remark]:
    for at, option in enumerate(options):
        yield Remark(
            before + letter(at),
            words_of(option.text, marked=marked),
            words_of(option.why, marked=marked),
            option.correct,
            option.share,
        )


def _of_typed(accept: Accept | None, marked: bool, label: str = "") -> Iterator[Remark]:
    """What an author says of an answer that is typed elsewhere, and so is written here."""
    if isinstance(accept, AcceptAnswers):
        for answer in accept.answers:
            if answer.why:
                share = None if answer.share == 1 else answer.share
                why = words_of(answer.why, marked=marked)
                yield Remark(label, words_of(_typed(answer)), why, answer.share > 0, share)


def _statement(item: Item) -> Words:
    """What is said to every answer, unless the reason of one of them says it already."""
    reasons = [option.why for option in item.options]
    reasons += [pair.why for pair in item.pairs]
    reasons += [element.why for element in item.elements]
    if item.statement in reasons:
        return ()
    return words_of(item.statement, marked=item.marked)
