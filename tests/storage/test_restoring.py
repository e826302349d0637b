"""A backup takes the place of the record, so that it can be undone."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from answers import attempt, fill, item, reread, session
from database_harms import HARMS, tree
from msgspec.structs import replace

from studyapp.core.attempts import Flag
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.storage import database
from studyapp.storage.backups import (
    REPLACED,
    Occasion,
    back_up_now,
    back_up_to,
    backups,
    daily_backup,
    restore,
)
from studyapp.storage.inspection import Unfit
from studyapp.storage.migrations import MIGRATIONS
from studyapp.storage.record import Record

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def answer(folder, *numbers, of=9):
    with closing(Record.open(folder)) as record:
        record.begin(session(of))
        for number in numbers:
            record.add(attempt(number, session=of))


def ids(folder):
    return [found.id for found in reread(folder)]


def names(folder):
    return {backup.name for backup in backups(folder)}


# Putting one back


def test_a_restore_brings_back_the_answers_of_that_day(folder):
    first = fill(folder, 5)
    old = daily_backup(folder, TODAY)
    answer(folder, 50, 51)
    done = restore(folder, old, NOW)

    assert done.contents.answers == 5
    assert reread(folder) == first


def test_what_is_answered_after_a_restore_is_all_that_is_added(folder):
    """The journal of the replaced record must not put its answers back."""
    first = fill(folder, 5)
    old = daily_backup(folder, TODAY)
    answer(folder, 50, 51)
    restore(folder, old, NOW)
    answer(folder, 60, of=8)

    kept = [*(found.id for found in first), attempt(60).id]
    assert ids(folder) == kept
    (folder / "record.sqlite3").unlink()
    assert ids(folder) == kept


def test_two_restores_on_one_day_leave_each_backup_of_that_day(folder):
    fill(folder, 5)
    old = daily_backup(folder, TODAY)
    restore(folder, old, NOW)
    answer(folder, 50, of=8)
    again = daily_backup(folder, TODAY)
    restore(folder, again, NOW + timedelta(minutes=1))
    held = [found.contents.answers for found in backups(folder) if found.occasion is Occasion.DAILY]

    assert sorted(held) == [5, 6]


def test_a_rebuilt_record_holds_nothing_of_the_one_that_was_replaced(folder):
    """Though the backup of that one is newer, and the journal is damaged as well."""
    first = fill(folder, 5)
    old = daily_backup(folder, TODAY)
    answer(folder, 50, 51)
    daily_backup(folder, TODAY + timedelta(days=1))
    restore(folder, old, NOW)
    journal = folder / "journal.jsonl"
    journal.write_bytes(b"damaged\n" + journal.read_bytes())
    (folder / "record.sqlite3").write_text("Dear diary, " * 1000)

    assert reread(folder) == first


def test_a_restore_can_be_undone(folder):
    fill(folder, 5)
    old = daily_backup(folder, TODAY)
    answer(folder, 50, 51)
    before = ids(folder)
    undo = restore(folder, old, NOW).undo
    answer(folder, 60, of=8)
    assert undo.name in names(folder)
    again = restore(folder, undo.path, NOW)

    assert ids(folder) == before
    assert again.undo.contents.answers == 6


def test_the_day_of_a_restore_gets_a_backup_of_the_restored_record(folder):
    fill(folder, 5)
    old = daily_backup(folder, TODAY)
    answer(folder, 50)
    restore(folder, old, NOW)
    made = daily_backup(folder, TODAY)

    assert made is not None
    assert "daily-2026-03-01" in names(folder)


def test_of_the_replaced_records_the_last_are_kept(folder):
    fill(folder, 1)
    old = back_up_now(folder, NOW)
    copy = old.rename(folder.parent / "kept.sqlite3")
    undos = [restore(folder, copy, NOW + timedelta(days=each)).undo for each in range(REPLACED + 3)]

    assert names(folder) == {undo.name for undo in undos[3:]}


def test_cards_flags_and_what_was_undone_come_back_as_they_were(folder):
    def state():
        with closing(Record.open(folder)) as record:
            flags, policy = record.flags(), record.policy()
            return record.attempts(), record.cards("kursk"), flags, policy, record.sessions()

    with closing(Record.open(folder)) as record:
        record.begin(session())
        for number in range(6):
            record.add(attempt(number), Review(739_000 + number, Rating.GOOD))
        record.take_back(attempt(3).id)
        record.set_policy(Policy(desired_retention=0.85))
        record.set_card(replace(record.card("kursk", "area-seized"), suspended=True))
        record.add_flag(Flag(item(), "Is that so?", NOW))
    before = state()
    old = daily_backup(folder, TODAY)
    with closing(Record.open(folder)) as record:
        record.take_back(attempt(5).id)
        record.set_policy(Policy(desired_retention=0.95))
        record.add_flag(Flag(item(), "And that?", NOW))
    undone = state()
    undo = restore(folder, old, NOW).undo

    assert state() == before
    (folder / "record.sqlite3").unlink()
    assert state() == before
    restore(folder, undo.path, NOW)
    assert state() == undone


def test_a_damaged_record_can_be_replaced(folder):
    first = fill(folder, 5)
    old = daily_backup(folder, TODAY)
    (folder / "record.sqlite3").write_text("Dear diary, " * 1000)
    restore(folder, old, NOW)

    assert reread(folder) == first


def test_a_record_of_a_newer_version_can_be_replaced_and_is_kept(folder):
    first = fill(folder, 5)
    old = daily_backup(folder, TODAY)
    with closing(sqlite3.connect(folder / "record.sqlite3")) as newer:
        newer.execute("PRAGMA user_version = 99")
    undo = restore(folder, old, NOW).undo

    assert reread(folder) == first
    with closing(sqlite3.connect(undo.path)) as kept:
        assert database.version(kept) == 99


def test_a_backup_of_an_older_version_comes_back_in_ours(folder):
    path = folder.parent / "old.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        database.migrate(old, None, MIGRATIONS[:1])
    fill(folder, 3)
    restore(folder, path, NOW)

    assert reread(folder) == []
    with closing(sqlite3.connect(folder / "record.sqlite3")) as now:
        assert database.version(now) == len(MIGRATIONS)


def test_files_stay_private_after_a_restore(folder):
    fill(folder, 3)
    restore(folder, daily_backup(folder, TODAY), NOW)

    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {
        0o600
    }
    assert not [path for path in folder.iterdir() if path.name.startswith("repl")]


# What is refused


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    fill(folder, 200)
    return folder


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_backup_that_is_not_sound_is_refused_and_nothing_changes(folder, filled, harm):
    shutil.copytree(filled, folder)
    old = daily_backup(folder, TODAY)
    harm(old)
    before = tree(folder)
    with pytest.raises(Unfit):
        restore(folder, old, NOW)

    assert tree(folder) == before


def test_what_is_no_file_is_refused(folder):
    fill(folder, 1)
    pipe = folder.parent / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, folder):
        with pytest.raises(Unfit, match="ordinary file"):
            restore(folder, path, NOW)


def test_a_record_that_a_program_has_open_is_no_backup(tmp_path, folder):
    fill(folder, 1)
    with closing(Record.open(tmp_path / "other")) as other:
        other.begin(session())
        with pytest.raises(Unfit, match="open"):
            restore(folder, tmp_path / "other" / "record.sqlite3", NOW)


def test_a_copy_to_anywhere_leaves_that_folder_as_it_was(folder, tmp_path):
    first = fill(folder, 4)
    stick = tmp_path / "stick"
    stick.mkdir(mode=0o755)
    back_up_to(folder, stick / "copy.sqlite3")

    assert stat.S_IMODE(stick.stat().st_mode) == 0o755
    assert [path.name for path in stick.iterdir()] == ["copy.sqlite3"]
    answer(folder, 50)
    restore(folder, stick / "copy.sqlite3", NOW)
    assert reread(folder) == first


# When the machine stops in the middle


KILLED = """
import os, shutil, sys
from datetime import UTC, datetime
from pathlib import Path
from studyapp.storage.backups import restore

steps = int(sys.argv[3])
def counted(step):
    def counting(*arguments, **named):
        global steps
        if steps == 0:
            os._exit(9)
        steps -= 1
        return step(*arguments, **named)
    return counting

Path.replace = counted(Path.replace)
Path.unlink = counted(Path.unlink)
shutil.rmtree = counted(shutil.rmtree)
restore(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC))
"""


def test_a_restore_that_is_killed_leaves_the_old_record_or_the_new(folder, tmp_path):
    new = fill(folder, 5)
    daily_backup(folder, TODAY)
    answer(folder, 50, 51)
    old = reread(folder)
    seen, step, code = [], 0, 9
    while code == 9:
        tried = tmp_path / f"tried-{step}"
        shutil.copytree(folder, tried)
        backup = tried / "backups" / "daily-2026-03-01.sqlite3"
        command = [sys.executable, "-c", KILLED, str(tried), str(backup), str(step)]
        code = subprocess.run(command, check=False).returncode
        found = reread(tried)
        assert found in (old, new)
        assert reread(tried) == found
        seen.append(found == new)
        step += 1

    assert code == 0
    assert seen == sorted(seen)
    assert len(seen) > 10
