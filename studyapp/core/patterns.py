r"""Texts with wildcards, as Moodle has them: ``*`` for any characters, ``\*`` for an asterisk.

https://docs.moodle.org/en/Short-Answer_question_type
"""

import re
from unicodedata import normalize

_ANYTHING = re.compile(r"(?<!\\)\*+")
_ELLIPSIS = "…"


def fits(pattern: str, text: str, *, exact_case: bool = False) -> bool:
    """Whether the whole text is what the pattern says, but for spaces at its ends.

    Both are compared in Unicode's composed form, and in one case unless that counts.
    No pattern is slow: its parts are looked for one after the other.
    """
    shown = _comparable(text.strip(), exact_case)
    first, *others = [_comparable(part, exact_case) for part in _literals(pattern.strip())]
    if not others:
        return shown == first
    *middle, last = others
    if not shown.startswith(first):
        return False
    at = len(first)
    for part in middle:
        found = shown.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(shown) - len(last) >= at and shown.endswith(last)


def is_anything(pattern: str) -> bool:
    """Whether every text fits."""
    return has_wildcard(pattern) and not any(_literals(pattern.strip()))


def words(pattern: str) -> str:
    """What the pattern accepts, to be read: an ellipsis stands for any characters within."""
    return _ELLIPSIS.join(_literals(pattern)).strip(f"{_ELLIPSIS} ") or _ELLIPSIS


def accepted(pattern: str) -> str:
    """All that the pattern accepts, for who grades by hand: …dioxide… for ``*dioxide*``."""
    return _ELLIPSIS.join(_literals(pattern)).strip()


def has_wildcard(pattern: str) -> bool:
    return len(_literals(pattern)) > 1


def _literals(pattern: str) -> list[str]:
    """The words between the wildcards, one at least."""
    return [part.replace("\\*", "*") for part in _ANYTHING.split(pattern)]


def _comparable(text: str, exact_case: bool) -> str:
    composed = normalize("NFC", text)
    return composed if exact_case else normalize("NFC", composed.casefold())
