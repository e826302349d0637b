"""The program under a real X server, driven by its keys alone."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studyapp.storage.folders import learner_folder
from studyapp.storage.record import Record

pytestmark = pytest.mark.display


class Program:
    """The window in a process of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._environ = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
        self.process = self.start()
        self._take_keys()

    def restart(self) -> None:
        """Kill the program and start it again."""
        self.process.kill()
        self.process.communicate(timeout=20)
        self.process = self.start()
        self._take_keys()

    def _take_keys(self) -> None:
        window = self._xdotool("search", "--sync", "--onlyvisible", "--name", "Kursk region")
        # There is no window manager here that would give the window the keys.
        self._xdotool("windowfocus", "--sync", window)

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "studyapp", "--data-dir", self.data],
            env=self._environ,
            text=True,
            stderr=subprocess.PIPE,
        )

    def press(self, *keys: str) -> None:
        self._xdotool("key", "--delay", "40", *keys)

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not is_so():
            assert time.monotonic() < end, "it did not happen in 20 seconds"
            time.sleep(0.05)

    def answers(self) -> int:
        """How many answers are on disk, as another process sees it."""
        told = subprocess.run(
            [sys.executable, "-P", "-m", "studyapp", "results", "--json", "--data-dir", self.data],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        return len(json.loads(told)["attempts"])

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self._environ,
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
        )
        return done.stdout.strip().split("\n")[0]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    opened = Program(tmp_path / "data")
    yield opened
    opened.process.kill()
    opened.process.communicate(timeout=20)


def test_a_session_is_done_by_keys_alone(program: Program) -> None:
    program.press("1")
    for _ in range(10):
        program.press("ctrl+d", "Return")
    program.wait_for(lambda: program.answers() == 10)
    program.press("Escape", "ctrl+q")
    _, complaints = program.process.communicate(timeout=20)

    assert (program.process.returncode, complaints) == (0, "")
    with_record = Record.open(learner_folder(program.data))
    (score,) = with_record.sessions()
    with_record.close()
    assert score.session.finished is not None


def test_answers_outlive_a_killed_program(program: Program) -> None:
    program.press("Return", "ctrl+d", "Return", "ctrl+d")
    program.wait_for(lambda: program.answers() == 2)
    program.process.kill()
    program.process.wait(timeout=20)

    assert program.answers() == 2


def test_a_killed_session_goes_on_with_enter_where_it_was(program: Program) -> None:
    program.press("1", "ctrl+d", "Return", "ctrl+d")
    program.wait_for(lambda: program.answers() == 2)
    program.restart()
    program.press("Return", "ctrl+d")
    program.wait_for(lambda: program.answers() == 3)
    program.press("ctrl+q")
    program.process.communicate(timeout=20)
    record = Record.open(learner_folder(program.data))
    sessions = record.sessions()
    record.close()

    assert [score.answered for score in sessions] == [3]


def test_every_screen_opens_by_keys_and_no_network_or_second_database_is_loaded(
    program: Program,
) -> None:
    program.press("ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "ctrl+1", "Return", "ctrl+d")
    program.wait_for(lambda: program.answers() == 1)
    loaded = Path(f"/proc/{program.process.pid}/maps").read_text("utf-8")

    assert "libQt6Widgets" in loaded
    assert not any(name in loaded for name in ("libQt6Network", "libQt6Sql"))


def test_a_second_start_ends_at_once_and_the_window_stays(program: Program) -> None:
    began = time.monotonic()
    second = program.start()
    _, told = second.communicate(timeout=20)
    took = time.monotonic() - began

    assert (second.returncode, told) == (0, "")
    assert took < 3  # of which a process takes most to come up
    assert program.process.poll() is None
