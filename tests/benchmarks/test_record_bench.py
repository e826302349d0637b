"""What saving an answer costs above the bare commit that it cannot do without.

``STUDYAPP_ATTEMPTS=1000000`` measures with a million answers given before; making them
takes a while.
"""

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from statistics import median
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace

from studyapp.core.anchoring import Evidence
from studyapp.core.attempts import Attempt, Session, SessionId
from studyapp.core.bank import Kind
from studyapp.core.items import Chosen, Grade, Item, Option, Reason
from studyapp.core.scheduling.cards import Card, Review, review
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.storage.journal import Finished, Journal
from studyapp.storage.record import Record

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SESSION = Session(str(UUID(int=1)), "kursk", "Kursk", "quiz", 10, 7, NOON)
ROUNDS = 2000
ATTEMPTS = int(os.environ.get("STUDYAPP_ATTEMPTS", "20000"))

# Answers of an earlier session, under random numbers as all have.
EARLIER = """WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :count)
    INSERT INTO attempts (id, session, bank, topic, kind, facts, item, response, score, why, at,
        seconds, hints, checksum)
    SELECT printf('%s-%s-%s', hex(randomblob(4)), hex(randomblob(6)), hex(randomblob(6))), 1,
        'kursk', 'topic-' || (n % 8), 'single_choice', '["area-' || (n % 60) || '"]', :item,
        '{"type":"chosen","options":[1]}', 0.0, 'No.',
        strftime('%Y-%m-%dT%H:%M:%S+00:00', :noon - 60 * (:count - n), 'unixepoch'), 4.5, 0, 0
    FROM n"""

MOST = 1.5  # times a bare commit


def answer(number):
    evidence = (Evidence("ap", 2440, 2533, "Kiev's forces have seized nearly 1,300 sq. km"),)
    options = tuple(
        Option(f"about {n}00 sq. km", n == 0, "The general names another area. " * 3, Reason.KEY)
        for n in range(4)
    )
    item = Item(
        f"kursk/area-{number % 60}/area/single_choice/1",
        "kursk",
        Kind.SINGLE_CHOICE,
        (f"area-{number % 60}",),
        f"topic-{number % 8}",
        "syrsky",
        "How much territory did General Syrsky say Kiev's forces had seized?",
        "about 000 sq. km",
        "According to Oleksandr Syrsky: Kiev's forces have seized it.",
        options,
        None,
        evidence,
    )
    number = UUID(int=(number * 2654435761) % 2**128)
    return Attempt(str(number), SESSION.id, item, Chosen((1,)), Grade(0.0, "No."), NOON, 4.5)


def bare_database(path):
    """Tables of the same rows, with no index but their keys."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE attempts (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, session, bank, topic,"
        " kind, facts, item, response, score, why, at, seconds, hints, confidence, day, rating,"
        " checksum)"
    )
    connection.execute(
        "CREATE TABLE cards (bank, fact, stability, difficulty, last, due, reviews, lapses,"
        " suspended, buried_until, PRIMARY KEY (bank, fact)) WITHOUT ROWID"
    )
    give_earlier_answers(path)
    return connection


def give_earlier_answers(path):
    """As many as are there before any is measured."""
    item = msgspec.json.encode(answer(0).item).decode()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            EARLIER, {"count": ATTEMPTS, "item": item, "noon": int(NOON.timestamp())}
        )


def record_with_earlier_answers(folder):
    with closing(Record.open(folder)) as record:
        record.begin(replace(SESSION, id=SessionId("earlier")))
    give_earlier_answers(folder / "record.sqlite3")
    # The journal is as long as the database, or its lines would be written now.
    with closing(Journal(folder / "journal.jsonl")) as journal:
        journal.append(Finished(ATTEMPTS, SessionId("earlier"), NOON))
    record = Record.open(folder)
    record.by_topic()
    return record


def bare_rows(attempt, seen, deck):
    """The row of an answer, and that of the card it makes where it counts for the schedule."""
    item = attempt.item
    row = (
        *(attempt.id, 1, item.bank, item.topic, item.kind.value),
        *(msgspec.json.encode(part).decode() for part in (item.facts, item, attempt.response)),
        *(attempt.grade.score, attempt.grade.why, attempt.at.isoformat(), attempt.seconds),
        *(attempt.hints, attempt.confidence, *((seen.day, seen.rating) if seen else (None, None))),
        0,
    )
    if seen is None:
        return row, None
    before = deck.get(item.fact, Card(item.bank, item.fact))
    deck[item.fact] = review(before, seen.rating, seen.day, Policy())
    return row, msgspec.structs.astuple(deck[item.fact])


def bare_commit(connection, row, card):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"INSERT INTO attempts VALUES (NULL{', ?' * len(row)})", row)
    if card:
        connection.execute(
            f"INSERT OR REPLACE INTO cards VALUES (?{', ?' * (len(card) - 1)})", card
        )
    connection.execute("COMMIT")


@pytest.mark.parametrize("scheduled", [False, True], ids=["answer", "answer, review and card"])
def test_saving_an_answer_costs_little_more_than_a_bare_commit(benchmark, tmp_path, scheduled):
    """Safety has a price: a second file, checksums, what the other tables say.

    The slower a disk syncs the nearer to 1 it is.
    """
    rounds = ROUNDS if benchmark.enabled else 1
    seen = Review(NOON.toordinal(), Rating.GOOD) if scheduled else None
    answers = [answer(number) for number in range(rounds)]
    deck = {}
    bare = [bare_rows(each, seen, deck) for each in answers]
    spent = []
    with (
        closing(record_with_earlier_answers(tmp_path / "learner")) as record,
        closing(bare_database(tmp_path / "bare.sqlite3")) as connection,
    ):
        record.begin(SESSION)
        pairs = iter(zip(answers, bare, strict=True))

        def commit_then_give():
            """The bare commit of the same rows goes first, so that both meet the same machine."""
            each, rows = next(pairs)
            start = time.perf_counter()
            bare_commit(connection, *rows)
            spent.append(time.perf_counter() - start)
            return (each, seen), {}

        benchmark.pedantic(record.add, setup=commit_then_give, rounds=rounds)
        saved, cards = len(record.attempts(SESSION.id)), record.cards("kursk")
        assert saved == rounds
        assert cards == deck

    if benchmark.enabled:
        bare_one = median(spent)
        ratio = benchmark.stats["median"] / bare_one
        benchmark.extra_info["times_a_bare_commit"] = ratio
        print(f"\nadd() takes {ratio:.2f} times a bare commit ({bare_one * 1e3:.3f} ms)")  # noqa: T201 (what it is run for)

        assert ratio < MOST
