"""A set on its way out: as itself, as a page, or in the format of another program."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from studyapp.authoring.exporting import export, export_page
from studyapp.authoring.selection import Selection
from studyapp.core.bank import Bank
from studyapp.core.problems import Progress
from studyapp.files.refusal import Refused, refused
from studyapp.formats.exchange import Exported
from studyapp.formats.table import FORMATS, format_for_writing
from studyapp.storage.bank_folders import PACKED_ENDING
from studyapp.storage.bank_saving import packed_bank

# Besides the formats of the table.
SET, PAGE = "set", "html"


class Outlet(Struct, frozen=True):
    """What a set can be written as: ``name`` as commands name it, endings with the usual first."""

    name: str
    title: str
    endings: tuple[str, ...]


_OWN = (
    Outlet(SET, "studyapp: the set in one file", (PACKED_ENDING,)),
    Outlet(PAGE, "Quiz for any browser, without network", (".html", ".htm")),
)


def outlets() -> tuple[Outlet, ...]:
    """The set itself, a page, and the formats of the table that can be written."""
    formats = (Outlet(each.name, each.title, each.extensions) for each in FORMATS if each.write)
    return (*_OWN, *formats)


def outlet_of(target: Path, named: str | None) -> str:
    """The name of what a file is to be: ``named``, or told by its ending; raises Refused."""
    ending = target.suffix.lower()
    for own in _OWN:
        if named == own.name or (named is None and ending in own.endings):
            return own.name
    try:
        return format_for_writing(str(target), named).name
    except Refused as refusal:
        more = [own.name if named else own.endings[0] for own in _OWN]
        hint = ", ".join([refusal.problem.hint, *more])
        raise Refused(replace(refusal.problem, hint=hint)) from None


def send(
    source: Path,
    bank: Bank,
    selection: Selection,
    target: Path,
    outlet: str,
    now: datetime,
    progress: Progress | None = None,
) -> Exported:
    """The bytes of the file, and what it does not hold; ``source`` is the file of the bank.

    Of the set itself nothing is selected. Raises Refused where there is nothing to write,
    and where the file would take the place of the set or of a picture of it.
    """
    own = [source, *(source.parent / name for name in bank.pictures)]
    if target.exists() and any(each.exists() and target.samefile(each) for each in own):
        message = "this file is the set itself, or belongs to it"
        raise refused(str(target), "own-file", message, "choose another name")
    match outlet:
        case "set":
            data, problems = packed_bank(source, progress)
            if data is None:
                raise Refused(problems[0])
            return Exported(data, problems)
        case "html":
            return export_page(bank, selection, str(target))
        case _:
            return export(bank, selection, str(target), outlet, now)
