"""Says in plain words, and with the place, what msgspec found wrong with an entry."""

import re
from collections.abc import Iterable
from typing import Any

from msgspec import ValidationError
from rapidfuzz import fuzz, process

from studyapp.core.bank import Kind

Path = tuple[str | int, ...]

_AT = re.compile(r" - at `\$(.*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_FIELD = re.compile(r"^Object (missing required|contains unknown) field `(.+?)`")
_ENUM = re.compile(r"^Invalid enum value '(.*)'$")
# Where a text is wanted, YAML reads 3, 2.5 and True as something else.
_NO_TEXT = re.compile(r"^Expected `(?:[^`]* )?str\b[^`]*`, got `(?:bool|int|float)`")
_PLAIN_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def explain(error: ValidationError, kind: type[Any]) -> tuple[Path, str, str, str]:
    """Path within the entry, problem code, message and hint."""
    message = str(error)
    at = _AT.search(message)
    where: Path = tuple(
        int(index) if index else name for name, index in _STEP.findall(at.group(1) if at else "")
    )
    said = _AT.sub("", message)
    field = _FIELD.match(said)
    if field and field.group(1) == "missing required":
        return where, "missing-field", f"“{field.group(2)}” is missing", ""
    if field:
        name = field.group(2)
        names = _field_names(kind)
        hint = closest(name, names) or f"its fields are {', '.join(names)}"
        return (*where, name), "unknown-field", f"there is no field “{name}”", hint
    value = _ENUM.match(said)
    if value and where[-1:] == ("kind",):
        kinds = [each.value for each in Kind]
        hint = closest(value.group(1), kinds) or f"the kinds are {', '.join(kinds)}"
        return where, "wrong-type", f"there is no kind “{value.group(1)}”", hint
    hint = "put it in quotes" if _NO_TEXT.match(said) else ""
    said = re.sub(r"`([^`]*)`", lambda match: _plain_types(match.group(1)), said)
    return where, "wrong-type", said[:1].lower() + said[1:], hint


def _plain_types(written: str) -> str:
    return " or ".join(_PLAIN_TYPES.get(part, f"“{part}”") for part in written.split(" | "))


def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return getattr(kind, "__struct_encode_fields__", ())


def closest(name: str, known: Iterable[str]) -> str:
    """A hint that names the most similar known word, or nothing."""
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean “{found[0]}”?" if found else ""
