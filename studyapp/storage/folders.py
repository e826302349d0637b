"""Where a learner's data and the cache of compiled banks lie, and what the files are called."""

import re
from pathlib import Path
from unicodedata import normalize

from platformdirs import user_data_path

DEFAULT_LEARNER = "default"

# What lies in the folder of a learner.
DATABASE = "record.sqlite3"
JOURNAL = "journal.jsonl"
BACKUPS = "backups"
# How the database looked when it was last closed in good order.
CLOSED = "closed"

# What SQLite keeps beside a database.
COMPANIONS = ("", "-wal", "-shm")

_NAME = re.compile(r"\w[\w .-]{0,63}")

# File systems take 255 bytes; a name in the folder of the deleted gets a date as well.
_LONGEST = 200

# Windows takes these for devices, whatever follows a dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def data_folder(chosen: Path | None) -> Path:
    """The folder named by ``--data-dir``, or the platform's usual place."""
    return chosen if chosen is not None else user_data_path("studyapp", appauthor=False)


def cache_folder(data: Path) -> Path:
    return data / "cache"


def learners_folder(data: Path) -> Path:
    return data / "learners"


def learner_folder(data: Path, learner: str = DEFAULT_LEARNER) -> Path:
    """The folder of one learner; raises ValueError for a name that is not fit for one."""
    name = normalize("NFC", learner)
    fit = _NAME.fullmatch(name) and not name.endswith((".", " ")) and not _DEVICES.fullmatch(name)
    if not fit or len(name.encode()) > _LONGEST:
        raise ValueError(f"“{_visible(learner)}” cannot be a learner's name")
    return learners_folder(data) / name


def _visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
