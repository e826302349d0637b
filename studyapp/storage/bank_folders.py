"""What lies around a bank file, in a folder or in one zip file with it."""

import posixpath
import stat
from pathlib import Path
from typing import BinaryIO, Protocol

from studyapp.files import pictures
from studyapp.files.archive import Archive
from studyapp.files.refusal import Refused, refused

# Larger banks and sources are not opened.
MAX_BYTES = 64 * 1024 * 1024

# How a zip file begins; the second is one without any members.
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")

BANK_ENDINGS = (".yaml", ".yml")

# A bank that is packed with all it needs into one zip file.
PACKED_ENDING = ".studyset"
_MEGABYTE = 1024 * 1024


class FileUnreadable(Exception):
    """A file that a bank names cannot be had; the message says why."""


class BankFolder(Protocol):
    """The files that a bank names, each by its path from the bank; raises FileUnreadable."""

    def source(self, name: str) -> bytes: ...

    def picture(self, name: str) -> bytes: ...


class OnDisk:
    """The folder of a bank file, and those near it."""

    def __init__(self, bank: Path) -> None:
        self._folder = bank.parent

    def source(self, name: str) -> bytes:
        """A source, which may lie beside the folder."""
        if Path(name).is_absolute():
            raise FileUnreadable("a source is named by its path from the bank, not from the root")
        try:
            return read_regular(self._folder / name)
        except (OSError, ValueError) as error:
            raise FileUnreadable(f"the source “{name}” cannot be read: {said(error)}") from None

    def picture(self, name: str) -> bytes:
        _check_within(name)
        try:
            found = (self._folder / name).resolve(strict=True)
            if not found.is_relative_to(self._folder.resolve()):
                raise FileUnreadable(f"the picture “{name}” lies outside of the folder of the bank")
            return read_regular(found, pictures.MAX_BYTES)
        except (OSError, ValueError) as error:
            raise FileUnreadable(f"the picture “{name}” cannot be read: {said(error)}") from None


class InArchive:
    """A zip file that holds one bank, and beside it what the bank names."""

    def __init__(self, archive: Archive, path: str) -> None:
        self._archive = archive
        self.member = _bank_member(archive, path)

    def bank(self) -> bytes:
        return self._archive.read(self.member, MAX_BYTES)

    def source(self, name: str) -> bytes:
        return self._read(name, f"the source “{name}”", MAX_BYTES)

    def picture(self, name: str) -> bytes:
        _check_within(name)
        return self._read(name, f"the picture “{name}”", pictures.MAX_BYTES)

    def _read(self, name: str, thing: str, limit: int) -> bytes:
        member = member_named(name, self.member)
        try:
            if self._archive.size(member) > limit:
                raise FileUnreadable(f"{thing} is larger than {limit // _MEGABYTE} MB")
            return self._archive.read(member, limit)
        except KeyError:
            raise FileUnreadable(f"{thing} is not in the archive") from None
        except Refused as error:
            raise FileUnreadable(f"{thing} cannot be read: {error.problem.message}") from None


def member_named(name: str, bank: str) -> str:
    """The member of an archive that a bank means by a path from it; ``bank`` is its own member."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(bank), name.replace("\\", "/")))


def read_regular(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes; raises OSError."""
    with open_regular(path) as file:
        data = file.read(limit + 1)  # some system files do not tell their size
    if len(data) > limit:
        raise OSError(None, f"larger than {limit // _MEGABYTE} MB")
    return data


def open_regular(path: Path) -> BinaryIO:
    """A regular file, open for reading; raises OSError. A pipe would wait for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(None, "not a regular file")
    return path.open("rb")


def said(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)


def _check_within(name: str) -> None:
    """A picture is named as in the folder of the bank or below it, on any system."""
    parts = name.split("/")
    if "\\" in name or ":" in parts[0] or parts[0] == "":
        raise FileUnreadable("a picture is named by its path from the bank, as in pictures/map.png")
    if ".." in parts:
        raise FileUnreadable("a picture lies in the folder of the bank or below it")


def _bank_member(archive: Archive, path: str) -> str:
    """The one bank nearest to the top; raises Refused. What macOS adds is passed over."""
    banks = [
        name
        for name in archive.names
        if name.lower().endswith(BANK_ENDINGS)
        and not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    ]
    if not banks:
        raise refused(path, "no-bank", "there is no bank (a .yaml file) in this zip file")
    top = min(name.count("/") for name in banks)
    found = [name for name in banks if name.count("/") == top]
    if len(found) > 1:
        message = f"there are {len(found)} banks in this zip file: {', '.join(sorted(found)[:3])}"
        raise refused(path, "no-bank", message, "pack one .yaml file")
    return found[0]
