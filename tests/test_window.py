"""The program as a person meets it: a process with a real window on an X display."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.display


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "studyapp", "--data-dir", tmp_path / "data"],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        text=True,
        stderr=subprocess.PIPE,
    )
    with process:
        yield process
        process.kill()


def xdotool(*arguments: str) -> str:
    done = subprocess.run(
        ["xdotool", *arguments], check=True, capture_output=True, text=True, timeout=20
    )
    return done.stdout.strip()


def test_window_opens_with_the_shipped_set_and_closes_without_a_word(
    program: subprocess.Popen[str],
) -> None:
    window = xdotool("search", "--sync", "--onlyvisible", "--name", "Kursk region.*studyapp")
    xdotool("windowfocus", "--sync", window, "key", "ctrl+q")
    _, complaints = program.communicate(timeout=20)

    assert (program.returncode, complaints) == (0, "")
