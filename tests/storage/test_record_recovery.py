"""The record after a crash, and with files that are damaged or gone."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from answers import NOON, attempt, fill, reread, session

from studyapp.core.attempts import SessionScore, Tally
from studyapp.storage import database
from studyapp.storage.record import NotSaved, Record

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows does not delete open files")


def damage(path, start, stop=None):
    stop = stop or start + 4096
    with path.open("r+b") as file:
        file.seek(start)
        file.write(random.Random(start).randbytes(stop - start))


# When something crashed


CHILD = """
import sys
from itertools import count
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from answers import attempt, session
from studyapp.storage.record import Record
record = Record.open(Path(sys.argv[1]))
record.begin(session())
start = len(record.attempts())
for number in count(start):
    answer = attempt(number)
    record.add(answer)
    print(answer.id, flush=True)
"""


def test_every_acknowledged_answer_outlives_a_kill(folder):
    moments = random.Random(4)
    acknowledged = []
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder), str(Path(__file__).parent)],
            stdout=subprocess.PIPE,
            text=True,
        )
        acknowledged.append(child.stdout.readline().strip())
        time.sleep(moments.uniform(0, 0.2))
        child.kill()
        acknowledged += child.communicate()[0].split()
    found = [answer.id for answer in reread(folder)]

    whole = {identifier for identifier in acknowledged if len(identifier) == len(str(UUID(int=0)))}
    assert whole <= set(found)
    assert len(found) == len(set(found))


def test_a_line_that_the_database_lacks_is_put_in(record, folder):
    """As a crash between journal and COMMIT leaves it."""
    record.add(attempt(1))
    record.close()
    shutil.copy(folder / "record.sqlite3", folder / "earlier")
    with closing(Record.open(folder)) as again:
        again.add(attempt(2, score=0.5))
        again.finish(session().id, NOON)
    (folder / "earlier").replace(folder / "record.sqlite3")

    with closing(Record.open(folder)) as again:
        assert again.attempts() == [attempt(1), attempt(2, score=0.5)]
        assert again.sessions()[0].score == 1.5
        assert again.sessions()[0].session.finished == NOON


def test_lines_that_a_power_cut_took_are_written_again(folder):
    answers = fill(folder)
    journal = folder / "journal.jsonl"
    whole = journal.read_bytes()
    os.truncate(journal, len(whole) // 2)
    Record.open(folder).close()

    assert journal.read_bytes() == whole
    (folder / "record.sqlite3").unlink()
    assert reread(folder) == answers


def test_a_deleted_journal_is_written_again(folder):
    answers = fill(folder)
    whole = (folder / "journal.jsonl").read_bytes()
    (folder / "journal.jsonl").unlink()

    assert reread(folder) == answers
    assert (folder / "journal.jsonl").read_bytes() == whole


# When a file is damaged or gone


def garbage(path):
    path.write_bytes(b"Dear diary, today the disk failed. " * 200)


def half(path):
    os.truncate(path, path.stat().st_size // 2)


def nothing(path):
    os.truncate(path, 0)


def header(path):
    damage(path, 0, 100)


def schema(path):
    damage(path, 100, 4096)


def middle(path):
    damage(path, 3 * 4096, 8 * 4096)


def end(path):
    damage(path, path.stat().st_size - 5 * 4096, path.stat().st_size)


@pytest.mark.parametrize("harm", [garbage, half, nothing, header, schema, middle, end, Path.unlink])
def test_a_harmed_database_is_rebuilt_and_said_to_be(folder, harm):
    answers = fill(folder, 60)
    harm(folder / "record.sqlite3")

    with closing(Record.open(folder)) as record:
        assert record.attempts() == answers
        assert record.sessions() == [SessionScore(session(), 60, 60.0)]
        assert record.by_kind() == [Tally("single_choice", 60, 60.0)]
        assert "60 answers" in record.recovered
    with closing(Record.open(folder)) as record:
        assert record.recovered == ""


def test_damage_is_found_before_anything_is_built_on_it(folder):
    fill(folder, 60)
    damage(folder / "record.sqlite3", 20 * 4096)

    with closing(Record.open(folder)) as record:
        assert "was damaged" in record.recovered


def test_a_damaged_file_is_kept_beside_the_new_one(folder):
    fill(folder, 5)
    for _ in range(2):
        garbage(folder / "record.sqlite3")
        with closing(Record.open(folder)) as record:
            message = record.recovered

    assert "record.sqlite3.damaged-2" in message
    assert (folder / "record.sqlite3.damaged-1").read_bytes().startswith(b"Dear diary")


def test_a_word_that_changed_in_a_row_is_noticed_and_mended(folder):
    answers = fill(folder)
    with closing(sqlite3.connect(folder / "record.sqlite3")) as other, other:
        other.execute("UPDATE attempts SET response = replace(response, 'answer 7', 'answer 8')")

    with closing(Record.open(folder)) as record:
        assert record.attempts() == answers
        assert "was damaged" in record.recovered


def test_a_session_that_changed_is_noticed_and_mended(folder):
    fill(folder, 2)
    with closing(sqlite3.connect(folder / "record.sqlite3")) as other, other:
        other.execute("UPDATE sessions SET title = CAST(x'ff' AS TEXT)")

    with closing(Record.open(folder)) as record:
        assert record.sessions() == [SessionScore(session(), 2, 2.0)]


@pytest.mark.parametrize("harm", [garbage, half, Path.unlink])
def test_answers_outlive_the_write_ahead_log(folder, harm):
    """A copy made while the app runs stands for a crash: nothing was closed."""
    with closing(Record.open(folder)) as record:
        record.begin(session())
        for number in range(20):
            record.add(attempt(number))
        crashed = shutil.copytree(folder, folder.with_name("crashed"))
    harm(crashed / "record.sqlite3-wal")

    assert reread(crashed) == [attempt(number) for number in range(20)]


def test_a_damaged_line_of_the_journal_costs_that_line_only(folder):
    answers = fill(folder)
    journal = folder / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[0] = b"damaged\n"
    lines[10] = lines[10].replace(b"answer", b"ANSWER")
    journal.write_bytes(b"".join(lines))
    garbage(folder / "record.sqlite3")

    with closing(Record.open(folder)) as record:
        assert record.attempts() == answers[:9] + answers[10:]
        assert record.sessions()[0].answered == 29
        assert "2 entries of the journal could not be read" in record.recovered


def test_a_number_that_the_journal_holds_twice_costs_no_answer(record, folder, monkeypatch):
    """As a refused line leaves it that could not be taken back."""

    def failing(*_):
        raise OSError("Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("studyapp.storage.record.JOURNAL_SYNC", 1)
        patch.setattr(record._journal, "sync", failing)
        patch.setattr(record._journal, "cut", failing)
        with pytest.raises(NotSaved, match="Input/output error"):
            record.add(attempt(1))
    record.add(attempt(2))
    record.close()
    (folder / "record.sqlite3").unlink()

    assert attempt(2) in reread(folder)


def test_a_backup_gives_what_the_journal_has_lost(folder):
    answers = fill(folder)
    with closing(sqlite3.connect(folder / "record.sqlite3")) as connection:
        database.back_up(connection, folder / "backups" / "monday.sqlite3")
        database.back_up(connection, folder / "backups" / "tuesday.sqlite3")
    garbage(folder / "backups" / "tuesday.sqlite3")
    garbage(folder / "record.sqlite3")
    lines = (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "journal.jsonl").write_bytes(b"damaged\n" * 20 + b"".join(lines[20:]))

    assert reread(folder) == answers


@posix_only
def test_a_database_deleted_while_open_is_rebuilt_before_the_next_answer(record, folder):
    record.add(attempt(1))
    (folder / "record.sqlite3").unlink()
    record.add(attempt(2))

    assert "was missing" in record.recovered
    assert reread(folder) == [attempt(1), attempt(2)]


@posix_only
def test_a_journal_deleted_while_open_is_written_again_with_the_next_answer(record, folder):
    record.add(attempt(1))
    (folder / "journal.jsonl").unlink()
    record.add(attempt(2))
    record.close()
    (folder / "record.sqlite3").unlink()

    assert reread(folder) == [attempt(1), attempt(2)]


def test_a_journal_cut_short_while_open_is_written_again_with_the_next_answer(record, folder):
    for number in range(5):
        record.add(attempt(number))
    os.truncate(folder / "journal.jsonl", 3000)
    record.add(attempt(5))
    record.close()
    (folder / "record.sqlite3").unlink()

    assert reread(folder) == [attempt(number) for number in range(6)]


@posix_only
def test_a_folder_deleted_while_open_costs_no_answer(record, folder):
    record.add(attempt(1))
    shutil.rmtree(folder)
    record.add(attempt(2))

    assert reread(folder) == [attempt(1), attempt(2)]


@posix_only
def test_a_database_replaced_while_open_gets_the_answers_it_lacks(record, folder):
    record.add(attempt(1))
    garbage(folder / "other")
    (folder / "other").replace(folder / "record.sqlite3")
    record.add(attempt(2))

    assert reread(folder) == [attempt(1), attempt(2)]


@pytest.mark.parametrize("harm", [garbage, half, nothing])
def test_a_database_harmed_while_open_costs_no_answer(folder, harm):
    answers = [attempt(number) for number in range(400)]
    with closing(Record.open(folder)) as record:
        record.begin(session())
        for answer in answers[:200]:
            record.add(answer)
        harm(folder / "record.sqlite3")
        for answer in answers[200:]:
            record.add(answer)

    assert reread(folder) == answers


def test_a_second_program_that_reads_along_disturbs_nothing(record, folder):
    record.add(attempt(1))
    with closing(Record.open(folder)) as reader:
        record.add(attempt(2))

        assert reader.attempts() == [attempt(1), attempt(2)]
    record.add(attempt(3))

    assert len(reread(folder)) == 3
