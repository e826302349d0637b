"""What the learner looks at first is there at once, however much was answered.

``STUDYAPP_ATTEMPTS=1000000`` measures with a million answers; making them takes a while.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from studyapp.core.attempts import Session
from studyapp.core.bank import Kind
from studyapp.core.scheduling.policy import Policy
from studyapp.storage import cards, rows, tallies
from studyapp.storage.bank_files import load_bank
from studyapp.storage.journal import Begun, Finished, Journal
from studyapp.storage.record import Record
from studyapp.storage.shipped import shipped
from studyapp.ui import theme
from studyapp.ui.progress.figures import Figures
from studyapp.ui.progress.page import ProgressPage
from studyapp.ui.progress.views import View

ATTEMPTS = int(os.environ.get("STUDYAPP_ATTEMPTS", "20000"))
AT_ONCE = 0.5  # seconds
A_DAY = 240
SITTING = 20
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

ANSWERS = """WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < :count - 1)
    INSERT INTO attempts (
        id, session, bank, topic, kind, facts, item, response, score, why, at, seconds,
        checksum, day, rating, confidence)
    SELECT 'attempt ' || n, 1 + n / :sitting, 'kursk',
        json_extract(:topics, '$[' || (n % 8) || ']'),
        json_extract(:kinds, '$[' || (n * 7 % 17) || ']'), '["fact ' || (n % :facts) || '"]', :item,
        '{"type":"chosen","options":[' || (n % 3) || ']}', n % 3 / 2.0, '',
        strftime('%Y-%m-%dT%H:%M:%S+00:00',
            :last - (:count - n) / :a_day * 86400 - n % :a_day * 30, 'unixepoch'),
        12.0, 0, :today - (:count - n) / :a_day, 1 + (n / :facts * 7 + n) % 4,
        json_extract('["sure", "fairly", "guess", null]', '$[' || (n % 4) || ']')
    FROM n"""
ITEM = """{"key": "Moscow", "options": [{"text": "Moscow", "correct": true},
    {"text": "Kiev", "correct": false}, {"text": "Skeptics", "correct": false}], "stem": "%s"}"""


@pytest.fixture(scope="module")
def kursk():
    return load_bank(shipped("questions/kursk.yaml")).bank


@pytest.fixture(scope="module")
def folder(kursk, tmp_path_factory):
    folder = tmp_path_factory.mktemp("learner")
    Record.open(folder).close()
    values = {
        "count": ATTEMPTS,
        "facts": 60,
        "item": ITEM % ("words " * 60),
        "topics": json.dumps(list(kursk.topics)),
        "kinds": json.dumps(list(Kind)),
        "last": int(NOON.timestamp()),
        "today": NOON.toordinal(),
        "a_day": A_DAY,
        "sitting": SITTING,
    }
    with closing(sqlite3.connect(folder / "record.sqlite3")) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        for number in range(1, 2 + ATTEMPTS // SITTING):
            sitting = Session(f"s{number}", kursk.id, kursk.title, "learn", SITTING, 0, NOON)
            rows.insert(connection, Begun(number, sitting), Policy())
        connection.execute(ANSWERS, values)
        tallies.follow(connection)
        cards.follow_all(connection)
    # The journal is as long as the database, or its lines would be written now.
    with closing(Journal(folder / "journal.jsonl")) as journal:
        journal.append(Finished(ATTEMPTS, "s1", NOON))
    return folder


@pytest.fixture(scope="module")
def record(folder):
    with closing(Record.open(folder)) as record:
        yield record
        assert record.recovered == ""


@pytest.fixture
def page(qtbot, qapp):
    theme.apply(qapp, theme.Scheme.LIGHT, 100)
    page = ProgressPage()
    qtbot.addWidget(page)
    page.resize(1100, 760)
    with qtbot.waitExposed(page):
        page.show()
    return page


def seen(page, figures, view):
    """Go to a view and wait until it is painted."""
    page.show_view(view)
    page.show_figures(figures)
    QApplication.processEvents()


# A process of its own: whatever is loaded stays loaded.
STEPS = """
import sys, time
from PySide6.QtWidgets import QApplication
from studyapp.ui.progress.page import ProgressPage

app = QApplication([])
page = ProgressPage()
ends = []
page.preloader.loaded.connect(lambda: ends.append(time.perf_counter()))
page.show()
start = before = time.perf_counter()
longest = 0
while not ends:
    app.processEvents()
    now = time.perf_counter()
    longest, before = max(longest, now - before), now
print(longest / (ends[0] - start))
"""


def test_loading_the_plots_never_keeps_the_window_long_from_its_events(benchmark):
    def longest():
        done = subprocess.run(
            [sys.executable, "-P", "-c", STEPS],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
        )
        return float(done.stdout)

    share = benchmark.pedantic(longest, rounds=1)

    if benchmark.enabled:
        assert share < 0.6


@pytest.mark.parametrize("view", [View.OVERVIEW, View.TOPICS])
def test_what_is_looked_at_first_is_there_at_once(benchmark, page, record, kursk, view):
    assert page.charts.isHidden()
    benchmark.pedantic(seen, (page, Figures(record, kursk, NOON, UTC), view), rounds=1)

    if benchmark.enabled:
        assert benchmark.stats["mean"] < AT_ONCE


@pytest.mark.parametrize("view", list(View)[2:])
def test_other_views(benchmark, page, record, kursk, view):
    """Measured for comparison: each reads the record anew."""
    benchmark.pedantic(seen, (page, Figures(record, kursk, NOON, UTC), view), rounds=1)

    assert page.view is view
