"""What stands in the braces of a GIFT question, read as Moodle reads it."""

import re
from decimal import Decimal
from functools import lru_cache

from studyapp.core.bank import Kind
from studyapp.core.questions import (
    Answer,
    NumberAnswer,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.formats.gift.ordering import ordering
from studyapp.formats.gift.parts import Note, Parts, Unreadable
from studyapp.formats.gift.text import BLANKS, Wording, typed
from studyapp.formats.moodle.shares import as_percent, moodle_share
from studyapp.formats.numbers import read_number
from studyapp.formats.shares import one_right, plain_shares

_SIGNS = re.compile("([=~])")
_EQUALS = re.compile("(=)")
_JOINED = re.compile(r"[^\s=~]=")
_WEIGHT = re.compile(r"%(-*)([0-9]+(?:[.,][0-9]*)?)%")
_TRUTHS = frozenset(["T", "TRUE", "F", "FALSE"])

# A sign, what follows it, and where in the block that begins.
Piece = tuple[str, str, int]


def parts(section: str, at: int, wording: Wording, notes: list[Note], *, gap: bool) -> Parts:
    """The answers in a section; it begins ``at`` this place of its block.

    ``gap`` says that the stem has a gap for them. The order of the questions asked here
    is Moodle's. Raises Unreadable.
    """
    inner = section.strip(BLANKS)
    if not inner:
        return Parts(Kind.ESSAY)
    if inner[0] == "#":
        return _quantity(section, at, wording, notes)
    if inner[0] == ">" and (found := ordering(inner, at, wording, notes)):
        return found
    if "~" in section:
        return _choice(section, at, wording, notes)
    if "=" in section and "->" in section:
        return _matching(section, at, wording, notes)
    word, _, said = inner.partition("#")
    if word.strip(BLANKS) in _TRUTHS:
        return _true_false(word, said, wording)
    if "=" not in section and word.strip(BLANKS).upper() in _TRUTHS:
        message = f"“{word.strip(BLANKS)}” is an answer to type; true or false is TRUE or FALSE"
        notes.append(Note(at, "not-true-false", message))
    answers = _short(section, at, wording, notes)
    return Parts(Kind.CLOZE if gap else Kind.SHORT_ANSWER, answers=answers)


def _pieces(section: str, at: int, signs: re.Pattern[str]) -> list[Piece]:
    """What the signs part, without blank pieces; before the first it is ""."""
    split = signs.split(section)
    found: list[Piece] = []
    if split[0].strip(BLANKS):
        found.append(("", split[0].strip(BLANKS), at))
    at += len(split[0])
    for sign, body in zip(split[1::2], split[2::2], strict=True):
        if words := body.strip(BLANKS):
            found.append((sign, words, at))
        at += 1 + len(body)
    return found


def _true_false(word: str, said: str, wording: Wording) -> Parts:
    wrong, _, right = said.partition("#")
    true = word[0] == "T"
    said_right = wording.read(right.strip(BLANKS))
    said_wrong = wording.read(wrong.strip(BLANKS))
    return Parts(
        Kind.TRUE_FALSE,
        options=(
            QuestionOption("True", true, said_right if true else said_wrong),
            QuestionOption("False", not true, said_wrong if true else said_right),
        ),
    )


def _choice(section: str, at: int, wording: Wording, notes: list[Note]) -> Parts:
    """Each ``=`` and each ``~`` begins an answer; one ``=`` makes it a choice of one."""
    single = "=" in section
    found: dict[str, tuple[float, str]] = {}
    for sign, piece, place in _pieces(section, at, _SIGNS):
        share, body = 1.0 if sign == "=" else 0.0, piece
        if body[0] == "%":
            share, body = _weighed(body, share, place, notes, choice=sign)
        text, _, said = body.partition("#")
        words = wording.read(text.rstrip(BLANKS))
        if not words:
            notes.append(Note(place, "empty-answer", "an answer without words is left out"))
            continue
        if words in found:
            message = f"the answer “{words[:50]}” stands there twice; the better one is kept"
            notes.append(Note(place, "repeated-answer", message))
        if words not in found or found[words][0] < share:
            found[words] = share, wording.read(said.lstrip(BLANKS)) if said else ""
    shares = [share for share, _ in found.values()]
    _check_choice(section, at, shares, notes, single=single)
    plain = one_right(shares) if single else plain_shares(shares)
    options = tuple(
        [
            QuestionOption(
                text,
                share == 1 if single else share > 0,
                why,
                share=None if plain else share,
            )
            for text, (share, why) in found.items()
        ]
    )
    return Parts(Kind.SINGLE_CHOICE if single else Kind.MULTIPLE_CHOICE, options=options)


def _check_choice(
    section: str, at: int, shares: list[float], notes: list[Note], *, single: bool
) -> None:
    if len(shares) < 2:
        raise Unreadable(at, "too-few-answers", "a choice needs at least two answers")
    if max(shares) <= 0 or (single and max(shares) < 1):  # the “=” may have had no words
        raise Unreadable(at, "no-right-answer", "no answer is marked as right")
    if section.lstrip(BLANKS)[0] not in "=~":
        message = "the words before the first “~” or “=” are read as a wrong answer"
        notes.append(Note(at, "unmarked-answer", message))
    if single and section.count("=") > 1:
        _doubt_equals(section, at, shares, notes)
    total = sum(share for share in shares if share > 0)
    if not single and abs(total - 1) > 0.001:
        message = f"the right answers add up to {as_percent(total)} %, not to 100 %"
        notes.append(Note(at, "weights-add-up", message))


def _doubt_equals(section: str, at: int, shares: list[float], notes: list[Note]) -> None:
    joined = _JOINED.search(section)
    if joined is not None:
        message = "an “=” within words begins a new answer here; a plain one is written “\\=”"
        notes.append(Note(at + joined.end() - 1, "equals-sign", message))
    if shares.count(1.0) > 1:
        message = "several answers are marked “=”: each of them alone is right"
        notes.append(Note(at, "several-right", message))


def _short(section: str, at: int, wording: Wording, notes: list[Note]) -> tuple[Answer, ...]:
    found: list[Answer] = []
    for _, piece, place in _pieces(section, at, _EQUALS):
        share, body = 1.0, piece
        if body[0] == "%":
            share, body = _weighed(body, share, place, notes)
        text, _, said = body.partition("#")
        if words := wording.bare(text.rstrip(BLANKS)):
            found.append(TextAnswer(words, share, wording.read(said.lstrip(BLANKS))))
        else:
            notes.append(Note(place, "empty-answer", "an answer without words is left out"))
    _check_typed(found, at, notes)
    return tuple(found)


def _check_typed(found: list[Answer], at: int, notes: list[Note]) -> None:
    best = max((answer.share for answer in found), default=0.0)
    if best <= 0:
        raise Unreadable(at, "no-right-answer", "there is no right answer")
    if best < 1:
        message = f"no answer is worth more than {as_percent(best)} % of the points"
        notes.append(Note(at, "weights-add-up", message))


def _quantity(section: str, at: int, wording: Wording, notes: list[Note]) -> Parts:
    """Numbers after ``#``; what follows a ``~`` is said to every other number."""
    start = section.index("#") + 1
    numbers, tilde, others = section[start:].partition("~")
    found: list[Answer] = []
    for _, piece, place in _pieces(numbers, at + start, _EQUALS):
        share, body = 1.0, piece
        if body[0] == "%":
            share, body = _weighed(body, share, place, notes)
        text, _, said = body.partition("#")
        why = wording.read(said.lstrip(BLANKS))
        found.append(_number(wording.bare(text), share, why, place, notes))
    if tilde:
        _, _, said = others.partition("#")
        found.append(TextAnswer("*", 0.0, wording.read(said.strip(BLANKS))))
    _check_typed(found, at, notes)
    return Parts(Kind.QUANTITY, answers=tuple(found))


def _number(text: str, share: float, why: str, at: int, notes: list[Note]) -> Answer:
    """A number, ``number:tolerance``, ``low..high``, or ``*`` for any number."""
    if text == "*":
        return TextAnswer(text, share, why)
    low, dots, high = text.partition("..")
    if dots and low:
        ends = _decimal(low, at, notes), _decimal(high, at, notes)
        if ends[0] > ends[1]:
            message = f"the range “{text}” runs downwards; its ends are exchanged"
            notes.append(Note(at, "range-downwards", message))
        middle, half = (ends[0] + ends[1]) / 2, abs(ends[1] - ends[0]) / 2
        return NumberAnswer(float(middle), float(half), share, why)
    number, colon, tolerance = text.partition(":")
    error = _decimal(tolerance, at, notes) if colon else Decimal(0)
    if error < 0:
        notes.append(Note(at, "negative-tolerance", f"a tolerance is positive: “{tolerance}”"))
    return NumberAnswer(float(_decimal(number, at, notes)), abs(float(error)), share, why)


def _decimal(text: str, at: int, notes: list[Note]) -> Decimal:
    """The number, read as those that learners type. Raises Unreadable."""
    number = read_number(text)
    if number is None:
        message = f"“{text.strip(BLANKS)[:50]}” is not a number"
        raise Unreadable(at, "not-a-number", message)
    if "," in text:
        notes.append(Note(at, "comma", f"“{text.strip(BLANKS)[:50]}” is read as {number}"))
    return number


def _matching(section: str, at: int, wording: Wording, notes: list[Note]) -> Parts:
    pairs: dict[str, str] = {}
    extra: list[str] = []
    for _, piece, place in _pieces(section, at, _EQUALS):
        left, arrow, right = piece.partition("->")
        if not arrow:
            raise Unreadable(place, "no-arrow", f"“{typed(piece)[:50]}” has no “->”")
        words, partner = wording.read(left.rstrip(BLANKS)), wording.label(right)
        if not partner:
            message = f"“{typed(piece)[:50]}” has nothing on its right and is left out"
            notes.append(Note(place, "empty-answer", message))
        elif not words:
            extra.append(partner)
        elif words not in pairs:
            pairs[words] = partner
        elif pairs[words] == partner:
            message = f"“{typed(piece)[:50]}” stands there twice"
            notes.append(Note(place, "repeated-answer", message))
        else:
            raise Unreadable(place, "repeated-answer", f"“{words[:50]}” has two partners")
    if len(pairs) < 2:
        raise Unreadable(at, "too-few-answers", "a matching question needs at least two pairs")
    partners = frozenset(pairs.values())
    return Parts(
        Kind.MATCHING,
        pairs=tuple(QuestionPair(left, right) for left, right in pairs.items()),
        extra=tuple(right for right in dict.fromkeys(extra) if right not in partners),
    )


def _weighed(
    body: str, share: float, at: int, notes: list[Note], choice: str | None = None
) -> tuple[float, str]:
    """The share that a text begins with, and the rest of it; ``choice`` is its sign there."""
    found = _WEIGHT.match(body)
    if found is None:
        return share, body
    if choice == "=":
        message = f"“={found[0]}” has no weight in a choice, only “~{found[0]}” has"
        notes.append(Note(at, "weight-ignored", message))
        return share, body
    sign, number = found.groups()
    weight, known = _weight(f"{sign[:1]}{number}")
    if not known or len(sign) > 1:
        message = f"Moodle has no weight of {sign}{number} %; it is read as {as_percent(weight)} %"
        notes.append(Note(at, "unknown-weight", message))
    return weight, body[found.end() :].lstrip(BLANKS)


@lru_cache(maxsize=256)
def _weight(percent: str) -> tuple[float, bool]:
    weight, known = moodle_share(float(percent.replace(",", ".")[:40]))
    return weight, known and "," not in percent
