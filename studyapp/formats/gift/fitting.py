"""Questions made fit for GIFT: what it cannot hold is changed or left out, and told."""

import re
from collections.abc import Callable, Iterator
from math import isfinite

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import Kind, Question
from studyapp.core.marked import escaped, plain, runs
from studyapp.core.questions import (
    Answer,
    NumberAnswer,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.unmarked import unmarked_question
from studyapp.core.values import Text
from studyapp.core.wording import GAP
from studyapp.formats.moodle.embedded_answers import is_numeric
from studyapp.formats.moodle.xml_shares import best_is_whole, shares_of_one, shares_of_several
from studyapp.formats.numbers import number_text
from studyapp.formats.shares import one_right, plain_shares, worth

# The back of a flash card that is no longer can be typed.
_TYPED_BACK = 60
_TRUTHS = ("true", "false")
_SHUFFLED = frozenset([Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE, Kind.MATCHING])
_UNFIT_IN_TAG = re.compile(r"[<>`\x00-\x1f\x7f]+|\\+(?=\]|\Z)")


class CannotHold(Exception):
    """GIFT has nothing for this question; the message says why, as the rest of a sentence."""


class Fitted(Struct, frozen=True):
    """A question that GIFT holds as it is, and what became of it to be so."""

    question: Question
    changes: tuple[tuple[str, str], ...]


def fitted(question: Question) -> Fitted:
    """The question as Moodle will have it; the changes as codes and sentences.

    Raises CannotHold.
    """
    if not question.stem.strip():
        raise CannotHold("has no text")
    changes: dict[tuple[str, str], None] = {}

    def say(code: str, change: str) -> None:
        changes[code, change] = None

    held = _without_what_is_lost(_held(question, say), say)
    return Fitted(_unmarked(held), tuple(changes))


_Say = Callable[[str, str], None]


def _held(question: Question, say: _Say) -> Question:
    match question.kind:
        case Kind.SINGLE_CHOICE | Kind.MULTIPLE_CHOICE:
            return _choice(question, say)
        case Kind.TRUE_FALSE:
            return _true_false(question, say)
        case Kind.SHORT_ANSWER | Kind.QUANTITY | Kind.DATE:
            return _typed(question, say)
        case Kind.CLOZE:
            return _gapped(question, say)
        case Kind.MATCHING | Kind.GROUPING:
            return _matching(question, say)
        case Kind.ORDERING:
            return _ordering(question)
        case Kind.FLASHCARD:
            return _flashcard(question, say)
        case Kind.ESSAY | Kind.DESCRIPTION:
            return _shown(question, say)
        case (
            Kind.WHO_SAYS
            | Kind.WHAT_SAID
            | Kind.CONFLICT
            | Kind.POSITION_CHANGE
            | Kind.FIND_PASSAGE
            | Kind.NOT_STATED
        ):
            raise CannotHold("is of a kind that is never written by hand")


def _choice(question: Question, say: _Say) -> Question:
    options = tuple(option for option in question.options if option.text.strip())
    if len(options) < len(question.options):
        say("lost", "an answer without words is left out")
    if len(options) < 2:
        raise CannotHold("has fewer than two answers to choose from")
    if not any(worth(option) > 0 for option in options):
        raise CannotHold("has no right answer")
    single = question.kind is Kind.SINGLE_CHOICE
    return replace(question, options=_shared(options, say, single=single))


def _shared(
    options: tuple[QuestionOption, ...], say: _Say, *, single: bool
) -> tuple[QuestionOption, ...]:
    """The options with the shares that GIFT gives them, or without where they go by the rule."""
    shares = shares_of_one(options, say) if single else shares_of_several(options, say)
    if shares is None:
        raise CannotHold("has more right answers than Moodle can share the points among")
    right = [share == 1 if single else share > 0 for share in shares]
    plainly = one_right(shares) if single else plain_shares(shares)
    return tuple(
        replace(option, correct=correct, share=None if plainly else share)
        for option, correct, share in zip(options, right, shares, strict=True)
    )


def _true_false(question: Question, say: _Say) -> Question:
    right = [option for option in question.options if option.correct]
    named = {option.text.strip().lower(): option for option in question.options}
    all_or_nothing = all(
        option.share in (None, float(option.correct)) for option in question.options
    )
    if sorted(named) != sorted(_TRUTHS) or len(right) != 1 or not all_or_nothing:
        say("changed", "a question of true or false with other answers becomes a choice")
        return _choice(replace(question, kind=Kind.SINGLE_CHOICE), say)
    options = tuple(replace(named[word], text=word.capitalize(), share=None) for word in _TRUTHS)
    return replace(question, options=options)


def _typed(question: Question, say: _Say) -> Question:
    answers = question.answers
    if not any(answer.share > 0 for answer in answers):
        raise CannotHold("has no right answer")
    if not all(_can_be_typed(answer) for answer in answers):
        raise CannotHold("has an answer that nobody can type")
    numeric = is_numeric(answers)
    if numeric and question.kind is not Kind.QUANTITY:
        say("changed", "a question with numbers to type becomes one for a number")
    elif question.kind is Kind.QUANTITY and not numeric:
        say("changed", "a question for a number with other answers becomes a short answer")
    if numeric:
        kind = Kind.QUANTITY
    else:
        answers = tuple(_as_text(answer, say) for answer in answers)
        kind = Kind.CLOZE if GAP in question.stem else Kind.SHORT_ANSWER
    shares = best_is_whole([answer.share for answer in answers], say)
    shared = zip(answers, shares, strict=True)
    answers = tuple(replace(answer, share=share) for answer, share in shared)
    return replace(question, kind=kind, answers=answers)


def _can_be_typed(answer: Answer) -> bool:
    match answer:
        case NumberAnswer(number, tolerance):
            return isfinite(number) and isfinite(tolerance)
        case TextAnswer(text):
            return bool(text.strip())


def _as_text(answer: Answer, say: _Say) -> TextAnswer:
    """The answer as a text to type, without the arrow that would make a matching of it."""
    match answer:
        case NumberAnswer(number, tolerance, share, why):
            if tolerance:
                say("lost", "a number among texts loses how far off it may be")
            return TextAnswer(number_text(number), share, why)
        case TextAnswer(text) if "->" in text:
            say("changed", "“->” in an answer becomes “-*>”, which accepts anything in between")
            return replace(answer, text=text.replace("->", "-*>"))
        case TextAnswer():
            return answer


def _gapped(question: Question, say: _Say) -> Question:
    """A cloze: with one gap it is a question with a blank."""
    if not question.gaps:
        return _typed(question, say)
    if len(question.gaps) > 1 or question.stem.count("{1}") != 1:
        raise CannotHold("has gaps in its text; Moodle XML can hold them")
    gap = question.gaps[0]
    say("changed", "a gap in braces becomes a blank line")
    stem = question.stem.replace("{1}", GAP)
    bare = replace(question, stem=stem, gaps=())
    if gap.options:
        return _choice(replace(bare, kind=Kind.SINGLE_CHOICE, options=gap.options), say)
    return _typed(replace(bare, answers=gap.answers, exact_case=gap.exact_case), say)


def _matching(question: Question, say: _Say) -> Question:
    if question.groups:
        say("changed", "a grouping becomes a matching of each element with its group")
        question = _as_matching(question)
    if len(question.pairs) < 2:
        raise CannotHold("has fewer than two pairs")
    pairs = tuple(
        QuestionPair(pair.left, _unstyled(pair.right, question, say)) for pair in question.pairs
    )
    if any(pair.why for pair in question.pairs):
        say("lost", "what is said to single pairs is left out")
    extra = tuple(_unstyled(right, question, say) for right in question.extra)
    return replace(question, pairs=pairs, extra=tuple(dict.fromkeys(extra)))


def _as_matching(question: Question) -> Question:
    pairs = tuple(
        QuestionPair(member, group.name) for group in question.groups for member in group.members
    )
    empty = tuple(group.name for group in question.groups if not group.members)
    return replace(question, kind=Kind.MATCHING, pairs=pairs, extra=empty, groups=())


def _unstyled(text: str, question: Question, say: _Say) -> str:
    """A text for which Moodle knows no format: the right side of a pair."""
    if not question.marked:
        return text
    words = runs(text)
    if any(run.style for run in words):
        say("lost", "the right sides lose emphasis, sub- and superscripts")
    return escaped("".join(run.text for run in words))


def _ordering(question: Question) -> Question:
    if len(question.elements) < 2:
        raise CannotHold("has fewer than two elements to put in order")
    return question


def _flashcard(question: Question, say: _Say) -> Question:
    """To be typed where the back is short, else an essay whose explanation is the back."""
    if not isinstance(question.answer, Text) or not question.answer.text.strip():
        raise CannotHold("is a flash card without a back")
    back = question.answer.text
    bare = replace(question, answer=None)
    words = plain(back) if question.marked else back
    if "\n" in words or len(words) > _TYPED_BACK:
        say("changed", "a flash card with a long back becomes an essay, its back the explanation")
        why = "\n".join(filter(None, (back, question.why)))
        return replace(bare, kind=Kind.ESSAY, why=why)
    say("changed", "a flash card becomes a short answer to type")
    answer = TextAnswer(words.replace("*", "\\*"))
    return _typed(replace(bare, kind=Kind.SHORT_ANSWER, answers=(answer,)), say)


def _shown(question: Question, say: _Say) -> Question:
    """An essay or a description."""
    if question.kind is Kind.ESSAY:
        return question
    if question.why:
        say("lost", "the explanation of a description is left out")
    return replace(question, why="", points=1.0)


def _without_what_is_lost(question: Question, say: _Say) -> Question:
    """The question without what no question has in GIFT."""
    if question.picture is not None:
        say("lost", "the picture is left out")
    if question.points != 1:
        say("lost", "the points are left out: each question counts 1")
    if question.exact_case:
        say("lost", "capital and small letters are no longer told apart")
    if not question.shuffled and question.kind in _SHUFFLED:
        say("lost", "the order of the answers is no longer kept")
    tags = tuple(dict.fromkeys(filter(None, map(_tag, question.tags))))
    if tags != question.tags:
        say("lost", "a tag loses characters that it cannot have")
    return replace(question, picture=None, points=1.0, exact_case=False, shuffled=True, tags=tags)


def _tag(tag: str) -> str:
    return _UNFIT_IN_TAG.sub(" ", tag).strip()


def _unmarked(question: Question) -> Question:
    """The question in plain words where no word of it has a style."""
    if question.marked and not any(
        run.style for text in shown_texts(question) for run in runs(text)
    ):
        answers = tuple(replace(answer, why=plain(answer.why)) for answer in question.answers)
        return replace(unmarked_question(question), answers=answers)
    return question


def shown_texts(question: Question) -> Iterator[str]:
    """All texts that are shown in the format of the question, none of those to type."""
    yield from (question.stem, question.why)
    for option in question.options:
        yield from (option.text, option.why)
    yield from (answer.why for answer in question.answers)
    yield from (pair.left for pair in question.pairs)
    yield from question.elements
