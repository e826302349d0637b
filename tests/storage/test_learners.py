"""Learners: each one a folder; made, renamed, taken away, brought back."""

import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime

import pytest
from answers import attempt, fill, reread, session

from studyapp.storage.folders import learner_folder
from studyapp.storage.learners import (
    LearnerError,
    create,
    delete,
    deleted,
    learners,
    recover,
    rename,
)
from studyapp.storage.record import Record

NOW = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def names(data):
    return [learner.name for learner in learners(data)]


def test_a_folder_without_learners_has_none(tmp_path):
    assert learners(tmp_path / "nowhere") == []
    assert deleted(tmp_path / "nowhere") == []


def test_a_new_learner_has_a_private_empty_record(tmp_path):
    folder = create(tmp_path, "Ann")

    (ann,) = learners(tmp_path)
    assert (ann.name, ann.folder, ann.contents.answers) == ("Ann", folder, 0)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "record.sqlite3").stat().st_mode) == 0o600


def test_learners_are_listed_by_name_with_what_they_answered(tmp_path):
    fill(create(tmp_path, "zoë"), 7)
    create(tmp_path, "Ann")
    create(tmp_path, "ben")

    assert names(tmp_path) == ["Ann", "ben", "zoë"]
    held = learners(tmp_path)[2].contents
    assert (held.answers, held.sessions, held.last) == (7, 1, attempt(6).at)


def test_looking_at_learners_changes_nothing(tmp_path):
    fill(create(tmp_path, "Ann"), 7)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("learners/Ann/*")}
    learners(tmp_path)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("learners/Ann/*")} == before


def test_answers_that_a_crash_left_in_the_log_are_counted(tmp_path):
    with closing(Record.open(tmp_path / "running")) as record:
        record.begin(session())
        record.add(attempt(1))
        shutil.copytree(tmp_path / "running", learner_folder(tmp_path, "Ann"))

    assert learners(tmp_path)[0].contents.answers == 1
    assert reread(learner_folder(tmp_path, "Ann")) == [attempt(1)]


def test_a_record_that_cannot_be_read_is_listed_without_figures(tmp_path):
    folder = create(tmp_path, "Ann")
    (folder / "record.sqlite3").write_text("Dear diary, " * 1000)

    assert learners(tmp_path)[0].contents is None


UNFIT = ["", " ", ".", "..", "../up", "a/b", "a\\b", ".hidden", "a.", "a ", "-rf", "a:b", "a*"]
DEVICES = ["con", "Nul.txt", "com1"]
UNPRINTABLE = ["a\nb", "a\0b", "a\x1b[2J", "\ud83d"]
TOO_LONG = ["a" * 65, "字" * 64 + "a"]


@pytest.mark.parametrize("name", [*UNFIT, *DEVICES, *UNPRINTABLE, *TOO_LONG])
def test_a_name_that_is_not_fit_is_refused_in_words_that_can_be_printed(tmp_path, name):
    with pytest.raises(LearnerError) as caught:
        create(tmp_path, name)

    assert str(caught.value).isprintable()
    assert names(tmp_path) == []


def test_a_name_is_the_same_however_its_letters_are_put_together(tmp_path):
    fill(create(tmp_path, "Zoe\N{COMBINING DIAERESIS}"), 2)

    assert names(tmp_path) == ["Zoë"]
    assert len(reread(learner_folder(tmp_path, "Zoë"))) == 2


@pytest.mark.parametrize("taken", ["Ann", "ann", "ANN"])
def test_a_name_is_given_once_whatever_its_case(tmp_path, taken):
    fill(create(tmp_path, "Ann"), 2)
    create(tmp_path, "Ben")
    for attempted in (lambda: create(tmp_path, taken), lambda: rename(tmp_path, "Ben", taken)):
        with pytest.raises(LearnerError, match="already"):
            attempted()

    assert names(tmp_path) == ["Ann", "Ben"]
    assert learners(tmp_path)[0].contents.answers == 2


def test_a_renamed_learner_keeps_everything(tmp_path):
    answers = fill(create(tmp_path, "Ann"), 3)
    folder = rename(tmp_path, "Ann", "Anna Karenina")

    assert names(tmp_path) == ["Anna Karenina"]
    assert reread(folder) == answers


def test_the_case_of_a_name_can_be_changed(tmp_path):
    create(tmp_path, "ann")
    rename(tmp_path, "ann", "Ann")

    assert names(tmp_path) == ["Ann"]


def test_who_is_not_there_can_be_neither_renamed_nor_deleted(tmp_path):
    for does in (lambda: rename(tmp_path, "Ann", "Ben"), lambda: delete(tmp_path, "Ann", NOW)):
        with pytest.raises(LearnerError, match="no learner “Ann”"):
            does()


def test_a_deleted_learner_can_be_brought_back(tmp_path):
    answers = fill(create(tmp_path, "Ann Lee"), 3)
    gone = delete(tmp_path, "Ann Lee", NOW)

    assert names(tmp_path) == []
    assert deleted(tmp_path) == [gone]
    assert stat.S_IMODE(gone.folder.parent.stat().st_mode) == 0o700
    assert reread(recover(tmp_path, "ann lee")) == answers
    assert deleted(tmp_path) == []


def test_who_was_deleted_last_under_a_name_comes_back_first(tmp_path):
    for count in (1, 2):
        fill(create(tmp_path, "Ann"), count)
        delete(tmp_path, "Ann", NOW)
    recover(tmp_path, "Ann")

    assert learners(tmp_path)[0].contents.answers == 2
    with pytest.raises(LearnerError, match="already"):
        recover(tmp_path, "Ann")


def test_who_was_never_deleted_cannot_be_brought_back(tmp_path):
    with pytest.raises(LearnerError, match="was deleted"):
        recover(tmp_path, "Ann")


def test_one_learners_files_hold_nothing_of_another(tmp_path):
    for number, name in enumerate(("Ann", "Ben")):
        with closing(Record.open(create(tmp_path, name))) as record:
            record.begin(session())
            record.add(attempt(number, typed=f"what {name} wrote"))

    anns = b"".join(path.read_bytes() for path in learner_folder(tmp_path, "Ann").iterdir())
    assert b"what Ann wrote" in anns
    assert b"Ben" not in anns


def test_a_learner_that_is_not_ours_to_open_is_one_message(tmp_path):
    (tmp_path / "learners").write_text("")
    with pytest.raises(LearnerError, match="Cannot open the record"):
        create(tmp_path, "Ann")


def test_databases_are_read_for_the_list_as_they_lie(tmp_path):
    folder = create(tmp_path, "Ann")
    with closing(sqlite3.connect(folder / "record.sqlite3")) as newer:
        newer.execute("PRAGMA user_version = 99")

    assert learners(tmp_path)[0].contents.answers == 0
