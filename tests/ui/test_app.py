"""The program opens once per data folder, and says why where it cannot open."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from samples import FORTS

from studyapp.storage.folders import learner_folder
from studyapp.storage.lock import Lock, acquire
from studyapp.ui.app import run
from studyapp.ui.main_window import MainWindow
from studyapp.ui.screen import Screen


def test_a_second_window_says_who_has_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = acquire(tmp_path)
    assert isinstance(lock, Lock)
    with lock:
        code = run([], tmp_path)

    assert code == 1
    assert "open already" in capsys.readouterr().err


def test_no_display_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    code = run([], tmp_path)

    assert code == 1
    assert "no display" in capsys.readouterr().err


def test_a_record_that_cannot_be_opened_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = learner_folder(tmp_path)
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    code = run([], tmp_path)

    assert code == 1
    assert "your record cannot be opened" in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    code = run([], tmp_path / "file" / "data")

    assert code == 1
    assert "the data folder cannot be used" in capsys.readouterr().err


def test_another_learner_is_opened_in_a_new_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    seen: list[str] = []

    def drive() -> None:
        """Make a learner in the first window, close the second one."""
        shown = [each for each in qapp.topLevelWidgets() if isinstance(each, MainWindow)]
        for window in (each for each in shown if each.isVisible()):
            seen.append(window.settings.learner)
            if len(seen) == 1:
                window.show_screen(Screen.SETTINGS)
                window.screens.settings.learners.created.emit("Ada")
            else:
                window.close()

    timer = QTimer()
    timer.timeout.connect(drive)
    timer.start(50)
    code = run([FORTS], tmp_path)
    timer.stop()

    assert code == 0
    assert seen == ["default", "Ada"]
