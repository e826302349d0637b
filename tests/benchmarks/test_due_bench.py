"""What is due is counted at once, however much was answered.

``STUDYAPP_ATTEMPTS=1000000`` measures with a million answers; making them takes a while.
"""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from studyapp.core.scheduling.policy import Policy
from studyapp.storage import tallies
from studyapp.storage.bank_files import load_bank
from studyapp.storage.checksums import checksum
from studyapp.storage.journal import Finished, Journal
from studyapp.storage.record import Record
from studyapp.storage.shipped import shipped
from studyapp.study import Mode, Plan, StudySession, due_today

ATTEMPTS = int(os.environ.get("STUDYAPP_ATTEMPTS", "20000"))
FACTS = ATTEMPTS // 50
AT_ONCE = 0.05  # seconds
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOON.toordinal()

NUMBERS = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :count)"
SESSIONS = """INSERT INTO sessions (seq, id, bank, title, mode, count, seed, started, checksum)
    VALUES (0, 's', 'kursk', '', 'quiz', 0, 0, '', 0)"""
ANSWERS = f"""{NUMBERS} INSERT INTO attempts (
        seq, id, session, bank, topic, kind, facts, item, response, score, why, at, seconds,
        checksum, day, rating)
    SELECT n, 'attempt ' || n, 0, 'kursk', 'topic ' || n % 8, 'single_choice',
        '["fact ' || n % :facts || '"]', :item, '[]', n % 3 / 2.0, '',
        strftime('%Y-%m-%dT%H:%M:%S+00:00', 1600000000 + 60 * n, 'unixepoch'), 5.0, 0,
        :today - (:count - n) / 200, 1 + n % 4 FROM n"""
CARDS = f"""{NUMBERS} INSERT INTO cards
    SELECT *, checksum(bank, fact, stability, difficulty, last, due, reviews, lapses, suspended,
        buried_until, first)
    FROM (SELECT 'kursk' AS bank, 'fact ' || (n - 1) AS fact, 30.0 AS stability,
        5.0 AS difficulty, :today - 1 - n % 20 AS last, :today - 10 + n % 40 AS due,
        50 AS reviews, 2 AS lapses, n % 97 = 0 AS suspended, 0 AS buried_until,
        :today - 300 AS first FROM n)"""


@pytest.fixture(scope="module")
def bank():
    """As many facts as have cards, and a tenth more that were never asked."""
    kursk = load_bank(shipped("questions/kursk.yaml")).bank
    fact = next(iter(kursk.facts.values()))
    names = [f"fact {number}" for number in range(FACTS + FACTS // 10)]
    facts = {name: replace(fact, id=name) for name in names}
    return replace(kursk, facts=facts, disputes=(), questions={}, changes={}, unstated={})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("learner")
    Record.open(folder).close()
    values = {"facts": FACTS, "today": TODAY, "item": f'{{"stem": "{"words " * 60}"}}'}
    with closing(sqlite3.connect(folder / "record.sqlite3")) as connection, connection:
        connection.create_function("checksum", -1, lambda *columns: checksum(columns))
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(SESSIONS)
        connection.execute(ANSWERS, {**values, "count": ATTEMPTS})
        tallies.follow(connection)
        connection.execute(CARDS, {**values, "count": FACTS})
    # The journal is as long as the database, or its lines would be written now.
    with closing(Journal(folder / "journal.jsonl")) as journal:
        journal.append(Finished(ATTEMPTS, "s", NOON))
    return folder


@pytest.fixture
def record(folder):
    with closing(Record.open(folder)) as record:
        yield record
        assert record.recovered == ""


def test_the_study_page_counts_what_is_due(benchmark, bank, record):
    found = benchmark(due_today, bank, record, NOON, Policy(), UTC)

    assert 0 < found.due <= 200
    assert found.new == 10
    if benchmark.enabled:
        assert benchmark.stats["mean"] < AT_ONCE


def test_a_session_of_what_is_due_begins(benchmark, bank, record):
    """Measured for comparison; the learner has just pressed a button."""
    plan = Plan(0, 3, mode=Mode.LEARN)
    found = benchmark.pedantic(
        StudySession, (bank, plan, record), {"now": lambda: NOON, "zone": UTC}, rounds=1
    )

    assert found.item is not None
