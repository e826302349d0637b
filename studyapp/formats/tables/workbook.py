"""Workbooks of spreadsheets (.xlsx) of strangers: their cells as texts, with limits.

The library that reads them makes room for every cell from the first to the last, and copies a
text into each cell that shows it. So the sheets are looked at before it sees them, and it is
given nothing but what it needs of the archive.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import BinaryIO

from msgspec import Struct

from studyapp.files.archive import Archive, packed
from studyapp.files.refusal import Refused, refused
from studyapp.formats.safe_xml import Elements, Node, parse_xml

MAX_ROWS = 10_000
MAX_COLUMNS = 100
# Of all texts of a sheet together, each counted as often as it is shown.
MAX_LETTERS = 16 * 1024 * 1024

_MAX_PART = 32 * 1024 * 1024
_MAX_PARTS = 64 * 1024 * 1024
_STRINGS = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/styles\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml"
)
_PLACE = re.compile(r"([A-Za-z]{0,3})([0-9]{0,7})")

_Cell = int | float | str | bool | date | datetime | time | timedelta


class Sheet(Struct, frozen=True):
    """A sheet: its cells as they read, from the first row and column on."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def sheets(file: BinaryIO, path: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in its order. Raises Refused."""
    from python_calamine import CalamineError, CalamineWorkbook  # heavy, and seldom needed

    data = _checked(file, path)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        return tuple(
            Sheet(name, tuple(_texts(workbook.get_sheet_by_name(name).to_python(False))))
            for name in workbook.sheet_names
        )
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path, str(error)) from None
    except BaseException as error:
        # What the library did not foresee is no Exception: it is Rust's panic.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(path, "its reader gave up") from None


def _damaged(path: str, said: str) -> Refused:
    message = f"the workbook is damaged or is none: {said[:200]}"
    return refused(path, "bad-workbook", message, "save it as .xlsx again")


def _texts(rows: list[list[_Cell]]) -> Iterator[tuple[str, ...]]:
    return (tuple(_text(cell) for cell in row) for row in rows)


def _text(cell: _Cell) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return str(cell.date())
        case _:
            return str(cell).strip()


def _checked(file: BinaryIO, path: str) -> bytes:
    """A workbook with the parts that hold cells, all within the limits."""
    with Archive.open(file, path) as archive:
        if "xl/workbook.xml" not in archive.names:
            raise refused(path, "bad-workbook", "the file is no workbook in the format .xlsx")
        parts = _parts(archive, path)
    elements = Elements()
    texts = _tree(parts[_STRINGS], path, elements) if _STRINGS in parts else None
    strings = [len(node.words) for node in texts.all("si")] if texts is not None else []
    for name, data in parts.items():
        if name != _STRINGS:
            tree = _tree(data, path, elements)
            if _SHEET.fullmatch(name):
                _check_sheet(tree, strings, path)
    return packed(parts)


def _parts(archive: Archive, path: str) -> dict[str, bytes]:
    """The parts that the library is given."""
    found: dict[str, bytes] = {}
    left = _MAX_PARTS
    for name in archive.names:
        if _PARTS.fullmatch(name) is not None:
            found[name] = archive.read(name, _MAX_PART)
            left -= len(found[name])
            if left < 0:
                limit = _MAX_PARTS // 1024 // 1024
                message = f"the sheets of the workbook are larger than {limit} MB"
                raise refused(path, "too-large", message)
    return found


def _tree(data: bytes, path: str, elements: Elements) -> Node:
    """The part as XML; both readers must see the same letters in it."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise _damaged(path, "a part of it is not in UTF-8") from None
    return parse_xml(data, path, elements=elements)


def _check_sheet(sheet: Node, strings: list[int], path: str) -> None:
    rows = cells = letters = 0
    for node in sheet.walk():
        if node.tag == "row":
            rows, cells = rows + 1, 0
        elif node.tag == "c":
            cells += 1
            letters += _letters(node, strings)
        fits = rows <= MAX_ROWS and cells <= MAX_COLUMNS and letters <= MAX_LETTERS
        if not fits or not _within(node.attributes):
            message = f"a sheet has more than {MAX_ROWS:,} rows, {MAX_COLUMNS} columns"
            raise refused(path, "too-large", f"{message} or {MAX_LETTERS:,} letters")


def _letters(cell: Node, strings: list[int]) -> int:
    value = cell.words
    index = value.strip()
    if cell.get("t") == "s" and index.isascii() and index.isdigit() and len(index) < 9:
        return strings[int(index)] if int(index) < len(strings) else 0
    return len(value)


def _within(attributes: Mapping[str, str]) -> bool:
    """Whether the place that an element names, as a row or as a cell, is within the limits."""
    place = attributes.get("r")
    if place is None:
        return True
    found = _PLACE.fullmatch(place)
    if found is None:
        return False
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column <= MAX_COLUMNS and int(found[2] or 0) <= MAX_ROWS
