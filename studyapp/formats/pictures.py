"""Pictures of a set that is being read: images by their bytes, under names fit for a file."""

from pathlib import PurePosixPath

from studyapp.files.archive import Archive
from studyapp.files.pictures import MAX_ALL, MAX_BYTES, picture_ending
from studyapp.files.refusal import Refused
from studyapp.formats.naming import fit

_MEGABYTE = 1024 * 1024
_TOO_LARGE = f"it is larger than {MAX_BYTES // _MEGABYTE} MB"


class NoPicture(Exception):
    """There is no picture that can be taken in; the message is a sentence that says why."""


class Pictures:
    """What has been taken in so far, by its new name: at most MAX_ALL bytes together."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}
        self._names: dict[tuple[str, bytes], str] = {}
        self._numbers: dict[str, int] = {}
        self._left = MAX_ALL

    def add(self, name: str, data: bytes) -> str:
        """The picture's name in the set: the same for the same. Raises NoPicture."""
        ending = picture_ending(data)
        if ending is None:
            raise NoPicture("it is no PNG, JPEG, GIF or WebP image")
        if len(data) > MAX_BYTES:
            raise NoPicture(_TOO_LARGE)
        stem = fit(PurePosixPath(name.replace("\\", "/")).stem)[:80] or "picture"
        wanted = f"{stem}.{ending}", data
        if wanted not in self._names:
            if len(data) > self._left:
                most = f"{MAX_ALL // _MEGABYTE} MB"
                raise NoPicture(f"the pictures of the file are larger than {most} together")
            self._left -= len(data)
            found = self._free(stem, ending)
            self._names[wanted] = found
            self.found[found] = data
        return self._names[wanted]

    def _free(self, stem: str, ending: str) -> str:
        """The name, or a number after it; the numbers last given are known, so none is slow."""
        found = first = f"{stem}.{ending}"
        while found in self.found:
            self._numbers[first] = self._numbers.get(first, 1) + 1
            found = f"{stem}-{self._numbers[first]}.{ending}"
        return found


def picture_in(archive: Archive, name: str) -> bytes:
    """The bytes of a member of an archive. Raises NoPicture, also where it is damaged."""
    try:
        if archive.size(name) > MAX_BYTES:
            raise NoPicture(_TOO_LARGE)
        return archive.read(name, MAX_BYTES)
    except KeyError:
        raise NoPicture("it is not in the package") from None
    except Refused:
        raise NoPicture("it is damaged") from None
