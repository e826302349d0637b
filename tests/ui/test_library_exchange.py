"""Questions of other programs in the library: brought in, undone, given out; files that change."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from sample import NOW, SAMPLE
from samples import FORTS

from studyapp.authoring.selection import Origin, Selection
from studyapp.authoring.sending import outlets
from studyapp.core.bank import Kind
from studyapp.core.sessions import Mode
from studyapp.formats.tables.writer import write_csv
from studyapp.storage.bank_files import load_bank
from studyapp.storage.record import Record
from studyapp.ui.library import desk as library_desk
from studyapp.ui.library.desk import LibraryDesk
from studyapp.ui.library.export_dialog import ExportDialog
from studyapp.ui.library.file_dialog import FileDialog
from studyapp.ui.library.import_dialog import ImportDialog
from studyapp.ui.library.problem_list import ProblemList
from studyapp.ui.library.result_dialog import ResultDialog
from studyapp.ui.main_window import MainWindow
from studyapp.ui.screen import Screen
from studyapp.ui.study.wish import Wish

CARDS = "Term,Definition\nSpree,A river of Berlin\nSeine,A river of Paris\n"


@pytest.fixture
def window(
    record: Record, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setattr(library_desk, "documents", lambda: documents)
    made = MainWindow(record, tmp_path / "data")
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    forts = tmp_path / "forts.yaml"
    copy(FORTS, forts)
    made.open_at_start([forts], FORTS)
    wait_for_sets(made, qtbot)
    made.show_screen(Screen.LIBRARY)
    yield made
    made.close()
    made.deleteLater()


def wait_for_sets(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.loader.busy, timeout=20_000)


def desk_of(window: MainWindow) -> LibraryDesk:
    return window.screens.library_desk


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk_of(window).runner.busy, timeout=30_000)


def shown(kind: type, qtbot: QtBot) -> object:
    found: list[object] = []

    def look() -> bool:
        found[:] = [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, kind) and each.isVisible()
        ]
        return bool(found)

    qtbot.waitUntil(look, timeout=20_000)
    return found[0]


@pytest.fixture
def brought(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Callable[..., ImportDialog]:
    """Drops a file on the window and waits for what it would bring."""

    def drop(name: str, content: bytes) -> ImportDialog:
        path = tmp_path / name
        path.write_bytes(content)
        window.open_files([path])
        dialog = shown(ImportDialog, qtbot)
        assert isinstance(dialog, ImportDialog)
        idle(window, qtbot)
        return dialog

    return drop


def texts(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())  # type: ignore[attr-defined]


def test_a_file_of_another_program_is_shown_before_it_is_brought_in_and_can_be_undone(
    window: MainWindow, brought: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = brought("rivers.csv", CARDS.encode())
    told = dialog.state.text()
    listed = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    seen = [part.text() for part in dialog.preview.labels]
    before = list((tmp_path / "documents").iterdir())
    qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Return)
    idle(window, qtbot)
    wait_for_sets(window, qtbot)
    path = tmp_path / "documents" / "rivers.yaml"
    loaded = load_bank(path)
    page = window.screens.library
    stands_there = window.shelf.path == path
    page.brought.accept.click()

    assert told == "2 questions come in"
    assert listed == ["Spree", "Seine"]
    assert seen == ["Seine", "✓ A river of Paris"]
    assert before == []
    assert loaded.bank is not None
    assert [question.stem for question in loaded.bank.questions.values()] == listed
    assert stands_there
    assert not path.exists()
    assert path not in [entry.path for entry in window.shelf.entries]


def test_into_an_open_set_only_what_it_lacks_comes_in(
    window: MainWindow, brought: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = brought("rivers.csv", CARDS.encode())
    qtbot.keyClick(dialog.target, Qt.Key.Key_Down)
    dialog.target.activated.emit(1)
    idle(window, qtbot)
    dialog.accept_button.click()
    idle(window, qtbot)
    wait_for_sets(window, qtbot)
    again = brought("more.csv", CARDS.encode() + b"Elbe,A river of Dresden\n")
    again.target.setCurrentIndex(1)
    again.target.activated.emit(1)
    idle(window, qtbot)

    bank = load_bank(tmp_path / "forts.yaml").bank
    assert bank is not None
    assert {"Spree", "Seine"} <= {question.stem for question in bank.questions.values()}
    assert bank.facts
    assert again.state.text() == "1 question comes in · 2 warnings"
    assert "is there already" in texts(again)
    again.reject()


def test_a_file_that_cannot_be_read_says_why_and_nothing_is_written(
    window: MainWindow, brought: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    dialog = brought("broken.apkg", b"PK\x03\x04 and then nothing")

    assert dialog.state.text() == "Nothing was changed."
    assert "damaged or is no zip file" in texts(dialog)
    assert not dialog.accept_button.isEnabled()
    assert list((tmp_path / "documents").iterdir()) == []
    dialog.reject()


def test_one_bad_file_keeps_the_others_out_of_nothing(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    good, picture = tmp_path / "good.csv", tmp_path / "photo.csv"
    good.write_text(CARDS, encoding="utf-8")
    picture.write_bytes(b"\xff\xd8\xff\xe0 a photo \x81")
    window.open_files([good, picture])
    dialog = shown(ImportDialog, qtbot)
    assert isinstance(dialog, ImportDialog)
    idle(window, qtbot)

    assert dialog.state.text() == "2 questions come in · 1 error"
    assert "photo.csv" in texts(dialog)
    assert dialog.accept_button.isEnabled()
    dialog.reject()


def test_a_file_that_comes_meanwhile_is_shown_afterwards(
    window: MainWindow, brought: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    first = brought("rivers.csv", CARDS.encode())
    other = tmp_path / "towns.csv"
    other.write_text("Term,Definition\nParis,On the Seine\n", encoding="utf-8")
    window.open_files([other])
    first.reject()

    def second_is_there() -> bool:
        found = shown(ImportDialog, qtbot)
        return isinstance(found, ImportDialog) and found.state.text() == "1 question comes in"

    qtbot.waitUntil(second_is_there, timeout=20_000)
    shown(ImportDialog, qtbot).reject()  # type: ignore[attr-defined]


def test_while_it_is_written_nothing_is_broken_off(
    window: MainWindow, brought: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = brought("rivers.csv", CARDS.encode())
    dialog.accept_button.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    still_there = dialog.isVisible() and not dialog.cancel_button.isEnabled()
    idle(window, qtbot)
    wait_for_sets(window, qtbot)

    assert still_there
    assert (tmp_path / "documents" / "rivers.yaml").is_file()
    assert "2 questions came in." in texts(window.screens.library)


def test_in_an_exam_no_file_of_the_set_is_given_out(window: MainWindow, qtbot: QtBot) -> None:
    window.screens.study.begin(Wish(Mode.EXAM, count=3, minutes=5, pass_mark=0.5))
    page = window.screens.library
    for signal in (page.export_requested, page.print_requested):
        signal.emit(window.shelf.path)
    page.place_requested.emit(window.shelf.path, 1)
    opened = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, (ExportDialog, FileDialog)) and each.isVisible()
    ]
    boxes = [each for each in window.findChildren(QMessageBox) if each.isVisible()]
    for box in boxes:
        box.close()
    window.screens.study.controller.stop()

    assert opened == []
    assert len(boxes) == 3


def test_two_sets_of_one_short_name_are_told(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    again = tmp_path / "forts-2.yaml"
    copy(FORTS, again)
    page = window.screens.library
    window.open_files([again])
    wait_for_sets(window, qtbot)

    def all_told() -> bool:
        return all("the same short name (bank: forts)" in texts(card) for card in page.cards)

    qtbot.waitUntil(lambda: len(page.cards) == 3 and all_told())
    page.cards[0].remove_requested.emit()
    page.cards[0].remove_requested.emit()
    assert "the same short name" not in texts(page)


def test_cancel_ends_the_reading_and_leaves_nothing(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("".join(f"term {number}\tdefinition {number}\n" for number in range(90_000)))
    window.open_files([path])
    dialog = shown(ImportDialog, qtbot)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=30_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    idle(window, qtbot)

    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, ImportDialog)]
    assert list((tmp_path / "documents").iterdir()) == []


def test_a_set_is_written_for_another_program_with_what_is_lost(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "forts.md"
    window.screens.library.cards[0].export_requested.emit()
    dialog = shown(ExportDialog, qtbot)
    assert isinstance(dialog, ExportDialog)
    dialog.chosen.emit("text2qti", Selection(Origin.ALL), target)
    dialog.reject()
    idle(window, qtbot)
    result = shown(ResultDialog, qtbot)
    assert isinstance(result, ResultDialog)

    assert "is written." in texts(result).replace("\u200b", "")
    assert "left out" in texts(result)
    assert not result.findChildren(ProblemList)[0].links, "a loss has no line in the new file"
    assert target.stat().st_size > 500
    result.accept()


def test_the_whole_set_goes_into_one_file_that_opens_as_a_set(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "sent.studyset"
    desk_of(window)._give(tmp_path / "forts.yaml", "set", Selection(), target)
    idle(window, qtbot)
    shown(ResultDialog, qtbot).accept()  # type: ignore[attr-defined]
    window.open_files([target])
    wait_for_sets(window, qtbot)

    assert window.shelf.path == target
    assert window.shelf.bank is not None
    assert window.shelf.bank.title == load_bank(FORTS).bank.title  # type: ignore[union-attr]


def test_only_what_there_is_can_be_chosen_for_export(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bank = window.shelf.bank
    assert bank is not None
    dialog = ExportDialog(window, bank, tmp_path, outlets())
    whole = dialog.which.isEnabled()
    dialog.form.setCurrentIndex(1)
    dialog.all.setChecked(False)
    dialog.count.field.setValue(5)

    assert not whole
    assert dialog.which.isEnabled()
    assert dialog.selection == Selection(Origin.ALL, count=5)
    dialog.reject()


def test_topics_and_kinds_are_chosen_for_export(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bank = window.shelf.bank
    assert bank is not None
    dialog = ExportDialog(window, bank, tmp_path, outlets())
    dialog.form.setCurrentIndex(1)
    topic = next(iter(bank.topics))
    dialog.topics.none.click()
    nothing = dialog.save.isEnabled()
    dialog.topics.rows[topic].click()
    dialog.kinds.none.click()
    dialog.kinds.rows[Kind.FLASHCARD].click()

    assert not nothing
    assert dialog.selection.topics == {topic}
    assert dialog.selection.kinds == {Kind.FLASHCARD}
    dialog.reject()


def test_a_set_that_changes_on_the_disk_is_read_anew(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "forts.yaml"
    changed = path.read_text(encoding="utf-8").replace("Two forts", "Three forts")
    replacement = tmp_path / "forts.new"
    replacement.write_text(changed, encoding="utf-8")
    replacement.replace(path)
    qtbot.waitUntil(
        lambda: window.shelf.bank is not None and "Three forts" in window.shelf.bank.title,
        timeout=20_000,
    )
    path.write_text(changed.replace("Three", "Four"), encoding="utf-8")
    qtbot.waitUntil(
        lambda: window.shelf.bank is not None and "Four forts" in window.shelf.bank.title,
        timeout=20_000,
    )

    qtbot.waitUntil(lambda: "Four forts" in texts(window.screens.library))


def test_a_problem_leads_to_its_line_in_the_file(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("bank: b\ntitle: B\nquestions:\n- {id: q, kind: essay}\n", encoding="utf-8")
    window.open_files([path])
    wait_for_sets(window, qtbot)
    card = window.screens.library.cards[-1]
    (link,) = [
        button for button in card.findChildren(type(card._buttons[0])) if ":" in button.text()
    ]
    link.click()
    dialog = shown(FileDialog, qtbot)
    assert isinstance(dialog, FileDialog)

    assert link.text() == "4:3"
    assert dialog.view.textCursor().block().text() == "- {id: q, kind: essay}"
    dialog.accept()


def test_a_set_that_was_removed_is_offered_among_the_recent_ones(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = window.screens.library
    page.cards[0].remove_requested.emit()
    names = [button.accessibleName() for button in page.recent.buttons]
    page.recent.buttons[0].click()
    wait_for_sets(window, qtbot)

    assert names == ["Open: forts"]
    assert window.shelf.path == tmp_path / "forts.yaml"
    assert not page.recent.isVisible()


def test_an_exchange_file_named_at_the_start_is_shown(
    record: Record, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_desk, "documents", lambda: tmp_path)
    path = tmp_path / "sample.csv"
    path.write_bytes(write_csv(SAMPLE, NOW).data)
    window = MainWindow(record, tmp_path / "data")
    with qtbot.waitExposed(window):
        window.show()
    window.open_at_start([path], FORTS)
    dialog = shown(ImportDialog, qtbot)
    assert isinstance(dialog, ImportDialog)
    idle(window, qtbot)
    wait_for_sets(window, qtbot)
    count = dialog.model.rowCount()
    dialog.reject()
    window.close()
    window.deleteLater()

    assert count == len(SAMPLE.questions)
