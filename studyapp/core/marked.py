r"""Text with light marks: the emphasis, sub- and superscripts that imported questions keep.

``*emphasis*``, ``~lowered~`` and ``^raised^``, as Pandoc's Markdown has them; ``\*`` is an
asterisk. Everything else is plain text, also line breaks and the bullets of lists.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

_TOKEN = re.compile(r"\\[\\*~^]|[*~^]")
_SPECIAL = re.compile(r"[\\*~^]")

# What Unicode has of small letters and digits, for screens without fonts of our own.
_LOWERED = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_RAISED = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)


# A style is the marks that hold, in the order of MARKS. Imports add thousands of them: flags
# of an enum would take fifty times as long.
Style = str
PLAIN = ""
EMPHASIS = "*"
LOWERED = "~"
RAISED = "^"
MARKS = EMPHASIS + LOWERED + RAISED


class Run(Struct, frozen=True):
    """Words of one style."""

    text: str
    style: Style = PLAIN


def both(one: Style, other: Style) -> Style:
    """The style of what has the marks of one and of the other."""
    if one == other or not one or not other:
        return one or other
    return "".join(mark for mark in MARKS if mark in one or mark in other)


def runs(marked: str) -> tuple[Run, ...]:
    """The words with their styles; a mark that is never closed is a character like others."""
    return joined(_read(marked))


def marks(words: Iterable[Run]) -> str:
    """The text that ``runs`` reads as these words."""
    parts: list[str] = []
    style = PLAIN
    for run in joined((run.text, run.style) for run in words):
        parts += (_changed(style, run.style), escaped(run.text))
        style = run.style
    return "".join(parts) + style


def escaped(text: str) -> str:
    """Plain text, marked as such."""
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def plain(marked: str) -> str:
    """The words alone; lowered and raised ones in small characters where Unicode has them."""
    return "".join(_in_plain(run) for run in runs(marked))


def joined(pieces: Iterable[tuple[str, Style]]) -> tuple[Run, ...]:
    """Runs of these words, as few as may be and none of them empty."""
    found: list[Run] = []
    texts: list[str] = []
    last = PLAIN
    for text, style in pieces:
        if not text:
            continue
        if texts and style != last:
            found.append(Run("".join(texts), last))
            texts = []
        texts.append(text)
        last = style
    if texts:
        found.append(Run("".join(texts), last))
    return tuple(found)


def _read(marked: str) -> Iterator[tuple[str, Style]]:
    left = Counter(_TOKEN.findall(marked))
    style = PLAIN
    end = 0
    for found in _TOKEN.finditer(marked):
        yield marked[end : found.start()], style
        token = found.group()
        end = found.end()
        left[token] -= 1
        if token not in MARKS:
            yield token[1], style
        elif token in style or left[token]:
            style = _changed(style, token)
        else:
            yield token, style
    yield marked[end:], style


@cache
def _changed(one: Style, other: Style) -> Style:
    """The marks that only one of two styles has."""
    return "".join(mark for mark in MARKS if (mark in one) != (mark in other))


def _in_plain(run: Run) -> str:
    for style, small in ((LOWERED, _LOWERED), (RAISED, _RAISED)):
        if style in run.style and all(ord(letter) in small for letter in run.text):
            return run.text.translate(small)
    return run.text
