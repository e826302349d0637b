"""Enter held down does one thing, however the platform tells that a key repeats."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from studyapp.ui.held_enter import HeldEnter
from studyapp.ui.widgets.buttons import Button

Type = QEvent.Type
Steps = list[tuple[Type, int, bool]]


class Presses:
    """A window with a button, and how often the button was pressed."""

    def __init__(self, show: Callable[..., None]) -> None:
        self.window = QWidget()
        self.held = HeldEnter(self.window)
        column = QVBoxLayout(self.window)
        self.count = 0
        self.button = Button("Go", pressed=self._on_pressed)
        self.field = QLineEdit()
        column.addWidget(self.button)
        column.addWidget(self.field)
        show(self.window)
        self.held.watch(self.window.windowHandle())
        self.button.setFocus()

    def send(self, steps: Steps, key: Qt.Key = Qt.Key.Key_Return, text: str = "\r") -> None:
        """Key events as they reach a window, each with its time in milliseconds."""
        for kind, at, repeats in steps:
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, repeats)
            event.setTimestamp(at)
            QApplication.sendEvent(self.window.windowHandle(), event)

    def _on_pressed(self) -> None:
        self.count += 1


@pytest.fixture
def presses(show: Callable[..., None]) -> Presses:
    return Presses(show)


HELD_ON_X: Steps = [
    (Type.KeyPress, 1000, False),
    *[
        step
        for at in range(1660, 2000, 40)
        for step in ((Type.KeyRelease, at, False), (Type.KeyPress, at, False))
    ],
    (Type.KeyRelease, 2000, False),
]
HELD: Steps = [
    (Type.KeyPress, 1000, False),
    (Type.KeyRelease, 1660, True),
    (Type.KeyPress, 1660, True),
    (Type.KeyPress, 1700, True),
    (Type.KeyRelease, 1720, False),
]


@pytest.mark.parametrize("steps", [HELD_ON_X, HELD], ids=["as X repeats", "as told"])
def test_a_held_enter_presses_once(presses: Presses, steps: Steps) -> None:
    presses.send(steps)

    assert presses.count == 1


def test_enter_pressed_anew_counts(presses: Presses) -> None:
    presses.send(HELD_ON_X)
    presses.send([(Type.KeyPress, 2030, False), (Type.KeyRelease, 2060, False)])

    assert presses.count == 2


def test_other_keys_repeat(presses: Presses) -> None:
    presses.field.setFocus()
    presses.send(HELD_ON_X, Qt.Key.Key_A, "a")

    assert presses.field.text() == "a" * 10
