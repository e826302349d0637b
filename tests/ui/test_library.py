"""Sets come, go and break; the one in use stays in use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from samples import FORTS

from studyapp.core.bank import Bank
from studyapp.core.problems import Position, Problem, Severity
from studyapp.storage.bank_files import LoadedBank
from studyapp.ui.bank_loader import BankLoader
from studyapp.ui.library.page import LibraryPage
from studyapp.ui.library.shelf import Shelf

A, B = Path("/sets/a.yaml"), Path("/sets/b.yaml")
BROKEN = (Problem("/sets/b.yaml", Position(3, 7), Severity.ERROR, "no-slot", "no slot", "add it"),)


def test_first_usable_set_is_studied(forts: Bank, kursk: Bank) -> None:
    shelf = Shelf()
    for loaded in (LoadedBank(B, None, BROKEN), LoadedBank(A, forts), LoadedBank(B, kursk)):
        shelf.put(loaded)

    assert (shelf.path, shelf.bank) == (A, forts)


def test_choosing_tells_the_bank(forts: Bank, kursk: Bank, qtbot: QtBot) -> None:
    shelf = Shelf()
    shelf.put(LoadedBank(A, forts))
    shelf.put(LoadedBank(B, kursk))
    with qtbot.waitSignal(shelf.chosen) as chosen:
        shelf.choose(B)

    assert chosen.args == [kursk]


def test_the_set_studied_before_comes_back_when_one_is_taken_off(forts: Bank, kursk: Bank) -> None:
    shelf = Shelf()
    c = Path("/sets/c.yaml")
    for loaded in (LoadedBank(A, forts), LoadedBank(B, kursk), LoadedBank(c, forts)):
        shelf.put(loaded)
    shelf.choose(B)
    shelf.choose(c)
    shelf.remove(c)

    assert shelf.path == B


def test_a_broken_set_cannot_be_chosen(forts: Bank, qtbot: QtBot) -> None:
    shelf = Shelf()
    shelf.put(LoadedBank(A, forts))
    shelf.put(LoadedBank(B, None, BROKEN))
    with qtbot.assertNotEmitted(shelf.chosen):
        shelf.choose(B)

    assert shelf.bank is forts


def test_a_set_that_broke_since_stays_in_use_with_its_problems(forts: Bank) -> None:
    shelf = Shelf()
    shelf.put(LoadedBank(A, forts))
    shelf.put(LoadedBank(A, None, BROKEN))

    assert shelf.bank is forts
    assert shelf.entries[0].problems == BROKEN


def test_removing_the_set_in_use_goes_on_to_the_next(forts: Bank, kursk: Bank) -> None:
    shelf = Shelf()
    shelf.put(LoadedBank(A, forts))
    shelf.put(LoadedBank(B, kursk))
    shelf.remove(A)
    first = shelf.bank
    shelf.remove(B)

    assert (first, shelf.bank, shelf.entries) == (kursk, None, ())


@pytest.fixture
def page(show: Callable[..., None], forts: Bank) -> LibraryPage:
    made = LibraryPage()
    show(made)
    made.show_entries((LoadedBank(A, forts), LoadedBank(B, None, BROKEN)), A)
    QApplication.processEvents()
    return made


def texts(page: LibraryPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_sets_are_listed_with_their_size_and_problems(page: LibraryPage, forts: Bank) -> None:
    shown = texts(page).replace("\u200b", "")

    assert f"{len(forts.facts)} facts · 1 written question" in shown
    assert "/sets/a.yaml" in shown
    assert "1 error. This set cannot be used" in shown
    assert "3:7" in shown
    assert "error no-slot: no slot\nadd it" in shown


def test_another_set_is_chosen_with_its_button(
    page: LibraryPage, forts: Bank, kursk: Bank, qtbot: QtBot
) -> None:
    page.show_entries((LoadedBank(A, forts), LoadedBank(B, kursk)), A)
    with qtbot.waitSignal(page.chosen) as chosen:
        page.cards[1].chosen.emit()

    assert chosen.args == [B]


def test_set_on_the_list_can_be_removed(page: LibraryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.remove_requested) as removed:
        page.cards[1].remove_requested.emit()

    assert removed.args == [B]


def test_files_chosen_in_the_dialog_are_asked_for(
    page: LibraryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.open.click()
    (dialog,) = page.findChildren(QFileDialog)
    with qtbot.waitSignal(page.open_requested) as opened:
        dialog.filesSelected.emit([str(tmp_path / "set.yaml")])
    dialog.reject()

    assert opened.args == [tmp_path / "set.yaml"]


def test_files_are_read_off_the_gui_thread_in_order(
    qtbot: QtBot, tmp_path: Path, forts: Bank
) -> None:

    loader = BankLoader(tmp_path)
    found: list[LoadedBank] = []
    loader.loaded.connect(found.append)
    with qtbot.waitSignal(loader.finished, timeout=20_000):
        loader.load(FORTS)
        loader.load(tmp_path / "missing.yaml")
        before = list(found)
    loader.close()

    assert before == []
    assert [each.path.name for each in found] == ["forts.yaml", "missing.yaml"]
    assert found[0].bank is not None
    assert found[0].bank.facts == forts.facts
    assert found[1].problems[0].code


def test_a_fault_of_the_program_is_told_apart_from_a_broken_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(_path: Path, *, cache: Path) -> LoadedBank:
        raise ZeroDivisionError(str(cache))

    monkeypatch.setattr("studyapp.ui.bank_loader.load_bank", faulty)
    loader = BankLoader(tmp_path)
    with qtbot.waitSignals([loader.failed, loader.finished]):
        loader.load(tmp_path / "set.yaml")
    loader.close()

    assert not loader.busy
