"""When two spellings are one answer: folding, and the rule for slips of the pen."""

import re
import unicodedata

from msgspec import Struct
from rapidfuzz.distance import OSA

# No answer of a bank is longer; more is not compared, so that a pasted book costs nothing.
LONGEST = 1_000

# Slips allowed in a word by its length in letters. Up to four letters a slip makes another
# word (Iran, Iraq); from nine on, two slips still leave it unmistakable.
_ONE_SLIP, _TWO_SLIPS = 5, 9

# Slips allowed in a whole answer of several words.
_MOST_SLIPS = 3

# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_ARTICLES = re.compile(r"\A(?:(?:the|an|a) )+(?=\S)|\bthe (?=\S)")
_APOSTROPHES = re.compile(r"['’‘ʼ`′ʹ]")
_THOUSANDS = re.compile(r"(?<=[0-9])[, ](?=[0-9]{3}(?![0-9]))")
_NUMBER_MARK = re.compile(r"(?<=[0-9])[.,](?=[0-9])|(?<![\w])-(?=[0-9])")
_BETWEEN_DIGITS = re.compile(r"(?<![0-9]) | (?![0-9])")
_DIGITS = re.compile(r"[0-9]+")


class Spelled(Struct, frozen=True):
    """The accepted text that was meant, and how many slips its spelling has."""

    meant: str
    slips: int = 0


class Doubtful(Struct, frozen=True):
    """Nearly the accepted text ``meant``, yet it may as well be ``rival``."""

    meant: str
    rival: str


def fold(text: str) -> str:
    """The text without what does not matter: case, marks, punctuation, articles.

    "A" and "an" go only at the start: "vitamin A" keeps its letter.

    Punctuation inside numbers stays, since 1.5 is not 15; so does the sign of a number.
    """
    written = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    plain = _without_marks(written).replace("−", "-")
    plain = _THOUSANDS.sub("", _APOSTROPHES.sub("", plain)).replace("&", " and ")
    kept = {match.start() for match in _NUMBER_MARK.finditer(plain)}
    spaced = "".join(
        " " if _is_punctuation(letter) and at not in kept else letter
        for at, letter in enumerate(plain)
    )
    folded = _ARTICLES.sub("", " ".join(spaced.split()))
    return folded or written


def slips_allowed(letters: int) -> int:
    """How many slips a word of that many letters may have."""
    return (letters >= _ONE_SLIP) + (letters >= _TWO_SLIPS)


def spelled(
    typed: str, accepted: tuple[str, ...], rivals: tuple[str, ...]
) -> Spelled | Doubtful | None:
    """Which accepted text was typed, slips allowed where they cannot mean a rival."""
    if len(typed) > LONGEST:
        typed = " ".join(typed.split())
        if len(typed) > LONGEST:
            return None
    folded = fold(typed)
    exact = _exactly(typed, folded, accepted, rivals)
    if exact is not None:
        return exact
    if any(_same(folded, fold(rival)) for rival in rivals):
        return None
    nearest = min(
        ((slips, text) for text in accepted if (slips := _slips(folded, fold(text))) is not None),
        default=None,
    )
    if nearest is None:
        return None
    slips, meant = nearest
    for rival in rivals:
        if _may_mean(folded, slips, fold(meant), fold(rival)):
            return Doubtful(meant, rival)
    return Spelled(meant, slips)


def _exactly(
    typed: str, folded: str, accepted: tuple[str, ...], rivals: tuple[str, ...]
) -> Spelled | None:
    """A match but for what folding drops; a rival that is nearer letter by letter wins."""
    for text in accepted:
        if _same(folded, fold(text)):
            is_rival = any(_written(typed) == _written(rival) for rival in rivals)
            if not is_rival or _written(typed) in map(_written, accepted):
                return Spelled(text)
    return None


def _written(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _is_punctuation(letter: str) -> bool:
    return letter not in "%#" and unicodedata.category(letter)[0] == "P"


def _closed(folded: str) -> str:
    """Written as one word, numbers kept apart."""
    return _BETWEEN_DIGITS.sub("", folded)


def _same(left: str, right: str) -> bool:
    return left == right or _closed(left) == _closed(right)


def _slips(typed: str, accepted: str) -> int | None:
    """Slips in ``typed`` read as ``accepted``; None where they are too many or touch digits."""
    if _DIGITS.findall(typed) != _DIGITS.findall(accepted):
        return None
    words = list(zip(typed.split(), accepted.split(), strict=False))
    if len(typed.split()) != len(accepted.split()):
        # A lost or added space is no slip, but leaves only one for the letters.
        return _word_slips(_closed(typed), _closed(accepted), most=1)
    found = [_word_slips(left, right, most=slips_allowed(len(right))) for left, right in words]
    total = sum(slips for slips in found if slips is not None)
    return None if None in found or total > _MOST_SLIPS else total


def _word_slips(typed: str, accepted: str, *, most: int) -> int | None:
    """Slips in one word; its first letter must be right, or swapped with the second.

    People rarely miss the first letter, and many opposites differ in nothing else.
    """
    most = min(most, slips_allowed(len(accepted)))
    distance = OSA.distance(typed, accepted, score_cutoff=most)
    starts_right = typed[:1] == accepted[:1] or typed[:2] == accepted[1::-1]
    return distance if distance <= most and (distance == 0 or starts_right) else None


def _may_mean(typed: str, slips: int, meant: str, rival: str) -> bool:
    """Whether the text is as near to the rival, or has slips in words that tell them apart.

    "Volodimir Zelensky" is safe from "Vladimir Putin": the other word decides.
    """
    if OSA.distance(typed, rival, score_cutoff=slips) <= slips:
        return True
    words = (typed.split(), meant.split(), rival.split())
    if not len(words[0]) == len(words[1]) == len(words[2]):
        return _one_slip_apart(_closed(meant), _closed(rival))
    telling = [triple for triple in zip(*words, strict=True) if triple[1] != triple[2]]
    return all(_one_slip_apart(right, other) for _, right, other in telling) and any(
        written != right for written, right, _ in telling
    )


def _one_slip_apart(meant: str, rival: str) -> bool:
    """Whether one misspelling could be a slip of either word (north, south)."""
    reach = 2 * slips_allowed(len(meant))
    return OSA.distance(meant, rival, score_cutoff=reach) <= reach
