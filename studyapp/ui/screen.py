"""Which screens there are, and what they are called."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication


class Screen(IntEnum):
    """In the order of the rail."""

    STUDY = 0
    SOURCE = 1
    PROGRESS = 2
    LIBRARY = 3
    SETTINGS = 4


def caption(screen: Screen) -> str:
    match screen:
        case Screen.STUDY:
            return _tr("Study")
        case Screen.SOURCE:
            return _tr("Source")
        case Screen.PROGRESS:
            return _tr("Progress")
        case Screen.LIBRARY:
            return _tr("Library")
        case Screen.SETTINGS:
            return _tr("Settings")


def icon_name(screen: Screen) -> str:
    """The name of the drawing that stands for it in the rail."""
    match screen:
        case Screen.STUDY:
            return "study"
        case Screen.SOURCE:
            return "source"
        case Screen.PROGRESS:
            return "progress"
        case Screen.LIBRARY:
            return "library"
        case Screen.SETTINGS:
            return "settings"


def keys(screen: Screen) -> str:
    """The keys that show it."""
    return f"Ctrl+{screen + 1}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("screen", text)
