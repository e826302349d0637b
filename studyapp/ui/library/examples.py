"""The sets that come with the program."""

from collections.abc import Collection, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from studyapp.storage.shipped import shipped
from studyapp.ui.widgets.text import breakable
from studyapp.ui.words import tr

_MOST_RECENT = 8


class Example(Struct, frozen=True):
    """``about`` says what the set is good for."""

    path: Path
    title: str
    about: str


def examples(without: Collection[Path]) -> list[Example]:
    """Those that are not among these files."""
    every = [
        Example(
            shipped("questions/kursk.yaml"),
            "The battle for the Kursk region, 2024–25",
            tr("Facts of an article with many voices: who says what, and who disputes it."),
        ),
        Example(
            shipped("questions/earth-age.yaml"),
            "How old is the Earth? Four centuries of answers",
            tr("A short set that explains every part of its file, for writing your own."),
        ),
    ]
    return [example for example in every if example.path not in without]


def recent(removed: Sequence[str], without: Collection[Path]) -> list[Example]:
    """The sets that were taken off the list last, where they are still there."""
    shown = {*without, *(example.path for example in examples(()))}
    paths = [path for path in map(Path, reversed(removed)) if path not in shown]
    there = (path for path in dict.fromkeys(paths) if path.is_file())
    return [Example(path, path.stem, breakable(str(path))) for path in islice(there, _MOST_RECENT)]
