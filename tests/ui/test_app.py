"""The program opens once per data folder, and says why where it cannot open."""

from pathlib import Path

import pytest

from studyapp.storage.folders import learner_folder
from studyapp.storage.lock import Lock, acquire
from studyapp.ui.app import run


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
