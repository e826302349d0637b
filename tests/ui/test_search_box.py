"""The search box finds facts and past answers, and opens them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from samples import NOON, attempt_at

from studyapp.core.attempts import Session, SessionId
from studyapp.core.bank import Bank, Kind
from studyapp.core.items import Item, Typed
from studyapp.storage.record import Record
from studyapp.ui.search.dialog import SearchDialog
from studyapp.ui.search.finding import find
from studyapp.ui.search.results import ResultModel

Key = Qt.Key


@pytest.fixture
def dialog(show: Callable[..., None], kursk: Bank, record: Record) -> Iterator[SearchDialog]:
    window = QWidget()
    show(window, 900, 600)
    yield SearchDialog(window, lambda text: find(text, kursk, [kursk], record))
    window.close()


def type_in(dialog: SearchDialog, words: str) -> None:
    dialog.field.setText(words)
    dialog.search()


def test_a_fact_opens_the_source_at_its_place(dialog: SearchDialog, qtbot: QtBot) -> None:
    type_in(dialog, "syrsky 1,300")
    with qtbot.waitSignal(dialog.place_requested) as opened:
        qtbot.keyClick(dialog.field, Key.Key_Return)

    assert "nearly 1,300 sq. km" in opened.args[0].exact


def test_a_past_answer_is_found_and_opened(
    dialog: SearchDialog, record: Record, item_of: Callable[[Kind], Item], qtbot: QtBot
) -> None:
    attempt = attempt_at(item_of(Kind.QUANTITY), Typed("zweitausend"))
    record.begin(Session(SessionId("s"), "kursk", "Kursk", "quiz", 1, 1, NOON))
    record.add(attempt)
    type_in(dialog, "zweitausend")
    with qtbot.waitSignal(dialog.attempt_requested) as opened:
        qtbot.keyClick(dialog.field, Key.Key_Return)

    assert opened.args == [attempt]


def test_arrows_in_the_field_choose_below(dialog: SearchDialog, qtbot: QtBot) -> None:
    type_in(dialog, "kursk")
    qtbot.keyClick(dialog.field, Key.Key_Down)
    qtbot.keyClick(dialog.field, Key.Key_Down)
    qtbot.keyClick(dialog.field, Key.Key_Up)

    assert dialog.list.currentIndex().row() == 1


def test_nothing_found_is_said(dialog: SearchDialog) -> None:
    type_in(dialog, "xylophone")

    assert "Nothing found for “xylophone”." in dialog._told.text()
    assert dialog.list.isHidden()


def test_searching_waits_for_a_pause_in_typing(dialog: SearchDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.field, "kur")
    at_once = dialog.model.rowCount()

    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    assert at_once == 0


def test_results_are_a_sound_model(
    dialog: SearchDialog, qtmodeltester: ModelTester, kursk: Bank, record: Record
) -> None:
    model = ResultModel()
    strict = QAbstractItemModelTester(model)
    model.show_results(find("ukraine", kursk, [kursk], record))
    qtmodeltester.check(model)

    assert strict.model() is model
    assert model.rowCount() > 5


def test_answers_with_a_set_that_is_not_open_are_left_out(
    record: Record, forts: Bank, item_of: Callable[[Kind], Item], tmp_path: Path
) -> None:
    record.begin(Session(SessionId("s"), "kursk", "Kursk", "quiz", 1, 1, NOON))
    record.add(attempt_at(item_of(Kind.QUANTITY), Typed("zweitausend")))

    assert find("zweitausend", forts, [forts], record) == []
