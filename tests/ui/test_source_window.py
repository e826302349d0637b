"""From the Source page to a session over a sentence, and back to what it changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from samples import FORTS

from studyapp.core.items import Chosen
from studyapp.core.mastery import Level
from studyapp.storage.record import Record
from studyapp.ui import theme
from studyapp.ui.main_window import MainWindow
from studyapp.ui.screen import Screen


@pytest.fixture
def window(record: Record, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(record, tmp_path)
    made.resize(1100, 700)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(made.loader.finished, timeout=20_000):
        made.open_at_start((), FORTS)
    made.show_screen(Screen.SOURCE)
    yield made
    made._loss_accepted = True
    made.close()
    made.deleteLater()


def open_sentence(window: MainWindow, words: str) -> None:
    page = window.screens.source
    assert page._source is not None
    page.view.go_to(page.view.sentence_at(page._source.text.index(words)))
    page.view.opened.emit(page.view.current, True)


def test_quiz_asks_the_facts_of_the_sentence_and_no_other(window: MainWindow) -> None:
    open_sentence(window, "The siege lasted")
    window.screens.source.panel.quiz.click()
    study = window.screens.study

    assert window.screens.currentWidget() is study
    assert study.currentWidget() is study.question
    assert study.controller.total == 1
    assert study.controller._session is not None
    assert study.controller._session.item is not None
    assert study.controller._session.item.facts == ("siege",)


def test_what_was_answered_changes_the_map(window: MainWindow) -> None:
    open_sentence(window, "The siege lasted")
    source, study = window.screens.source, window.screens.study
    unseen = source.legend.rows[Level.UNSEEN].count.text()
    source.panel.quiz.click()
    study.controller.answer(Chosen(()))
    study.controller.stop()
    window.show_screen(Screen.SOURCE)
    (card,) = source.panel.cards

    assert source.legend.rows[Level.UNSEEN].count.text() == str(int(unseen) - 1)
    assert source.legend.missed.count.text() == "1"
    assert "last answer wrong" in card.told.text()


def test_while_a_session_is_under_way_no_other_is_offered(window: MainWindow) -> None:
    open_sentence(window, "The siege lasted")
    source = window.screens.source
    source.panel.quiz.click()
    window.show_screen(Screen.SOURCE)
    during = source.panel.quiz.isEnabled()
    window.screens.study.controller.stop()
    window.show_screen(Screen.SOURCE)

    assert not during
    assert source.panel.quiz.isEnabled()


def test_notes_have_the_whole_side_of_a_low_window_with_large_text(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(800, 600)
    window.change_text(175)
    qtbot.waitUntil(lambda: theme.px(14) == theme.scaled(14, 175))
    window.show_screen(Screen.SOURCE)
    source = window.screens.source
    QApplication.processEvents()
    low = source.overview.height()
    legend_inside = source.overview.isAncestorOf(source.legend)
    window.resize(900, 1250)
    QApplication.processEvents()

    assert legend_inside
    assert low > 560
    assert not source.overview.isAncestorOf(source.legend)
    assert source.legend.isVisible()


def test_the_hint_to_find_is_read_whole_with_large_text(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(800, 600)
    window.change_text(175)
    qtbot.waitUntil(lambda: theme.px(14) == theme.scaled(14, 175))
    window.show_screen(Screen.SOURCE)
    QApplication.processEvents()
    field = window.screens.source.find_bar.field
    needed = field.fontMetrics().horizontalAdvance(field.placeholderText())

    assert field.width() > needed + 60  # its frame, and the button that clears it
