"""Numbers as people write them: digits in any locale, number words, fractions."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct, structs
from text_to_num import text2num  # type: ignore[import-untyped]  # ships no type information

# No sensible answer is longer; more is not read, so that a pasted book costs nothing.
LONGEST = 300

# The longest number in words that is tried, in tokens ("nine hundred and ninety-nine thousand…").
_MOST_WORDS = 14

_MULTIPLIERS: Mapping[str, float] = {
    "couple": 2, "dozen": 12, "hundred": 100, "hundreds": 100, "k": 1e3, "thousand": 1e3,
    "thousands": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "trn": 1e12,
}  # fmt: skip
_ALONE = frozenset(("couple", "dozen", "hundred"))
_VAGUE = frozenset(("hundreds", "thousands", "millions", "billions", "o"))

_PARTS: Mapping[str, int] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip

_TOKEN = re.compile(
    r"""
    (?<![^\W\d_]) (?:(?<![^\s(])-)?           # no letter before; a minus only after a space
    (?: [0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?
      | [0-9]+(?:[.,][0-9]+)*
      | (?<![\w.,])[.,][0-9]+ )
    | [^\W\d_]+[23]?(?![0-9])                 # a word; km2
    | [^\w\s]
    """,
    re.VERBOSE,
)
_VULGAR = re.compile("[¼-¾⅐-⅞]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘ʼ`′", "'") | {"⁄": "/"})
_LOOSE_DASH = re.compile(r"(?<=[^\s(])\s+-\s*(?=[0-9])")
_MINUS = re.compile(r"\b(?:minus|negative) +(?=[0-9])")


class Number(Struct, frozen=True):
    """A number that ends before token ``end``, with every value its digits can mean.

    ``readings`` pairs a value with half a unit of its last written digit: what
    rounding may have taken. ``scale`` is the multiplier that followed ("10 thousand").
    ``weak`` marks a word that is perhaps no number at all ("the one", "a third party").
    """

    readings: tuple[tuple[float, float], ...]
    end: int
    scale: float = 1.0
    fraction: bool = False
    weak: bool = False

    def times(self, factor: float) -> tuple[tuple[float, float], ...]:
        return tuple((value * factor, half * factor) for value, half in self.readings)


def readable(text: str) -> str:
    """Lower case, plain digits, dashes, apostrophes and spaces; cut to ``LONGEST``."""
    encodable = text[: 40 * LONGEST].encode(errors="ignore").decode()  # no lone surrogates
    short = " ".join(encodable.split())[:LONGEST]
    split = _VULGAR.sub(lambda match: " " + unicodedata.normalize("NFKC", match.group()), short)
    plain = unicodedata.normalize("NFKC", split)[:LONGEST].casefold().translate(_DASHES)
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain
    )


def tokens_of(text: str) -> list[str]:
    """The numerals, words and signs of a text."""
    spaced = _MINUS.sub("-", _LOOSE_DASH.sub(" - ", readable(text)))
    return _TOKEN.findall(spaced)


def number_at(tokens: Sequence[str], at: int) -> Number | None:
    """The number that begins at a token, with its fraction and multipliers."""
    article = tokens[at] in ("a", "an")
    start = at + article
    count = None if article else _count(tokens, at)
    found = _slashed(tokens, count) or _ratio(tokens, count) or _named_part(tokens, start, count)
    if found is None and count is None and _token(tokens, start) in _ALONE:
        found = Number(((1.0, 0.5),), start)
    elif found is None and count is not None:
        found = _with_part(tokens, count)
    if found is None:
        return None
    return _multiplied(tokens, structs.replace(found, weak=found.weak and not article))


def numeral_values(numeral: str) -> tuple[tuple[float, float], ...]:
    """Every value that digits with separators can mean, with half their last place.

    1.300 and 1,300 mean thirteen hundred or one and three tenths, by locale.
    """
    sign = -1.0 if numeral.startswith("-") else 1.0
    digits = re.sub("[ ']", "", numeral.lstrip("-"))
    marks = re.findall("[.,]", digits)
    if not marks:
        return ((sign * float(digits), 0.5),)
    found = []
    if len(set(marks)) == 1 and _grouped(re.split("[.,]", digits)):
        found.append((sign * float(re.sub("[.,]", "", digits)), 0.5))
    whole, _, decimals = digits.replace(",", ".").rpartition(".")
    if len(marks) == 1 or (marks[-1] not in marks[:-1] and _grouped(whole.split("."))):
        value = float(f"{whole.replace('.', '')}.{decimals}")
        found.append((sign * value, 0.5 * 10.0 ** -len(decimals)))
    return tuple(found)


def _grouped(groups: list[str]) -> bool:
    """Whether digits are parted as thousands are: 1.300.000, not 1.30 or 0.300."""
    first, *rest = groups
    return first[:1] not in ("", "0") and len(first) <= 3 and all(len(part) == 3 for part in rest)


def _token(tokens: Sequence[str], at: int) -> str:
    return tokens[at] if at < len(tokens) else ""


def _is_numeral(token: str) -> bool:
    first = token.lstrip("-.,")[:1]
    return first.isascii() and first.isdigit()


def _count(tokens: Sequence[str], at: int) -> Number | None:
    """A plain numeral or a run of number words."""
    if _is_numeral(_token(tokens, at)):
        values = numeral_values(tokens[at])
        return Number(values, at + 1) if values else None
    for end in range(min(at + _MOST_WORDS, len(tokens)), at, -1):
        value = _in_words(tokens[at:end])
        if value is not None:
            return _spoken(tokens, at, end, value)
    return None


def _in_words(words: Sequence[str]) -> float | None:
    if words[-1] == "-" or words[0] == "-" or any(_is_numeral(word) for word in words):
        return None
    try:
        return float(text2num(" ".join(word for word in words if word != "-"), "en"))
    except ValueError:
        return None


def _spoken(tokens: Sequence[str], at: int, end: int, value: float) -> Number | None:
    """Number words as a number; a last "thousand" is left to be read as a multiplier."""
    if end - at == 1 and tokens[at] in _VAGUE:
        return None
    if end - at > 1 and tokens[end - 1] in _MULTIPLIERS:
        smaller = _in_words(tokens[at : end - 1])
        if smaller is not None and smaller * _MULTIPLIERS[tokens[end - 1]] == value:
            return Number(((smaller, 0.5),), end - 1)
    if _token(tokens, end) == "point":
        return _spoken_decimals(tokens, end, value)
    return Number(((value, 0.5),), end, weak=tokens[at:end] == ["one"])


def _spoken_decimals(tokens: Sequence[str], point: int, whole: float) -> Number:
    digits = ""
    end = point + 1
    while end < len(tokens) and (digit := _in_words([tokens[end]])) is not None and digit < 10:
        digits += f"{digit:.0f}"
        end += 1
    value = whole + float(f"0.{digits or 0}")
    return Number(((value, 0.5 * 10.0 ** -len(digits)),), end)


def _whole(number: Number | None) -> int | None:
    """A small plain whole number, as fractions are made of."""
    if number is None or len(number.readings) != 1:
        return None
    value = number.readings[0][0]
    return int(value) if 0 <= value <= 1_000 and value == int(value) else None


def _slashed(tokens: Sequence[str], above: Number | None) -> Number | None:
    """2/3 and 1 1/2, but not the start of 6/8/2024."""
    if above is None or _whole(above) is None:
        return None
    if _token(tokens, above.end) != "/":
        part = (
            _slashed(tokens, _count(tokens, above.end)) if _slash_follows(tokens, above) else None
        )
        return _sum(above, part)
    below = _count(tokens, above.end + 1)
    divisor = _whole(below)
    if below is None or not divisor or _token(tokens, below.end) == "/":
        return None
    return Number(((above.readings[0][0] / divisor, 0.0),), below.end, fraction=True)


def _slash_follows(tokens: Sequence[str], whole: Number) -> bool:
    return _is_numeral(_token(tokens, whole.end)) and _token(tokens, whole.end + 1) == "/"


def _ratio(tokens: Sequence[str], above: Number | None) -> Number | None:
    """One in five, 2 out of 3."""
    if above is None:
        return None
    of = 2 if tokens[above.end : above.end + 2] == ["out", "of"] else 1
    if of == 1 and _token(tokens, above.end) != "in":
        return None
    below = _count(tokens, above.end + of)
    part, whole = _whole(above), _whole(below)
    if below is None or part is None or whole is None or not part < whole <= 100:
        return None
    return Number(((part / whole, 0.0),), below.end, fraction=True)


def _named_part(tokens: Sequence[str], start: int, count: Number | None) -> Number | None:
    """Two-thirds, a fifth, half."""
    at = count.end if count else start
    at += count is not None and _token(tokens, at) == "-"
    divisor = _PARTS.get(_token(tokens, at))
    number = _whole(count) if count else 1
    if divisor is None or number is None or not 0 < number < divisor:
        return None
    return Number(((number / divisor, 0.0),), at + 1, fraction=True, weak=count is None)


def _with_part(tokens: Sequence[str], whole: Number) -> Number:
    """Two and a half, where a part follows; else the number as it is."""
    at = whole.end + 1
    if _token(tokens, whole.end) != "and" or at >= len(tokens):
        return whole
    start = at + (tokens[at] in ("a", "an"))
    count = _count(tokens, at) if start == at else None
    return _sum(whole, _named_part(tokens, start, count)) or whole


def _sum(whole: Number, part: Number | None) -> Number | None:
    if part is None:
        return None
    readings = tuple((value + part.readings[0][0], 0.0) for value, _ in whole.readings)
    return Number(readings, part.end)


def _multiplied(tokens: Sequence[str], number: Number) -> Number:
    """The number with the multipliers that follow: 10 thousand, half a million, two dozen."""
    end, scale = number.end, number.scale
    while True:
        next_ = end
        while number.fraction and _token(tokens, next_) in ("of", "a", "an"):
            next_ += 1
        factor = _MULTIPLIERS.get(_token(tokens, next_))
        if factor is None:
            break
        end, scale = next_ + 1, scale * factor
    fraction = number.fraction and scale == 1
    return structs.replace(number, end=end, scale=scale, fraction=fraction)
