"""H5P's texts with blanks: ``*answer/another answer:tip*``, and ``**`` for an asterisk."""

import re
from collections.abc import Sequence

from msgspec import Struct

from studyapp.core.questions import TextAnswer
from studyapp.formats.gap_signs import gap_sign
from studyapp.formats.html_text import from_html

# What ``gap_sign`` is made of, so that no text can pass for one.
_SIGNS = re.compile("[\ufdd0\ufdd1]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
# An asterisk itself, or what stands between two; one that is never closed is a character.
_BLANK = re.compile(r"\*(?:\*|([^*]+)\*)")


class Blank(Struct, frozen=True):
    """What may be typed into a blank."""

    answers: tuple[TextAnswer, ...]


class Blanked(Struct, frozen=True):
    """HTML with the sign of ``gap_signs`` for each blank, and its tip behind it."""

    html: str
    blanks: tuple[Blank, ...]


def blanked(lines: Sequence[str]) -> Blanked:
    """The lines of HTML with their blanks taken out; one without an answer stays as words."""
    found: list[Blank] = []

    def taken(blank: re.Match[str]) -> str:
        if blank[1] is None:
            return "*"
        solution, _, tip = _TAG.sub("", blank[1]).partition(":")
        answers = dict.fromkeys(from_html(each).plain.strip() for each in solution.split("/"))
        given = tuple(TextAnswer(each.replace("*", "\\*")) for each in answers if each)
        if not given:
            return blank[0]
        found.append(Blank(given))
        sign = gap_sign(len(found))
        return f"{sign} ({tip.strip()})" if tip.strip() else sign

    html = [f"<div>{_BLANK.sub(taken, _SIGNS.sub('', line))}</div>" for line in lines]
    return Blanked("".join(html), tuple(found))
