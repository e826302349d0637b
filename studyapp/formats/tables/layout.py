"""What parts the cells of a table, and whether its first row names the columns."""

import re
from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from studyapp.files.refusal import refused
from studyapp.formats.tables.cells import Row, rows
from studyapp.formats.tables.columns import Columns, columns_of

# The first of the best counts. Those of several letters part a term from its definition in
# lists that people type; Quizlet exports with whatever its user wants.
_SEPARATORS = ("\t", ",", ";", "|")
_DASHES = (" - ", " – ", " — ", " = ", " : ", ": ")

# So many rows are looked at.
_SAMPLE = 200
# Where so many of them have a tab the others go on from the row above.
_MOSTLY = 0.4

_DECLARED = re.compile(r"sep=([^\n])\n", re.IGNORECASE)


class Layout(Struct, frozen=True):
    """How to read a table: its rows begin with the header where it has ``columns``.

    ``skipped`` lines come before the first row. ``one_line`` says that semicolons part
    the rows, all on one line.
    """

    separator: str
    columns: Columns | None = None
    skipped: int = 0
    one_line: bool = False


def layout_of(text: str, path: str) -> Layout:
    """The layout of a table. Raises Refused where nothing in it parts cells."""
    declared = _DECLARED.match(text)
    skipped = 1 if declared else 0
    separators = (declared[1],) if declared else _SEPARATORS
    body = text[declared.end() :] if declared else text
    headers = [
        (separator, columns)
        for separator in separators
        if (columns := _header(_sample(body, separator, path, 1))) is not None
    ]
    if headers:
        separator, columns = max(headers, key=lambda header: _known(header[1]))
        return Layout(separator, columns, skipped)
    if "\n" not in body.strip() and (inner := _rows_on_one_line(body)):
        return Layout(inner, None, skipped, one_line=True)
    likely = {
        separator: _likelihood(_sample(body, separator, path, _SAMPLE))
        for separator in (*separators, *_DASHES)
    }
    best = max(likely, key=likely.__getitem__)
    if likely.get("\t", 0.0) > _MOSTLY:
        best = "\t"
    if not likely[best]:
        hint = "a tab, a comma or a semicolon stands between a question and its answer"
        raise refused(path, "no-columns", "this is no table: nothing parts its cells", hint)
    return Layout(best, None, skipped)


def _sample(text: str, separator: str, path: str, most: int) -> list[Row]:
    return list(islice(rows(text, separator, path), most))


def _header(first: Sequence[Row]) -> Columns | None:
    return columns_of(first[0].cells) if first else None


def _known(columns: Columns) -> int:
    return len(columns.single) + sum(len(numbered) for numbered in columns.many.values())


def _likelihood(sample: Sequence[Row]) -> float:
    """How much speaks for a separator, from 0 to 1: rows of two cells count most."""
    if not sample:
        return 0.0
    return sum(_PLAUSIBLE.get(len(row.cells), 0.5) for row in sample) / len(sample)


# By the number of cells in a row.
_PLAUSIBLE = {1: 0.0, 2: 1.0}


def _rows_on_one_line(body: str) -> str:
    """What parts the two cells of each row where semicolons part the rows; perhaps nothing."""
    pieces = [piece for piece in body.strip().split(";") if piece.strip()]
    if len(pieces) < 2:
        return ""
    for separator in ("\t", ",", *_DASHES):
        if all(piece.count(separator) == 1 for piece in pieces):
            return separator
    return ""
