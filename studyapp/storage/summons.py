"""What a second start asks of the window that is open: a small file in the data folder.

A file works on every platform and with paths of any length, as a Unix socket does not.
"""

import os
import time
from pathlib import Path
from uuid import uuid4

import msgspec

from studyapp.storage.private import PRIVATE_FILE, private_folder

_FOLDER = "summons"
_LOOK_AGAIN = 0.02  # seconds


def summons_folder(data: Path) -> Path:
    """Where the window looks; made where it is missing. Raises OSError."""
    folder = data / _FOLDER
    private_folder(folder)
    return folder


def summon(data: Path, files: list[Path], patience: float) -> bool:
    """Ask the window that is open to come forward with these files.

    False where none answered within ``patience`` seconds; then nobody will any more.
    Raises OSError.
    """
    asked = summons_folder(data) / f"{uuid4()}.json"
    new = asked.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.encode([str(path.absolute()) for path in files]))
    new.replace(asked)
    end = time.monotonic() + patience
    while asked.exists():
        if time.monotonic() > end:
            return not _withdrawn(asked)
        time.sleep(_LOOK_AGAIN)
    return True


def answer(data: Path) -> list[list[Path]]:
    """What was asked since the last time, each request once; raises OSError.

    The folder is only read: who watches it is told of every change, and looks again.
    """
    requests = []
    for asked in sorted((data / _FOLDER).glob("*.json")):
        try:
            told = asked.read_bytes()
            asked.unlink()
            requests.append([Path(name) for name in msgspec.json.decode(told, type=list[str])])
        except (FileNotFoundError, msgspec.MsgspecError):
            continue  # withdrawn, or not from us
    return requests


def _withdrawn(asked: Path) -> bool:
    """Whether the request was still there to be taken back."""
    try:
        asked.unlink()
    except FileNotFoundError:
        return False
    return True
