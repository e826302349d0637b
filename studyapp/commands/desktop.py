"""``studyapp desktop``: the program in the menu of the desktop, and sets opened by a double click.

The files go where the freedesktop.org specifications have them for one user: an entry of the
menu, types of files, an icon.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from studyapp.commands.common import OK, complain
from studyapp.storage.shipped import shipped

# What is read before the new files count, where the desktop has these programs.
_UPDATES = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--remove", action="store_true", help="take it out again")


def run(options: argparse.Namespace) -> int:
    """Put the program into the desktop, or take it out."""
    if sys.platform in ("win32", "darwin"):
        return complain("this system has no menu of the kind that freedesktop.org describes")
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    try:
        _remove(data) if options.remove else _install(data)
    except OSError as error:
        return complain(f"{error.filename}: {error.strerror}")
    for program, folder in _UPDATES:
        _update(program, data / folder)
    if options.remove:
        print("studyapp is no longer in the menu.")
    else:
        print("studyapp is in the menu; a .studyset file opens by a double click.")
    return OK


def _places(data: Path) -> dict[Path, str]:
    """For each file where it goes and what it is made of."""
    return {
        data / "applications" / "studyapp.desktop": "resources/desktop/studyapp.desktop",
        data / "mime" / "packages" / "studyapp.xml": "resources/desktop/studyapp-mime.xml",
        data / "icons/hicolor/scalable/apps" / "studyapp.svg": "resources/icons/studyapp.svg",
    }


def _install(data: Path) -> None:
    command = " ".join(map(quoted, (sys.executable, "-P", "-m", "studyapp")))
    for place, source in _places(data).items():
        text = shipped(source).read_text(encoding="utf-8").replace("@EXEC@", command)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def _remove(data: Path) -> None:
    for place in _places(data):
        place.unlink(missing_ok=True)


def _update(program: str, folder: Path) -> None:
    found = shutil.which(program)
    if found and folder.is_dir():
        command: Sequence[str] = (found, str(folder))
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603  (no shell)


def quoted(argument: str) -> str:
    """The argument as the key Exec of a desktop entry has it (Desktop Entry Specification)."""
    doubled = argument.replace("%", "%%")
    inner = "".join(f"\\\\{letter}" if letter in '"`$\\' else letter for letter in doubled)
    return f'"{inner}"' if inner != doubled or " " in doubled else inner
