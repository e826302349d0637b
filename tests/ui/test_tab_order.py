"""Tab walks through a page as it is read, also where rows came later than what is below them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studyapp.core.bank import Bank
from studyapp.storage.record import Record
from studyapp.ui.main_window import MainWindow
from studyapp.ui.screen import Screen
from studyapp.ui.study.start_page import StartPage


def walked(first: QWidget, inside: QWidget) -> list[QWidget]:
    """What Tab reaches from a widget on, without leaving the page."""
    found, each = [first], first.nextInFocusChain()
    while each is not first:
        shown = each.isVisibleTo(inside) and inside.isAncestorOf(each)
        if shown and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(each)
        each = each.nextInFocusChain()
    return found


def tops(widgets: list[QWidget], page: QWidget) -> list[int]:
    return [each.mapTo(page, each.rect().topLeft()).y() for each in widgets]


@pytest.fixture
def window(record: Record, tmp_path, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(record, tmp_path)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


def test_learners_and_backups_come_where_they_stand(window: MainWindow) -> None:
    window.show_screen(Screen.SETTINGS)
    page = window.screens.settings
    QApplication.processEvents()
    order = walked(next(iter(page.schemes.values())), page)
    places = tops(order, page)

    assert places == sorted(places)
    assert page.learners.rows


def test_topics_and_kinds_come_before_what_stands_below_them(kursk: Bank, qtbot: QtBot) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(900, 2000)
    with qtbot.waitExposed(page):
        page.show()
    page.show_bank(kursk, lambda _topics, _kinds: 3)
    page.choices.open(True)
    page.aside.show()
    QApplication.processEvents()
    order = walked(page.start, page)
    rows = [*page.topics.rows.values(), *page.kinds.rows.values()]

    assert [each for each in order if each in rows] == rows
    assert order.index(page.topics.every) < order.index(rows[0])
    assert order.index(rows[-1]) < order.index(page.aside)
