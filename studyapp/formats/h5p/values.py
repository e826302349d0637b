"""JSON of strangers taken apart: what is not of the type that is wanted is as if not there.

H5P is written in PHP, where an empty record is an empty list, and true may be "true" or 1.
"""

from collections.abc import Mapping, Sequence
from typing import cast

import msgspec

from studyapp.files.refusal import refused

Record = Mapping[str, object]


def json_record(data: bytes, path: str, name: str) -> Record:
    """The record in a file of JSON; raises Refused where there is none."""
    try:
        return record(msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf")))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise refused(path, "bad-json", f"“{name}” in the package is no JSON") from None


def record(value: object) -> Record:
    return cast(Record, value) if isinstance(value, dict) else {}


def several(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """The text or number; of anything else nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def truth(value: object, default: bool = False) -> bool:
    if isinstance(value, str):
        return value.casefold() in ("true", "1")
    return bool(value) if isinstance(value, bool | int) else default
