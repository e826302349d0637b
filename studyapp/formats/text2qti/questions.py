"""One question of a text2qti file, put together from its parts."""

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.questions import Answer, NumberAnswer, QuestionOption, TextAnswer
from studyapp.core.unmarked import unmarked_question
from studyapp.core.wording import GAP
from studyapp.formats.draft import Unreadable
from studyapp.formats.text2qti.blocks import Block, Sign
from studyapp.formats.text2qti.numbers import number_of
from studyapp.formats.text2qti.words import Words

_OPTIONS = frozenset([Sign.RIGHT, Sign.WRONG, Sign.CHECKED, Sign.UNCHECKED])
_RIGHT = frozenset([Sign.RIGHT, Sign.CHECKED])
_SEVERAL = frozenset([Sign.CHECKED, Sign.UNCHECKED])
_ANSWERS = _OPTIONS | {Sign.TYPED, Sign.NUMBER, Sign.ESSAY, Sign.UPLOAD}
# What belongs to a question.
INNER = _ANSWERS | {Sign.FEEDBACK, Sign.IF_RIGHT, Sign.IF_WRONG}


class Read(Struct, frozen=True):
    """A question without its id and topic, and what of it was changed or lost.

    Each of ``notes`` is a line with a code and a message.
    """

    question: Question
    notes: tuple[tuple[int, str, str], ...]


class _Answer(Struct):
    """An answer with what is said to it."""

    block: Block
    said: str = ""


