"""Items in a terminal: what there is to choose from, what a line answers, what it was worth."""

import re
from collections.abc import Iterable

from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank, Kind
from studyapp.core.items import (
    Chosen,
    Grouped,
    Item,
    Matched,
    Ordered,
    Pointed,
    Response,
    SelfGraded,
    Typed,
)
from studyapp.core.sources import Source

# Longer numbers name no option.
_DIGITS = 6

# What "I did not know it", "I knew part of it" and "I knew it" are worth.
_RECALLED = {"1": 0.0, "2": 0.5, "3": 1.0}


def show_choices(item: Item, bank: Bank) -> str:
    """Print what there is to choose from; returns how to answer, for a line that is not read."""
    match item.kind:
        case Kind.MATCHING:
            _number(pair.left for pair in item.pairs)
            _letter(item.rights)
            return "For each number in turn type a letter, for example: b a c"
        case Kind.GROUPING:
            _number(element.text for element in item.elements)
            _letter(group.name for group in item.groups)
            return "For each number in turn type a letter, for example: b a b a"
        case Kind.ORDERING:
            _number(element.text for element in item.elements)
            return "Type all the numbers in the order of time, for example: 2 1 3"
        case Kind.FIND_PASSAGE:
            source = _source(item, bank)
            _number(source.text[one.span.start : one.span.end] for one in source.sentences)
            return f"Type the number of a sentence, from 1 to {len(source.sentences)}."
        case Kind.FLASHCARD:
            print(f"   {item.key}. {item.statement}")
            _number(["I did not know it", "I knew part of it", "I knew it"])
            return "Type a number from 1 to 3."
        case Kind.MULTIPLE_CHOICE:
            _number(option.text for option in item.options)
            return f"Type numbers from 1 to {len(item.options)}, for example: 1 3"
        case _:  # kinds with one answer, chosen or typed
            _number(option.text for option in item.options)
            return f"Type a number from 1 to {len(item.options)}."


def read_response(line: str, item: Item, bank: Bank) -> Response | None:
    """The response that a line stands for, empty for "I don't know"; None for one not read."""
    if not line:
        return Chosen(())
    if item.kind is Kind.FLASHCARD:
        return SelfGraded(_RECALLED[line]) if line in _RECALLED else None
    if item.pairs:
        letters = _letters(line, len(item.rights))
        return Matched(letters) if len(letters) == len(item.pairs) else None
    if item.groups:
        letters = _letters(line, len(item.groups))
        return Grouped(letters) if len(letters) == len(item.elements) else None
    if item.elements:
        order = _numbers(line, len(item.elements))
        return Ordered(order) if len(order) == len(item.elements) else None
    if item.spans:
        source = _source(item, bank)
        numbers = _numbers(line, len(source.sentences))
        if len(numbers) != 1:
            return None
        return Pointed(source.id, source.sentences[numbers[0]].span.start)
    return _chosen(line, item) if item.options else Typed(line)


def show_feedback(attempt: Attempt) -> None:
    """Print what an answer is worth and why; its first line begins with the verdict."""
    item, grade = attempt.item, attempt.grade
    print(f"{grade.verdict.value}. {grade.why}".rstrip())
    if attempt.mark is not None:
        print(f"   Certainty-based mark: {attempt.mark:+g}")
    if item.options:
        for option in item.options:
            why = f": {option.why}" if option.why else ""
            print(f"   {'✓' if option.correct else '✗'} {option.text}{why}")
    else:
        print(f"   The answer: {item.key}")
        if item.statement:
            print(f"   {item.statement}")
    for evidence in item.evidence:
        print(f"   Source: “{evidence.exact}”")
    for note in item.notes:
        print(f"   About the source text: {note}")
    print()


def _number(texts: Iterable[str]) -> None:
    for number, text in enumerate(texts, start=1):
        print(f"   {number}. {text}")


def _letter(texts: Iterable[str]) -> None:
    for number, text in enumerate(texts):
        print(f"      {chr(ord('a') + number)}) {text}")


def _source(item: Item, bank: Bank) -> Source:
    return bank.sources[item.spans[0].source]


def _chosen(line: str, item: Item) -> Chosen | None:
    """Options by their numbers, or one by its words."""
    texts = [option.text.casefold() for option in item.options]
    if line.casefold() in texts:
        return Chosen((texts.index(line.casefold()),))
    numbers = _numbers(line, len(item.options))
    several = item.kind is Kind.MULTIPLE_CHOICE
    return Chosen(numbers) if numbers and (several or len(numbers) == 1) else None


def _numbers(line: str, most: int) -> tuple[int, ...]:
    """Distinct indexes from 0 for numbers from 1 to ``most``; nothing where any is not one."""
    words = [word for word in re.split(r"[\s,;]+", line) if word]
    named = [int(word) - 1 for word in words if word.isdecimal() and len(word) <= _DIGITS]
    numbers = [number for number in named if 0 <= number < most]
    whole = len(numbers) == len(words) == len(set(numbers))
    return tuple(numbers) if whole else ()


def _letters(line: str, most: int) -> tuple[int, ...]:
    """Indexes from 0 for letters from a; nothing where any is not one of ``most``."""
    letters = [ord(letter) - ord("a") for letter in re.sub(r"[\s,;]", "", line.casefold())]
    return tuple(letters) if all(0 <= letter < most for letter in letters) else ()
