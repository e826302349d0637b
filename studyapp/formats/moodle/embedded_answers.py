r"""Answers embedded in a text, as in Moodle's cloze questions: ``{2:SHORTANSWER:=Paris}``.

The number is the weight. Alternatives are parted by ``~``; a right one begins with ``=``,
one with a share with ``%50%``; what follows ``#`` is feedback. ``\~ \# \}`` are plain
characters, and so are entities: ``&#126;``. The names of the types are in capitals.
"""

import re
from collections.abc import Callable, Sequence
from html import unescape

from msgspec import Struct

from studyapp.core.questions import Answer, Gap, NumberAnswer, QuestionOption, TextAnswer
from studyapp.formats.gap_signs import filled, gap_sign
from studyapp.formats.html_text import to_html
from studyapp.formats.moodle.shares import as_percent, moodle_share
from studyapp.formats.numbers import number_text, read_number
from studyapp.formats.shares import one_right, worth

_START = re.compile(
    r"\{([0-9]{0,6}):(?:(?P<number>NUMERICAL|NM)"
    r"|(?P<one>(?:MULTICHOICE(?:_[VH])?|MC[VH]?)|(?:MULTICHOICE_[VH]?|MC[VH]?)(?P<mixed>S))"
    r"|(?P<several>(?:MULTIRESPONSE(?:_H)?|MRH?)|(?:MULTIRESPONSE_H?|MRH?)(?P<mixes>S))"
    r"|(?P<case>SHORTANSWER_C|SAC|MWC)|SHORTANSWER|SA|MW):"
)
# A brace that is not escaped, nor the end of an entity.
_END = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)\}")
_ALTERNATIVE = re.compile(
    r"~?(?:(?P<right>=)|%(?P<percent>-?[0-9]{1,9}(?:[.,][0-9]{0,9})?)%)?"
    r"(?P<answer>.+?)(?<!\\)(?<!&)(?<!&amp;)(?=[~#]|\Z)"
    r"(?:\#(?P<why>.*?)(?<!\\)(?=~|\Z))?",
    re.DOTALL,
)
# These are taken for what they stand for before entities are read, the others after that, as
# Moodle does: an entity for a backslash does not save it there.
_ESCAPED = re.compile(r"""\\([~"/])""")
_ESCAPED_STILL = re.compile(r"\\([#}])")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_WRAPPED = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_SIGNS = re.compile("[&<>\"'#~{}=%\\\\\t\n\r]")

# What a gap may count; into how many parts one point is divided to make weights whole.
_HEAVIEST = 1000
_MOST_PARTS = 20
_EXACT = 1e-6


class NotAGap(Exception):
    """What stands in a gap cannot be asked; the message says why."""


class Embedded(Struct, frozen=True):
    """A text whose gaps were taken out; ``changes`` says what of them was changed.

    ``text`` has a sign for each gap, as ``gap_signs`` makes them. ``gaps`` is empty where
    there was none, and ``text`` as it was given. ``shuffled`` says that options may stand
    in another order.
    """

    text: str
    gaps: tuple[Gap, ...] = ()
    changes: tuple[str, ...] = ()
    shuffled: bool = True


def embedded(text: str, say: Callable[[str], str]) -> Embedded:
    """The text with its gaps taken out; raises NotAGap where one cannot be asked.

    ``say`` turns an option or a feedback, which is HTML in Moodle, into text. Answers to
    type are taken as they are.
    """
    pieces: list[str] = []
    gaps: list[Gap] = []
    changes: list[str] = []
    orders: list[bool] = []
    end = 0
    while (start := _START.search(text, end)) and (stop := _END.search(text, start.end())):
        number = len(gaps) + 1
        gaps.append(_gap(start, text[start.end() : stop.start()], number, say, changes))
        if gaps[-1].options:
            orders.append(bool(start["mixed"] or start["mixes"]))
        pieces += [text[end : start.start()], gap_sign(number)]
        end = stop.end()
    if not gaps:
        return Embedded(text)
    shuffled = any(orders) or not orders
    return Embedded("".join([*pieces, text[end:]]), tuple(gaps), tuple(changes), shuffled)


def with_codes(html: str, codes: Sequence[str]) -> str:
    """The HTML with the codes of its gaps for their signs, and no brace besides."""

    def code(number: int) -> str:
        return codes[number - 1] if 1 <= number <= len(codes) else ""

    return filled(html.replace("{", "&#123;"), code)


def whole_weights(gaps: Sequence[Gap]) -> tuple[int, ...]:
    """Weights without fractions, as Moodle has them, that stand to each other as those given.

    Where that takes large ones they only come near.
    """
    for factor in range(1, _MOST_PARTS + 1):
        found = [gap.weight * factor for gap in gaps]
        if all(abs(weight - round(weight)) < _EXACT for weight in found):
            break
    return tuple(max(round(weight), 1) for weight in found)


