"""Texts with wildcards as regular expressions of XML Schema, which QTI tests texts with.

Only what is written here can be read: ``.*``, single characters, and classes of one
letter in both cases. A dollar sign stands in a class, as some programs take it for the end.
"""

import re

_ESCAPED = frozenset(".\\?*+{}()[]|^-")
_WILDCARDS = re.compile(r"(?<!\\)\*+")
_TOKEN = re.compile(
    r"(?P<any>\.\*)|\[(?P<class>[^\]\\\[^-]{1,2})\]|\\(?P<escaped>\W)|(?P<plain>[^.\\?*+{}()\[\]|^$])"
)


def expression(pattern: str, *, exact_case: bool) -> str:
    r"""The expression for a text in which ``*`` is any characters and ``\*`` an asterisk."""
    parts = [part.replace("\\*", "*") for part in _WILDCARDS.split(pattern)]
    return ".*".join("".join(_sign(each, exact_case) for each in part) for part in parts)


def wildcards(expression: str) -> tuple[str, bool] | None:
    """The pattern, and whether its case counts; None for what only an expression can say."""
    found: list[str] = []
    cased = exact = False
    end = 0
    for token in _TOKEN.finditer(expression.removeprefix("^")):
        if token.start() != end:
            return None
        end = token.end()
        if token["any"]:
            found.append("*")
            continue
        letter = token["class"] or token["escaped"] or token["plain"]
        if len(letter) == 2 and letter[0].lower() != letter[1].lower():
            return None
        cased = cased or len(letter) == 2
        exact = exact or (len(letter) == 1 and letter.swapcase() != letter)
        found.append("\\*" if letter[0] == "*" else letter[0])
    rest = expression.removeprefix("^")[end:]
    if rest not in ("", "$"):
        return None
    return "".join(found), exact and not cased


def _sign(letter: str, exact_case: bool) -> str:
    if letter == "$":
        return "[$]"
    other = letter.swapcase()
    if not exact_case and other != letter and len(other) == 1:
        return f"[{letter}{other}]"
    return f"\\{letter}" if letter in _ESCAPED else letter
