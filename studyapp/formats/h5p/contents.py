"""What H5P's libraries keep of a question, as questions without a name and a place."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.questions import Gap, QuestionOption
from studyapp.core.wording import GAP
from studyapp.formats.draft import Unreadable
from studyapp.formats.gap_signs import with_gaps
from studyapp.formats.h5p.blanks import blanked
from studyapp.formats.h5p.values import Record, record, several, text, truth
from studyapp.formats.h5p.words import Words
from studyapp.formats.html_text import from_html


class Found(Struct, frozen=True):
    """A question with the words it was read with, and what else of it was changed or lost.

    Where its stem is empty it asks something only if it has a picture.
    """

    question: Question
    words: Words
    losses: tuple[str, ...] = ()


def multiple_choice(content: Record) -> Iterator[Found | Unreadable]:
    """H5P.MultiChoice: all right answers, or any one of them."""
    words, losses = Words(), _Losses()
    behaviour = record(content.get("behaviour"))
    options = tuple(
        option
        for answer in several(content.get("answers"))
        if (option := _option(record(answer), words, losses)) is not None
    )
    _check(options)
    right = sum(option.correct for option in options)
    single = _wants_one(behaviour, right)
    losses.add(
        not single and truth(behaviour.get("singlePoint")),
        "an answer that is partly right counts in part, not as nothing",
    )
    if single and right > 1:
        options = tuple(replace(option, share=float(option.correct)) for option in options)
    kind = Kind.SINGLE_CHOICE if single else Kind.MULTIPLE_CHOICE
    question = _question(kind, words.read(text(content.get("question"))), content, words)
    shuffled = truth(behaviour.get("randomAnswers"), default=True)
    yield Found(replace(question, options=options, shuffled=shuffled), words, losses.told)


def true_false(content: Record) -> Iterator[Found | Unreadable]:
    """H5P.TrueFalse; its feedback stands with its behaviour."""
    words = Words()
    behaviour = record(content.get("behaviour"))
    said = {
        True: words.read(text(behaviour.get("feedbackOnCorrect"))),
        False: words.read(text(behaviour.get("feedbackOnWrong"))),
    }
    true = truth(content.get("correct"), default=True)
    options = (
        QuestionOption("True", true, said[true]),
        QuestionOption("False", not true, said[not true]),
    )
    question = _question(Kind.TRUE_FALSE, words.read(text(content.get("question"))), content, words)
    yield Found(replace(question, options=options), words)


def blanks(content: Record) -> Iterator[Found | Unreadable]:
    """H5P.Blanks: one cloze of all its lines."""
    words, losses = Words(), _Losses()
    behaviour = record(content.get("behaviour"))
    exact = truth(behaviour.get("caseSensitive"), default=True)
    lines = [text(line) for line in several(content.get("questions"))]
    found = blanked(lines)
    if not found.blanks:
        raise Unreadable("it has no blank")
    stem = words.read(f"<p>{text(content.get('text'))}</p>{found.html}")
    one = len(found.blanks) == 1 and GAP not in stem
    stem, bracketed = with_gaps(stem, blank=one)
    losses.add(bracketed, "a number in braces is put in round brackets")
    losses.add(
        truth(behaviour.get("acceptSpellingErrors")), "small slips of spelling count as wrong"
    )
    question = _question(Kind.CLOZE, stem, content, words)
    if one:
        question = replace(question, answers=found.blanks[0].answers, exact_case=exact)
    else:
        gaps = tuple(Gap(blank.answers, exact_case=exact) for blank in found.blanks)
        question = replace(question, gaps=gaps)
    yield Found(question, words, losses.told)


def single_choice_set(content: Record) -> Iterator[Found | Unreadable]:
    """H5P.SingleChoiceSet: questions whose first answer is right."""
    for choice in several(content.get("choices")):
        inner = record(choice)
        yield _of_several(text(inner.get("question")), inner.get("answers"), "")


def summary(content: Record) -> Iterator[Found | Unreadable]:
    """H5P.Summary: groups of statements, of which the first is right."""
    intro = text(content.get("intro")) or "Choose the statement that is right."
    for group in several(content.get("summaries")):
        inner = record(group)
        yield _of_several(intro, inner.get("summary"), text(inner.get("tip")))


# How each library that can be read is read. The last two hold several questions, and give
# what cannot be asked of them in the place of a question; the others raise it.
READERS: Mapping[str, Callable[[Record], Iterator[Found | Unreadable]]] = {
    "H5P.MultiChoice": multiple_choice,
    "H5P.TrueFalse": true_false,
    "H5P.Blanks": blanks,
    "H5P.SingleChoiceSet": single_choice_set,
    "H5P.Summary": summary,
}


class _Losses:
    """What was changed or lost, each once."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}

    def add(self, happened: bool, message: str) -> None:
        if happened:
            self._found[message] = None

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(self._found)


def _question(kind: Kind, stem: str, content: Record, words: Words) -> Question:
    why = _overall(content, words)
    return Question(FactId(""), kind, stem, TopicId(""), why=why, marked=True)


def _overall(content: Record, words: Words) -> str:
    """What is said at the end, each with the scores for which it is said where those differ."""
    found = []
    for feedback in map(record, several(content.get("overallFeedback"))):
        said = words.read(text(feedback.get("feedback")))
        low, high = text(feedback.get("from")), text(feedback.get("to"))
        if said:
            found.append(said if (low, high) == ("0", "100") else f"{low}–{high} %: {said}")
    return "\n".join(found)


def _option(answer: Record, words: Words, losses: _Losses) -> QuestionOption | None:
    said = record(answer.get("tipsAndFeedback"))
    shown = words.read(text(answer.get("text")))
    losses.add(not shown, "an answer without words is left out")
    losses.add(_says_something(said.get("tip")), "a tip is left out")
    unchosen = _says_something(said.get("notChosenFeedback"))
    losses.add(unchosen, "what is said of an answer that was not chosen is left out")
    if not shown:
        return None
    why = words.read(text(said.get("chosenFeedback")))
    return QuestionOption(shown, truth(answer.get("correct")), why)


def _says_something(html: object) -> bool:
    return bool(from_html(text(html)).plain.strip())


def _wants_one(behaviour: Record, right: int) -> bool:
    """Whether only one answer can be chosen; H5P decides by itself unless told."""
    match text(behaviour.get("type")):
        case "single":
            return True
        case "multi":
            return False
        case _:
            return truth(behaviour.get("singleAnswer"), default=right == 1)


def _check(options: tuple[QuestionOption, ...]) -> None:
    if len(options) < 2:
        raise Unreadable("it has fewer than two answers in words")
    if not any(option.correct for option in options):
        raise Unreadable("none of its answers is right")


def _of_several(stem: str, answers: object, tip: str) -> Found | Unreadable:
    try:
        return _first_is_right(stem, answers, tip)
    except Unreadable as flaw:
        return flaw


def _first_is_right(stem: str, answers: object, tip: str) -> Found:
    words, losses = Words(), _Losses()
    shown = [words.read(text(answer)) for answer in several(answers)]
    options = tuple(
        QuestionOption(answer, place == 0) for place, answer in enumerate(shown) if answer
    )
    _check(options)
    losses.add(_says_something(tip), "a tip is left out")
    question = _question(Kind.SINGLE_CHOICE, words.read(stem), {}, words)
    return Found(replace(question, options=options), words, losses.told)
