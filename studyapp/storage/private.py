"""Files and folders that only the learner may read."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def private_folder(folder: Path) -> None:
    """Make sure that the folder exists and is closed to others; raises OSError.

    Folders above it that are missing are made as private.
    """
    for missing in (path for path in reversed(folder.parents) if not path.exists()):
        missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) != PRIVATE_FOLDER:  # whoever watches it would wake up
        with suppress(PermissionError):  # a folder that belongs to someone else may still do
            folder.chmod(PRIVATE_FOLDER)


def private_file(path: Path) -> None:
    """Make sure that the file exists and is closed to others; raises OSError.

    A file that exists is never opened: closing it again would drop the locks
    that SQLite holds on it in this process.
    """
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
        sync_folder(path.parent)
    path.chmod(PRIVATE_FILE)


def sync_folder(folder: Path) -> None:
    """Return when the names in the folder are on the disk, where the system can tell."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place in one step: the old one stays until the new one is on the disk.

    A link stays, and what it leads to is replaced; the permissions stay, too. Raises OSError.
    """
    path = path.resolve()
    unfinished = path.with_name(f".{secrets.token_hex(8)}.unfinished")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            unfinished.chmod(stat.S_IMODE(path.stat().st_mode))
        unfinished.replace(path)
    except BaseException as error:
        with suppress(OSError):
            unfinished.unlink()
        if isinstance(error, OSError) and error.filename == str(unfinished):
            error.filename = str(path)  # nobody knows the other
        raise
    sync_folder(path.parent)
