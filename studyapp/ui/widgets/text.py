"""Labels and frames whose look the style sheet tells by their role."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from studyapp.ui.widgets.prose import Prose


def label(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """A label that never reads its text as markup: it may come from a file."""
    if wrap:
        return prose(text, role)
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if role:
        made.setProperty("role", role)
    return made


def prose(text: str = "", role: str = "", *, marked: bool = False) -> Prose:
    """A label that wraps; ``marked`` says that the text bears marks (``studyapp.core.marked``)."""
    made = Prose(text, marked=marked)
    if role:
        made.setProperty("role", role)
    return made


def card(look: str = "plain") -> QFrame:
    """A rounded box; ``look`` is plain, quiet, key, right, partly or wrong."""
    made = QFrame()
    made.setProperty("card", look)
    return made


def line() -> QFrame:
    """A hairline between two parts."""
    made = QFrame()
    made.setProperty("line", "true")
    return made


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet asks for, and have it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def shown_text(text: str) -> str:
    """The text for a button: an ampersand would otherwise underline the next letter."""
    return text.replace("&", "&&")


def breakable(path: str) -> str:
    """The path with places where a line may break: it has no spaces to break at."""
    return path.replace("/", "/\u200b")
