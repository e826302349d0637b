"""A second start in another process brings the open window forward and leaves its files there."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from samples import FORTS

from studyapp.storage.record import Record
from studyapp.storage.shipped import shipped
from studyapp.storage.summons import summons_folder
from studyapp.ui import app as window_app
from studyapp.ui import doorbell
from studyapp.ui.doorbell import Doorbell
from studyapp.ui.main_window import MainWindow

EARTH = shipped("questions/earth-age.yaml")


def second_start(data: Path, *files: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "studyapp", "--data-dir", data, *files],
        text=True,
        stderr=subprocess.PIPE,
    )


def run_until(
    qapp: QApplication, data: Path, step: Callable[[MainWindow], bool], seconds: float = 30
) -> int:
    """Run the program until ``step`` says that it is done; its exit code."""
    end = time.monotonic() + seconds

    def drive() -> None:
        shown = [each for each in qapp.topLevelWidgets() if isinstance(each, MainWindow)]
        for window in (each for each in shown if each.isVisible()):
            if step(window) or time.monotonic() > end:
                window.close()

    timer = QTimer()
    timer.timeout.connect(drive)
    timer.start(20)
    code = window_app.run([FORTS], data)
    timer.stop()
    return code


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the places where the program reports errors as the tests have them."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)


@pytest.mark.qt_log_ignore("does not support raise")
@pytest.mark.usefixtures("hooks")
def test_a_second_start_hands_over_its_files(tmp_path: Path, qapp: QApplication) -> None:
    started: list[subprocess.Popen[str]] = []
    seen: list[Path | None] = []

    def step(window: MainWindow) -> bool:
        if window.loader.busy:
            return False
        if not started:
            started.append(second_start(tmp_path, EARTH))
        if started[0].poll() is None or window.shelf.path == FORTS:
            return False
        seen.append(window.shelf.path)
        return True

    code = run_until(qapp, tmp_path, step)
    _, told = started[0].communicate(timeout=20)

    assert (code, started[0].returncode, told) == (0, 0, "")
    assert seen == [EARTH]


def test_the_window_hears_within_a_moment(tmp_path: Path, qtbot: QtBot) -> None:
    bell = Doorbell(tmp_path)
    with qtbot.waitSignal(bell.rung, timeout=1000) as rung:
        (summons_folder(tmp_path) / "1.new").write_text('["/sets/a.yaml"]', "utf-8")
        (summons_folder(tmp_path) / "1.new").rename(summons_folder(tmp_path) / "1.json")
    bell.close()

    assert rung.args == [[Path("/sets/a.yaml")]]


def test_who_came_while_the_window_was_made_is_heard_too(tmp_path: Path, qtbot: QtBot) -> None:
    (summons_folder(tmp_path) / "1.json").write_text("[]", "utf-8")
    bell = Doorbell(tmp_path)
    with qtbot.waitSignal(bell.rung, timeout=1000) as rung:
        pass
    bell.close()

    assert rung.args == [[]]


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_window_comes_back_from_the_task_bar(
    tmp_path: Path, record: Record, qtbot: QtBot
) -> None:
    window = MainWindow(record, tmp_path)
    qtbot.addWidget(window)
    window.showMinimized()
    window.come_forward([])

    assert not window.isMinimized()


def test_an_open_window_that_nobody_asks_for_anything_is_at_rest(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []
    really = doorbell.answer
    monkeypatch.setattr(doorbell, "answer", lambda data: looks.append(data) or really(data))
    bell = Doorbell(tmp_path)
    qtbot.waitUntil(lambda: len(looks) > 0)
    summons_folder(tmp_path)  # what a second start does first
    qtbot.wait(200)
    bell.close()

    assert len(looks) < 5
