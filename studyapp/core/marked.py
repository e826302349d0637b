r"""Text with light marks: the emphasis, sub- and superscripts that imported questions keep.

``*emphasis*``, ``~lowered~`` and ``^raised^``, as Pandoc's Markdown has them; ``\*`` is an
asterisk. Everything else is plain text, also line breaks and the bullets of lists.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Flag, auto

from msgspec import Struct

_TOKEN = re.compile(r"\\[\\*~^]|[*~^]")
_SPECIAL = re.compile(r"[\\*~^]")

# What Unicode has of small letters and digits, for screens without fonts of our own.
_LOWERED = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_RAISED = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)


class Style(Flag):
    PLAIN = 0
    EMPHASIS = auto()
    LOWERED = auto()
    RAISED = auto()


_STYLES = {"*": Style.EMPHASIS, "~": Style.LOWERED, "^": Style.RAISED}


class Run(Struct, frozen=True):
    """Words of one style."""

    text: str
    style: Style = Style.PLAIN


def runs(marked: str) -> tuple[Run, ...]:
    """The words with their styles; a mark that is never closed is a character like others."""
    return _joined(_read(marked))


def marks(words: Iterable[Run]) -> str:
    """The text that ``runs`` reads as these words."""
    parts: list[str] = []
    style = Style.PLAIN
    for run in (*_joined(words), Run("")):
        parts += [mark for mark, its in _STYLES.items() if its in style ^ run.style]
        parts.append(_SPECIAL.sub(r"\\\g<0>", run.text))
        style = run.style
    return "".join(parts)


def plain(marked: str) -> str:
    """The words alone; lowered and raised ones in small characters where Unicode has them."""
    return "".join(_in_plain(run) for run in runs(marked))


def _read(marked: str) -> Iterator[Run]:
    left = Counter(_TOKEN.findall(marked))
    style = Style.PLAIN
    end = 0
    for found in _TOKEN.finditer(marked):
        yield Run(marked[end : found.start()], style)
        token = found.group()
        end = found.end()
        left[token] -= 1
        if token not in _STYLES:
            yield Run(token[1], style)
        elif _STYLES[token] in style or left[token]:
            style ^= _STYLES[token]
        else:
            yield Run(token, style)
    yield Run(marked[end:], style)


def _joined(words: Iterable[Run]) -> tuple[Run, ...]:
    found: list[Run] = []
    for run in words:
        if found and run.text and found[-1].style == run.style:
            found[-1] = Run(found[-1].text + run.text, run.style)
        elif run.text:
            found.append(run)
    return tuple(found)


def _in_plain(run: Run) -> str:
    for style, small in ((Style.LOWERED, _LOWERED), (Style.RAISED, _RAISED)):
        if style in run.style and all(ord(letter) in small for letter in run.text):
            return run.text.translate(small)
    return run.text
