"""Real banks, a real record and a window without a display."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from samples import FORTS

from studyapp.core.bank import Bank, Kind
from studyapp.core.generate import generate_all
from studyapp.core.items import Item
from studyapp.storage.bank_files import load_bank
from studyapp.storage.record import Record
from studyapp.storage.shipped import shipped
from studyapp.ui import theme
from studyapp.ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    """Every test starts in the light scheme at the usual text size, with no window left over."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if theme.in_use() is not theme.LIGHT or theme.px(100) != 100 or not qapp.styleSheet():
        theme.apply(qapp, theme.Scheme.LIGHT, 100)


@pytest.fixture(scope="session")
def forts() -> Bank:
    """A small bank: two forts on a river."""
    return usable(FORTS)


@pytest.fixture(scope="session")
def kursk() -> Bank:
    """The bank that is shipped, with the article."""
    return usable(shipped("questions/kursk.yaml"))


def usable(path: Path) -> Bank:
    loaded = load_bank(path)
    assert loaded.bank is not None
    return loaded.bank


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    opened = Record.open(tmp_path / "learner")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def item_of(kursk: Bank) -> Callable[[Kind], Item]:
    """The first item of a kind that the shipped bank gives."""
    found: dict[Kind, Item] = {}
    for item in generate_all(kursk, 1):
        found.setdefault(item.kind, item)
    return found.__getitem__


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by five seconds whenever it is asked."""
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    ticks = count()
    return lambda: noon + timedelta(seconds=5 * next(ticks))


@pytest.fixture
def open_window(
    record: Record, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window with these sets, as the program does, and waits for them."""
    opened: list[MainWindow] = []

    def window(*paths: Path, disk: object = record) -> MainWindow:
        made = MainWindow(disk, tmp_path)  # type: ignore[arg-type]  # a full disk, too
        opened.append(made)
        made.resize(1000, 700)
        with qtbot.waitExposed(made):
            made.show()
        with qtbot.waitSignal(made.loader.finished, timeout=20_000):
            made.open_at_start(paths, FORTS)
        return made

    yield window
    for each in opened:
        each._loss_accepted = True
        each.close()
        each.deleteLater()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., None]:
    """Shows a widget at a size and waits until it is there."""

    def shown(widget, width: int = 1100, height: int = 700) -> None:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()

    return shown
