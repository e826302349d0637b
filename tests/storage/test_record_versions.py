"""A record that an earlier version wrote is taken over, with a copy as it was."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from answers import NOON, attempt, reread, session

from studyapp.core.attempts import Tally
from studyapp.core.scheduling import cards as schedule
from studyapp.core.scheduling.cards import Card, Review
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.storage import database
from studyapp.storage.record import Record

DATA = Path(__file__).parent.parent / "data"
FACT = "area-seized"
GOOD = Review(NOON.toordinal(), Rating.GOOD)


@pytest.fixture
def first_version(folder):
    folder.mkdir()
    old = DATA / "record-v1.sqlite3"
    shutil.copy(old, folder / "record.sqlite3")
    return old


@pytest.fixture
def fourth_version(folder):
    """Two sessions, the second open; its first answer was given by a clock that was put back."""
    folder.mkdir()
    shutil.copy(DATA / "record-v4.sqlite3", folder / "record.sqlite3")


def test_a_record_of_the_first_version_is_taken_over_whole(folder, first_version):
    with closing(Record.open(folder)) as record:
        assert record.recovered == ""
        assert [each.response_text for each in record.attempts()] == [
            "nearly 1,300 sq. km",
            "nearly 1,300 sq. km",
            "about 1,500 sq. km",
            "Sudzha",
        ]
        assert record.attempts()[0] == attempt(1)
        assert record.by_topic() == [Tally("course", 2, 1.5), Tally("losses", 2, 0.333333)]
        assert record.cards("kursk") == {}
        assert record.latest_scores("kursk", [FACT]) == {FACT: 1 / 3}
        assert len(record.search("sudzha", 5)) == 1
        assert record.interrupted("kursk") is None
        record.add(attempt(8, session=2), GOOD)
        record.take_back(attempt(4).id)

        assert record.cards("kursk") == {
            FACT: schedule.replay(Card("kursk", FACT), [GOOD], Policy())
        }


def test_a_backup_of_the_first_version_precedes_the_second(folder, first_version):
    Record.open(folder).close()

    with closing(sqlite3.connect(folder / "backups" / "before-version-2.sqlite3")) as backup:
        assert database.version(backup) == 1
        database.check(backup)
        with closing(sqlite3.connect(first_version)) as old:
            assert list(backup.iterdump()) == list(old.iterdump())


def test_a_damaged_record_is_rebuilt_from_the_backup_of_the_first_version(folder, first_version):
    with closing(Record.open(folder)) as record:
        answers = record.attempts()
    (folder / "journal.jsonl").unlink()
    (folder / "record.sqlite3").write_bytes(b"damaged" * 1000)

    assert reread(folder) == answers


def test_a_record_of_the_fourth_version_is_taken_over_whole(folder, fourth_version):
    again = Review(GOOD.day + 1, Rating.AGAIN)
    with closing(Record.open(folder)) as record:
        assert record.recovered == ""
        assert [each.at - NOON for each in record.attempts()] == [
            timedelta(minutes=1),
            timedelta(minutes=2),
            -timedelta(days=1),
            timedelta(days=2),
        ]
        assert [(found.answered, found.score) for found in record.sessions()] == [(2, 2), (2, 1.5)]
        assert len(record.attempts(session(2).id)) == 2
        assert record.reviews("kursk", FACT) == [GOOD, again, GOOD]
        assert record.latest_scores("kursk", [FACT]) == {FACT: 1}
        record.take_back(attempt(3).id)

        assert record.reviews("kursk", FACT) == [GOOD, again]
        assert record.by_topic() == [Tally("course", 3, 2.5)]
        assert [each.id for each in record.attempts(session(2).id)] == [attempt(4).id]
