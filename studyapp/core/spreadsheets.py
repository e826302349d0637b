"""Text for the cells of a spreadsheet, which takes some texts for formulas."""

import re

# OWASP, “CSV Injection”: a cell that begins so is computed when the file is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_NUMBER = re.compile(r"[+-]\d+([.,]\d+)?")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")


def as_cell(text: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet computes.

    An apostrophe stands before what would begin a formula; a number with its sign is none.
    """
    harmless = not text.startswith(_FORMULA) or _NUMBER.fullmatch(text)
    return text if harmless else f"'{text}"


def as_exact_cell(text: str) -> str:
    """The text as ``as_cell`` has it, but so that ``from_cell`` gives back every text."""
    return f"'{text}" if _NEUTRALISED.match(text) else as_cell(text)


def from_cell(cell: str) -> str:
    """The text of a cell, without the apostrophe that keeps it from being computed."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell
