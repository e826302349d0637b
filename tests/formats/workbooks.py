"""Small workbooks, put together by hand."""

from collections.abc import Mapping, Sequence
from html import escape

from studyapp.files.archive import packed

# A cell: a text, a number, or nothing.
Cell = str | float | None

HEADER: Sequence[Cell] = (
    None,
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20 or more",
    "Correct answer(s) - choose at least one",
)


def workbook(rows: Mapping[int, Sequence[Cell]], **parts: bytes) -> bytes:
    """A workbook with one sheet; ``rows`` by their numbers. ``parts`` replace its own."""
    strings = [cell for row in rows.values() for cell in row if isinstance(cell, str)]
    members = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/sharedStrings.xml": _strings(strings),
        "xl/worksheets/sheet1.xml": _sheet(rows, strings),
    }
    for name, data in parts.items():
        members[{"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}[name]] = (
            data
        )
    return packed(members)


def kahoot(*rows: Sequence[Cell]) -> bytes:
    """The template with these rows below its header."""
    above = {1: ("Quiz template",), 8: HEADER}
    return workbook({**above, **{9 + at: (at + 1, *row) for at, row in enumerate(rows)}})


def sheet(cells: str) -> bytes:
    """A sheet of which only the inner XML is given."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_CONTENT_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/>
</Types>""".encode()
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'
).encode()


def _relation(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


def _strings(strings: Sequence[str]) -> bytes:
    inner = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return f'<sst xmlns="{_MAIN}">{inner}</sst>'.encode()


def _sheet(rows: Mapping[int, Sequence[Cell]], strings: Sequence[str]) -> bytes:
    written = []
    for number, row in rows.items():
        cells = "".join(
            _cell(f"{chr(ord('A') + at)}{number}", cell, strings) for at, cell in enumerate(row)
        )
        written.append(f'<row r="{number}">{cells}</row>')
    return sheet("".join(written))


def _cell(place: str, cell: Cell, strings: Sequence[str]) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f'<c r="{place}" t="s"><v>{strings.index(cell)}</v></c>'
        case _:
            return f'<c r="{place}"><v>{cell}</v></c>'
