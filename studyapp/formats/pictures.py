"""Pictures of a set that is being read: images by their bytes, under names fit for a file."""

from pathlib import PurePosixPath

from studyapp.files.pictures import MAX_BYTES, picture_ending
from studyapp.formats.naming import fit


class Pictures:
    """What has been taken in so far, by its new name."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}

    def add(self, name: str, data: bytes) -> str | None:
        """The picture's name in the set: the same for the same; None where it is no picture."""
        ending = picture_ending(data) if len(data) <= MAX_BYTES else None
        if ending is None:
            return None
        stem = fit(PurePosixPath(name.replace("\\", "/")).stem)[:80] or "picture"
        found, number = f"{stem}.{ending}", 2
        while self.found.setdefault(found, data) != data:
            found, number = f"{stem}-{number}.{ending}", number + 1
        return found
