"""What the learner set up: a small JSON file in the data folder."""

import os
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from studyapp.core.statistics.timeline import Range
from studyapp.storage.folders import DEFAULT_LEARNER
from studyapp.ui.theme import TEXT_PERCENTS, Scheme

FILE = "settings.json"


class Settings(Struct, frozen=True):
    """``text`` is a percentage; ``opened`` and ``studied`` are paths of sets, ``removed`` of
    those that are not to be opened by themselves.

    ``confidence`` asks how sure the learner is; ``learner`` is the name of who studied last.
    ``window`` is the place of the window as Qt saves it, in hexadecimal digits. ``charts`` is
    how far the charts look back.
    """

    scheme: Scheme = Scheme.SYSTEM
    text: int = 100
    count: int = 10
    opened: tuple[str, ...] = ()
    studied: str = ""
    window: str = ""
    confidence: bool = False
    learner: str = DEFAULT_LEARNER
    removed: tuple[str, ...] = ()
    charts: Range = Range.ALL


def load_settings(folder: Path) -> Settings:
    """What was saved; the usual settings where there is nothing readable."""
    try:
        settings = msgspec.json.decode((folder / FILE).read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError):
        return Settings()
    return settings if settings.text in TEXT_PERCENTS else replace(settings, text=100)


def save_settings(settings: Settings, folder: Path) -> None:
    """Replace the file in one step; raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = folder / f"{FILE}.new"
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(settings)))
    new.replace(folder / FILE)


def larger(percent: int) -> int:
    """The next text size, or the largest."""
    return next((each for each in TEXT_PERCENTS if each > percent), TEXT_PERCENTS[-1])


def smaller(percent: int) -> int:
    return next((each for each in reversed(TEXT_PERCENTS) if each < percent), TEXT_PERCENTS[0])
