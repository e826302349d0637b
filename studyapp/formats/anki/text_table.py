"""Anki's text files taken apart: the lines of headers, and rows of cells as CSV has them.

https://docs.ankiweb.net/importing/text-files.html
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

# What begins the headers, which end at the first line that has no ``#``.
MARK = "#"

# The headers that name a column by its number, and those that hold for all rows.
COLUMNS = ("notetype column", "deck column", "tags column", "guid column")
_KNOWN = frozenset(["separator", "html", "tags", "columns", "notetype", "deck", *COLUMNS])

_SEPARATORS = {
    "tab": "\t",
    "\\t": "\t",
    "pipe": "|",
    "semicolon": ";",
    "colon": ":",
    "comma": ",",
    "space": " ",
}
# In the order in which they are looked for where none is named; two colons begin a gap.
_GUESSED = ("\t", r"\|", ";", r"(?<!:):(?!:)", ",")

_HEADER = re.compile(r"#([A-Za-z ]{1,40}):(.*)")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_TAG = re.compile(r"</?(?:a|b|br|div|em|i|img|li|ol|p|span|strong|sub|sup|u|ul)\b[^<>]{0,500}>")


class Headers(Struct, frozen=True):
    """What the headers say of all rows; ``columns`` has the numbers of columns, from 1.

    ``labels`` are names of columns, in order. ``html`` says that cells are HTML. ``end`` is
    where the rows begin, and ``unread`` names headers whose value is none, with their lines.
    """

    separator: str
    html: bool
    tags: tuple[str, ...]
    labels: tuple[str, ...]
    note_type: str
    deck: str
    columns: Mapping[str, int]
    end: int
    unread: tuple[tuple[int, str], ...]


class Row(Struct, frozen=True):
    """The cells of a note; ``line`` is where it begins, ``end`` where the next one does.

    ``open_quote`` says that a cell begins with a quotation mark that is never closed.
    """

    line: int
    cells: tuple[str, ...]
    end: int
    open_quote: bool = False


def is_text(name: str, head: bytes) -> bool:
    """Whether a file of this name that begins so is a text of Anki's with headers."""
    if name.endswith(".anki.txt"):
        return True
    found = _HEADER.match(head[:200].decode("utf-8-sig", "ignore"))
    return found is not None and found[1].strip().lower() in _KNOWN


def headers_of(text: str) -> Headers:
    """The headers of a text, with a guess where they do not name the separator, or HTML."""
    given: dict[str, str] = {}
    unread: list[tuple[int, str]] = []
    end = 0
    number = 0
    while text.startswith(MARK, end):
        number += 1
        found = _HEADER.match(text, end)
        end = text.find("\n", end) + 1 or len(text)
        key = found[1].strip().lower() if found else ""
        if found and key in _KNOWN:
            given[key] = found[2]
            if not _is_read(key, found[2]):
                unread.append((number, found[0][1:].strip()))
    separator = _separator(given.get("separator", "")) or _guessed(text, end)
    html = given.get("html", "").strip().lower()
    names = next(rows(given.get("columns", ""), 0, 1, separator), None)
    return Headers(
        separator,
        html == "true" if html in ("true", "false") else bool(_TAG.search(text, end)),
        tuple(given.get("tags", "").split()),
        tuple(name.strip() for name in names.cells) if names else (),
        given.get("notetype", "").strip(),
        given.get("deck", "").strip(),
        {key: int(given[key]) for key in COLUMNS if _is_read(key, given.get(key, ""))},
        end,
        tuple(unread),
    )


def rows(text: str, at: int, line: int, separator: str) -> Iterator[Row]:
    """The rows of a text from a place on, which is in that line.

    Empty lines and those that begin with ``#`` are none. A cell may stand in quotation
    marks, doubled within it, and then hold line breaks and separators.
    """
    cell = re.compile(rf'"((?>[^"]*(?:""[^"]*)*))"([^{separator}\n]*)|([^{separator}\n]*)')
    while at < len(text):
        if text[at] in f"{MARK}\n":
            end = text.find("\n", at) + 1 or len(text)
            at, line = end, line + 1
            continue
        row = _row(text, at, line, cell, separator)
        yield row
        line += text.count("\n", at, row.end)
        at = row.end


def _row(text: str, at: int, line: int, cell: re.Pattern[str], separator: str) -> Row:
    cells: list[str] = []
    open_quote = False
    while True:
        found = cell.match(text, at)
        assert found is not None, "the empty cell fits everywhere"
        quoted, after, bare = found.groups()
        open_quote |= bare is not None and bare.startswith('"')
        cells.append(bare if quoted is None else quoted.replace('""', '"') + after)
        at = found.end()
        if text[at : at + 1] != separator:
            return Row(line, tuple(cells), at + 1, open_quote)
        at += 1


def _is_read(key: str, value: str) -> bool:
    if key == "separator":
        return bool(_separator(value))
    if key == "html":
        return value.strip().lower() in ("true", "false")
    return key not in COLUMNS or _NUMBER.fullmatch(value.strip()) is not None


def _separator(value: str) -> str:
    """The sign that a header names; empty where it names none."""
    sign = value.strip() or value[:1]
    return sign if sign in _SEPARATORS.values() else _SEPARATORS.get(sign.lower(), "")


def _guessed(text: str, at: int) -> str:
    """The separator that the first row has; a space where it has none of the others."""
    first = re.compile(r"^[^#\n].*", re.MULTILINE).search(text, at)
    signs = (re.search(pattern, first[0]) for pattern in _GUESSED) if first else ()
    return next((sign[0] for sign in signs if sign), " ")
