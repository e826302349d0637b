"""The tables of Anki's schema 11, and the note types and options that we put into them."""

from collections.abc import Mapping

from studyapp.formats.anki.fields import Type

TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
    scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
    ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
    dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
    sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
    ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
    queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
    reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
    odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
    ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL,
    factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""

_WHY = "{{#Why}}<div class=why>{{Why}}</div>{{/Why}}"
_CSS = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; max-width: 40em;"
    " margin: auto; } .why { margin-top: 1em; opacity: 0.75; } img { max-width: 100%; }"
)

# For each note type its name, its fields, and the two sides of its cards.
_TYPES: Mapping[Type, tuple[str, tuple[str, ...], str, str]] = {
    Type.CARD: (
        "Question and answer",
        ("Front", "Back", "Why"),
        "{{Front}}",
        "{{FrontSide}}<hr id=answer>{{Back}}" + _WHY,
    ),
    Type.TYPED: (
        "Question with a typed answer",
        ("Front", "Back", "Why"),
        "{{Front}}<br>{{type:Back}}",
        "{{Front}}<hr id=answer>{{type:Back}}" + _WHY,
    ),
    Type.GAPS: (
        "Text with gaps",
        ("Text", "Why"),
        "{{cloze:Text}}",
        "{{cloze:Text}}" + _WHY,
    ),
}


def note_type(its: Type, seconds: int) -> dict[str, object]:
    """A note type as JSON: what it is called, its fields, and how its one card looks."""
    name, fields, front, back = _TYPES[its]
    return {
        "id": int(its),
        "name": name,
        "type": int(its is Type.GAPS),
        "mod": seconds,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "flds": [
            {
                "name": field,
                "ord": place,
                "sticky": False,
                "rtl": False,
                "font": "Arial",
                "size": 20,
                "media": [],
            }
            for place, field in enumerate(fields)
        ],
        "tmpls": [
            {
                "name": "Card 1",
                "ord": 0,
                "qfmt": front,
                "afmt": back,
                "did": None,
                "bqfmt": "",
                "bafmt": "",
            }
        ],
        "css": _CSS,
        "latexPre": "",
        "latexPost": "",
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }


# The options that every deck has unless its owner chooses others: those of a new collection.
OPTIONS: dict[str, object] = {
    "id": 1,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "dyn": False,
    "new": {
        "bury": False,
        "delays": [1.0, 10.0],
        "initialFactor": 2500,
        "ints": [1, 4, 0],
        "order": 1,
        "perDay": 20,
    },
    "rev": {
        "bury": False,
        "ease4": 1.3,
        "hardFactor": 1.2,
        "ivlFct": 1.0,
        "maxIvl": 36500,
        "perDay": 200,
    },
    "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
}
