"""What the window needs to come up, what it tells then, and how it changes its look."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from studyapp.storage.record import Record
from studyapp.ui import theme
from studyapp.ui.main_window import MainWindow
from studyapp.ui.screen import Screen, caption, icon_name, keys
from studyapp.ui.shortcuts_dialog import ShortcutsDialog

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier

UP = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from studyapp import cli
from studyapp.storage.record import Record
from studyapp.ui.app import run
from studyapp.ui.main_window import MainWindow
app = QApplication([])
data = Path(sys.argv[1])
window = MainWindow(Record.open(data / "learner"), data)
window.show()
app.processEvents()
parts = ("core.generate", "core.grading", "core.lint", "core.solver", "study")
names = tuple(f"studyapp.{part}" for part in parts)
late = [name for name in sys.modules if name in names or name.startswith("text_to_num")]
print(window.isVisible(), late)
"""


def test_the_window_is_up_before_generator_linter_and_graders_are_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", UP, tmp_path], capture_output=True, text=True, check=True
    )

    assert done.stdout == "True []\n"


@pytest.fixture
def window(record: Record, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(record, tmp_path)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


def test_the_rail_shows_each_screen_under_its_own_name(window: MainWindow) -> None:
    pages = {}
    for screen in Screen:
        button = window.rail._group.button(screen)
        assert isinstance(button, QToolButton)
        button.click()
        pages[button.text()] = type(window.screens.currentWidget()).__name__

    assert pages == {
        "Study": "StudyPage",
        "Source": "SourcePage",
        "Progress": "ProgressPage",
        "Library": "LibraryPage",
        "Settings": "SettingsPage",
    }


def test_screens_have_names_icons_and_keys_of_their_own() -> None:
    for tell in (caption, icon_name, keys):
        assert len({tell(screen) for screen in Screen}) == len(Screen)


@pytest.fixture
def shortcuts(window: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest) -> ShortcutsDialog:
    window.resize(800, 600)
    window.change_text(request.param)
    qtbot.waitUntil(lambda: theme.px(14) == theme.scaled(14, request.param))
    window.show_shortcuts()
    (dialog,) = window.findChildren(ShortcutsDialog)
    qtbot.waitExposed(dialog)
    return dialog


@pytest.mark.parametrize("shortcuts", [100, 175], indirect=True)
def test_the_list_of_shortcuts_is_read_to_its_end_with_keys(
    shortcuts: ShortcutsDialog, qtbot: QtBot
) -> None:
    bar = shortcuts.column.verticalScrollBar()
    seen = [bar.value()]
    for key in (Key.Key_Down, Key.Key_PageDown, Key.Key_End, Key.Key_Home):
        qtbot.keyClick(QApplication.focusWidget(), key)
        seen.append(bar.value())

    assert seen[0] < seen[1] < seen[2] <= seen[3] == bar.maximum()
    assert seen[4] == 0


@pytest.mark.parametrize("shortcuts", [100, 175], indirect=True)
def test_the_list_of_shortcuts_is_as_high_as_the_window_allows(
    shortcuts: ShortcutsDialog, window: MainWindow
) -> None:
    assert window.height() - 40 <= shortcuts.height() <= window.height()
    assert shortcuts.width() <= window.width()


def test_shortcuts_name_every_screen(window: MainWindow) -> None:
    listed = dict(pair for _, group in ShortcutsDialog(window)._groups() for pair in group)

    assert listed["Ctrl+1 … Ctrl+5"] == "Study, Source, Progress, Library, Settings"


def test_what_was_recovered_is_told_until_it_is_closed(
    record: Record, tmp_path: Path, qtbot: QtBot
) -> None:
    record.recovered = "The database was made anew from the journal."
    window = MainWindow(record, tmp_path)
    qtbot.addWidget(window)
    window.show()
    told = window.notice.isVisible(), window.notice.accessibleName()
    window.notice.accept.click()
    window.close()

    assert told[0]
    assert record.recovered in told[1]
    assert window.notice.isHidden() or window._above.isHidden()


def test_nothing_is_told_of_a_sound_record(window: MainWindow) -> None:
    assert not window.notice.isVisible()


def test_steps_of_the_text_size_in_a_row_change_the_look_once(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied: list[int] = []
    apply = theme.apply

    def counted(app: QApplication, scheme: theme.Scheme, percent: int) -> None:
        applied.append(percent)
        apply(app, scheme, percent)

    monkeypatch.setattr(theme, "apply", counted)
    for _ in range(3):
        qtbot.keyClick(window, Key.Key_Plus, CONTROL)
    qtbot.waitUntil(lambda: theme.px(100) == 150)

    assert applied == [150]


@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK, theme.Scheme.CONTRAST])
def test_the_colours_in_use_are_those_that_were_applied(
    qapp: QApplication, scheme: theme.Scheme
) -> None:
    theme.apply(qapp, scheme, 100)
    window = qapp.palette()
    window.setColor(window.ColorRole.Window, Qt.GlobalColor.magenta)
    qapp.setPalette(window)

    assert theme.in_use() is theme.colours_of(scheme)
