"""Signs that hold the places of gaps while the text around them is read."""

import re
from collections.abc import Callable

from studyapp.core.wording import GAP

# No text may hold these characters.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_PLACE = re.compile(f"{_OPEN}([0-9]{{1,6}}){_CLOSE}")
_LITERAL = re.compile(r"\{([0-9]+)\}")


def gap_sign(number: int) -> str:
    """What stands in the place of a gap; numbers count from 1."""
    return f"{_OPEN}{number}{_CLOSE}"


def with_gaps(text: str, *, blank: bool = False) -> tuple[str, bool]:
    """The text with its gaps as ``{1}``, ``{2}``…, or ``blank``: as one ``_____`` .

    True says that it held such a sign before, which is in round brackets now.
    """
    bare = text if blank else _LITERAL.sub(r"(\1)", text)
    return _PLACE.sub(GAP if blank else r"{\1}", bare), bare != text


def filled(text: str, content: Callable[[int], str]) -> str:
    """The text with its ``content`` in the place of each gap, by its number."""
    return _PLACE.sub(lambda place: content(int(place[1])), text)
