"""The notes of an Anki collection, in the tables of schema 11 (JSON in ``col``) or of 18."""

from collections.abc import Iterator, Mapping
from sqlite3 import Connection

import msgspec
from msgspec import Struct

from studyapp.files.refusal import refused
from studyapp.formats.anki import wire

# How fields are parted in a note, and the names of a deck within a deck.
FIELDS = "\x1f"
_DECKS = "\x1f"

# The greatest number of notes that are read.
MAX_NOTES = 1_000_000

# What ``config`` of a note type and of a card's template holds under which number.
_KIND, _CLOZE = 1, 1
_FRONT, _BACK = 1, 2


class Template(Struct, frozen=True):
    """How a card looks, in Anki's template language."""

    name: str
    front: str
    back: str


class NoteType(Struct, frozen=True):
    """``cloze`` note types have one template, and a card for each number of a gap."""

    name: str
    cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


class Note(Struct, frozen=True):
    """``cards`` are the numbers of its cards from 0 with the deck of each."""

    id: int
    guid: str
    type: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[tuple[int, int], ...]


class Collection:
    """The collection in an open database; ``path`` is named in problems.

    Raises Refused for tables that are not Anki's; damage to single rows comes up as
    sqlite3.Error while the notes are read. A value of a wrong type counts as none.
    """

    def __init__(self, connection: Connection, path: str) -> None:
        self._connection = connection
        self._path = path
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        self._tables = {str(name) for (name,) in tables}
        missing = sorted({"col", "notes", "cards"} - self._tables)
        if missing:
            message = f"it is no collection of Anki: there is no table “{missing[0]}”"
            raise refused(path, "bad-package", message)
        try:
            self.decks = self._read_decks()
            self.note_types = self._read_note_types()
        except (msgspec.MsgspecError, wire.BadMessage, RecursionError, TypeError, ValueError):
            message = "its note types or decks cannot be read"
            raise refused(path, "bad-package", message) from None
        self.count = self._count("notes")
        if self.count > MAX_NOTES:
            raise refused(path, "too-many", f"it has more than {MAX_NOTES:,} notes")

    @property
    def has_history(self) -> bool:
        """Whether any of its cards has been learnt."""
        return self._count("cards WHERE reps > 0 OR type > 0") > 0

    def decks_used(self) -> Mapping[int, str]:
        """The names of the decks that cards are in; of filtered decks where those come from."""
        found = self._connection.execute("SELECT DISTINCT did, odid FROM cards")
        numbers = [_number(home) or _number(deck) for deck, home in found]
        return {number: self.decks[number] for number in numbers if number in self.decks}

    def notes(self) -> Iterator[Note]:
        """All notes in the order in which they were made."""
        cards = self._cards()
        found = self._connection.execute("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id")
        for number, guid, kind, tags, fields in found:
            yield Note(
                _number(number),
                _words(guid),
                _number(kind),
                tuple(_words(fields).split(FIELDS)),
                tuple(_words(tags).split()),
                tuple(cards.get(number, ())),
            )

    def _cards(self) -> Mapping[int, list[tuple[int, int]]]:
        """For each note its cards; those in a filtered deck count in the deck they came from."""
        cards: dict[int, list[tuple[int, int]]] = {}
        found = self._connection.execute("SELECT nid, ord, did, odid FROM cards ORDER BY nid, ord")
        for note, number, deck, home in found:
            if isinstance(number, int) and number >= 0:
                cards.setdefault(note, []).append((number, _number(home) or _number(deck)))
        return cards

    def _count(self, rows: str) -> int:
        found = self._connection.execute(f"SELECT count(*) FROM {rows}")  # noqa: S608 (words of ours)
        return int(found.fetchone()[0])

    def _json(self, column: str) -> Mapping[str, object]:
        found = self._connection.execute(f"SELECT {column} FROM col").fetchone()  # noqa: S608 (words of ours)
        return msgspec.json.decode(found[0] if found else "{}", type=dict[str, object])

    def _read_decks(self) -> Mapping[int, str]:
        if "decks" not in self._tables:
            decks = msgspec.convert(self._json("decks"), dict[int, _JsonDeck], strict=False)
            return {number: deck.name for number, deck in decks.items()}
        found = self._connection.execute("SELECT id, name FROM decks")
        return {int(number): str(name).replace(_DECKS, "::") for number, name in found}

    def _read_note_types(self) -> Mapping[int, NoteType]:
        if "notetypes" not in self._tables:
            types = msgspec.convert(self._json("models"), dict[int, _JsonType], strict=False)
            return {number: _from_json(its) for number, its in types.items()}
        fields: dict[int, list[str]] = {}
        for owner, name in self._connection.execute(
            "SELECT ntid, name FROM fields ORDER BY ntid, ord"
        ):
            fields.setdefault(int(owner), []).append(str(name))
        templates: dict[int, list[Template]] = {}
        for owner, name, config in self._connection.execute(
            "SELECT ntid, name, config FROM templates ORDER BY ntid, ord"
        ):
            front, back = wire.text_of(config, _FRONT), wire.text_of(config, _BACK)
            templates.setdefault(int(owner), []).append(Template(str(name), front, back))
        found = self._connection.execute("SELECT id, name, config FROM notetypes")
        return {
            int(number): NoteType(
                str(name),
                wire.number_of(config, _KIND) == _CLOZE,
                tuple(fields.get(int(number), ())),
                tuple(templates.get(int(number), ())),
            )
            for number, name, config in found
        }


def _number(value: object) -> int:
    """The value of a column for numbers, where others may have put anything."""
    return value if isinstance(value, int) else 0


def _words(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


class _JsonDeck(Struct):
    name: str


class _JsonField(Struct):
    name: str
    ord: int = 0


class _JsonTemplate(Struct):
    qfmt: str
    afmt: str
    name: str = ""
    ord: int = 0


class _JsonType(Struct):
    name: str
    flds: list[_JsonField]
    tmpls: list[_JsonTemplate]
    type: int = 0


def _from_json(its: _JsonType) -> NoteType:
    return NoteType(
        its.name,
        its.type == _CLOZE,
        tuple(field.name for field in sorted(its.flds, key=lambda field: field.ord)),
        tuple(
            Template(template.name, template.qfmt, template.afmt)
            for template in sorted(its.tmpls, key=lambda template: template.ord)
        ),
    )
