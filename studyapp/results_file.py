"""A learner's results in one file that a teacher can be handed, with a checksum.

The file is JSON. Its ``sha256`` is the SHA-256 of all the rest, written as canonical
JSON: keys in alphabetical order, no spaces, UTF-8, whole numbers without a point. That
is RFC 8785 for the values that occur here, so any program can check it. A checksum
shows that a file was changed by accident; it says nothing about who wrote it.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Container
from datetime import datetime
from typing import Any

from msgspec import Struct

from studyapp import __version__
from studyapp.core.attempts import Attempt, AttemptId, SessionId
from studyapp.results import Results, attempt_row, session_row, utc

LARGEST = 256 << 20

_FORMAT = "studyapp-results"
_VERSION = 1
_SUM = "sha256"
_ROUNDING = 4


class NoResults(Exception):
    """The file holds no results; the message says why."""


class Checked(Struct, frozen=True):
    """What a file says of itself, and whether that is what was written."""

    unchanged: bool
    learner: str
    made: str
    sessions: int
    answers: int


def as_file(learner: str, results: Results, made: datetime) -> bytes:
    """The file; times are UTC, grades from 0 to 1, sessions newest first."""
    found = _content(learner, results, made)
    found[_SUM] = _checksum(found)
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def check(raw: bytes) -> Checked:
    """Whether a file is as it was written; raises NoResults."""
    found = _read(raw)
    claimed = found.pop(_SUM, None)
    sessions = found.get("sessions")
    if found.get("format") != _FORMAT or not isinstance(sessions, list):
        raise NoResults("it holds no results of studyapp")
    if found.get("version") != _VERSION:
        raise NoResults("it was written by another version of studyapp")
    answers = [len(_answers(session)) for session in sessions]
    learner, made = (_shown(found.get(name)) for name in ("learner", "made"))
    try:
        unchanged = claimed == _checksum(found)
    except (ValueError, RecursionError) as error:
        raise NoResults("it holds numbers or lists that studyapp never writes") from error
    return Checked(unchanged, learner, made, len(sessions), sum(answers))


def canonical(value: object) -> bytes:
    """The bytes that the checksum is over."""
    text = json.dumps(
        _mapped(value, lambda number: number),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return text.encode("utf-8", "surrogatepass")


def _content(learner: str, results: Results, made: datetime) -> dict[str, Any]:
    clock_back = results.clock_back
    answers: dict[SessionId, list[dict[str, Any]]] = defaultdict(list)
    for attempt in results.attempts:
        answers[attempt.session].append(_answer(attempt, clock_back))
    sessions = [
        {**session_row(found), "answers": answers[found.session.id]} for found in results.sessions
    ]
    content = {
        "format": _FORMAT,
        "version": _VERSION,
        "studyapp": __version__,
        "learner": learner,
        "made": utc(made),
        "sets": _sets(results),
        "sessions": sessions,
    }
    return {name: _rounded(value) for name, value in content.items()}


def _sets(results: Results) -> list[dict[str, Any]]:
    """Sums by set, by its title when it was last studied."""
    sums: dict[str, dict[str, Any]] = {}
    for found in results.sessions:
        bank = found.session.bank
        start = {"bank": bank, "title": found.session.title}
        one = sums.setdefault(bank, {**start, "sessions": 0, "answered": 0, "score": 0.0})
        one["sessions"] += 1
        one["answered"] += found.answered
        one["score"] += found.score
    return [sums[bank] for bank in sorted(sums)]


def _answer(attempt: Attempt, clock_back: Container[AttemptId]) -> dict[str, Any]:
    row = attempt_row(attempt, clock_back)
    del row["session"], row["bank"]
    return {**row, "verdict": attempt.grade.verdict.value, "why": attempt.grade.why}


def _rounded(value: Any) -> Any:
    """With numbers that every JSON library writes in the same way."""
    return _mapped(value, lambda number: round(number, _ROUNDING))


def _mapped(value: Any, change: Callable[[float], float]) -> Any:
    """Floats changed, and those that are whole without a point."""
    match value:
        case float():
            changed = change(value)
            return int(changed) if changed.is_integer() else changed
        case dict():
            return {key: _mapped(part, change) for key, part in value.items()}
        case list() | tuple():
            return [_mapped(part, change) for part in value]
        case _:
            return value


def _checksum(content: object) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _read(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw, object_pairs_hook=_object, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise NoResults("it is no JSON, or cut short") from error
    if not isinstance(found, dict):
        raise NoResults("it holds no results of studyapp")
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _answers(session: object) -> list[Any]:
    answers = session.get("answers") if isinstance(session, dict) else None
    if not isinstance(answers, list):
        raise NoResults("it holds no results of studyapp")
    return answers


def _shown(text: object) -> str:
    """Words of a file that anybody may have made, safe to print in a terminal."""
    return "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(text)
    )