class Draft:
    """A question whose parts are still being read; they come in the order of the file."""

    def __init__(self, block: Block, title: str, points: float, *, shuffled: bool) -> None:
        self.line = block.line
        self.flaw = ""
        self._block = block
        self._title = title
        self._points = points
        self._shuffled = shuffled
        self._why = ""
        self._if_right = ""
        self._if_wrong = ""
        self._answers: list[_Answer] = []

    @property
    def is_answered(self) -> bool:
        return bool(self._answers)

    def add(self, block: Block) -> None:
        """Take one of the INNER parts."""
        match block.sign:
            case Sign.FEEDBACK if self._answers:
                self._answers[-1].said = _joined(self._answers[-1].said, block.text)
            case Sign.FEEDBACK:
                self._why = _joined(self._why, block.text)
            case Sign.IF_RIGHT:
                self._if_right = _joined(self._if_right, block.text)
            case Sign.IF_WRONG:
                self._if_wrong = _joined(self._if_wrong, block.text)
            case _:
                self._answers.append(_Answer(block))

    def read(self) -> Read:
        """The question. Raises Unreadable."""
        if self.flaw:
            raise Unreadable(self.flaw)
        words = Words()
        notes: list[tuple[int, str, str]] = []
        question = Question(
            id=FactId(""),
            kind=Kind.ESSAY,
            stem=words.read(self._block.text),
            topic=TopicId(""),
            why=words.read(self._why),
            title=self._title,
            points=self._points,
            marked=True,
        )
        if not question.stem.strip():
            raise Unreadable("it asks nothing in words")
        question = self._answered(question, words, notes)
        if words.has_code:
            raise Unreadable("it has a block of code, which is never run here")
        notes += [(self.line, "left-out", f"left out: {what}") for what in words.dropped]
        if words.has_formula:
            message = "a formula is kept as it was typed, in LaTeX"
            notes.append((self.line, "formula", message))
        return Read(question if words.has_marks else unmarked_question(question), tuple(notes))

    def _answered(
        self, question: Question, words: Words, notes: list[tuple[int, str, str]]
    ) -> Question:
        signs = {answer.block.sign for answer in self._answers}
        if not signs:
            raise Unreadable("it has no answer")
        if Sign.UPLOAD in signs:
            raise Unreadable("it asks for a file, which cannot be graded here")
        if signs == {Sign.ESSAY}:
            said = [*(answer.said for answer in self._answers), self._if_right, self._if_wrong]
            return replace(question, why=_joined(question.why, *map(words.read, said)))
        if signs == {Sign.TYPED}:
            return self._typed(question, words, notes)
        if signs == {Sign.NUMBER}:
            return self._number(question, words)
        if signs <= _OPTIONS - _SEVERAL or signs <= _SEVERAL:
            return self._choice(question, words, notes)
        raise Unreadable("its answers are of different kinds")

    def _choice(
        self, question: Question, words: Words, notes: list[tuple[int, str, str]]
    ) -> Question:
        options: list[QuestionOption] = []
        for answer in self._answers:
            text, right = words.read(answer.block.text), answer.block.sign in _RIGHT
            if text.strip():
                options.append(QuestionOption(text, right, words.read(answer.said)))
            else:
                message = "an answer without words is left out"
                notes.append((answer.block.line, "empty-answer", message))
        count = sum(option.correct for option in options)
        if len(options) < 2:
            raise Unreadable("a choice needs at least two answers")
        if not count:
            raise Unreadable("no answer is marked as right")
        several = self._answers[0].block.sign in _SEVERAL
        if count > 1 and not several:
            message = "several answers are marked as right: all of them are asked for"
            notes.append((self.line, "several-right", message))
        kind = Kind.MULTIPLE_CHOICE if several or count > 1 else Kind.SINGLE_CHOICE
        if kind is Kind.SINGLE_CHOICE and _are_truths(options):
            kind = Kind.TRUE_FALSE
        shuffled = self._shuffled or kind is Kind.TRUE_FALSE
        question = replace(question, kind=kind, shuffled=shuffled)
        return self._said_to_all(replace(question, options=tuple(options)), words, notes)

    def _said_to_all(
        self, question: Question, words: Words, notes: list[tuple[int, str, str]]
    ) -> Question:
        """The question with what is said to right and to wrong answers."""
        said = {True: words.read(self._if_right), False: words.read(self._if_wrong)}
        if question.kind is not Kind.MULTIPLE_CHOICE:
            options = tuple(
                replace(option, why=_joined(option.why, said[option.correct]))
                for option in question.options
            )
            return replace(question, options=options)
        if any(said.values()):
            message = "what is said to right or to wrong answers is said to all"
            notes.append((self.line, "feedback-to-all", message))
        return replace(question, why=_joined(question.why, said[True], said[False]))

    def _typed(
        self, question: Question, words: Words, notes: list[tuple[int, str, str]]
    ) -> Question:
        answers: list[Answer] = []
        if_right, if_wrong = words.read(self._if_right), words.read(self._if_wrong)
        for answer in self._answers:
            if answer.block.text:
                why = _joined(words.read(answer.said), if_right)
                answers.append(TextAnswer(answer.block.text.replace("*", "\\*"), 1.0, why))
            else:
                message = "an answer without words is left out"
                notes.append((answer.block.line, "empty-answer", message))
        if not answers:
            raise Unreadable("it has no answer")
        kind = Kind.CLOZE if question.stem.count(GAP) == 1 else Kind.SHORT_ANSWER
        return replace(question, kind=kind, answers=(*answers, *_otherwise(if_wrong)))

    def _number(self, question: Question, words: Words) -> Question:
        if len(self._answers) > 1:
            raise Unreadable("it has several numbers for an answer")
        answer = self._answers[0]
        number = number_of(answer.block.text)
        if number is None:
            raise Unreadable(f"“{answer.block.text[:50]}” is not a number")
        why = _joined(words.read(answer.said), words.read(self._if_right))
        others = _otherwise(words.read(self._if_wrong))
        answers: tuple[Answer, ...] = (
            NumberAnswer(number.number, number.tolerance, 1.0, why),
            *others,
        )
        return replace(question, kind=Kind.QUANTITY, answers=answers)


def _joined(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _are_truths(options: list[QuestionOption]) -> bool:
    return len(options) == 2 and {option.text.casefold() for option in options} == {
        "true",
        "false",
    }


def _otherwise(said: str) -> tuple[TextAnswer, ...]:
    """What is said to every other answer."""
    return (TextAnswer("*", 0.0, said),) if said else ()
