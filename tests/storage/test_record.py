"""The record: an acknowledged answer is on the disk, and counted once."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import timedelta
from math import inf, nan

import pytest
from answers import NOON, attempt, fill, item, reread, session, unbounded_item
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from studyapp.core import statistics
from studyapp.core.attempts import SessionScore, Tally
from studyapp.core.bank import Kind
from studyapp.storage.record import NotSaved, Record, RecordError

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows does not delete open files")


# What is stored


def test_an_answer_comes_back_as_it_was_given(record, folder):
    given_answers = [
        attempt(1, score=0.5),
        attempt(2, typed="1 300 км²", shown=item(kind=Kind.SHORT_ANSWER)),
        attempt(3, typed="2000", shown=unbounded_item()),
    ]
    for answer in given_answers:
        record.add(answer)

    assert record.attempts() == given_answers
    assert reread(folder) == given_answers


def test_a_session_comes_back_with_its_score_and_its_end(record, folder):
    record.add(attempt(1, score=1.0))
    record.add(attempt(2, score=0.25))
    record.finish(session().id, NOON + timedelta(minutes=9))
    record.close()

    ended = replace(session(), finished=NOON + timedelta(minutes=9))
    with closing(Record.open(folder)) as again:
        assert again.sessions() == [SessionScore(ended, 2, 1.25)]


def test_the_first_end_of_a_session_counts(record):
    record.finish(session().id, NOON)
    record.finish(session().id, NOON + timedelta(hours=1))

    assert record.sessions()[0].session.finished == NOON


def test_the_same_answer_twice_is_stored_once(record):
    record.add(attempt(1, score=0.5))
    record.add(attempt(1, score=0.5))

    assert len(record.attempts()) == 1
    assert record.sessions()[0].answered == 1
    assert record.by_topic() == [Tally("course", 1, 0.5)]


def test_answers_of_one_session_are_told_from_those_of_another(record):
    record.begin(session(2))
    record.add(attempt(1))
    record.add(attempt(2, session=2))

    assert record.attempts(session(2).id) == [attempt(2, session=2)]


def test_sums_are_kept_by_topic_and_kind_for_one_bank_or_all(record):
    record.add(attempt(1, score=1.0, shown=item(topic="losses")))
    record.add(attempt(2, score=0.5, shown=item(topic="course", kind=Kind.CLOZE)))
    record.add(attempt(3, score=0.0, shown=item(topic="losses", bank="other")))

    assert record.by_topic() == [Tally("course", 1, 0.5), Tally("losses", 2, 1.0)]
    assert record.by_topic("kursk") == [Tally("course", 1, 0.5), Tally("losses", 1, 1.0)]
    assert record.by_kind() == [Tally("cloze", 1, 0.5), Tally("single_choice", 2, 1.0)]
    assert record.by_kind("other") == [Tally("single_choice", 1, 0.0)]


def test_a_clock_that_jumps_back_changes_no_order(record):
    record.add(attempt(1, at=NOON))
    record.add(attempt(2, at=NOON - timedelta(days=900)))
    record.begin(replace(session(2), started=NOON - timedelta(days=900)))

    assert [found.at for found in record.attempts()] == [NOON, NOON - timedelta(days=900)]
    assert [found.session.id for found in record.sessions()] == [session(2).id, session().id]


@pytest.mark.parametrize("seconds", [-3.0, nan, inf])
def test_no_time_spent_is_below_nothing_or_beyond_measure(record, seconds):
    record.add(attempt(1, seconds=seconds))

    assert record.attempts()[0].seconds == 0.0


def test_half_a_character_does_not_keep_an_answer_from_being_saved(record, folder):
    record.add(attempt(1, typed="tank \ud83d"))

    assert reread(folder)[0].response.text == "tank ?"


def test_an_answer_without_a_session_is_a_mistake_of_the_program(record):
    with pytest.raises(sqlite3.IntegrityError):
        record.add(attempt(1, session=7))

    assert record.attempts() == []


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("begin"), st.integers(1, 3)),
            st.tuples(st.just("add"), st.integers(1, 3), st.integers(1, 12)),
            st.tuples(st.just("finish"), st.integers(1, 3)),
            st.tuples(st.just("reopen")),
            st.tuples(st.just("lose")),
        ),
        max_size=25,
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_happens_the_record_holds_what_a_list_would(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("learner")
    begun, ended, answers = [], set(), {}
    record = Record.open(folder)
    for step in steps:
        match step:
            case ("begin", number):
                record.begin(session(number))
                begun += [number] if number not in begun else []
            case ("add", number, answer) if number in begun:
                shown = item(topic=f"topic {answer % 3}", kind=list(Kind)[answer % 4])
                made = attempt(answer, session=number, score=answer % 5 / 4, shown=shown)
                record.add(made)
                answers.setdefault(made.id, made)
            case ("finish", number):
                record.finish(session(number).id, NOON)
                ended |= {number} & set(begun)
            case ("reopen" | "lose" as how,):
                record.close()
                if how == "lose":
                    (folder / "record.sqlite3").unlink()
                record = Record.open(folder)
    kept = list(answers.values())
    ends = {number: NOON if number in ended else None for number in begun}
    sessions = [replace(session(number), finished=ends[number]) for number in reversed(begun)]

    with closing(record):
        assert record.attempts() == kept
        assert record.sessions() == [statistics.session_score(each, kept) for each in sessions]
        assert record.by_topic() == statistics.by_topic(kept)
        assert record.by_kind() == statistics.by_kind(kept)


# Who may read it


def test_folder_and_files_are_for_their_owner_only_whatever_the_umask(folder):
    before = os.umask(0)
    try:
        with closing(Record.open(folder / "deep")) as record:
            record.begin(session())
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
        closed = stat.S_IMODE((folder / "deep" / "closed").stat().st_mode)
    finally:
        os.umask(before)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes == {
        "deep": 0o700,
        "record.sqlite3": 0o600,
        "record.sqlite3-wal": 0o600,
        "record.sqlite3-shm": 0o600,
        "journal.jsonl": 0o600,
    }
    assert closed == 0o600


def test_what_was_open_to_others_is_closed_to_them(folder):
    fill(folder, 1)
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    Record.open(folder).close()

    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_qt_is_not_loaded():
    code = "import sys, studyapp.storage.record; print([m for m in sys.modules if 'PySide' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


# When the disk refuses


@contextmanager
def full_disk(record):
    """SQLite may add no page: it says that the disk is full."""
    connection = record._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    connection.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def no_file_longer_than(size):
    import resource  # POSIX only

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def refused(record, answer):
    with pytest.raises(NotSaved) as caught:
        record.add(answer)
    return str(caught.value)


def test_a_full_disk_is_named_and_nothing_counts(record, folder):
    big = attempt(1, typed="long answer " * 2000)
    with full_disk(record):
        message = refused(record, big)

    assert "disk is full" in message
    assert record.attempts() == []
    assert record.by_topic() == []
    assert reread(folder) == []


def test_a_refused_answer_can_be_saved_later_and_counts_once(record, folder):
    big = attempt(1, typed="long answer " * 2000)
    with full_disk(record):
        refused(record, big)
        refused(record, big)
    record.add(big)

    assert reread(folder) == [big]
    assert record.sessions()[0].answered == 1


@posix_only
def test_a_commit_that_fails_takes_the_line_of_the_journal_back(record, folder):
    journal = folder / "journal.jsonl"
    before = journal.read_bytes()
    with no_file_longer_than((folder / "record.sqlite3-wal").stat().st_size):
        refused(record, attempt(1))

    assert journal.read_bytes() == before
    assert reread(folder) == []


@posix_only
def test_a_journal_that_cannot_grow_takes_the_row_back(record, folder):
    journal = folder / "journal.jsonl"
    for number in range(200):
        record.add(attempt(number))
    before = journal.read_bytes()
    record._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with no_file_longer_than(len(before) + 100):
        refused(record, attempt(500))

    assert journal.read_bytes() == before
    assert len(record.attempts()) == 200
    assert len(reread(folder)) == 200


def test_a_record_that_may_not_be_written_is_named(record):
    record._connection.execute("PRAGMA query_only = ON")

    assert "cannot be written" in refused(record, attempt(1))


def test_a_record_locked_by_another_program_is_named(record, folder):
    record._connection.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(folder / "record.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        message = refused(record, attempt(1))
    record.add(attempt(1))

    assert "another program" in message
    assert record.attempts() == [attempt(1)]


def test_an_interrupt_before_the_commit_leaves_nothing(record, folder, monkeypatch):
    def interrupted(entry):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(record._journal, "append", interrupted)
        record.add(attempt(1))
    record.add(attempt(2))

    assert reread(folder) == [attempt(2)]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordError, match="Cannot open the record"):
        Record.open(tmp_path / "file" / "learner")


def test_a_record_of_a_newer_version_is_refused_unchanged(folder):
    fill(folder, 3)
    path = folder / "record.sqlite3"
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    with pytest.raises(RecordError, match="newer version"):
        Record.open(folder)

    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
