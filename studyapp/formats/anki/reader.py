"""Anki's packages read, of any generation; how well their cards are known stays in Anki."""

from typing import BinaryIO

from studyapp.core.problems import Progress
from studyapp.files.refusal import refused
from studyapp.formats.anki.cards import Cards
from studyapp.formats.anki.collection import Collection
from studyapp.formats.anki.package import open_package
from studyapp.formats.anki.report import Report
from studyapp.formats.exchange import Imported, warning

# Notes are counted to the progress in steps of this many.
_STEP = 200


def is_package(name: str, head: bytes) -> bool:
    """Whether a file of this name that begins so is one of Anki's packages."""
    return head.startswith(b"PK") and (
        name.endswith((".apkg", ".colpkg")) or b"collection.anki2" in head
    )


def read(file: BinaryIO, path: str, progress: Progress) -> Imported:
    """The cards of a package as questions. Raises Refused where there is none."""
    with open_package(file, path) as package, package.collection() as connection:
        collection = Collection(connection, path)
        report = Report(path)
        cards = Cards(collection.note_types, collection.decks_used(), package.medium, report)
        for number, note in enumerate(collection.notes(), 1):
            if number % _STEP == 1:
                progress(number - 1, collection.count)
            cards.add(number, note)
        progress(collection.count, collection.count)
        problems = list(report.problems())
        if collection.has_history:
            message = "how well its cards are known, and when they are due, stays in Anki"
            problems.insert(0, warning(path, "history-left-behind", message))
        if not cards.questions and not problems:
            raise refused(path, "no-questions", "there is no card in the package")
        return Imported(cards.found(), tuple(problems))
