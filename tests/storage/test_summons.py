"""A second start hands its files to the window that is open, or learns that none answers."""

import threading
from pathlib import Path

import pytest

from studyapp.storage.summons import answer, summon, summons_folder


def test_what_was_asked_is_answered_once(tmp_path: Path) -> None:
    done: list[bool] = []
    asking = threading.Thread(
        target=lambda: done.append(summon(tmp_path, [tmp_path / "a.yaml"], 20))
    )
    asking.start()
    requests: list[list[Path]] = []
    while not requests:
        requests = answer(tmp_path)
    asking.join()

    assert requests == [[tmp_path / "a.yaml"]]
    assert done == [True]
    assert answer(tmp_path) == []


def test_relative_names_are_told_from_where_the_second_start_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asking = threading.Thread(target=lambda: summon(tmp_path / "data", [Path("a.yaml")], 20))
    asking.start()
    requests: list[list[Path]] = []
    while not requests:
        requests = answer(tmp_path / "data")
    asking.join()

    assert requests == [[tmp_path / "a.yaml"]]


def test_a_request_that_nobody_answers_is_withdrawn(tmp_path: Path) -> None:
    answered = summon(tmp_path, [], 0.05)

    assert not answered
    assert list(summons_folder(tmp_path).iterdir()) == []


def test_a_damaged_request_is_passed_over(tmp_path: Path) -> None:
    (summons_folder(tmp_path) / "x.json").write_text("{", "utf-8")
    requests = answer(tmp_path)

    assert requests == []
    assert list(summons_folder(tmp_path).iterdir()) == []
