"""The window as a whole: screens, keys, sets that come in, settings that stay."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from samples import FORTS

from studyapp.core.attempts import Attempt
from studyapp.core.sessions import Mode
from studyapp.storage.record import Record
from studyapp.ui.main_window import MainWindow
from studyapp.ui.progress.views import View
from studyapp.ui.screen import Screen
from studyapp.ui.search.dialog import SearchDialog
from studyapp.ui.settings import load_settings
from studyapp.ui.shortcuts_dialog import ShortcutsDialog
from studyapp.ui.study.answer_dialog import AnswerDialog
from studyapp.ui.study.wish import Wish
from studyapp.ui.theme import DARK, Scheme

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
Open = Callable[..., MainWindow]


def press(qtbot: QtBot, key: Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget()
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_the_shipped_set_is_ready_to_start(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    press(qtbot, Key.Key_Return)

    assert window.windowTitle() == "Two forts on the river Sola – studyapp"
    assert window.screens.study.currentWidget() is window.screens.study.question


def test_control_and_a_number_open_each_screen(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    seen = []
    for key in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5, Key.Key_1):
        press(qtbot, key, CONTROL)
        seen.append(window.screens.currentWidget())
    screens = window.screens

    assert seen == [
        screens.source,
        screens.progress,
        screens.library,
        screens.settings,
        screens.study,
    ]


def test_every_button_of_the_rail_opens_its_screen(open_window: Open) -> None:
    window = open_window()
    seen: list[QWidget] = []
    for number in range(5):
        window.rail._group.button(number).click()
        seen.append(window.screens.currentWidget())

    assert len(set(seen)) == 5


def test_a_question_is_still_there_after_a_look_at_another_screen(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    press(qtbot, Key.Key_Return)
    stem = window.screens.study.question.stem.text()
    window.show_screen(Screen.SOURCE)
    window.show_screen(Screen.STUDY)

    assert window.screens.study.currentWidget() is window.screens.study.question
    assert window.screens.study.question.stem.text() == stem


def test_a_screen_that_is_shown_follows_the_set_in_use(
    open_window: Open, second: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.show_screen(Screen.SOURCE)
    before = window.screens.source._bank
    with qtbot.waitSignal(window.shelf.chosen, timeout=20_000):
        window._by_hand.add(second)
        window.loader.load(second)

    assert before is not None
    assert window.screens.source._bank is window.shelf.bank
    assert window.shelf.path == second


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(9, 9), copy, data, buttons, keys)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, buttons, keys))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A copy of the forts under another title."""
    path = tmp_path / "second.yaml"
    text = FORTS.read_text("utf-8").replace("title: Two forts on the river Sola", "title: Second")
    path.write_text(text.replace("bank: forts", "bank: second"), "utf-8")
    return path


def test_a_set_dropped_on_the_window_is_studied(
    open_window: Open, second: Path, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.loader.finished, timeout=20_000):
        drop(window, second)

    assert window.shelf.path == second
    assert window.screens.currentWidget() is window.screens.library
    assert [card.accessibleName() for card in window.screens.library.cards][1] == "Second"


