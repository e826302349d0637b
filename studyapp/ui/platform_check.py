"""Whether a window can open here, found out before Qt is loaded.

Qt's own answer to a missing library is an abort with a core dump, so what it
needs is looked for first and named together with the command that installs it.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping

# Libraries that PySide6 does not bring along, with the Debian packages that hold them.
_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def obstacle(
    environ: Mapping[str, str] = os.environ,
    *,
    platform: str = sys.platform,
    loads: Callable[[str], bool] | None = None,
) -> str:
    """What keeps the window from opening and what to do about it; empty where nothing does."""
    if not platform.startswith("linux"):
        return ""
    chosen = environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    wayland = bool(environ.get("WAYLAND_DISPLAY"))
    if not chosen and not wayland and not environ.get("DISPLAY"):
        return (
            "studyapp: there is no display to open a window on.\n"
            "Use the quiz in the terminal: studyapp quiz"
        )
    on_x11 = chosen == "xcb" or (not chosen and not wayland)
    needed = {**_ALWAYS, **_X11} if on_x11 else _ALWAYS
    missing = [name for name in needed if not (loads or _loads)(name)]
    if not missing:
        return ""
    packages = " ".join(needed[name] for name in missing)
    return (
        f"studyapp: the window needs system libraries that are not here: {', '.join(missing)}\n"
        f"Install them with: sudo apt-get install {packages}"
    )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
