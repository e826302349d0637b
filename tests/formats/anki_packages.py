"""Anki packages made by hand: the tables of schema 11 with only what has to be in them."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing

from backports import zstd
from msgspec import Struct

from studyapp.formats.anki.reader import read
from studyapp.formats.exchange import Imported


class Kind(Struct):
    """A note type: the names of its fields, and front and back of each of its cards."""

    fields: Sequence[str]
    cards: Sequence[tuple[str, str]]
    cloze: bool = False


BASIC = Kind(("Front", "Back"), (("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"),))
CLOZE = Kind(("Text", "Extra"), (("{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}"),), cloze=True)


def database(*notes: Sequence[str], kind: Kind = BASIC, cards: int = 1, sql: str = "") -> bytes:
    """A collection with these notes, each with that many cards, and then changed by ``sql``."""
    models = {
        "7": {
            "name": "A kind",
            "type": int(kind.cloze),
            "flds": [{"name": name, "ord": place} for place, name in enumerate(kind.fields)],
            "tmpls": [
                {"name": "", "ord": place, "qfmt": front, "afmt": back}
                for place, (front, back) in enumerate(kind.cards)
            ],
        }
    }
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE col (models text, decks text);"
            "CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text,"
            " flds text);"
            "CREATE TABLE cards (id integer PRIMARY KEY, nid integer, ord integer, did integer,"
            " odid integer, type integer, reps integer);"
        )
        decks = {"5": {"name": "Deck"}}
        connection.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps(decks)))
        for number, fields in enumerate(notes, 1):
            row = (number, f"guid{number}", 7, "", "\x1f".join(fields))
            connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", row)
            for place in range(cards):
                values = (number, place)
                connection.execute(
                    "INSERT INTO cards (nid, ord, did, odid, type, reps) VALUES (?, ?, 5, 0, 0, 0)",
                    values,
                )
        connection.executescript(sql)
        return connection.serialize()


def zipped(members: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def package(collection: bytes, media: Mapping[str, bytes] = {}) -> bytes:
    """A package of the first generation."""
    listed = {str(place): name for place, name in enumerate(media)}
    files = {str(place): data for place, data in enumerate(media.values())}
    return zipped({"collection.anki2": collection, "media": json.dumps(listed).encode()} | files)


def new_package(collection: bytes, media: Mapping[str, bytes] = {}) -> bytes:
    """A package of the third generation, with the old collection that must not be read."""
    entries = b"".join(_field(_field(name.encode())) for name in media)
    files = {str(place): zstd.compress(data) for place, data in enumerate(media.values())}
    return zipped(
        {
            "meta": b"\x08\x03",
            "collection.anki21b": zstd.compress(collection),
            "collection.anki2": database(["Please update Anki", ""]),
            "media": zstd.compress(entries),
        }
        | files
    )


def stored(collection: bytes) -> bytes:
    """A package that is not compressed: how far it would be says nothing of it."""
    return zipped({"collection.anki2": collection}, zipfile.ZIP_STORED)


def imported(data: bytes) -> Imported:
    return read(io.BytesIO(data), "deck.apkg", lambda done, whole: None)


def _field(value: bytes) -> bytes:
    """The first field of a message, as Protocol Buffers write bytes shorter than 128."""
    assert len(value) < 128
    return b"\x0a" + bytes([len(value)]) + value
