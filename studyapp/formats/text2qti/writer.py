"""text2qti written: what Canvas can ask, in plain text with Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from string import ascii_lowercase

from studyapp.core.bank import Kind, Question
from studyapp.core.marked import plain
from studyapp.core.patterns import has_wildcard
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Answer, NumberAnswer, QuestionOption, TextAnswer
from studyapp.core.wording import GAP
from studyapp.formats.exchange import Exported, warning
from studyapp.formats.losses import Losses, stems_of
from studyapp.formats.naming import QUESTIONS
from studyapp.formats.numbers import number_text
from studyapp.formats.text2qti.numbers import number_line
from studyapp.formats.text2qti.words import written

_TRUTHS = {"true", "false"}
_TYPED = frozenset([Kind.SHORT_ANSWER, Kind.CLOZE])
_SHUFFLED = frozenset([Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE])
# The sign of a part is filled up to this width, so that the texts stand below each other.
_WIDTH = 4


def write_text2qti(questions: QuestionSet, now: datetime) -> Exported:
    """A quiz that text2qti takes; what it cannot hold is listed."""
    del now  # the format has no date
    writing = _Writing(questions)
    for number, question in enumerate(questions.questions, 1):
        writing.add(number, question)
    text = "\n\n".join([*writing.head(), *writing.parts]) + "\n"
    return Exported(text.encode(), tuple(writing.all_problems()))


class _Writing:
    """What has been written of a set."""

    def __init__(self, questions: QuestionSet) -> None:
        self.parts: list[str] = []
        self._set = questions
        self._problems: list[Problem] = []
        self._words = stems_of(questions)
        self._losses = Losses("", "question", self._words)
        self._stems = Counter[str]()
        self._count = 0
        self._shuffled = any(
            question.shuffled and question.kind in _SHUFFLED for question in questions.questions
        )

    def head(self) -> Iterator[str]:
        lines = []
        if self._set.title:
            lines.append(f"Quiz title: {_one_line(self._set.title)}")
        if self._shuffled:
            lines.append("Shuffle answers: true")
        if lines:
            yield "\n".join(lines)

    def all_problems(self) -> Iterator[Problem]:
        yield from self._problems
        if set(self._set.topics.values()) - {QUESTIONS}:
            yield warning("", "topics-left-out", "the topics and ids of the questions are left out")
        yield from self._losses.problems()

    def add(self, number: int, question: Question) -> None:
        content = _content(question)
        if content is None:
            message = f"question {number} is left out: text2qti has nothing of its kind"
            stem = self._words[number - 1]
            self._problems.append(warning("", "kind-left-out", message, hint=stem))
            return
        for change in _changes(question):
            self._losses.add(number, "changed", change)
        if self._shuffled and question.kind in _SHUFFLED and not question.shuffled:
            self._losses.add(number, "changed", "its options are shuffled")
        if question.kind is Kind.DESCRIPTION:
            self.parts.append("\n".join(content))
            return
        self._count += 1
        lines = [*_above(question), _part(f"{self._count}.", self._stem(number, question))]
        if question.why:
            lines.append(_part("...", written(question.why, marked=question.marked)))
        self.parts.append("\n".join([*lines, *content]))

    def _stem(self, number: int, question: Question) -> str:
        """The stem; text2qti takes no two questions with the same."""
        stem = written(question.stem, marked=question.marked)
        self._stems[stem] += 1
        if self._stems[stem] == 1:
            return stem
        self._losses.add(number, "changed", "it reads like one before, and gets a number")
        return f"{stem} ({self._stems[stem]})"


def _part(sign: str, text: str) -> str:
    return f"{sign:<{_WIDTH - 1}} {text}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _above(question: Question) -> Iterator[str]:
    if question.title:
        yield f"Title: {_one_line(question.title)}"
    points = _points(question)
    if points != 1:
        yield f"Points: {number_text(points)}"


def _points(question: Question) -> float:
    """Whole or half points, as text2qti has them."""
    return max(round(question.points * 2) / 2, 0.5)


def _content(question: Question) -> list[str] | None:
    """The lines below the stem and what is said to all; None where the kind cannot be asked."""
    if not question.stem:
        return None
    match question.kind:
        case Kind.SINGLE_CHOICE | Kind.MULTIPLE_CHOICE | Kind.TRUE_FALSE:
            return _choice(question)
        case Kind.SHORT_ANSWER | Kind.CLOZE if question.answers and not question.gaps:
            return _typed(question)
        case Kind.QUANTITY:
            return _number(question)
        case Kind.ESSAY:
            return ["____"]
        case Kind.DESCRIPTION:
            return _description(question)
        case _:
            return None


def _description(question: Question) -> list[str]:
    title = [f"Text title: {_one_line(question.title)}"] if question.title else []
    return [*title, f"Text: {written(question.stem, marked=question.marked)}"]


def _choice(question: Question) -> list[str] | None:
    options = question.options
    right = sum(option.correct for option in options)
    if len(options) < 2 or not right or not all(option.text for option in options):
        return None
    several = question.kind is Kind.MULTIPLE_CHOICE or right > 1
    lines: list[str] = []
    for place, option in enumerate(options):
        letter = ascii_lowercase[place % len(ascii_lowercase)]
        sign = f"{'*' if option.correct else ''}{letter})"
        if several:
            sign = "[*]" if option.correct else "[ ]"
        lines.append(_part(sign, written(option.text, marked=question.marked)))
        if option.why:
            lines.append(_part("...", written(option.why, marked=question.marked)))
    return lines


def _typed(question: Question) -> list[str] | None:
    answers = [answer for answer in question.answers if _is_plain(answer)]
    if not answers:
        return None
    lines = [*_to_wrong(question)]
    for answer in answers:
        lines.append(_part("*", _words(answer)))
        if answer.why:
            lines.append(_part("...", written(answer.why, marked=question.marked)))
    return lines


def _words(answer: Answer) -> str:
    match answer:
        case NumberAnswer(number):
            return number_text(number)
        case TextAnswer(text):
            return _one_line(text.replace("\\*", "*"))


def _is_plain(answer: Answer) -> bool:
    """Whether the answer is right in full, and no pattern."""
    return answer.share == 1 and (isinstance(answer, NumberAnswer) or not has_wildcard(answer.text))


def _number(question: Question) -> list[str] | None:
    answer = _best_number(question)
    line = number_line(answer) if answer is not None else None
    if answer is None or line is None:
        return None
    said = [_part("+", written(answer.why, marked=question.marked))] if answer.why else []
    return [*said, *_to_wrong(question), _part("=", line)]


def _best_number(question: Question) -> NumberAnswer | None:
    return next(
        (
            answer
            for answer in question.answers
            if isinstance(answer, NumberAnswer) and answer.share == 1
        ),
        None,
    )


def _to_wrong(question: Question) -> Iterator[str]:
    """What is said to every other answer."""
    for answer in question.answers:
        if _is_otherwise(answer) and answer.why:
            yield _part("-", written(answer.why, marked=question.marked))
            return


def _is_otherwise(answer: Answer) -> bool:
    return isinstance(answer, TextAnswer) and answer.text == "*" and answer.share == 0


def _changes(question: Question) -> Iterator[str]:
    """What the lines do not hold, or hold in another way."""
    if question.picture is not None:
        yield "its picture is left out"
    if question.tags:
        yield "its tags are left out"
    yield from _answer_changes(question)
    yield from _option_changes(question.kind, question.options, marked=question.marked)
    if question.kind is Kind.DESCRIPTION:
        if question.why:
            yield "what is said to it is left out"
    elif question.points != _points(question):
        yield "its points are rounded"
    if question.title != _one_line(question.title):
        yield "its title loses its line breaks"


def _answer_changes(question: Question) -> Iterator[str]:
    held: Sequence[Answer] = [answer for answer in question.answers if _is_plain(answer)]
    if question.kind in _TYPED and (question.kind is Kind.CLOZE) != (question.stem.count(GAP) == 1):
        yield "whether it has a gap is told by its words"
    if question.kind is Kind.QUANTITY:
        held = [number] if (number := _best_number(question)) is not None else []
    others = [answer for answer in question.answers if not any(answer is one for one in held)]
    if any(not (_is_otherwise(answer) and answer.why) for answer in others):
        yield "only answers that are right in full are kept"
    if len([answer for answer in others if _is_otherwise(answer)]) > 1:
        yield "what is said to other answers is said once"
    if question.exact_case and held and question.kind is not Kind.QUANTITY:
        yield "capitals do not count"
    for answer in held:
        if question.kind is not Kind.QUANTITY and isinstance(answer, NumberAnswer):
            yield "a number becomes a text to type"
        if isinstance(answer, TextAnswer) and answer.text != _one_line(answer.text):
            yield "an answer to type loses its line breaks"


def _option_changes(
    kind: Kind, options: Sequence[QuestionOption], *, marked: bool
) -> Iterator[str]:
    if not options:
        return
    if any(option.share is not None for option in options):
        yield "its options count in full or not at all"
    right = sum(option.correct for option in options)
    if right > 1 and kind is not Kind.MULTIPLE_CHOICE:
        yield "all its right options are asked for"
    texts = [plain(option.text) if marked else option.text for option in options]
    truths = len(texts) == 2 and {text.casefold() for text in texts} == _TRUTHS
    if truths and kind is Kind.SINGLE_CHOICE:
        yield "it becomes a question of true or false"
    if kind is Kind.TRUE_FALSE and not truths:
        yield "it becomes a choice of one"
