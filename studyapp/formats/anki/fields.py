"""Questions as Anki's notes: which note type each kind goes into, and what is lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from string import ascii_uppercase

from msgspec import Struct

from studyapp.core.bank import Kind, Question
from studyapp.core.marked import escaped, plain
from studyapp.core.questions import Answer, NumberAnswer, QuestionOption, TextAnswer
from studyapp.core.values import Text
from studyapp.core.wording import GAP
from studyapp.formats.html_text import to_html
from studyapp.formats.numbers import number_text


class Type(IntEnum):
    """The note types that we write, by the ids that they always have."""

    CARD = 1_760_000_000_001
    TYPED = 1_760_000_000_002
    GAPS = 1_760_000_000_003


class Fields(Struct, frozen=True):
    """A note as HTML: its front (or the text with gaps), its answer, and what explains it.

    ``changes`` say what becomes of the question, each as the rest of a sentence.
    """

    type: Type
    front: str
    back: str
    why: str
    changes: tuple[str, ...] = ()


_UNESCAPED = re.compile(r"(?<!\\)\*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")

# What would end a gap, divide it or begin one, as entities.
_BRACES = {"{": "&#123;", "}": "&#125;"}
_COLONS = re.compile(r":(?=:)|\A:|:\Z")


def fields_of(question: Question) -> Fields | None:
    """The note for a question; None for a description, which asks nothing."""
    match question.kind:
        case Kind.DESCRIPTION:
            return None
        case Kind.CLOZE if question.gaps and all(_right_words(question)):
            return _gapped(question)
        case Kind.CLOZE if question.answers and question.stem.count(GAP) == 1:
            gap = _gap_mark(_literal(_best(question.answers)))
            return _made(question, Type.GAPS, _with_gaps(question, {GAP: gap}))
        case _ if question.answers:
            back = _words(_literal(_best(question.answers)))
            return _made(question, Type.TYPED, _html(question, question.stem), back)
        case _:
            front = _html(question, "\n".join([question.stem, *_shown(question)]))
            back = _html(question, "\n".join(_right(question)))
            return _made(question, Type.CARD, front, back)


def _made(question: Question, its: Type, front: str, back: str = "") -> Fields:
    return Fields(its, front, back, _why(question), tuple(_changes(question, its)))


def _gapped(question: Question) -> Fields:
    """All gaps open on one card; what there is to choose from is the hint of a gap."""
    gaps = {}
    right = _right_words(question)
    for number, (gap, words) in enumerate(zip(question.gaps, right, strict=True), 1):
        choices = " / ".join(option.text for option in gap.options)
        hint = plain(choices) if question.marked else choices
        gaps[f"{{{number}}}"] = _gap_mark(words[0], hint)
    return _made(question, Type.GAPS, _with_gaps(question, gaps))


def _with_gaps(question: Question, gaps: Mapping[str, str]) -> str:
    signs = re.compile("|".join([*map(re.escape, gaps), "[{}]"]))
    html = _html(question, question.stem)
    return signs.sub(lambda sign: gaps.get(sign[0]) or _BRACES[sign[0]], html)


def _gap_mark(right: str, hint: str = "") -> str:
    inner = _within_gap(right) + (f"::{_within_gap(hint)}" if hint else "")
    return f"{{{{c1::{inner}}}}}"


def _within_gap(text: str) -> str:
    html = _COLONS.sub("&#58;", _words(text))
    return html.replace("{", _BRACES["{"]).replace("}", _BRACES["}"])


def _right_words(question: Question) -> list[tuple[str, ...]]:
    """For each gap what is right in it, in plain words, the best first."""
    found: list[tuple[str, ...]] = []
    for gap in question.gaps:
        right = [option.text for option in gap.options if option.correct]
        right = [plain(text) for text in right] if question.marked else right
        answers = sorted((each for each in gap.answers if each.share > 0), key=_worth, reverse=True)
        found.append(tuple(dict.fromkeys([*right, *map(_literal, answers)])))
    return found


def _shown(question: Question) -> Iterator[str]:
    """What stands below the stem; neither pairs nor an order are given away."""
    if question.kind is not Kind.TRUE_FALSE:
        yield from (f"{letter}. {option.text}" for letter, option in _letters(question.options))
    for place, gap in enumerate(question.gaps, 1):
        if gap.options:
            yield f"{place}: " + " / ".join(option.text for option in gap.options)
    yield from (f"• {pair.left}" for pair in question.pairs)
    rights = {*(pair.right for pair in question.pairs), *question.extra}
    if rights:
        yield " / ".join(sorted(rights))
    yield from (f"• {element}" for element in sorted(question.elements))
    members = [member for group in question.groups for member in group.members]
    yield from (f"• {member}" for member in sorted(members))
    if question.groups:
        yield " / ".join(group.name for group in question.groups)


def _right(question: Question) -> Iterator[str]:
    for letter, option in _letters(question.options):
        if option.correct:
            yield option.text if question.kind is Kind.TRUE_FALSE else f"{letter}. {option.text}"
    for place, words in enumerate(_right_words(question), 1):
        yield _unmarked(question, f"{place}: {' / '.join(words)}")
    yield from (f"• {pair.left} – {pair.right}" for pair in question.pairs)
    yield from (f"{place}. {element}" for place, element in enumerate(question.elements, 1))
    yield from (f"• {group.name}: {', '.join(group.members)}" for group in question.groups)
    if isinstance(question.answer, Text):
        yield question.answer.text
    if question.kind is Kind.ESSAY:
        yield question.why or "(Your own words)"


def _why(question: Question) -> str:
    """The explanation, and below it what is said to single answers."""
    lines = [question.why] if question.why and question.kind is not Kind.ESSAY else []
    lines += [f"{what}{why}" for what, why in _said(question) if why]
    if question.answers:
        best = _best(question.answers)
        others = [each for each in question.answers if each.share == 1 and each is not best]
        if others:
            also = "; ".join(_literal(answer) for answer in others)
            lines.append(_unmarked(question, f"Also right: {also}"))
    return _html(question, "\n".join(lines))


def _said(question: Question) -> Iterator[tuple[str, str]]:
    """What is said to single answers, each behind the answer."""
    for letter, option in _letters(question.options):
        is_lettered = question.kind is not Kind.TRUE_FALSE
        yield f"{letter}. " if is_lettered else f"{option.text}: ", option.why
    for answer in question.answers:
        yield _unmarked(question, f"{_literal(answer)}: "), answer.why
    for gap in question.gaps:
        yield from ((f"{option.text}: ", option.why) for option in gap.options)
        for answer in gap.answers:
            yield _unmarked(question, f"{_literal(answer)}: "), answer.why
    yield from ((f"{pair.left}: ", pair.why) for pair in question.pairs)


def _changes(question: Question, its: Type) -> Iterator[str]:
    if its is Type.CARD and question.kind is not Kind.FLASHCARD:
        yield "becomes a card that learners grade themselves"
    if its is Type.TYPED and question.kind is Kind.CLOZE:
        yield "becomes a question with a typed answer"
    if its is not Type.CARD:
        yield from _changes_of_answers(question)
    if any(why for _, why in _said(question)):
        yield "has what is said to single answers in its explanation"
    if question.title:
        yield "loses its title"
    if question.points != 1:
        yield "loses its points"


def _changes_of_answers(question: Question) -> Iterator[str]:
    typed = [question.answers, *(gap.answers for gap in question.gaps)]
    options = any(gap.options for gap in question.gaps)
    if options or any(len(answers) > 1 for answers in typed):
        yield "keeps only one right answer to type"
    every = [answer for answers in typed for answer in answers]
    if any(isinstance(answer, NumberAnswer) for answer in every):
        yield "asks for its number letter by letter"
    if any(isinstance(answer, NumberAnswer) and answer.tolerance for answer in every):
        yield "loses how far off a number may be"
    if any(_has_wildcard(_best(answers)) for answers in typed if answers):
        yield "loses the * that stands for any characters"
    if question.exact_case or any(gap.exact_case for gap in question.gaps):
        yield "no longer says that upper and lower case differ"
    if any(gap.weight != 1 for gap in question.gaps):
        yield "loses the weights of its gaps"


def _best(answers: Sequence[Answer]) -> Answer:
    """The answer to type: the first of those that are worth most, without a * if it can be."""
    return max(answers, key=_worth)


def _worth(answer: Answer) -> tuple[float, bool]:
    return answer.share, not _has_wildcard(answer)


def _has_wildcard(answer: Answer) -> bool:
    return isinstance(answer, TextAnswer) and bool(_UNESCAPED.search(answer.text))


def _literal(answer: Answer) -> str:
    """The answer as it is typed; a wildcard stands for nothing."""
    match answer:
        case TextAnswer(text):
            return _UNESCAPED.sub("", text).replace("\\*", "*").strip() or "*"
        case NumberAnswer(number):
            return number_text(number)


def _letters(options: Sequence[QuestionOption]) -> Iterator[tuple[str, QuestionOption]]:
    for place, option in enumerate(options):
        yield (ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)), option


def _unmarked(question: Question, words: str) -> str:
    """Plain words to stand among those of the question."""
    return escaped(words) if question.marked else words


def _html(question: Question, text: str) -> str:
    return _inert(to_html(text, marked=question.marked))


def _words(text: str) -> str:
    return _inert(to_html(text, marked=False))


def _inert(html: str) -> str:
    """Square brackets may begin a recording or a formula; a control character parts fields."""
    return _CONTROL.sub(" ", html).replace("[", "&#91;")
