"""What keeps a window from opening is found before Qt is loaded."""

import subprocess
import sys

from studyapp.ui.platform_check import obstacle

X11 = {"DISPLAY": ":0"}


def test_missing_libraries_are_named_with_the_command_that_installs_them() -> None:
    missing = {"libxcb-cursor.so.0", "libEGL.so.1"}
    told = obstacle(X11, platform="linux", loads=lambda name: name not in missing)

    assert "libxcb-cursor.so.0" in told
    assert "sudo apt-get install libegl1 libxcb-cursor0" in told


def test_nothing_is_said_where_all_is_there() -> None:
    assert obstacle(X11, platform="linux", loads=lambda _name: True) == ""


def test_without_a_display_the_terminal_is_named() -> None:
    assert "studyapp quiz" in obstacle({}, platform="linux", loads=lambda _name: True)


def test_x11_libraries_are_not_asked_for_elsewhere() -> None:
    def no_xcb(name: str) -> bool:
        return "xcb" not in name

    assert obstacle({"WAYLAND_DISPLAY": "w"}, platform="linux", loads=no_xcb) == ""
    assert obstacle({"QT_QPA_PLATFORM": "offscreen"}, platform="linux", loads=no_xcb) == ""
    assert obstacle({}, platform="darwin", loads=no_xcb) == ""


def test_the_check_needs_no_qt() -> None:
    code = "import sys, studyapp.ui.app; print('PySide6' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout

    assert told.strip() == "False"
