"""``studyapp desktop``: the entry of the menu, and what a double click opens."""

import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from studyapp.cli import run
from studyapp.commands.desktop import quoted


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path / "share"


def test_the_menu_opens_the_program_with_files(data: Path) -> None:
    code = run(["desktop"])

    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(data / "applications" / "studyapp.desktop")
    command = entry["Desktop Entry"]["Exec"]
    assert code == 0
    assert command.endswith(" -P -m studyapp %F")
    done = subprocess.run(
        command.replace(" %F", " --version"), shell=True, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("studyapp ")
    assert sys.executable in command


def test_a_packed_set_is_of_a_type_of_its_own(data: Path) -> None:
    run(["desktop"])

    types = ElementTree.parse(data / "mime" / "packages" / "studyapp.xml").getroot()
    globs = {
        glob.get("pattern"): each.get("type")
        for each in types
        for glob in each
        if glob.tag.endswith("glob")
    }
    assert globs["*.studyset"] == "application/x-studyapp-set"
    assert (data / "icons/hicolor/scalable/apps/studyapp.svg").is_file()


def test_removed_it_leaves_no_file(data: Path) -> None:
    run(["desktop"])
    code = run(["desktop", "--remove"])

    assert code == 0
    left = [path.name for path in data.rglob("*") if path.is_file() and "studyapp" in path.name]
    assert left == []


@pytest.mark.parametrize(
    ("argument", "written"),
    [
        ("/usr/bin/python3", "/usr/bin/python3"),
        ("/home/Ann Lee/python", '"/home/Ann Lee/python"'),
        ("/a%b", "/a%%b"),
        ("/a%b c", '"/a%%b c"'),
        ("/a$b", '"/a\\\\$b"'),
    ],
)
def test_paths_are_quoted_as_the_specification_has_it(argument: str, written: str) -> None:
    assert quoted(argument) == written
