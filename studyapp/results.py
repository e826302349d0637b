"""The learner's record as text, JSON and CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from studyapp.core.attempts import Attempt, SessionScore

_COLUMNS = "at session item fact kind topic grade seconds response".split()

# A spreadsheet reads a cell that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(sessions: Sequence[SessionScore], attempts: Sequence[Attempt]) -> str:
    """``{"sessions": […], "attempts": […]}``; times in UTC, grades from 0 to 1."""
    found = {
        "sessions": [_session(score) for score in sessions],
        "attempts": [_attempt(attempt) for attempt in attempts],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def as_csv(_sessions: Sequence[SessionScore], attempts: Sequence[Attempt]) -> str:
    """One line an attempt; cells that a spreadsheet would compute begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for attempt in attempts:
        writer.writerow({name: _cell(value) for name, value in _attempt(attempt).items()})
    return out.getvalue()


def as_text(sessions: Sequence[SessionScore], attempts: Sequence[Attempt]) -> str:
    """Sessions, the newest first, and how many answers there are in all."""
    if not sessions:
        return "No sessions yet.\n"
    lines = [f"{'when':<18}{'score':>16}   set"]
    for found in sessions:
        when = found.session.started.astimezone().strftime("%Y-%m-%d %H:%M")
        score = f"{found.score:g} of {found.answered}"
        share = f" ({found.score / found.answered:.0%})" if found.answered else ""
        lines.append(f"{when:<18}{score + share:>16}   {found.session.title}")
    total = sum(attempt.grade.score for attempt in attempts)
    if attempts:
        lines.append(f"In all: {total:g} of {len(attempts)} ({total / len(attempts):.0%})")
    return "\n".join(lines) + "\n"


def _session(found: SessionScore) -> dict[str, Any]:
    session = found.session
    return {
        "id": session.id,
        "bank": session.bank,
        "mode": session.mode,
        "seed": session.seed,
        "started": _utc(session.started),
        "finished": _utc(session.finished) if session.finished else None,
        "planned": session.count,
        "answered": found.answered,
        "score": found.score,
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    item = attempt.item
    return {
        "item": item.id,
        "fact": item.facts[0] if item.facts else None,
        "facts": item.facts,
        "kind": item.kind.value,
        "topic": item.topic,
        "grade": attempt.grade.score,
        "at": _utc(attempt.at),
        "seconds": round(attempt.seconds, 3),
        "session": attempt.session,
        "response": attempt.response_text,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
