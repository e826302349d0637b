"""The second copy of every answer: lines of JSON, each with its own checksum, only ever added to.

A line is ``{"crc":…,"entry":{…}}`` where ``crc`` is the CRC-32 of the bytes of the entry.
A line that was torn by a crash, or damaged since, is skipped by whoever reads.
"""

import errno
import io
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from math import inf
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct

from studyapp.core.attempts import Attempt, AttemptId, Flag, Session, SessionId
from studyapp.core.bank import BankId, FactId
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.private import PRIVATE_FILE, sync_folder

T = TypeVar("T")

# How far from its end the journal is first read: some twenty answers.
TAIL = 65_536


class Begun(Struct, frozen=True, tag="begun"):
    seq: int
    session: Session


class Answered(Struct, frozen=True, tag="answered"):
    """``review`` is what the answer counts for in the schedule, None for nothing."""

    seq: int
    attempt: Attempt
    review: Review | None = None


class Finished(Struct, frozen=True, tag="finished"):
    seq: int
    session: SessionId
    at: datetime


class Undone(Struct, frozen=True, tag="undone"):
    seq: int
    attempt: AttemptId


class SetAside(Struct, frozen=True, tag="set_aside"):
    seq: int
    bank: BankId
    fact: FactId
    suspended: bool
    buried_until: Day


class Flagged(Struct, frozen=True, tag="flagged"):
    seq: int
    flag: Flag


class Unflagged(Struct, frozen=True, tag="unflagged"):
    """The very flag is taken off again."""

    seq: int
    flag: Flag


class Decided(Struct, frozen=True, tag="decided"):
    seq: int
    policy: Policy


# What is kept as it was said, beside the tables of sessions and attempts.
Change = Undone | SetAside | Flagged | Unflagged | Decided

# What happened, in the order of ``seq``, which counts from 1 over all of these.
Entry = Begun | Answered | Finished | Change


class Journal:
    """The journal file, held open; ``size`` is its length in bytes.

    ``written`` is the length as this program left it.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file for this user alone; raises OSError."""
        self._path = path
        self._hold(_opened(path))

    @property
    def size(self) -> int:
        return self._file.seek(0, os.SEEK_END)

    def append(self, entry: Entry) -> None:
        """Write one line to the file; raises OSError where not all of it could be written."""
        line = entry_line(entry)
        if self._file.write(line) != len(line):
            raise OSError(errno.ENOSPC, "Only a part of the line was written", str(self._path))
        self.written += len(line)

    def sync(self) -> None:
        """Return when all that was written is on the disk."""
        os.fsync(self._file.fileno())

    def cut(self, size: int) -> None:
        """Take back what was written beyond ``size``."""
        if self.size > size:
            self._file.truncate(size)
        self.written = self.size

    def cut_torn_line(self) -> None:
        """Drop the end of the file up to the last line that is whole."""
        end = self.size
        with self._reader() as reader:
            while end:
                start = max(0, end - TAIL)
                reader.seek(start)
                newline = reader.read(end - start).rfind(b"\n")
                if newline >= 0:
                    end = start + newline + 1
                    break
                end = start
        self.cut(end)

    def entries(self, start: int = 0) -> Iterator[Entry | None]:
        """What the lines from byte ``start`` on hold; None for a line that cannot be read."""
        with self._reader() as reader:
            if start:
                reader.seek(start - 1)
                reader.readline()
            for line in reader:
                yield read_line(line)

    def after(self, seq: int) -> Iterator[Entry]:
        """The readable entries later than ``seq``; reads no more of the file than it must."""
        for start in self._starts():
            first = next((entry for entry in self.entries(start) if entry), None)
            if start == 0 or (first and first.seq <= seq):
                break
        return (entry for entry in self.entries(start) if entry and entry.seq > seq)

    def last_seq(self) -> int:
        """The number of the last readable entry, 0 where there is none."""
        for start in self._starts():
            found = [entry.seq for entry in self.entries(start) if entry]
            if found:
                return found[-1]
        return 0

    def in_place(self) -> bool:
        """Whether the open file is still the one that the path names."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(found, self._identity)

    def reopen(self) -> None:
        """Open what the path names; a file that was deleted is first written anew."""
        found = self._path.exists()
        file = _opened(self._path)
        if not found:
            with self._reader() as reader:
                shutil.copyfileobj(reader, file)
            os.fsync(file.fileno())
        self._file.close()
        self._hold(file)

    def close(self) -> None:
        self._file.close()

    def _hold(self, file: io.FileIO) -> None:
        self._file = file
        self._identity = os.fstat(file.fileno())
        self.written = self._identity.st_size

    def _starts(self) -> Iterator[int]:
        """Byte positions ever further from the end, the last of them 0."""
        step = TAIL
        while step < self.size:
            yield self.size - step
            step *= 4
        yield 0

    def _reader(self) -> "io.BufferedReader[io.FileIO]":
        # Not by the path: a journal that someone deleted can still be read this way.
        reader = io.BufferedReader(io.FileIO(os.dup(self._file.fileno())))
        reader.seek(0)
        return reader


def entry_line(entry: Entry) -> bytes:
    raw = msgspec.json.encode(entry)
    return b'{"crc":%d,"entry":%b}\n' % (crc32(raw), raw)


def read_line(line: bytes) -> Entry | None:
    """The entry of a line, or None where the line is torn, damaged or of another kind."""
    try:
        found = _LINE.decode(line)
        if crc32(found.entry) != found.crc:
            return None
        return decoded(bytes(found.entry), _ENTRY)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def decoded(raw: bytes, decoder: msgspec.json.Decoder[T]) -> T:
    """Read what ``msgspec.json.encode`` wrote, infinite numbers included."""
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError:
        # JSON has no infinity: a quantity without a bound ("at least 100") is written as null.
        return msgspec.convert(_unbounded(msgspec.json.decode(raw)), decoder.type)


class _Line(Struct):
    crc: int
    entry: msgspec.Raw


_LINE = msgspec.json.Decoder(_Line)
_ENTRY: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


def _opened(path: Path) -> io.FileIO:
    created = not path.exists()
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    file = io.FileIO(os.open(path, flags, PRIVATE_FILE), "a+")
    path.chmod(PRIVATE_FILE)
    if created:
        sync_folder(path.parent)
    return file


def _unbounded(value: Any) -> Any:
    match value:
        case {"type": "quantity", "low": low, "high": high}:
            bounds = {"low": -inf if low is None else low, "high": inf if high is None else high}
            return value | bounds
        case dict():
            return {key: _unbounded(part) for key, part in value.items()}
        case list():
            return [_unbounded(part) for part in value]
        case _:
            return value
