"""The learner's record as text, JSON, CSV, and as one file to hand to a teacher."""

import csv
import io
from collections.abc import Container, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct

from studyapp.core.attempts import Attempt, AttemptId, SessionScore
from studyapp.core.scheduling.cards import NEVER, Card
from studyapp.core.scheduling.days import Day
from studyapp.core.spreadsheets import as_cell
from studyapp.storage.record import Record

_ATTEMPT = (
    "at session item fact kind topic grade seconds response bank question key hints confidence"
    " clock_back"
)
_SESSION = "started finished bank title mode planned answered counted score seed id"
_CARD = "bank fact due stability difficulty last_review reviews lapses suspended buried_until"


class Table(StrEnum):
    """What of the record is wanted."""

    SESSIONS = "sessions"
    ATTEMPTS = "attempts"
    CARDS = "cards"


class Results(Struct, frozen=True):
    """Sessions newest first, attempts oldest first, cards by bank and fact."""

    sessions: Sequence[SessionScore]
    attempts: Sequence[Attempt]
    cards: Sequence[Card] = ()

    @property
    def clock_back(self) -> frozenset[AttemptId]:
        """The answers at which the clock showed less than at the answer before."""
        return frozenset(now.id for before, now in pairwise(self.attempts) if now.at < before.at)


def collect(record: Record) -> Results:
    """All results of one learner."""
    sessions = record.sessions()
    banks = sorted({found.session.bank for found in sessions})
    cards = [card for bank in banks for _, card in sorted(record.cards(bank).items())]
    return Results(sessions, record.attempts(), cards)


def as_json(results: Results, table: Table | None = None) -> str:
    """``{"sessions": […], "attempts": […]}`` or one table; times in UTC, grades from 0 to 1."""
    tables = (Table.SESSIONS, Table.ATTEMPTS) if table is None else (table,)
    found = {str(each): _rows(results, each) for each in tables}
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def as_csv(results: Results, table: Table | None = None) -> str:
    """One line an attempt, session or card; no cell is one that a spreadsheet would compute."""
    chosen = table or Table.ATTEMPTS
    out = io.StringIO()
    writer = csv.DictWriter(out, _columns(chosen), lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for row in _rows(results, chosen):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue()


def as_text(results: Results, table: Table | None = None) -> str:
    """Lines to read: sessions and a sum, or one table."""
    match table:
        case None | Table.SESSIONS:
            return _sessions_text(results)
        case Table.ATTEMPTS:
            return _attempts_text(results.attempts)
        case Table.CARDS:
            return _cards_text(results.cards)


def session_row(found: SessionScore) -> dict[str, Any]:
    """A session as JSON."""
    session = found.session
    return {
        "id": session.id,
        "bank": session.bank,
        "title": session.title,
        "mode": session.mode,
        "seed": session.seed,
        "started": utc(session.started),
        "finished": utc(session.finished) if session.finished else None,
        "planned": session.count,
        "answered": found.answered,
        "counted": found.counted,
        "score": found.score,
    }


def attempt_row(attempt: Attempt, clock_back: Container[AttemptId]) -> dict[str, Any]:
    """An attempt as JSON; its time is not to be relied on where it is in ``clock_back``."""
    item = attempt.item
    return {
        "item": item.id,
        "bank": item.bank,
        "fact": item.facts[0] if item.facts else None,
        "facts": item.facts,
        "kind": item.kind.value,
        "topic": item.topic,
        "question": item.stem,
        "key": item.key,
        "response": attempt.response_text,
        "grade": attempt.grade.score,
        "at": utc(attempt.at),
        "seconds": round(attempt.seconds, 3),
        "hints": attempt.hints,
        "confidence": attempt.confidence.value if attempt.confidence else None,
        "clock_back": attempt.id in clock_back,
        "session": attempt.session,
    }


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _columns(table: Table) -> list[str]:
    match table:
        case Table.SESSIONS:
            return _SESSION.split()
        case Table.ATTEMPTS:
            return _ATTEMPT.split()
        case Table.CARDS:
            return _CARD.split()


def _rows(results: Results, table: Table) -> list[dict[str, Any]]:
    match table:
        case Table.SESSIONS:
            return [session_row(found) for found in results.sessions]
        case Table.ATTEMPTS:
            clock_back = results.clock_back
            return [attempt_row(attempt, clock_back) for attempt in results.attempts]
        case Table.CARDS:
            return [_card_row(card) for card in results.cards]


def _card_row(card: Card) -> dict[str, Any]:
    return {
        "bank": card.bank,
        "fact": card.fact,
        "due": _day(card.due),
        "stability": round(card.stability, 4),
        "difficulty": round(card.difficulty, 4),
        "last_review": _day(card.last),
        "reviews": card.reviews,
        "lapses": card.lapses,
        "suspended": card.suspended,
        "buried_until": _day(card.buried_until),
    }


def _day(day: Day) -> str | None:
    """A day of the learner's calendar; None for one that there is not."""
    return date.fromordinal(day).isoformat() if 0 < day < NEVER else None


def _sessions_text(results: Results) -> str:
    if not results.sessions:
        return "No sessions yet.\n"
    lines = [f"{'when':<18}{'score':>16}   set"]
    for found in results.sessions:
        score = f"{found.score:g} of {found.counted}"
        share = f" ({found.score / found.counted:.0%})" if found.counted else ""
        lines.append(
            f"{_local(found.session.started):<18}{score + share:>16}   {found.session.title}"
        )
    total = sum(found.score for found in results.sessions)
    count = sum(found.counted for found in results.sessions)
    if count:
        lines.append(f"In all: {total:g} of {count} ({total / count:.0%})")
    return "\n".join(lines) + "\n"


def _attempts_text(attempts: Sequence[Attempt]) -> str:
    if not attempts:
        return "No answers yet.\n"
    lines = [f"{'when':<18}{'verdict':<14}question: what was answered"]
    for attempt in attempts:
        response = attempt.response_text or "I don't know"
        verdict = attempt.grade.verdict.value
        lines.append(f"{_local(attempt.at):<18}{verdict:<14}{attempt.item.stem}: {response}")
    return "\n".join(lines) + "\n"


def _cards_text(cards: Sequence[Card]) -> str:
    if not cards:
        return "No fact was asked yet.\n"
    lines = [f"{'due':<12}{'lasts (days)':>12}{'reviews':>9}{'lapses':>8}   fact"]
    for card in cards:
        due = "suspended" if card.suspended else _day(card.due) or "new"
        figures = f"{card.stability:>12.1f}{card.reviews:>9}{card.lapses:>8}"
        lines.append(f"{due:<12}{figures}   {card.bank}/{card.fact}")
    return "\n".join(lines) + "\n"


def _local(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _cell(value: object) -> str:
    return "" if value is None else as_cell(str(value))
