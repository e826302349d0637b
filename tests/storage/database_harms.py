"""What may have happened to a database of 200 answers, for the tests that refuse it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


def tree(folder):
    """The files in a folder and all below it, with what they hold."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def garbage(path):
    path.write_text("Dear diary, " * 1000)


def cut(path):
    os.truncate(path, path.stat().st_size // 2)


def page(path):
    with path.open("r+b") as file:
        file.seek(6 * 4096)
        file.write(os.urandom(10 * 4096))


def statement(text):
    def harm(path):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(text)

    harm.__name__ = text.split(" (")[0]
    return harm


HARMS = [
    garbage,
    cut,
    page,
    Path.unlink,
    statement("UPDATE attempts SET response = replace(response, 'answer 7', 'answer 8')"),
    statement("UPDATE attempts SET score = 'much', checksum = 0"),
    statement("CREATE TRIGGER more AFTER INSERT ON attempts BEGIN DELETE FROM sessions; END"),
    statement("CREATE VIEW more AS SELECT load_extension('x')"),
    statement("CREATE TABLE more (x)"),
    statement("CREATE VIRTUAL TABLE more USING fts5 (x)"),
    statement("DROP TABLE hours"),
    statement("PRAGMA user_version = 99"),
    statement("PRAGMA user_version = 0"),
    statement("PRAGMA user_version = -5"),
]
