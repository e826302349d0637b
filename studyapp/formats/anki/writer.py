"""Anki packages written: of the first generation, which every Anki reads.

The tables are those of schema 11: one row in ``col`` with note types and decks as JSON,
and for each question a row in ``notes`` and one in ``cards``.

Held without loss, so that ``reader`` gives back what was written: flash cards; questions
with one text to type, of one line; clozes with one text to type in each gap, of at most
``cards.MAX_TYPED`` letters and one line (a single gap as ``_____``); with their ids, topics,
tags without spaces, explanations, marks and pictures. A tag, title or topic may be spelt
otherwise; such changes, and those of all other kinds, are listed.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from hashlib import sha1
from html import escape

import msgspec

from studyapp.core.question_sets import QuestionSet
from studyapp.files.archive import packed
from studyapp.formats.anki.collection import FIELDS
from studyapp.formats.anki.fields import Type
from studyapp.formats.anki.outgoing import Outgoing, outgoing
from studyapp.formats.anki.schema import OPTIONS, TABLES, note_type
from studyapp.formats.exchange import Exported
from studyapp.formats.html_tags import Tag, tokens
from studyapp.formats.losses import Losses, stems_of
from studyapp.formats.pictures import NoPicture, Pictures

# The deck that every collection has.
_DEFAULT_DECK = 1


def write(questions: QuestionSet, now: datetime) -> Exported:
    """A package with a note for each question, in a deck for each topic."""
    losses = Losses("", "question", stems_of(questions))
    pictures = Pictures()
    notes = list(outgoing(questions, losses))
    shown = [_picture(note, questions.pictures, pictures, losses) for note in notes]
    members = {
        "collection.anki2": _collection(notes, shown, now),
        "media": _json({str(place): name for place, name in enumerate(pictures.found)}).encode(),
    }
    for place, data in enumerate(pictures.found.values()):
        members[str(place)] = data
    return Exported(packed(members), tuple(losses.problems()))


def _picture(note: Outgoing, data: Mapping[str, bytes], pictures: Pictures, losses: Losses) -> str:
    """The picture of a note as HTML, its bytes among the media; empty where it has none."""
    picture = note.question.picture
    if picture is None:
        return ""
    try:
        name = pictures.add(picture.file, data.get(picture.file, b""))
    except NoPicture:
        losses.add(note.number, "picture-left-out", "loses its picture, which is none or too large")
        return ""
    return f'<br><img src="{escape(name)}" alt="{escape(picture.alt)}">'


def _collection(notes: Sequence[Outgoing], pictures: Sequence[str], now: datetime) -> bytes:
    seconds = int(now.timestamp())
    first = seconds * 1000
    decks = _decks(note.deck for note in notes)
    numbers = {name.casefold(): first + place for place, name in enumerate(decks, 1)}
    named = {_DEFAULT_DECK: "Default", **{numbers[name.casefold()]: name for name in decks}}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (
                seconds,
                first,
                first,
                _json({"nextPos": len(notes) + 1, "schedVer": 2, "curDeck": _DEFAULT_DECK}),
                _json({str(int(its)): note_type(its, seconds) for its in Type}),
                _json({str(number): _deck(number, its, seconds) for number, its in named.items()}),
                _json({"1": OPTIONS}),
            ),
        )
        for place, (note, picture) in enumerate(zip(notes, pictures, strict=True), 1):
            number = first + place
            connection.execute(
                "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
                _note_row(note, picture, number, seconds),
            )
            connection.execute(
                "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
                (number, number, numbers[note.deck.casefold()], seconds, place),
            )
        connection.execute("COMMIT")
        return connection.serialize()


def _note_row(note: Outgoing, picture: str, number: int, seconds: int) -> tuple[int | str, ...]:
    """The values of a note: Anki sorts by the words of its first field and finds them by a sum."""
    fields = note.fields
    front = fields.front + picture
    parts = [front, fields.why] if fields.type is Type.GAPS else [front, fields.back, fields.why]
    words = _without_tags(front)
    check = int(sha1(words.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    return number, note.guid, int(fields.type), seconds, tags, FIELDS.join(parts), words, check


def _without_tags(html: str) -> str:
    """The words as Anki counts them: no line breaks, and pictures by their names."""
    return "".join(
        token if isinstance(token, str) else f" {token.attributes['src']} "
        for token in tokens(html)
        if isinstance(token, str) or (isinstance(token, Tag) and token.name == "img")
    )


def _decks(used: Iterable[str]) -> list[str]:
    """The decks with those that they lie in, each once: Anki tells no case."""
    found: dict[str, str] = {}
    for name in used:
        for path in _with_parents(name):
            found.setdefault(path.casefold(), path)
    return list(found.values())


def _with_parents(deck: str) -> Iterator[str]:
    parts = deck.split("::")
    return ("::".join(parts[:count]) for count in range(1, len(parts) + 1))


def _deck(number: int, name: str, seconds: int) -> dict[str, object]:
    return {
        "id": number,
        "name": name,
        "mod": seconds,
        "usn": -1,
        "lrnToday": [0, 0],
        "revToday": [0, 0],
        "newToday": [0, 0],
        "timeToday": [0, 0],
        "collapsed": False,
        "browserCollapsed": False,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "extendNew": 0,
        "extendRev": 0,
    }


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
