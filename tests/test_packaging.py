"""The wheel: what it carries, and that it works away from the checkout."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("studyapp-*.whl"))


def files_of(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*") if path.is_file()]


def test_wheel_carries_the_shipped_sets_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    folders = {name.split("/")[0] for name in names}

    assert folders == {"studyapp", wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"}
    assert "studyapp/shipped/questions/kursk.yaml" in names
    assert not [name for name in names if "tests" in Path(name).parts]


@pytest.mark.parametrize("folder", ["seeds", "questions", "resources"])
def test_wheel_carries_every_file_that_the_program_reads(wheel: Path, folder: str) -> None:
    expected = {f"studyapp/shipped/{path.relative_to(ROOT)}" for path in files_of(folder)}

    assert expected <= set(ZipFile(wheel).namelist())


def test_unpacked_wheel_checks_its_own_set(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)
    bank = tmp_path / "studyapp" / "shipped" / "questions" / "kursk.yaml"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "studyapp", "--data-dir", tmp_path / "data", "check", bank],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
