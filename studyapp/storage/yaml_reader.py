"""Reads YAML from parser events: plain values, where each stands, and hard limits.

No anchors, aliases, tags or merge keys; duplicate keys are errors; scalars are
read by the core schema of YAML 1.2 (section 10.3 of the specification), so
``no`` is a word and ``1:30`` is not ninety.
"""

import re
from math import isinf
from typing import Any

from msgspec import Struct
from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from studyapp.core.problems import Position

MAX_DEPTH = 20

_NULL = frozenset(["", "~", "null", "Null", "NULL"])
_BOOL = {word: word.lower() == "true" for word in "true True TRUE false False FALSE".split()}
_INT = re.compile(r"[-+]?[0-9]{1,300}")
_OCTAL_OR_HEX = re.compile(r"0o([0-7]{1,300})|0x([0-9a-fA-F]{1,300})")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_NOT_A_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
# Never read: control characters (C0, C1), directions that can hide text, halves of characters.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

# What libyaml says, and what a person writing a bank by hand wants to hear.
_HINTS = (
    ("tab character", "indent with spaces"),
    ("mapping values are not allowed", "put text that holds ': ' in quotes"),
    ("cannot start any token", "put text that begins with this character in quotes"),
    ("expected ',' or", "close the bracket"),
    ("block end", "lines of one list or mapping begin in the same column"),
    ("expected key", "close the quotation marks; a line begins with a key and a colon"),
    ("expected ':'", "a key ends with a colon and a space"),
    ("unexpected end of stream", "close the quotation marks or the bracket"),
    ("control characters", "remove the invisible character"),
)


class YamlError(Exception):
    """The file is not YAML as we read it; says where and why."""

    def __init__(self, position: Position, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.position = position
        self.message = message
        self.hint = hint


class Document(Struct, frozen=True):
    """Plain Python values, and where every key and list entry stands."""

    value: Any
    positions: dict[tuple[int, str | int], Position]

    def position(self, *path: str | int) -> Position:
        """Where the node at ``path`` stands, or the nearest enclosing node that exists.

        A string leads through a mapping by key, and through a list to the entry
        whose ``id`` it is; a number leads through a list by index.
        """
        found = Position()
        node = self.value
        for step in path:
            if isinstance(node, list) and isinstance(step, str):
                ids = [entry.get("id") if isinstance(entry, dict) else None for entry in node]
                step = ids.index(step) if step in ids else -1
            known = self.positions.get((id(node), step))
            if known is None:
                break
            found = known
            node = node[step]
        return found


def read_yaml(data: bytes) -> Document:
    """Read one YAML document; raises YamlError."""
    return _Reader(_decoded(data)).document()


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise YamlError(
            Position(line, column), "the file is not UTF-8 here", "save it as UTF-8"
        ) from None


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._parser = CParser(text)
        self._positions: dict[tuple[int, str | int], Position] = {}

    def document(self) -> Document:
        self._next()
        event = self._next()
        if isinstance(event, StreamEndEvent):
            raise YamlError(Position(), "the file is empty")
        value = self._value(self._next(), depth=1)
        self._next()
        if isinstance(after := self._next(), DocumentStartEvent):
            raise YamlError(_position(after), "the file holds a second document")
        return Document(value, self._positions)

    def _next(self) -> Event:
        try:
            event = self._parser.get_event()
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error)
            position = Position(mark.line + 1, mark.column + 1) if mark else Position()
            if self._stands_at(position) == "\t":
                problem = "a tab character stands where only spaces may indent"
            hint = next((hint for part, hint in _HINTS if part in problem), "")
            raise YamlError(position, problem, hint) from None
        assert event is not None, "the stream's end is never read past"
        return event

    def _stands_at(self, position: Position) -> str:
        lines = self._text.splitlines()[position.line - 1 :][:1]
        return lines[0][position.column - 1 : position.column] if lines else ""

    def _value(self, event: Event, depth: int) -> Any:
        if isinstance(event, AliasEvent):
            raise YamlError(_position(event), "aliases (*) are not read", "write the value out")
        if getattr(event, "anchor", None) is not None:
            raise YamlError(_position(event), "anchors (&) are not read", "write the value out")
        if getattr(event, "tag", None) is not None:
            raise YamlError(_position(event), "tags (!) are not read", "remove the tag")
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        if depth >= MAX_DEPTH:
            raise YamlError(_position(event), f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, SequenceStartEvent):
            return self._sequence(depth)
        return self._mapping(depth)

    def _sequence(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            self._positions[id(found), len(found)] = _position(event)
            found.append(self._value(event, depth + 1))
        return found

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.tag is not None:
                raise YamlError(_position(event), "a key must be a plain word")
            if event.anchor is not None:
                raise YamlError(_position(event), "anchors (&) are not read")
            key = event.value
            if CONTROL.search(key):
                raise YamlError(_position(event), "the key holds an invisible control character")
            if key == "<<" and event.implicit[0]:
                raise YamlError(_position(event), "merge keys (<<) are not read")
            if key in found:
                raise YamlError(_position(event), f"the key “{key}” stands here twice")
            self._positions[id(found), key] = _position(event)
            found[key] = self._value(self._next(), depth + 1)
        return found


def _scalar(event: ScalarEvent) -> str | int | float | bool | None:
    text: str = event.value
    if CONTROL.search(text):
        raise YamlError(_position(event), "the text holds an invisible control character")
    if not event.implicit[0]:
        return text
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    if match := _OCTAL_OR_HEX.fullmatch(text):
        return int(match.group(1), 8) if match.group(1) else int(match.group(2), 16)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if isinf(number):
            raise YamlError(_position(event), f"{text} is too large a number")
        return number
    if _NOT_A_NUMBER.fullmatch(text):
        raise YamlError(_position(event), f"{text} is not a number that can be used")
    return text


def _position(event: Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position()
