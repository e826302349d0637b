"""A text parted into rows and cells, with the lines on which they stand.

A cell in quotation marks may hold separators and line breaks, and a doubled mark for each of
its own. A mark that closes nowhere before a separator is a character like others, so that one
forgotten mark never swallows the rest of the file.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from studyapp.core.problems import Position
from studyapp.files.refusal import refused

MAX_ROWS = 100_000
MAX_CELLS = 300
MAX_LETTERS = 100_000


class Row(Struct, frozen=True):
    """The cells of a row, trimmed; ``line`` is that on which it begins, counting from 1.

    ``loose`` says that a cell begins with a quotation mark that does not enclose it.
    """

    line: int
    cells: tuple[str, ...]
    loose: bool = False


def rows(text: str, separator: str, path: str) -> Iterator[Row]:
    """The rows that are not blank, in time linear in the text.

    Raises Refused for more than MAX_ROWS rows, MAX_CELLS cells in a row or MAX_LETTERS in a
    cell.
    """
    pattern = _cell(separator)
    cells: list[str] = []
    loose = False
    count, line, begins, at = 0, 1, 1, 0
    while True:
        found = pattern.match(text, at)
        assert found is not None, "the pattern matches nothing at all, too"
        cell = _content(found)
        _check(len(cells) < MAX_CELLS, f"more than {MAX_CELLS} cells in a row", path, begins)
        _check(len(cell) <= MAX_LETTERS, f"more than {MAX_LETTERS:,} letters in a cell", path, line)
        cells.append(cell.strip())
        loose = loose or (cell.lstrip().startswith('"') and found["quoted"] is None)
        line += text.count("\n", at, found.end())
        at = found.end()
        if text.startswith(separator, at):
            at += len(separator)
            continue
        if any(cells):
            count += 1
            _check(count <= MAX_ROWS, f"more than {MAX_ROWS:,} rows", path, begins)
            yield Row(begins, tuple(cells), loose)
        if at >= len(text):
            return
        cells, loose = [], False
        at, line = at + 1, line + 1
        begins = line


def _cell(separator: str) -> re.Pattern[str]:
    end = re.escape(separator)
    return re.compile(
        rf'[ ]*"(?P<quoted>(?:[^"]+|"")*+)"[ ]*(?={end}|\n|\Z)|(?P<bare>(?:(?!{end})[^\n])*+)'
    )


def _content(found: re.Match[str]) -> str:
    quoted: str | None = found["quoted"]
    return found[0] if quoted is None else quoted.replace('""', '"')


def _check(fits: bool, message: str, path: str, line: int) -> None:
    if not fits:
        raise refused(path, "too-large", f"the table has {message}", at=Position(line))
