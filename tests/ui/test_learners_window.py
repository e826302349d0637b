"""Learners are made, renamed, deleted, and go into files and out of them, in the window."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from samples import NOON, attempt_at, wrong_choice

from studyapp.core.attempts import Session, SessionId
from studyapp.core.bank import Bank
from studyapp.core.generate import generate_all
from studyapp.storage.folders import learner_folder
from studyapp.storage.learners import create, deleted, export_to, learners
from studyapp.storage.lock import acquire_learner
from studyapp.storage.record import Record
from studyapp.ui.opening import Opening, renamed
from studyapp.ui.preferences.learner_desk import LearnerDesk
from studyapp.ui.preferences.learner_row import LearnerRow
from studyapp.ui.preferences.learners import LearnerSection

Key = Qt.Key


@pytest.fixture
def data(tmp_path: Path, forts: Bank) -> Path:
    """The learner in use has nothing, Ada has one answer."""
    item = next(item for item in generate_all(forts, 1) if item.options)
    create(tmp_path, "default")
    with closing(Record.open(create(tmp_path, "Ada"))) as record:
        record.begin(Session(SessionId("s"), forts.id, "Forts", "quiz", 1, 1, NOON))
        record.add(attempt_at(item, wrong_choice(item)))
    return tmp_path


@pytest.fixture
def section(show: Callable[..., None], qtbot: QtBot) -> LearnerSection:
    made = LearnerSection()
    show(made, 640, 600)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def desk(section: LearnerSection, data: Path) -> Iterator[LearnerDesk]:
    made = LearnerDesk(section, data, "default")
    made.show_all()
    QApplication.processEvents()
    yield made
    made.close()


def row(section: LearnerSection, name: str) -> LearnerRow:
    return next(each for each in section.rows if each.name == name)


def texts(section: LearnerSection) -> str:
    return "\n".join(each.text() for each in section.findChildren(QLabel) if each.isVisible())


def names(data: Path) -> list[str]:
    return [each.name for each in learners(data)]


def test_learners_are_listed_with_what_they_have(
    section: LearnerSection, desk: LearnerDesk
) -> None:
    told = texts(section)

    assert [each.name for each in section.rows] == ["Ada", "default"]
    assert "1 answer in 1 session · last on 2026-03-01" in told
    assert "in use · 0 answers in 0 sessions" in told


def test_another_learner_is_switched_to(
    section: LearnerSection, desk: LearnerDesk, qtbot: QtBot
) -> None:
    switch = row(section, "Ada").switch
    switch.setFocus()
    with qtbot.waitSignal(desk.opening_wanted) as wanted:
        qtbot.keyClick(switch, Key.Key_Return)

    assert wanted.args == [Opening("Ada")]
    assert not row(section, "default").switch.isVisible()


def test_a_new_learner_is_made_and_switched_to(
    section: LearnerSection, desk: LearnerDesk, data: Path, qtbot: QtBot
) -> None:
    qtbot.keyClicks(section.name, "Grace")
    with qtbot.waitSignal(desk.opening_wanted) as wanted:
        qtbot.keyClick(section.name, Key.Key_Return)

    assert wanted.args == [Opening("Grace")]
    assert learner_folder(data, "Grace").is_dir()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ada", "There is a learner “ada” already"),
        ("../Ada", "“../Ada” cannot be a learner's name"),
    ],
)
def test_a_name_that_cannot_be_is_told(
    section: LearnerSection, desk: LearnerDesk, data: Path, name: str, why: str
) -> None:
    section.name.setText(name)
    section.add.click()
    told = texts(section)
    default = row(section, "default")
    default.rename.trigger()
    default.field.setText(name)
    default.take_name.click()

    assert why in told
    assert why in texts(section)
    assert names(data) == ["Ada", "default"]


def test_a_learner_is_renamed_by_keys(
    section: LearnerSection, desk: LearnerDesk, data: Path, qtbot: QtBot
) -> None:
    row(section, "Ada").rename.trigger()
    qtbot.keyClicks(QApplication.focusWidget(), "Ada Lovelace")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert names(data) == ["Ada Lovelace", "default"]
    assert "“Ada” is called “Ada Lovelace” now." in texts(section)
    assert QApplication.focusWidget() is row(section, "Ada Lovelace").more


def test_renaming_is_thought_better_of_with_escape(
    section: LearnerSection, desk: LearnerDesk, data: Path, qtbot: QtBot
) -> None:
    ada = row(section, "Ada")
    ada.rename.trigger()
    qtbot.keyClicks(ada.field, "Grace")
    qtbot.keyClick(ada.field, Key.Key_Escape)

    assert names(data) == ["Ada", "default"]
    assert not ada.field.isVisible()
    assert QApplication.focusWidget() is ada.more


def test_the_learner_in_use_is_renamed_while_no_record_is_open(
    section: LearnerSection, desk: LearnerDesk, data: Path, qtbot: QtBot
) -> None:
    default = row(section, "default")
    default.rename.trigger()
    default.field.setText("Grace")
    with qtbot.waitSignal(desk.opening_wanted) as wanted:
        default.take_name.click()
    opening, told = renamed(data, wanted.args[0])

    assert (opening, told) == (Opening("Grace"), "")
    assert names(data) == ["Ada", "Grace"]


def test_a_new_name_that_is_refused_leaves_the_old_one(data: Path) -> None:
    with acquire_learner(data, "default", shared=True):
        opening, told = renamed(data, Opening("Grace", former="default"))

    assert opening == Opening("default")
    assert told == "The name is as before: another program is using the record"


def test_deleting_names_what_goes_and_asks_once_more(
    section: LearnerSection, desk: LearnerDesk, data: Path, qtbot: QtBot
) -> None:
    ada = row(section, "Ada")
    ada.delete.trigger()
    QApplication.processEvents()
    asked = texts(section)
    focused = QApplication.focusWidget()
    qtbot.keyClick(ada.keep, Key.Key_Return)

    assert "Delete “Ada”? 1 answer in 1 session, all cards and backups go" in asked
    assert focused is ada.keep
    assert names(data) == ["Ada", "default"]


def test_the_learner_in_use_is_never_deleted(section: LearnerSection, desk: LearnerDesk) -> None:
    delete = row(section, "default").delete

    assert not delete.isEnabled()
    assert "switch to another learner first" in delete.text()


def test_who_was_deleted_is_brought_back(
    section: LearnerSection, desk: LearnerDesk, data: Path
) -> None:
    ada = row(section, "Ada")
    ada.delete.trigger()
    ada.sure.click()
    after = names(data), [each.name for each in deleted(data)]
    (back,) = section.back
    assert back.isVisible()
    back.click()

    assert after == (["default"], ["Ada"])
    assert names(data) == ["Ada", "default"]
    assert not section.gone.isVisible()


def test_a_learner_in_use_elsewhere_is_not_deleted(
    section: LearnerSection, desk: LearnerDesk, data: Path
) -> None:
    ada = row(section, "Ada")
    ada.delete.trigger()
    with acquire_learner(data, "Ada", shared=True):
        ada.sure.click()

    assert "Another program is using the record" in texts(section)
    assert names(data) == ["Ada", "default"]


def test_the_export_is_offered_before_deleting(section: LearnerSection, desk: LearnerDesk) -> None:
    ada = row(section, "Ada")
    ada.delete.trigger()
    ada.export_first.click()
    dialog = section.findChild(QFileDialog)
    assert dialog is not None
    proposed = Path(dialog.selectedFiles()[0]).name
    dialog.reject()

    assert proposed == "Ada.zip"


def test_a_learner_goes_into_a_file_and_comes_out_of_it(
    section: LearnerSection, desk: LearnerDesk, data: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "a & b.zip"
    with qtbot.waitSignal(desk.runner.ended, timeout=30_000):
        section.export_wanted.emit("Ada", file)
        assert section.cancel.isVisible()
        assert not section.add.isEnabled()
    written = texts(section)
    section.import_wanted.emit(file, "")
    asked = texts(section)
    qtbot.keyClicks(section.name, "Ada II")
    with qtbot.waitSignal(desk.runner.ended, timeout=30_000):
        qtbot.keyClick(section.name, Key.Key_Return)

    assert "a & b.zip holds all of “Ada”." in written
    assert "There is a learner “Ada” already. Import under which name?" in asked
    assert "“Ada II” is imported: 1 answer in 1 session." in texts(section)
    assert names(data) == ["Ada", "Ada II", "default"]
    assert not section.cancel.isVisible()


def test_an_import_that_is_cancelled_leaves_nothing_behind(
    section: LearnerSection, desk: LearnerDesk, data: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    export_to(data, "Ada", tmp_path / "ada.zip", datetime.now(UTC))
    with qtbot.waitSignal(desk.runner.cancelled, timeout=30_000):
        section.import_wanted.emit(tmp_path / "ada.zip", "Grace")
        qtbot.keyClick(section.cancel, Key.Key_Return)

    assert "Cancelled; nothing was changed." in texts(section)
    assert names(data) == ["Ada", "default"]
    assert not list((data / "learners").glob(".making*"))


def test_an_import_under_another_name_is_thought_better_of(
    section: LearnerSection, desk: LearnerDesk, data: Path, tmp_path: Path
) -> None:
    export_to(data, "Ada", tmp_path / "ada.zip", datetime.now(UTC))
    section.import_wanted.emit(tmp_path / "ada.zip", "")
    section.stop.click()

    assert section.add.text() == "Create"
    assert section.load.isVisible()
    assert "already" not in texts(section)


def test_a_file_that_is_no_learner_is_refused_in_one_line(
    section: LearnerSection, desk: LearnerDesk, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "letter.zip"
    file.write_text("Dear teacher", "utf-8")
    section.import_wanted.emit(file, "")

    assert f"{file} cannot be imported: it is no zip file" in texts(section)
    assert names(data) == ["Ada", "default"]


def test_a_file_that_cannot_be_written_is_told(
    section: LearnerSection, desk: LearnerDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.runner.ended, timeout=30_000):
        section.export_wanted.emit("Ada", tmp_path / "nowhere" / "ada.zip")

    assert "Cannot export" in texts(section)
    assert section.load.isEnabled()


def test_every_button_has_a_name_and_takes_the_focus_by_tab(
    section: LearnerSection, desk: LearnerDesk
) -> None:
    buttons = [each for each in section.findChildren(QPushButton) if each.isVisible()]

    assert len(buttons) == 5
    for button in buttons:
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName()
