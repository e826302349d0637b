"""What the tests of a session in the window have in common."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studyapp.core.bank import Kind
from studyapp.core.items import Chosen
from studyapp.core.sessions import Mode
from studyapp.ui.study.study_page import StudyPage
from studyapp.ui.study.wish import Wish

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
CHOICES = frozenset([Kind.SINGLE_CHOICE])


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


def press(qtbot: QtBot, key: Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget()
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def texts(page: StudyPage) -> str:
    shown = page.currentWidget()
    assert shown is not None
    return "\n".join(each.text() for each in shown.findChildren(QLabel) if each.isVisible())


def begin(page: StudyPage, mode: Mode = Mode.QUIZ, count: int = 3, **more: object) -> None:
    page.begin(Wish(mode, count, kinds=CHOICES, **more))  # type: ignore[arg-type]


def right(page: StudyPage) -> Chosen:
    session = page.controller._session
    assert session is not None
    assert session.item is not None
    return Chosen(tuple(n for n, option in enumerate(session.item.options) if option.correct))
