"""Zip files that anybody may have made: a few members, known by name, within limits."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from studyapp.storage.inspection import Unfit, regular
from studyapp.storage.private import private_file

# Records of answers shrink to a tenth; deflate itself can do a thousandth.
RATIO = 200

_LARGEST = 2 << 30
_DIRECTORY = 65_536
_CHUNK = 1 << 20

# The end of a zip file without a comment (APPNOTE.TXT, 4.3.16), and the sign of a zip64 end.
_END = struct.Struct("<4s4H2LH")
_ZIP64 = b"PK\x06\x07"
_ZIP64_SIZE = 20


class Archive:
    """An open archive whose members were found to be the ones that were asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def read(self, name: str) -> bytes:
        """A small member; raises Unfit."""
        return b"".join(self._chunks(name))

    def copy(self, name: str, target: Path) -> None:
        """Write a member to a private file; raises Unfit, OSError."""
        private_file(target)
        with target.open("wb") as file:
            for chunk in self._chunks(name):
                file.write(chunk)

    def _chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, no more than it declares."""
        left = self._archive.getinfo(name).file_size
        with _refused(), self._archive.open(name) as member:
            while chunk := member.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Unfit("it holds more than it says")
                yield chunk
        if left:
            raise Unfit("it is cut short")


@contextmanager
def opened(path: Path, members: Mapping[str, int]) -> Iterator[Archive]:
    """An archive with these members and no others, each no larger than named; raises Unfit.

    What it calls its members is never used as a path.
    """
    regular(path, _LARGEST)
    with _refused(), path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END.size - _ZIP64_SIZE))
        _check_end(file.read(), len(members))
    with _refused():
        archive = zipfile.ZipFile(path)
    with archive:
        _check_members(archive.infolist(), members)
        yield Archive(archive)


def _check_end(tail: bytes, members: int) -> None:
    """Refuse a directory that would not fit into memory before anything reads it."""
    if len(tail) < _END.size:
        raise Unfit("it is no zip file")
    sign, *_, count, size, _, comment = _END.unpack(tail[-_END.size :])
    if sign != b"PK\x05\x06" or comment:
        raise Unfit("it is no zip file of studyapp, or cut short")
    if count != members or size > _DIRECTORY or tail.startswith(_ZIP64):
        raise Unfit("it is not what studyapp puts into such a file")


def _check_members(found: list[zipfile.ZipInfo], members: Mapping[str, int]) -> None:
    if sorted(info.filename for info in found) != sorted(members):
        raise Unfit("it is not what studyapp puts into such a file")
    for info in found:
        if info.flag_bits & 1:
            raise Unfit("it is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unfit("it is packed in a way that studyapp does not use")
        if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
            raise Unfit("it holds something else than files")
        if info.file_size > members[info.filename]:
            raise Unfit("it is too large")
        if info.file_size > RATIO * (info.compress_size + _DIRECTORY):
            raise Unfit("it is packed tighter than a record can be")


@contextmanager
def _refused() -> Iterator[None]:
    """Whatever zipfile and zlib raise at a file that is not in order."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise Unfit("it is damaged, or no zip file") from error
    except (RuntimeError, struct.error, OSError) as error:
        raise Unfit("it cannot be read") from error
