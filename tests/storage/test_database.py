"""The database file: settings, migrations, backups."""

import sqlite3
import stat
from contextlib import closing

import pytest

from studyapp.storage.database import (
    RecordError,
    back_up,
    check,
    connect,
    is_damage,
    migrate,
    version,
)
from studyapp.storage.migrations import MIGRATIONS

FIRST = ("CREATE TABLE notes (text TEXT)",)
SECOND = ("ALTER TABLE notes ADD COLUMN at TEXT", "UPDATE notes SET at = 'now'")
BROKEN = ("ALTER TABLE notes ADD COLUMN more TEXT", "UPDATE nowhere SET more = 1")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.sqlite3"


@pytest.fixture
def connection(path):
    with closing(connect(path)) as connection:
        yield connection


def one(connection, statement):
    return connection.execute(statement).fetchone()[0]


def test_a_commit_waits_for_the_disk(connection):
    assert one(connection, "PRAGMA journal_mode") == "wal"
    assert one(connection, "PRAGMA synchronous") == 2
    assert one(connection, "PRAGMA fullfsync") == 1


def test_foreign_keys_are_enforced_and_a_busy_file_is_waited_for(connection):
    assert one(connection, "PRAGMA foreign_keys") == 1
    assert one(connection, "PRAGMA busy_timeout") == 2000


def test_an_empty_file_goes_through_all_migrations_without_a_backup(connection, tmp_path):
    migrate(connection, tmp_path / "backups")

    assert version(connection) == len(MIGRATIONS)
    assert not (tmp_path / "backups").exists()


def test_migrating_again_changes_nothing(connection, tmp_path):
    migrate(connection, tmp_path / "backups")
    migrate(connection, tmp_path / "backups")

    assert version(connection) == len(MIGRATIONS)


def test_a_backup_as_it_was_precedes_a_migration(connection, tmp_path):
    migrate(connection, tmp_path, (FIRST,))
    connection.execute("INSERT INTO notes VALUES ('kept')")
    migrate(connection, tmp_path, (FIRST, SECOND))

    assert connection.execute("SELECT * FROM notes").fetchall() == [("kept", "now")]
    backup = tmp_path / "before-version-2.sqlite3"
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT * FROM notes").fetchall() == [("kept",)]
        assert version(copy) == 1
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_migration_that_fails_leaves_the_version_before_it(connection, tmp_path):
    migrate(connection, tmp_path, (FIRST, SECOND))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, tmp_path, (FIRST, SECOND, BROKEN))

    assert version(connection) == 2
    columns = [row[1] for row in connection.execute("PRAGMA table_info (notes)")]
    assert columns == ["text", "at"]


def test_a_database_of_a_newer_version_is_refused_unchanged(path):
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="newer version"):
        connect(path)

    assert path.read_bytes() == before


def test_a_backup_that_breaks_off_leaves_the_one_before(connection, tmp_path):
    migrate(connection, tmp_path, (FIRST,))
    target = tmp_path / "backups" / "monday.sqlite3"
    back_up(connection, target)
    before = target.read_bytes()
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError):
        back_up(connection, target)

    assert target.read_bytes() == before


def test_check_finds_a_damaged_page(path):
    with closing(connect(path)) as connection:
        migrate(connection, path.parent, (FIRST,))
        connection.executemany("INSERT INTO notes VALUES (?)", [("words " * 200,)] * 50)
    with path.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 4096)

    with closing(connect(path)) as connection, pytest.raises(sqlite3.DatabaseError) as caught:
        check(connection)
    assert is_damage(caught.value)


def test_a_file_that_is_no_database_counts_as_damaged(path):
    path.write_text("Dear diary, " * 1000)
    with pytest.raises(sqlite3.DatabaseError) as caught:
        connect(path)

    assert is_damage(caught.value)


def test_a_refused_statement_is_no_damage(connection):
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("SELECT * FROM nowhere")

    assert not is_damage(caught.value)
