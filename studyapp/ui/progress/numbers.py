"""The numbers behind a chart: as a table on screen and as a file for a spreadsheet."""

import csv
import io
from datetime import date
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from studyapp.core.spreadsheets import as_cell

Cell = str | int | float | date | None


class Unit(StrEnum):
    """What the cells of a column are; shares go from 0 to 1, times are in minutes."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    SHARE = "share"
    MINUTES = "minutes"


class Heading(Struct, frozen=True):
    text: str
    unit: Unit = Unit.COUNT


class Numbers(Struct, frozen=True):
    """Each row has a cell for each heading; None is an empty cell."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cell_text(cell: Cell, unit: Unit) -> str:
    """A cell as the table shows it."""
    match cell, unit:
        case None, _:
            return "–"
        case (int() | float()) as share, Unit.SHARE:
            return percent(share)
        case float() as number, _:
            return f"{number:.1f}"
        case _:
            return str(cell)


def percent(share: float) -> str:
    """A share in words, with a space that does not break the line."""
    return QCoreApplication.translate("Numbers", "{n}\u00a0%").format(n=round(100 * share))


def as_csv(numbers: Numbers) -> str:
    """A line a row, shares in percent; no cell is one that a spreadsheet would compute."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([as_cell(_heading(heading)) for heading in numbers.headings])
    for row in numbers.rows:
        cells = zip(row, numbers.headings, strict=True)
        writer.writerow([_written(cell, heading.unit) for cell, heading in cells])
    return out.getvalue()


def _heading(heading: Heading) -> str:
    match heading.unit:
        case Unit.SHARE:
            return f"{heading.text} (%)"
        case Unit.MINUTES:
            return f"{heading.text} (min)"
        case Unit.TEXT | Unit.DATE | Unit.COUNT:
            return heading.text


def _written(cell: Cell, unit: Unit) -> str:
    match cell:
        case None:
            return ""
        case str():
            return as_cell(cell)
        case int() | float():
            return f"{round(100 * cell if unit is Unit.SHARE else cell, 2):g}"
        case date():
            return cell.isoformat()
