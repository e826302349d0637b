"""GIFT questions written: the stem, and what stands in the braces."""

from studyapp.core.bank import Kind, Question
from studyapp.core.questions import Answer, NumberAnswer, QuestionOption, TextAnswer
from studyapp.formats.gift.fitting import shown_texts
from studyapp.formats.gift.ordering import written_ordering
from studyapp.formats.gift.text import Writing, written
from studyapp.formats.moodle.shares import as_percent
from studyapp.formats.numbers import number_text
from studyapp.formats.shares import ruled_shares, worth

# With fewer rows in a matching Moodle complains, and leaves out the rest of the file.
_FEWEST_ROWS = 3
_ON_ONE_LINE = frozenset([Kind.TRUE_FALSE, Kind.ESSAY])


def body(question: Question) -> str:
    """The stem and the braces of a question that fits GIFT; no line of it is blank."""
    writing = Writing(marked=question.marked, texts=tuple(shown_texts(question)))
    stem = writing.stem(question.stem)
    if question.kind is Kind.DESCRIPTION:
        return stem
    first, *lines = _lines(question, writing)
    if question.why:
        lines.append(f"####{writing.text(question.why)}")
    if question.kind in _ON_ONE_LINE:
        return f"{stem}{{{''.join([first, *lines])}}}"
    indent = "" if question.kind is Kind.ORDERING else "\t"
    return "\n".join([f"{stem}{{{first}", *(f"{indent}{line}" for line in lines), "}"])


def _lines(question: Question, writing: Writing) -> list[str]:
    """The lines of the section; the first follows the brace at once."""
    match question.kind:
        case Kind.SINGLE_CHOICE:
            return ["", *_single(question, writing)]
        case Kind.MULTIPLE_CHOICE:
            return ["", *_multiple(question, writing)]
        case Kind.TRUE_FALSE:
            return [_true_false(question.options, writing)]
        case Kind.QUANTITY:
            return ["#", *_numbers(question.answers, writing)]
        case Kind.MATCHING:
            return ["", *_pairs(question, writing)]
        case Kind.ORDERING:
            return written_ordering([writing.item(element) for element in question.elements])
        case _ if question.answers:
            return ["", *(_answer(answer, writing) for answer in question.answers)]
        case _:
            return [""]


def _single(question: Question, writing: Writing) -> list[str]:
    """One right answer has the ``=`` that says that only one is chosen."""
    shares = [worth(option) for option in question.options]
    best = shares.index(1.0)
    signs = ["=" if place == best else _weight(share) for place, share in enumerate(shares)]
    return [_option(*each, writing) for each in zip(signs, question.options, strict=True)]


def _multiple(question: Question, writing: Writing) -> list[str]:
    shares = [option.share for option in question.options if option.share is not None]
    shares = shares or ruled_shares([option.correct for option in question.options])
    return [
        _option(_weight(share), option, writing)
        for share, option in zip(shares, question.options, strict=True)
    ]


def _weight(share: float) -> str:
    return f"~%{as_percent(share)}%" if share else "~"


def _option(sign: str, option: QuestionOption, writing: Writing) -> str:
    text = writing.text(option.text)
    if sign == "~" and text.startswith("%"):
        sign = "~%0%"  # or its first percent would be the weight
    return f"{sign}{text}{_said(writing.text(option.why))}"


def _said(why: str) -> str:
    return f"#{why}" if why else ""


def _true_false(options: tuple[QuestionOption, ...], writing: Writing) -> str:
    """``options`` are true and false; what is said to the wrong answer comes first."""
    wrong, right = sorted(options, key=lambda option: option.correct)
    word = "TRUE" if options[0].correct else "FALSE"
    said = f"#{writing.text(wrong.why)}" if wrong.why or right.why else ""
    return f"{word}{said}{_said(writing.text(right.why))}"


def _numbers(answers: tuple[Answer, ...], writing: Writing) -> list[str]:
    """What is said to any other number comes last, after a ``~``."""
    lines = [_number(answer, writing) for answer in answers]
    match answers[-1]:
        case TextAnswer(share=0, why=why):
            lines[-1] = f"~{_said(writing.text(why))}"
    return lines


def _number(answer: Answer, writing: Writing) -> str:
    weight = "" if answer.share == 1 else f"%{as_percent(answer.share)}%"
    return f"={weight}{_digits(answer)}{_said(writing.text(answer.why))}"


def _digits(answer: Answer) -> str:
    match answer:
        case NumberAnswer(number, tolerance):
            off = f":{number_text(abs(tolerance))}" if tolerance else ""
            return f"{number_text(number)}{off}"
        case TextAnswer(text):
            return text


def _pairs(question: Question, writing: Writing) -> list[str]:
    """The pairs, and right sides alone; one that stands there already changes nothing."""
    pairs = [(writing.without_arrow(pair.left), pair.right) for pair in question.pairs]
    pairs += [("", right) for right in question.extra]
    pairs += [("", pairs[0][1])] * (_FEWEST_ROWS - len(pairs))
    return [f"={left} -> {written(writing.words(right))}" for left, right in pairs]


def _answer(answer: Answer, writing: Writing) -> str:
    """An answer to type; its feedback has no arrow, which would make a pair of it."""
    text = writing.typed(answer.text) if isinstance(answer, TextAnswer) else _digits(answer)
    is_plain = answer.share == 1 and not text.startswith("%")
    weight = "" if is_plain else f"%{as_percent(answer.share)}%"
    return f"={weight}{text}{_said(writing.without_arrow(answer.why))}"
