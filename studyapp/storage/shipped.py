"""Where the files that come with the program lie."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The path of e.g. ``questions/kursk.yaml``: in the wheel's folder or in the checkout."""
    installed = _PACKAGE / "shipped"
    return (installed if installed.is_dir() else _PACKAGE.parent) / name
