"""The library in the window: opening, studying, removing and putting back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from samples import FORTS

from studyapp.core.bank import Bank
from studyapp.storage.bank_files import LoadedBank, load_bank
from studyapp.storage.record import Record
from studyapp.storage.shipped import shipped
from studyapp.ui.library.examples import examples
from studyapp.ui.library.page import LibraryPage
from studyapp.ui.library.shelf import Shelf
from studyapp.ui.main_window import MainWindow
from studyapp.ui.screen import Screen

Key = Qt.Key
Open = Callable[..., MainWindow]
KURSK, EARTH = (shipped(f"questions/{name}.yaml") for name in ("kursk", "earth-age"))


def loaded(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.loader.busy, timeout=20_000)


@pytest.fixture
def open_window(record: Record, tmp_path: Path, qtbot: QtBot) -> Iterator[Open]:
    opened: list[MainWindow] = []

    def window(*paths: Path) -> MainWindow:
        made = MainWindow(record, tmp_path)
        opened.append(made)
        made.resize(900, 600)
        with qtbot.waitExposed(made):
            made.show()
        made.open_at_start(paths, FORTS)
        loaded(qtbot, made)
        return made

    yield window
    for each in opened:
        each.close()
        each.deleteLater()


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    made = open_window()
    made.show_screen(Screen.LIBRARY)
    return made


def texts(page: LibraryPage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def listed(window: MainWindow) -> list[Path]:
    return [entry.path for entry in window.shelf.entries]


def test_a_set_just_opened_is_in_sight_marked_and_named(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(900, 420)
    window.open_by_hand(EARTH)
    loaded(qtbot, window)
    page = window.screens.library
    card = page.cards[-1]
    button = card._buttons[0]

    qtbot.waitUntil(lambda: card.visibleRegion().boundingRect().height() == card.height())
    assert button.hasFocus()
    assert card.property("card") == "here"
    assert "now in use" in texts(page)


def test_the_mark_is_gone_when_the_library_is_opened_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_by_hand(EARTH)
    loaded(qtbot, window)
    window.show_screen(Screen.STUDY)
    window.show_screen(Screen.LIBRARY)

    assert "in use" in texts(window.screens.library)
    assert "now in use" not in texts(window.screens.library)


def test_study_this_set_leads_to_study(window: MainWindow, qtbot: QtBot) -> None:
    window.open_by_hand(EARTH)
    loaded(qtbot, window)
    window.screens.library.cards[0]._buttons[0].click()

    assert window.screens.currentWidget() is window.screens.study
    assert window.shelf.path == FORTS
    assert window.screens.study.start.start.hasFocus()


def test_a_removal_is_undone_with_one_key(window: MainWindow, qtbot: QtBot) -> None:
    window.open_by_hand(EARTH)
    loaded(qtbot, window)
    before = window.settings
    window.screens.library.cards[1]._buttons[-1].click()
    removed = listed(window)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert removed == [FORTS]
    assert listed(window) == [FORTS, EARTH]
    assert window.shelf.path == EARTH
    assert window.settings == before
    assert window.screens.library.cards[1]._buttons[0].hasFocus()


def test_a_set_that_comes_with_the_program_stays_away_once_removed(
    open_window: Open, window: MainWindow
) -> None:
    window.screens.library.cards[0]._buttons[-1].click()
    window.close()
    again = open_window()

    assert listed(again) == []
    assert again.screens.study.start._library.isVisible()


def test_a_removed_set_that_is_opened_again_stays(
    open_window: Open, window: MainWindow, qtbot: QtBot
) -> None:
    window.screens.library.cards[0]._buttons[-1].click()
    window.open_by_hand(FORTS)
    loaded(qtbot, window)
    window.close()

    assert listed(open_window()) == [FORTS]


def test_a_removed_set_that_is_named_at_the_start_is_opened(
    open_window: Open, window: MainWindow
) -> None:
    window.screens.library.cards[0]._buttons[-1].click()
    window.close()

    assert listed(open_window(FORTS)) == [FORTS]


def test_a_set_that_cannot_be_used_leads_to_its_problems_at_the_start(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("topics: [\n  a")

    window = open_window(broken)

    said = "1 error. This set cannot be used until its errors are mended."
    qtbot.waitUntil(lambda: said in texts(window.screens.library))
    assert window.shelf.path == FORTS


def test_an_empty_list_offers_the_sets_that_come_with_the_program(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.screens.library
    page.cards[0]._buttons[-1].click()
    names = [button.accessibleName() for button in page.examples.buttons]
    page.examples.buttons[1].click()
    loaded(qtbot, window)

    assert [name.split(":")[1] for name in names] == [
        " The battle for the Kursk region, 2024–25",
        " How old is the Earth? Four centuries of answers",
    ]
    assert window.shelf.path == EARTH


def test_examples_carry_the_titles_of_their_sets() -> None:
    told = {example.path: example.title for example in examples(())}
    banks = {path: load_bank(path).bank for path in told}

    assert {path: bank.title for path, bank in banks.items() if bank} == told


def test_an_example_on_the_list_is_not_offered() -> None:
    assert [example.path for example in examples([KURSK])] == [EARTH]


def test_put_back_sets_stand_where_they_stood(forts: Bank, kursk: Bank) -> None:
    shelf = Shelf()
    a, b, c = (Path(f"/sets/{name}.yaml") for name in "abc")
    for path, bank in ((a, forts), (b, kursk), (c, forts)):
        shelf.put(LoadedBank(path, bank))
    shelf.choose(b)
    shelf.remove(b)
    back = [shelf.put_back(), shelf.put_back()]

    assert back == [b, None]
    assert [entry.path for entry in shelf.entries] == [a, b, c]
    assert shelf.path == b
