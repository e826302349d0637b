"""The sets that come with the program."""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from studyapp.storage.shipped import shipped
from studyapp.ui.words import tr


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
