"""Backups: made daily, thinned with age, put back so that it can be undone."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from answers import attempt, fill, reread, session
from hypothesis import given
from hypothesis import strategies as st

from studyapp.storage.backups import (
    DAYS,
    MONTHS,
    WEEKS,
    back_up_now,
    backups,
    daily_backup,
    kept_days,
)
from studyapp.storage.record import Record, RecordError

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)

days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def answer(folder, *numbers, of=9):
    with closing(Record.open(folder)) as record:
        record.begin(session(of))
        for number in numbers:
            record.add(attempt(number, session=of))


def ids(folder):
    return [found.id for found in reread(folder)]


def names(folder):
    return {backup.name for backup in backups(folder)}


def tree(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# Every day


def test_a_day_gets_one_backup_with_all_answers(folder):
    fill(folder, 12)
    made = daily_backup(folder, TODAY)

    (only,) = backups(folder)
    assert only.path == made
    assert only.name == "daily-2026-03-01"
    assert (only.contents.answers, only.contents.sessions) == (12, 1)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert daily_backup(folder, TODAY) is None


def test_nothing_is_made_where_there_is_no_record_yet(folder):
    assert daily_backup(folder, TODAY) is None
    assert not folder.exists()


def test_a_record_in_use_is_backed_up_with_its_last_answer(record, folder):
    record.add(attempt(1))
    made = daily_backup(folder, TODAY)
    record.add(attempt(2))

    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("SELECT count(*) FROM attempts").fetchone() == (1,)
    assert len(record.attempts()) == 2


def test_a_damaged_database_does_not_become_a_backup(folder):
    fill(folder, 200)
    daily_backup(folder, TODAY)
    with (folder / "record.sqlite3").open("r+b") as file:
        file.seek(10 * 4096)
        file.write(os.urandom(20 * 4096))
    with pytest.raises(RecordError, match="damaged"):
        daily_backup(folder, TODAY + timedelta(days=1))

    assert names(folder) == {"daily-2026-03-01"}


def test_a_year_of_days_leaves_days_weeks_and_months(folder):
    fill(folder, 1)
    start = date(2025, 3, 3)
    every = [start + timedelta(days=number) for number in range(400)]
    daily_backup(folder, every[0])
    first = next((folder / "backups").iterdir())
    for day in every[1:-1]:
        shutil.copyfile(first, folder / "backups" / f"daily-{day}.sqlite3")
    daily_backup(folder, every[-1])

    kept = {f"daily-{day}" for day in kept_days(every, every[-1])}
    assert names(folder) == kept
    assert DAYS < len(kept) <= DAYS + WEEKS + MONTHS


def test_backups_that_were_made_by_hand_are_not_thinned(folder):
    fill(folder, 1)
    by_hand = {back_up_now(folder, NOW).stem for _ in range(12)}
    for number in range(20):
        daily_backup(folder, TODAY + timedelta(days=number))

    assert len(by_hand) == 12
    assert by_hand < names(folder)


def test_files_that_are_no_backups_of_ours_are_left_alone(folder):
    fill(folder, 1)
    daily_backup(folder, TODAY)
    strange = folder / "backups" / "daily-notes.sqlite3"
    strange.write_text("mine")
    for number in range(1, 40):
        daily_backup(folder, TODAY + timedelta(days=number))

    assert strange.read_text() == "mine"
    assert next(each for each in backups(folder) if each.path == strange).contents is None


@given(st.sets(days), days)
def test_what_is_kept_has_a_reason(made, today):
    kept = kept_days(made, today)
    past = sorted((day for day in made if day <= today), reverse=True)
    weeks = {day.isocalendar()[:2] for day in past}
    months = {(day.year, day.month) for day in past}

    assert kept <= made
    assert {day for day in made if day > today} <= kept
    assert set(past[:DAYS]) <= kept
    assert len({day.isocalendar()[:2] for day in kept & set(past)}) >= min(WEEKS, len(weeks))
    assert len({(day.year, day.month) for day in kept & set(past)}) >= min(MONTHS, len(months))
    assert len(kept & set(past)) <= DAYS + WEEKS + MONTHS


@given(st.sets(days, max_size=200))
def test_thinning_day_by_day_keeps_what_thinning_at_once_would(made):
    kept: set[date] = set()
    for today in sorted(made):
        kept = kept_days(kept | {today}, today)

    assert kept == kept_days(made, max(made, default=TODAY))


@given(st.lists(days, max_size=60))
def test_todays_backup_outlives_a_clock_that_jumps(sequence):
    kept: set[date] = set()
    for today in sequence:
        kept = kept_days(kept | {today}, today)

        assert today in kept
