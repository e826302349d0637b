"""Databases of strangers: a sound one can be read and nothing else, any other is refused."""

import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.files import foreign_database as module
from studyapp.files.foreign_database import foreign_database
from studyapp.files.refusal import Refused

WORDS = ["Ähre", "ähnlich", "Zug"]


def made(sql: str = "") -> bytes:
    """A database with a table of words, an index over them, and what ``sql`` adds."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_collation("unicase", lambda left, right: (left > right) - (left < right))
        connection.executescript(
            "CREATE TABLE words (id integer PRIMARY KEY, word text);"
            "CREATE INDEX by_word ON words (word);"
        )
        connection.executemany("INSERT INTO words (word) VALUES (?)", [(word,) for word in WORDS])
        connection.commit()
        connection.executescript(sql)
        return connection.serialize()


def rows(data: bytes, query: str = "SELECT word FROM words ORDER BY id") -> list[object]:
    with foreign_database(data, "deck") as connection:
        return [row[0] for row in connection.execute(query)]


def test_a_sound_database_is_read() -> None:
    assert rows(made()) == WORDS
    assert rows(made(), "SELECT count(*) FROM words WHERE id > 1") == [2]


def test_anki_s_collation_compares_without_case() -> None:
    data = made("CREATE TABLE decks (name text COLLATE unicase); INSERT INTO decks VALUES ('ÄB')")

    assert rows(data, "SELECT name FROM decks WHERE name = 'äb'") == ["ÄB"]


def test_a_database_that_was_in_use_with_a_log_is_read(tmp_path: Path) -> None:
    file = tmp_path / "wal.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript("CREATE TABLE words (id integer PRIMARY KEY, word text);")
        connection.execute("INSERT INTO words (word) VALUES ('x')")
        connection.commit()

    assert file.read_bytes()[18:20] == b"\x02\x02"
    assert rows(file.read_bytes()) == ["x"]


def test_letters_that_are_not_in_utf_8_are_replaced() -> None:
    assert rows(made("UPDATE words SET word = CAST(x'61ff' AS TEXT)"))[0] == "a\ufffd"


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO words (word) VALUES ('x')",
        "DELETE FROM words",
        "DROP TABLE words",
        "CREATE TABLE other (a)",
        "ATTACH DATABASE 'other.db' AS other",
        "PRAGMA writable_schema = ON",
        "VACUUM INTO 'other.db'",
        "SELECT load_extension('x')",
        "SELECT randomblob(1000000)",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n",
    ],
)
def test_nothing_but_reading_is_allowed(query: str) -> None:
    with pytest.raises(Refused, match="its database is damaged"):
        rows(made(), query)


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("CREATE VIEW v AS SELECT * FROM words", "a view"),
        ("CREATE TRIGGER t INSERT ON words BEGIN DELETE FROM words; END", "a trigger"),
        ("CREATE VIRTUAL TABLE v USING fts5(word)", "a virtual table"),
        ("CREATE VIRTUAL TABLE v USING rtree(id, a, b)", "a virtual table"),
    ],
)
def test_what_could_act_by_itself_is_refused(sql: str, what: str) -> None:
    with pytest.raises(Refused, match=f"holds {what}, which none has"):
        rows(made(sql))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SQLite format 3\0",
        b"no database at all" * 100,
        made()[:-4096],
        made()[:4096] + b"\xff" * 4096 + made()[8192:],
    ],
    ids=["empty", "head alone", "other", "cut off", "a page overwritten"],
)
def test_what_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="its database is damaged"):
        rows(data)


def test_a_value_larger_than_any_field_is_refused() -> None:
    data = made(f"UPDATE words SET word = zeroblob({module.LONGEST + 1})")

    with pytest.raises(Refused, match="damaged"):
        rows(data)


def test_a_query_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.2)
    data = made("INSERT INTO words (word) SELECT a.word FROM words a, words b, words c, words d")
    began = time.monotonic()

    with pytest.raises(Refused):
        rows(data, "SELECT count(*) FROM words a, words b, words c, words d, words e")
    assert time.monotonic() - began < 20


def test_nothing_reaches_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))

    with foreign_database(made(), "deck") as connection:
        connection.execute("SELECT word FROM words ORDER BY word DESC").fetchall()

        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_changed_database_is_refused_or_read_and_never_crashes(data: st.DataObject) -> None:
    harmed = bytearray(made())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(harmed) - 1) | st.integers(0, 110))
        harmed[at] = data.draw(st.integers(0, 255))

    with suppress(Refused):
        rows(bytes(harmed[: data.draw(st.integers(0, len(harmed)))]))
    with suppress(Refused):
        rows(bytes(harmed))