def test_a_broken_set_shows_its_problems_and_leaves_the_other_in_use(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    broken = tmp_path / "broken.yaml"
    broken.write_text("bank: x\ntitle: [\n", "utf-8")
    with qtbot.waitSignal(window.loader.finished, timeout=20_000):
        drop(window, broken)
    entry = next(each for each in window.shelf.entries if each.path == broken)

    assert entry.problems
    assert entry.bank is None
    assert window.shelf.path == FORTS
    assert window.screens.study.start.start.isEnabled()


def test_sets_opened_by_hand_are_there_again(open_window: Open, second: Path, qtbot: QtBot) -> None:
    first = open_window()
    with qtbot.waitSignal(first.loader.finished, timeout=20_000):
        drop(first, second)
    first.close()
    again = open_window()

    assert again.shelf.path == second
    assert [entry.path for entry in again.shelf.entries] == [second, FORTS]


def test_a_set_named_at_the_start_comes_before_the_one_studied_last(
    open_window: Open, second: Path, qtbot: QtBot
) -> None:
    open_window().close()
    window = open_window(second)

    assert window.shelf.path == second


def test_a_set_named_at_the_start_is_there_again(open_window: Open, second: Path) -> None:
    first = open_window(second)
    first.shelf.choose(FORTS)
    first.close()
    again = open_window()

    assert [entry.path for entry in again.shelf.entries] == [FORTS, second]


def test_a_set_taken_off_the_list_stays_away(open_window: Open, second: Path, qtbot: QtBot) -> None:
    first = open_window()
    with qtbot.waitSignal(first.loader.finished, timeout=20_000):
        drop(first, second)
    first.screens.library.cards[1].remove_requested.emit()
    first.close()
    again = open_window()

    assert first.shelf.path == FORTS
    assert [entry.path for entry in again.shelf.entries] == [FORTS]
    assert second.exists()


def test_text_grows_and_shrinks_with_keys(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window()
    sizes = []
    for key in (Key.Key_Plus, Key.Key_Equal, Key.Key_Minus, Key.Key_0):
        press(qtbot, key, CONTROL)
        sizes.append(window.settings.text)

    assert sizes == [115, 130, 115, 100]
    assert load_settings(tmp_path).text == 100


def test_scheme_is_used_at_once_and_kept(open_window: Open, tmp_path: Path) -> None:
    window = open_window()
    window.show_screen(Screen.SETTINGS)
    window.screens.settings.schemes[Scheme.DARK].click()
    ground = window.grab().toImage().pixelColor(120, 690).name()

    assert ground == DARK.window
    assert load_settings(tmp_path).scheme is Scheme.DARK


def test_number_of_questions_is_kept(open_window: Open, tmp_path: Path) -> None:
    window = open_window()
    window.screens.study.start.count._group.button(5).click()

    assert load_settings(tmp_path).count == 5


@pytest.mark.parametrize("key", [Key.Key_F1, Key.Key_Question])
def test_shortcuts_are_listed(open_window: Open, qtbot: QtBot, key: Key) -> None:
    window = open_window()
    press(qtbot, key)
    (dialog,) = window.findChildren(ShortcutsDialog)

    assert dialog.isVisible()
    dialog.reject()


def test_progress_shows_the_session_just_made(
    open_window: Open, record: Record, qtbot: QtBot
) -> None:
    window = open_window()
    press(qtbot, Key.Key_Return)
    window.screens.study.question.dont_know.click()
    press(qtbot, Key.Key_3, CONTROL)
    progress = window.screens.progress
    progress.show_view(View.SESSIONS)
    progress.sessions.table.chosen.emit(0)

    assert progress.sessions.model.rowCount() == 1
    assert [card.accessibleName()[:5] for card in progress.session.cards] != []


def test_everything_that_takes_the_focus_has_a_name(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    for screen in Screen:
        window.show_screen(screen)
    nameless = [
        each
        for each in window.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.objectName().startswith("qt_")
        and not each.accessibleName()
        and type(each).__module__.startswith("studyapp")
    ]

    assert nameless == []


def test_no_second_network_or_database_library_is_loaded(open_window: Open) -> None:
    window = open_window()
    for screen in Screen:
        window.show_screen(screen)

    assert not {"PySide6.QtNetwork", "PySide6.QtSql"} & set(sys.modules)


@pytest.mark.parametrize("percent", [85, 100, 130, 175])
def test_the_window_fits_a_small_screen_at_every_text_size(open_window: Open, percent: int) -> None:
    window = open_window()
    window.change_text(percent)
    for screen in Screen:
        window.show_screen(screen)
        QApplication.processEvents()
    least = window.minimumSizeHint()

    assert (least.width() <= 900, least.height() <= 600) == (True, True)


def test_search_opens_the_source_at_the_place_found(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    press(qtbot, Key.Key_K, CONTROL)
    (dialog,) = window.findChildren(SearchDialog)
    qtbot.keyClicks(dialog.field, "siege lasted")
    qtbot.keyClick(dialog.field, Key.Key_Return)
    source = window.screens.source
    (marked,) = source.view.marked

    assert window.screens.currentWidget() is source
    assert "siege lasted" in source._source.text[marked.start : marked.end]


def test_search_opens_a_past_answer_beside_the_session(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.screens.study.begin(Wish(Mode.QUIZ, 2))
    window.screens.study.question.dont_know.click()
    stem = window.screens.study.answer._stem.text()
    press(qtbot, Key.Key_K, CONTROL)
    (search,) = window.findChildren(SearchDialog)
    search.field.setText(stem)
    search.search()
    answers = [n for n in range(search.model.rowCount()) if isinstance(opens(search, n), Attempt)]
    search.list.activated.emit(search.model.index(answers[0]))
    (dialog,) = window.findChildren(AnswerDialog)
    shown = dialog.page._stem.text()
    dialog.accept()

    assert shown == stem
    assert window.screens.study.controller.running


def opens(dialog: SearchDialog, row: int) -> object:
    return dialog.model.result(row).opens


def test_an_exam_shuts_what_would_give_answers_away(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    study = window.screens.study
    study.begin(Wish(Mode.EXAM, 2, minutes=5, pass_mark=0.5))
    for key in (Key.Key_2, Key.Key_3, Key.Key_K):
        press(qtbot, key, CONTROL)
        (box,) = window.findChildren(QMessageBox)
        box.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    during = window.screens.currentWidget()
    study.controller.stop()
    press(qtbot, Key.Key_2, CONTROL)

    assert during is study
    assert window.findChildren(SearchDialog) == []
    assert window.screens.currentWidget() is window.screens.source
