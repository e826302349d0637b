"""What an Anki package holds: its collection, whatever its generation, and its media.

The generations, as Anki's own files tell them apart: 1, ``collection.anki2``; 2,
``collection.anki21`` beside it; 3, named so by ``meta``, ``collection.anki21b``
packed with Zstandard, as all media are. The newer ones also have a ``collection.anki2``
whose one note asks to update Anki: it is never read where ``meta`` names a newer one.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from sqlite3 import Connection
from typing import BinaryIO
from unicodedata import normalize

import msgspec

from studyapp.files.archive import MAX_MEMBER_BYTES as MAX_BYTES
from studyapp.files.archive import Archive
from studyapp.files.foreign_database import foreign_database
from studyapp.files.refusal import Refused, refused
from studyapp.formats.anki import wire

# The newest generation that is known, and where each keeps its collection.
_NEWEST = 3
_COLLECTIONS = {
    1: ("collection.anki21", "collection.anki2"),
    2: ("collection.anki21",),
    3: ("collection.anki21b",),
}

# The list of media, and one of them.
_MAX_LIST_BYTES = 32 * 1024 * 1024
MAX_MEDIUM_BYTES = 5 * 1024 * 1024

_CHUNK = 1024 * 1024


class Package:
    """An open package; every method may raise Refused."""

    def __init__(self, archive: Archive, path: str) -> None:
        self._archive = archive
        self._path = path
        self._generation = self._read_generation()
        self._media = self._read_media()

    @contextmanager
    def collection(self) -> Iterator[Connection]:
        """The newest collection in the package."""
        with foreign_database(self._collection(), self._path) as connection:
            yield connection

    def medium(self, name: str) -> bytes | None:
        """The bytes of a medium; None where it is not there, damaged, or too large a picture."""
        member = self._media.get(normalize("NFC", name))
        try:
            if member is None or self._archive.size(member) > MAX_MEDIUM_BYTES:
                return None
            data = self._archive.read(member, MAX_MEDIUM_BYTES)
            return data if self._generation < _NEWEST else self._unpacked(data, MAX_MEDIUM_BYTES)
        except (KeyError, Refused):
            return None

    def _read_generation(self) -> int:
        names = self._archive.names
        if "meta" in names:
            try:
                found = wire.number_of(self._archive.read("meta", 1024), 1)
            except wire.BadMessage:
                raise refused(self._path, "bad-package", "its part “meta” is damaged") from None
            if found > _NEWEST:
                message = "it was written by a newer Anki than is known here"
                hint = "export it with “Support older Anki versions”"
                raise refused(self._path, "too-new", message, hint)
            if found:
                return found
        return _NEWEST if "collection.anki21b" in names else 1

    def _collection(self) -> bytes:
        for name in _COLLECTIONS[self._generation]:
            if name in self._archive.names:
                data = self._archive.read(name)
                return data if self._generation < _NEWEST else self._unpacked(data, MAX_BYTES)
        raise refused(self._path, "bad-package", "there is no collection in the package")

    def _read_media(self) -> Mapping[str, str]:
        """For each name of a medium the member that holds it."""
        if "media" not in self._archive.names:
            return {}
        data = self._archive.read("media", _MAX_LIST_BYTES)
        try:
            if self._generation < _NEWEST:
                listed = msgspec.json.decode(data or b"{}", type=dict[str, str])
                return {normalize("NFC", name): member for member, name in listed.items()}
            entries = [
                entry
                for number, entry in wire.fields(self._unpacked(data, _MAX_LIST_BYTES))
                if number == 1 and isinstance(entry, bytes)
            ]
            names = (normalize("NFC", wire.text_of(entry, 1)) for entry in entries)
            return {name: str(place) for place, name in enumerate(names)}
        except (msgspec.MsgspecError, wire.BadMessage, RecursionError):
            raise refused(self._path, "bad-package", "its list of media is damaged") from None

    def _unpacked(self, data: bytes, limit: int) -> bytes:
        # Imported here: few packages need it.
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd

        unpacker = zstd.ZstdDecompressor()
        parts: list[bytes] = []
        left = limit
        try:
            while not unpacker.eof:
                part = unpacker.decompress(data, min(left + 1, _CHUNK))
                data = b""
                left -= len(part)
                if left < 0:
                    raise refused(self._path, "too-large", "a part of the package is too large")
                if not part and unpacker.needs_input:
                    raise refused(self._path, "bad-package", "a part of the package is cut off")
                parts.append(part)
        except zstd.ZstdError:
            raise refused(self._path, "bad-package", "a part of the package is damaged") from None
        return b"".join(parts)


@contextmanager
def open_package(file: BinaryIO, path: str) -> Iterator[Package]:
    """The package in an open file; raises Refused."""
    with Archive.open(file, path) as archive:
        yield Package(archive, path)
