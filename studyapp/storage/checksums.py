"""The checksum that every row of the record carries."""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import msgspec

from studyapp.storage.database import damage


def checksum(columns: Sequence[Any]) -> int:
    """The CRC-32 of the columns as JSON."""
    return crc32(msgspec.json.encode(columns))


def verify(expected: int, columns: Sequence[Any]) -> None:
    """Raise ``damage`` where the columns do not agree with their checksum."""
    if checksum(columns) != expected:
        raise damage("a row does not agree with its checksum")
