"""Writes plain values as YAML that a person likes to read, and that ``yaml_reader`` reads back.

Text is quoted where this or another reader of YAML would take it for something else.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from studyapp.storage.yaml_reader import CONTROL

Plain = str | bool | int | float | Sequence["Plain"] | Mapping[str, "Plain"]

# How far an entry stands in from what holds it.
INDENT = 2

# Longer keys need a question mark before them (YAML 1.2.2, 7.4.2 allows 1024 characters).
_LONGEST_KEY = 500

# What no reader takes as it stands within a line, but with an escape.
_ESCAPED = re.compile(
    "[^\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`<=~"
# Words and numbers that readers of YAML 1.1 or 1.2 do not take for text.
_WORDS = frozenset("null true false yes no on off y n".split())
_NUMBER = re.compile(r"[-+.0-9]\S*|[-+.0-9][-+.0-9:TtZz ,_eE]*")


def block(value: Plain, indent: int = 0) -> Iterator[str]:
    """The lines of a mapping or list, without line ends."""
    match value:
        case Mapping():
            for key, entry in value.items():
                yield from _entry(key, entry, indent)
        case str() | bool() | int() | float():
            yield " " * indent + scalar(value)
        case Sequence():
            for entry in value:
                first, *rest = block(entry, indent + INDENT)
                yield f"{' ' * indent}- {first.lstrip()}"
                yield from rest


def flow(value: Plain) -> str:
    """The value in one line, between brackets where it has parts; JSON is YAML, too."""
    return _escaped(json.dumps(value, ensure_ascii=False))


def scalar(value: str | bool | int | float) -> str:
    """A single value within a line."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case int() | float():
            return repr(value)
        case str():
            return _text(value)


def readable(text: str) -> str:
    """The text without the invisible characters that ``yaml_reader`` refuses."""
    return CONTROL.sub("", text)


def _entry(key: str, value: Plain, indent: int) -> Iterator[str]:
    pad = " " * indent
    start = f"{pad}{scalar(key)}:"
    if len(key) > _LONGEST_KEY:
        yield f"{pad}? {scalar(key)}"
        start = f"{pad}:"
    match value:
        case str() if _fits_a_block(value):
            yield f"{start} {'|' if value.endswith(chr(10)) else '|-'}"
            for line in value.removesuffix("\n").split("\n"):
                yield f"{pad}{' ' * INDENT}{line}" if line else ""
        case str() | bool() | int() | float():
            yield f"{start} {scalar(value)}"
        case Mapping() | Sequence():
            yield start if value else f"{start} {flow(value)}"
            yield from block(value, indent + INDENT)


def _fits_a_block(text: str) -> bool:
    """Whether the text has several lines that can stand as they are below each other."""
    lines = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and all(line.strip() or not line for line in lines)
        and not lines[0].startswith(" ")
        and bool(lines[0] and lines[-1])
        and not any(_ESCAPED.search(line) for line in lines)
    )


def _text(text: str) -> str:
    if _is_plain(text):
        return text
    if _ESCAPED.search(text):
        return flow(text)
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _is_plain(text: str) -> bool:
    return bool(
        text
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not text.endswith(":")
        and ": " not in text
        and " #" not in text
        and text.lower() not in _WORDS
        and not _NUMBER.fullmatch(text)
        and not _ESCAPED.search(text)
    )


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
