"""One program per data folder: a lock that the kernel drops when its holder ends."""

import os
import sys
from pathlib import Path
from types import TracebackType

from msgspec import Struct

from studyapp.storage.private import PRIVATE_FILE, private_folder

NAME = "lock"


class Holder(Struct, frozen=True):
    """Who has the lock: the number of the process, None where it has not said so yet."""

    pid: int | None


class Lock:
    """A lock that is held until ``release``, or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next one in; the file stays, since removing it could part two holders."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1

    def __enter__(self) -> "Lock":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def acquire(folder: Path) -> Lock | Holder:
    """Take the lock of a data folder at once, or say who has it; raises OSError."""
    private_folder(folder)
    descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        if not _locked(descriptor):
            holder = Holder(_pid(os.read(descriptor, 32)))
            os.close(descriptor)
            return holder
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()}\n".encode())
    except BaseException:
        os.close(descriptor)
        raise
    return Lock(descriptor)


def _pid(text: bytes) -> int | None:
    return int(text) if text.strip().isdigit() else None


if sys.platform == "win32":
    import msvcrt

    # Windows lets nobody read a locked byte: lock one far beyond the text.
    _FAR = 1 << 30

    def _locked(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
