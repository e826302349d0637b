"""The parts of a text2qti file: each begins with a sign at the left edge of a line.

What belongs to a part is indented below it. Where the program of that name would refuse a
file for a space, the part is read and the line is named.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct


class Sign(StrEnum):
    """What a part is."""

    QUESTION = "question"
    RIGHT = "right"
    WRONG = "wrong"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    TYPED = "typed"
    NUMBER = "number"
    ESSAY = "essay"
    UPLOAD = "upload"
    FEEDBACK = "feedback"
    IF_RIGHT = "if_right"
    IF_WRONG = "if_wrong"
    TITLE = "title"
    POINTS = "points"
    TEXT_TITLE = "text_title"
    TEXT = "text"
    QUIZ_TITLE = "quiz_title"
    DESCRIPTION = "description"
    SETTING = "setting"
    GROUP = "group"
    END_GROUP = "end_group"
    CODE = "code"
    STRAY = "stray"


class Block(Struct, frozen=True):
    """A part of the file: its text without the sign, and the line on which that stands.

    A setting keeps its name; a code block has the first line of its fence. ``notes`` are
    lines with what is odd about them, as codes with messages.
    """

    sign: Sign
    text: str
    line: int
    notes: tuple[tuple[int, str, str], ...] = ()


# Signs that need a word after them, and what this may begin with where the space is missing.
_BEFORE_WORDS = (
    (Sign.QUESTION, r"[0-9]+\.", ""),
    (Sign.RIGHT, r"\*[A-Za-z]\)", r"\S"),
    (Sign.WRONG, r"[A-Za-z]\)", r"\S"),
    (Sign.CHECKED, r"\[\*\]", r"\S"),
    (Sign.UNCHECKED, r"\[ ?\]", r"\S"),
    (Sign.TYPED, r"\*", ""),
    (Sign.NUMBER, "=", r"[-+0-9.\[]"),
    (Sign.FEEDBACK, r"\.\.\.", ""),
    (Sign.IF_RIGHT, r"\+", ""),
    (Sign.IF_WRONG, "-", ""),
    (Sign.TITLE, r"[Tt]itle:", r"\S"),
    (Sign.POINTS, r"[Pp]oints:", r"\S"),
    (Sign.TEXT_TITLE, r"[Tt]ext [Tt]itle:", r"\S"),
    (Sign.TEXT, r"[Tt]ext:", r"\S"),
    (Sign.QUIZ_TITLE, r"[Qq]uiz [Tt]itle:", r"\S"),
    (Sign.DESCRIPTION, r"[Qq]uiz [Dd]escription:", r"\S"),
)
_ALONE = (
    (Sign.ESSAY, "_{3,}"),
    (Sign.UPLOAD, r"\^{3,}"),
    (Sign.GROUP, "GROUP"),
    (Sign.END_GROUP, "END_GROUP"),
)
_SETTING = (
    "shuffle answers|show correct answers|one question at a time|can't go back"
    "|feedback is solution|solutions sample groups|solutions randomize groups"
    "|solutions pick|pick|points per question"
)
_START = re.compile(
    "|".join(
        [
            *(
                rf"(?P<{sign}>{pattern}(?:[ \t]+|${f'|(?={near})' if near else ''}))"
                for sign, pattern, near in _BEFORE_WORDS
            ),
            *(rf"(?P<{sign}>{pattern}[ \t]*$)" for sign, pattern in _ALONE),
            rf"(?P<{Sign.SETTING}>(?=(?i:{_SETTING}):))",
            rf"(?P<{Sign.CODE}>(?=```))",
        ]
    )
)
# Parts of one line: what is indented below does not belong to them.
_SHORT = frozenset([Sign.TYPED, Sign.NUMBER, Sign.POINTS, Sign.SETTING])
_BARE = frozenset(sign for sign, _ in _ALONE)
_FENCE = re.compile(r"`{3,}")
_TAB = 4


def blocks(text: str) -> Iterator[Block]:
    """The parts of a file, without its comments."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        found = _START.match(line)
        if found is not None:
            block, at = _block(lines, at, found)
            yield block
        elif line.rstrip() == "COMMENT":
            unending, at = _comment(lines, at)
            if unending is not None:
                yield unending
        else:
            if line.strip() and not line.startswith("%"):
                yield Block(Sign.STRAY, line.strip(), at + 1)
            at += 1


def _comment(lines: Sequence[str], at: int) -> tuple[Block | None, int]:
    """The line after a comment of several; a stray block where it never ends."""
    for end in range(at + 1, len(lines)):
        if lines[end].rstrip() == "END_COMMENT":
            return None, end + 1
    message = "this comment never ends: nothing below it is read"
    note = (at + 1, "comment-never-ends", message)
    return Block(Sign.STRAY, "COMMENT", at + 1, (note,)), len(lines)


def _block(lines: Sequence[str], at: int, found: re.Match[str]) -> tuple[Block, int]:
    """The part that begins at this line, and the line after it."""
    sign = Sign(found.lastgroup or "")
    if sign is Sign.CODE:
        return _code(lines, at)
    words = lines[at][found.end() :].strip()
    notes = []
    if words and sign not in _BARE and sign is not Sign.SETTING and not found[0][-1].isspace():
        message = f"a space belongs after “{found[0]}”"
        notes.append((at + 1, "no-space", message))
    if sign in _SHORT or sign in _BARE:
        return Block(sign, words, at + 1, tuple(notes)), at + 1
    width = None if found[0].rstrip().endswith(":") else len(found[0].expandtabs(_TAB))
    more, end = _continuation(lines, at + 1, width, notes)
    return Block(sign, "\n".join([words, *more]).strip(), at + 1, tuple(notes)), end


def _continuation(
    lines: Sequence[str], at: int, width: int | None, notes: list[tuple[int, str, str]]
) -> tuple[list[str], int]:
    """The lines below a part that belong to it, without their indent, and the line after them.

    ``width`` is that of the sign; None says that the first of these lines tells it.
    """
    found: list[str] = []
    end = at
    while at < len(lines):
        line = lines[at].expandtabs(_TAB)
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if not bare:
            found.append("")
        elif indent:
            width = indent if width is None else width
            found.append(line[min(indent, width) :].rstrip())
            end = at + 1
        elif at == end and _goes_on(lines[at]):
            notes.append((at + 1, "not-indented", "this line belongs above and is not indented"))
            found.append(line.rstrip())
            end = at + 1
        else:
            break
        at += 1
    return found[: len(found) - (at - end)], end


def _goes_on(line: str) -> bool:
    """Whether a line at the left edge is plain words."""
    return not (
        _START.match(line) or line.startswith("%") or line.rstrip() in ("COMMENT", "END_COMMENT")
    )


def _code(lines: Sequence[str], at: int) -> tuple[Block, int]:
    fence = _FENCE.match(lines[at])
    assert fence is not None, "a code block begins with its fence"
    for end in range(at + 1, len(lines)):
        if lines[end].startswith(fence[0]) and not lines[end].strip("` \t"):
            return Block(Sign.CODE, lines[at].strip(), at + 1), end + 1
    message = "this code block never ends: nothing below it is read"
    note = (at + 1, "code-never-ends", message)
    return Block(Sign.CODE, lines[at].strip(), at + 1, (note,)), len(lines)