def gap_code(gap: Gap, weight: int, *, marked: bool, shuffled: bool) -> str:
    """The gap as Moodle reads it in HTML.

    ``marked`` says that the texts shown bear marks, ``shuffled`` that options may stand in
    another order. A number beside texts is a text.
    """
    if gap.options:
        alternatives = [
            _alternative(
                worth(option),
                _html_code(option.text, marked=marked),
                _html_code(option.why, marked=marked),
            )
            for option in gap.options
        ]
        kind = "MULTICHOICE_S" if shuffled else "MULTICHOICE"
        return f"{{{weight}:{kind}:{'~'.join(alternatives)}}}"
    numbers = is_numeric(gap.answers)
    alternatives = [
        _alternative(
            answer.share, _typed_code(answer, numbers), _html_code(answer.why, marked=marked)
        )
        for answer in gap.answers
    ]
    kind = "NUMERICAL" if numbers else "SHORTANSWER_C" if gap.exact_case else "SHORTANSWER"
    return f"{{{weight}:{kind}:{'~'.join(alternatives)}}}"


def is_numeric(answers: tuple[Answer, ...]) -> bool:
    """Whether all are numbers, but for a last ``*``: any other number."""
    return any(isinstance(answer, NumberAnswer) for answer in answers) and all(
        isinstance(answer, NumberAnswer) or answer.text == "*" for answer in answers
    )


def _gap(
    start: re.Match[str], body: str, number: int, say: Callable[[str], str], changes: list[str]
) -> Gap:
    weight = _weight(start[1], number, changes)
    alternatives = list(_ALTERNATIVE.finditer(body))
    shares = [_share(alternative) for alternative in alternatives]
    if not shares or max(shares) <= 0:
        raise NotAGap(f"gap {number} has no right answer")
    if start["one"] or start["several"]:
        if start["several"]:
            shares = _one_enough(shares, number, changes)
        return Gap(options=_options(alternatives, shares, number, say), weight=weight)
    answers = tuple(
        _typed(alternative, share, number, say, numeric=bool(start["number"]))
        for alternative, share in zip(alternatives, shares, strict=True)
    )
    return Gap(answers=answers, weight=weight, exact_case=bool(start["case"]))


def _weight(digits: str, number: int, changes: list[str]) -> float:
    weight = int(digits or 1)
    if not 1 <= weight <= _HEAVIEST:
        changes.append(f"gap {number} counts {weight} in Moodle, which is not done here")
    return float(min(max(weight, 1), _HEAVIEST))


def _share(alternative: re.Match[str]) -> float:
    if alternative["percent"]:
        return moodle_share(float(alternative["percent"].replace(",", ".")))[0]
    return 1.0 if alternative["right"] else 0.0


def _one_enough(shares: list[float], number: int, changes: list[str]) -> list[float]:
    if sum(share > 0 for share in shares) > 1:
        changes.append(f"gap {number} asks for one of its right answers, no longer for all")
    return [1.0 if share > 0 else 0.0 for share in shares]


def _options(
    alternatives: list[re.Match[str]],
    shares: list[float],
    number: int,
    say: Callable[[str], str],
) -> tuple[QuestionOption, ...]:
    if len(alternatives) < 2 or 1.0 not in shares:
        raise NotAGap(f"gap {number} needs two answers to choose from, one of them right")
    plain = one_right(shares)
    return tuple(
        QuestionOption(
            say(_meant(found["answer"])),
            share == 1,
            say(_meant(found["why"] or "")),
            share=None if plain else share,
        )
        for found, share in zip(alternatives, shares, strict=True)
    )


def _typed(
    found: re.Match[str], share: float, number: int, say: Callable[[str], str], *, numeric: bool
) -> Answer:
    text = _meant(_WRAPPED.sub(" ", _TAG.sub("", found["answer"]))).strip()
    why = say(_meant(found["why"] or ""))
    if not numeric or text == "*":
        if not text:
            raise NotAGap(f"gap {number} has an answer without words")
        return TextAnswer(text, share, why)
    words, _, tolerance = text.partition(":")
    value, error = read_number(words), read_number(tolerance or "0")
    if value is None or error is None:
        raise NotAGap(f"gap {number} has “{text[:50]}”, which is not a number")
    return NumberAnswer(float(value), abs(float(error)), share, why)


def _meant(text: str) -> str:
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPED_STILL.sub(r"\1", unescape(_ESCAPED.sub(r"\1", text)))


def _typed_code(answer: Answer, numbers: bool) -> str:
    match answer:
        case TextAnswer():
            return _coded(_ESCAPED_STILL.sub(r"\\\\\1", answer.text))
        case NumberAnswer():
            number = number_text(answer.number)
            if numbers and answer.tolerance:
                return f"{number}:{number_text(answer.tolerance)}"
            return number


def _alternative(share: float, answer: str, why: str) -> str:
    sign = "=" if share == 1 else "" if share == 0 else f"%{as_percent(share)}%"
    return f"{sign}{answer}#{why}" if why else f"{sign}{answer}"


def _html_code(text: str, *, marked: bool) -> str:
    """A text that is shown; as an entity of its HTML no backslash escapes anything."""
    return _coded(to_html(text, marked=marked).replace("\\", "&#92;"))


def _coded(text: str) -> str:
    """The text with entities for all that means something in a gap."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text)
