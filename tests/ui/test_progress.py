"""The Progress page: its views, the overview and the sessions."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from samples import attempt_at, right_choice, session_score, wrong_choice
from study_history import NOW, past, store

from studyapp.core.bank import Bank, Kind
from studyapp.core.items import Item
from studyapp.storage.record import Record
from studyapp.ui.progress.figures import Figures
from studyapp.ui.progress.page import ProgressPage
from studyapp.ui.progress.session_model import SessionModel
from studyapp.ui.progress.views import View
from studyapp.ui.widgets.score_bar import ScoreBar


@pytest.fixture
def page(show: Callable[..., None]) -> ProgressPage:
    made = ProgressPage()
    show(made)
    return made


@pytest.fixture(scope="module")
def month(kursk: Bank, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a learner who has studied for a month."""
    folder = tmp_path_factory.mktemp("month") / "learner"
    store(folder, past(kursk, 30))
    Record.open(folder).close()
    return folder


@pytest.fixture
def figures(month: Path, kursk: Bank) -> Iterator[Figures]:
    with closing(Record.open(month)) as record:
        yield Figures(record, kursk, NOW, UTC)


def texts(page: ProgressPage) -> list[str]:
    QApplication.processEvents()
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_session_model_behaves_as_a_model(qtmodeltester: ModelTester) -> None:
    model = SessionModel()
    model.show_sessions([session_score(number) for number in range(4)])

    qtmodeltester.check(model)


def test_session_model_tells_what_was_reached() -> None:
    model = SessionModel()
    model.show_sessions([session_score(1, title="Forts", score=7.25)])
    row = [model.index(0, column).data() for column in range(model.columnCount())]

    assert row[1:] == ["Forts", "Quick quiz", "10 of 10", "7.25", "72 %"]


@pytest.mark.parametrize("view", View)
def test_without_answers_every_view_says_what_will_be_here(
    page: ProgressPage, record: Record, kursk: Bank, view: View
) -> None:
    page.show_figures(Figures(record, kursk, NOW, UTC))
    page.show_view(view)
    starts = ("Nothing here yet", "Your scores", "Two scores", "Once you", "Once facts", "Each day")

    assert any(text.startswith((*starts, "Say how sure", "The time")) for text in texts(page))


def test_without_a_set_nothing_breaks(page: ProgressPage, figures: Figures) -> None:
    page.show_figures(Figures(figures._record, None, NOW, UTC))
    for view in View:
        page.show_view(view)

    assert page.sessions.model.rowCount() > 10


def test_the_overview_is_scrolled_with_keys(
    page: ProgressPage, figures: Figures, qtbot: QtBot
) -> None:
    page.resize(900, 420)
    page.show_figures(figures)
    bar = page.overview.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    page.overview.setFocus()
    qtbot.keyClick(page.overview, Qt.Key.Key_End)

    assert bar.value() == bar.maximum()


def test_the_overview_tells_share_number_and_word(page: ProgressPage, figures: Figures) -> None:
    page.show_figures(figures)
    QApplication.processEvents()
    bars = [bar for bar in page.findChildren(ScoreBar) if bar.isVisible()]
    summary = figures.summary()

    assert len(bars) == len(summary.topics) + len(summary.kinds)
    assert "answers with this set" in texts(page)
    assert str(summary.answered) in texts(page)


def test_a_view_is_chosen_in_the_list(page: ProgressPage, figures: Figures, qtbot: QtBot) -> None:
    page.show_figures(figures)
    page.take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)

    assert page.view is View.TOPICS
    assert "How topics go" in texts(page)


def test_where_it_is_narrow_a_box_takes_the_place_of_the_list(
    page: ProgressPage, figures: Figures
) -> None:
    page.show_figures(figures)
    page.resize(700, 600)
    page.take_focus()
    page.box.setCurrentIndex(list(View).index(View.CALENDAR))

    assert page.views.isHidden()
    assert QApplication.focusWidget() is page.box
    assert page.view is View.CALENDAR
    assert "Your days" in texts(page)


def test_other_figures_are_shown_in_the_view_in_use(
    page: ProgressPage, figures: Figures, record: Record, kursk: Bank
) -> None:
    page.show_figures(figures)
    page.show_view(View.TIME)
    page.show_figures(Figures(record, kursk, NOW, UTC))

    assert page.view is View.TIME
    assert "The time that you study shows here." in texts(page)


@pytest.mark.parametrize("how", ["enter", "click"])
def test_a_session_is_asked_for(
    page: ProgressPage, figures: Figures, qtbot: QtBot, how: str
) -> None:
    page.show_figures(figures)
    page.show_view(View.SESSIONS)
    page.take_focus()
    QApplication.processEvents()
    table = page.sessions.table
    with qtbot.waitSignal(page.session_requested) as requested:
        if how == "enter":
            qtbot.keyClick(table, Qt.Key.Key_Down)
            qtbot.keyClick(table, Qt.Key.Key_Return)
        else:
            place = table.visualRect(page.sessions.model.index(1, 1)).center()
            qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert requested.args == [figures.sessions()[1]]


def test_attempts_of_a_session_are_listed(
    page: ProgressPage, item_of: Callable[[Kind], Item], figures: Figures, qtbot: QtBot
) -> None:
    item = item_of(Kind.SINGLE_CHOICE)
    wrong = wrong_choice(item)
    attempts = [attempt_at(item, right_choice(item)), attempt_at(item, wrong)]
    page.show_figures(figures)
    page.show_session(session_score(1), attempts)
    shown = texts(page)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert shown.count(item.stem) == 2
    assert f"Right: {item.key}" in shown
    assert f"Wrong: {item.options[wrong.options[0]].text}" in shown
    assert page.currentIndex() == 0
