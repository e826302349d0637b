"""Zip archives of strangers: read by member, never unpacked as a tree, with limits.

The limits count what really comes out, whatever the archive declares.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from studyapp.files.refusal import Refused, refused

MAX_MEMBERS = 100_000
MAX_MEMBER_BYTES = 512 * 1024 * 1024
MAX_BYTES = 4 * 1024 * 1024 * 1024
# Deflate makes at most 1032 bytes of one; text seldom more than 20.
MAX_RATIO = 200
_SMALL = 1024 * 1024  # any ratio will do for a member of this size

_CHUNK = 1024 * 1024
_ENCRYPTED = 0x1
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Archive:
    """The members of an archive by name; every method may raise Refused."""

    def __init__(self, opened: zipfile.ZipFile, path: str) -> None:
        self._zip = opened
        self._path = path
        self._left = MAX_BYTES
        self._members = self._checked()

    @staticmethod
    @contextmanager
    def open(file: BinaryIO, path: str) -> Iterator["Archive"]:
        """The archive in an open file that can seek; ``path`` is named in problems."""
        try:
            opened = zipfile.ZipFile(file)
        except _DAMAGE as error:
            raise _damaged(path, error) from None
        with opened:
            yield Archive(opened, path)

    @property
    def names(self) -> tuple[str, ...]:
        """The files in the archive, in its order; folders are left out."""
        return tuple(self._members)

    def size(self, name: str) -> int:
        """How many bytes the archive says that a member has."""
        return self._members[name].file_size

    def read(self, name: str, limit: int = MAX_MEMBER_BYTES) -> bytes:
        """The bytes of a member of at most ``limit`` bytes; KeyError where there is none."""
        member = self._members[name]
        allowed = min(limit, self._left, max(_SMALL, member.compress_size * MAX_RATIO))
        parts: list[bytes] = []
        found = 0
        try:
            with self._zip.open(member) as file:
                while part := file.read(_CHUNK):
                    found += len(part)
                    if found > allowed:
                        raise self._refusal("too-large", f"“{name}” in the archive is too large")
                    parts.append(part)
        except _DAMAGE as error:
            raise _damaged(self._path, error) from None
        self._left -= found
        return b"".join(parts)

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise self._refusal("too-many", f"the archive has more than {MAX_MEMBERS:,} files")
        found: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            if member.filename.endswith("/"):  # a folder; is_dir() fails at an empty name
                continue
            flaw = _flaw(member) or ("stands there twice" if member.filename in found else "")
            if flaw:
                name = member.filename[:80]
                raise self._refusal("bad-archive", f"“{name}” in the archive {flaw}")
            found[member.filename] = member
        return found

    def _refusal(self, code: str, message: str) -> Refused:
        return refused(self._path, code, message)


def packed(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members, the same for the same; each has the date of 1980-01-01."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, data)
    return file.getvalue()


def _flaw(member: zipfile.ZipInfo) -> str:
    parts = member.filename.replace("\\", "/").split("/")
    mode = member.external_attr >> 16
    if not member.filename:
        return "has no name"
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        return "lies outside of it"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is not a regular file"
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is compressed in a way that is not supported"
    if member.file_size > MAX_MEMBER_BYTES:
        return "is too large"
    return ""


def _damaged(path: str, error: Exception) -> Refused:
    said = str(error).rstrip(".") or type(error).__name__
    return refused(path, "bad-archive", f"the archive is damaged or is no zip file: {said}")
