"""One program per data folder: a lock that the kernel drops when its holder ends.

The window holds the lock of the data folder. Whoever reads or writes one learner's
record shares that learner's lock; whoever replaces, moves or removes the record has
both locks for itself.
"""

import os
import sys
from pathlib import Path
from types import TracebackType

from msgspec import Struct

from studyapp.storage.folders import learner_folder, learners_folder
from studyapp.storage.private import PRIVATE_FILE, private_folder

NAME = "lock"


class Holder(Struct, frozen=True):
    """Who has the lock: the number of the process, None where it has not said so.

    Those who share a lock never say so.
    """

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


def acquire(folder: Path, name: str = NAME, *, shared: bool = False) -> Lock | Holder:
    """Take the lock of a data folder at once, or say who has it; raises OSError.

    A ``shared`` lock may be held by several at a time, but not beside one that is not.
    """
    private_folder(folder)
    descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        if not _locked(descriptor, shared):
            holder = Holder(_pid(os.read(descriptor, 32)))
            os.close(descriptor)
            return holder
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        if not shared:
            os.write(descriptor, f"{os.getpid()}\n".encode())
    except BaseException:
        os.close(descriptor)
        raise
    return Lock(descriptor)


def acquire_learner(data: Path, learner: str, *, shared: bool = False) -> Lock | Holder:
    """The same for one learner; the file lies beside the folder, which may be moved."""
    name = learner_folder(data, learner).name
    return acquire(learners_folder(data), f".{name}.lock", shared=shared)


def _pid(text: bytes) -> int | None:
    return int(text) if text.strip().isdigit() else None


if sys.platform == "win32":
    import msvcrt

    # Windows lets nobody read a locked byte: lock those far beyond the text. Who shares
    # takes one of them, who does not takes all.
    _FAR = 1 << 30
    _SHARES = 64

    def _locked(descriptor: int, shared: bool) -> bool:
        if shared:
            return any(_taken(descriptor, _FAR + share, 1) for share in range(_SHARES))
        return _taken(descriptor, _FAR, _SHARES)

    def _taken(descriptor: int, start: int, count: int) -> bool:
        os.lseek(descriptor, start, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, count)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(descriptor: int, shared: bool) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
