"""Another learner's record, or a backup, takes the place of the one in use."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from samples import NOON, attempt_at, wrong_choice

from studyapp.core.attempts import Session, SessionId
from studyapp.core.bank import Bank
from studyapp.core.generate import generate_all
from studyapp.storage.backups import back_up_now, backups
from studyapp.storage.folders import DEFAULT_LEARNER, learner_folder
from studyapp.storage.learners import create
from studyapp.storage.lock import acquire_learner
from studyapp.storage.record import Record
from studyapp.ui.main_window import MainWindow
from studyapp.ui.opening import Opening, first, put_back
from studyapp.ui.screen import Screen
from studyapp.ui.settings import load_settings


@pytest.fixture
def folder(tmp_path: Path, forts: Bank) -> Path:
    """A learner with one answer."""
    folder = learner_folder(tmp_path)
    item = next(item for item in generate_all(forts, 1) if item.options)
    with closing(Record.open(folder)) as record:
        record.begin(Session(SessionId("s"), forts.id, "Forts", "quiz", 1, 1, NOON))
        record.add(attempt_at(item, wrong_choice(item)))
    return folder


@pytest.fixture
def window(folder: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with closing(Record.open(folder)) as record:
        made = MainWindow(record, tmp_path)
        with qtbot.waitExposed(made):
            made.show()
        yield made
        made.close()
        made.deleteLater()


def answers(folder: Path) -> int:
    with closing(Record.open(folder)) as record:
        return len(record.attempts())


def test_who_studied_last_is_there_again(tmp_path: Path) -> None:
    create(tmp_path, "Ada")

    assert first(tmp_path, "Ada") == Opening("Ada")


def test_a_learner_who_is_gone_makes_room_for_the_usual_one(tmp_path: Path) -> None:
    assert first(tmp_path, "Ada") == Opening(DEFAULT_LEARNER)


def test_a_backup_takes_the_place_of_the_record(folder: Path, tmp_path: Path) -> None:
    backup = back_up_now(folder, datetime.now(UTC))
    with closing(Record.open(folder)) as record:
        record.take_back(record.attempts()[0].id)
    told = put_back(tmp_path, Opening(DEFAULT_LEARNER, backup))

    assert told.startswith("The backup is restored: 1 answer.")
    assert answers(folder) == 1
    assert any(each.earlier for each in backups(folder))


def test_a_file_that_is_no_backup_changes_nothing(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database")
    told = put_back(tmp_path, Opening(DEFAULT_LEARNER, broken))

    assert told.startswith("Nothing was restored: ")
    assert answers(folder) == 1


def test_a_record_in_use_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    backup = back_up_now(folder, datetime.now(UTC))
    with acquire_learner(tmp_path, DEFAULT_LEARNER, shared=True):
        told = put_back(tmp_path, Opening(DEFAULT_LEARNER, backup))

    assert "another program is using the record" in told


def test_choosing_a_learner_closes_the_window_for_the_next(
    window: MainWindow, tmp_path: Path
) -> None:
    window.show_screen(Screen.SETTINGS)
    learners = window.screens.settings.learners
    learners.name.setText("Ada")
    learners.add.click()

    assert not window.isVisible()
    assert window.opening == Opening("Ada")


def test_restoring_closes_the_window_too(window: MainWindow) -> None:
    window.show_screen(Screen.SETTINGS)
    section = window.screens.settings.backups
    section.now.click()
    section.rows[0].restore.click()
    path = section.rows[0]._backup.path
    section.rows[0].sure.click()

    assert window.opening == Opening(DEFAULT_LEARNER, path)


def test_the_learner_is_remembered(tmp_path: Path, qtbot: QtBot) -> None:
    create(tmp_path, "Ada")
    with closing(Record.open(learner_folder(tmp_path, "Ada"))) as record:
        window = MainWindow(record, tmp_path, "Ada")
        window.close()
        window.deleteLater()

    assert load_settings(tmp_path).learner == "Ada"


def test_a_backup_of_the_day_is_made_once_the_set_is_there(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    window.loader.finished.emit()

    qtbot.waitUntil(lambda: any((folder / "backups").glob("daily-*")))
