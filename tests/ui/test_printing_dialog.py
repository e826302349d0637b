"""The dialog for printing: what can be chosen, how much that is, and where it goes."""

import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from sample import SAMPLE

from studyapp.authoring.selection import Origin
from studyapp.core.bank import Bank, BankId, Kind
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped
from studyapp.ui.printing import dialog as dialogs
from studyapp.ui.printing.dialog import PrintDialog
from studyapp.ui.printing.making import Printing
from studyapp.ui.printing.output import Step
from studyapp.ui.printing.preview import PreviewDialog
from studyapp.ui.printing.sheet import TEXT_SIZES, PaperSize
from studyapp.ui.printing.slices import Slices
from studyapp.ui.printing.sorts import Sort

Key = Qt.Key
Open = Callable[..., PrintDialog]


@pytest.fixture(scope="module")
def earth_age() -> Bank:
    """Facts and questions written by hand."""
    bank = load_bank(shipped("questions/earth-age.yaml")).bank
    assert bank is not None
    return bank


@pytest.fixture
def rivers() -> Bank:
    """Nothing but questions written by hand."""
    return Bank(
        id=BankId("rivers"),
        title=SAMPLE.title,
        voice="the text",
        sources={},
        topics=SAMPLE.topics,
        entities={},
        facts={},
        questions={question.id: question for question in SAMPLE.questions},
        pictures=SAMPLE.pictures,
    )


@pytest.fixture
def open_dialog(show: Callable[..., None], qtbot: QtBot) -> Open:
    """Opens the dialog and waits until it has counted."""

    def opened(bank: Bank, before: Printing | None = None) -> PrintDialog:
        made = PrintDialog(None, bank, 77, before)
        show(made, 640, 760)
        made.activateWindow()
        wait(made, qtbot)
        return made

    return opened


def wait(dialog: PrintDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.document is not None, timeout=20_000)


def count_anew(dialog: PrintDialog, qtbot: QtBot) -> str:
    """What the dialog says once it has counted what was changed."""
    assert dialog.document is None
    assert dialog.summary.text() == "Counting …"
    wait(dialog, qtbot)
    return dialog.summary.text()


def test_it_says_how_much_there_will_be(open_dialog: Open, kursk: Bank, qtbot: QtBot) -> None:
    dialog = open_dialog(kursk)
    assert dialog.document is not None
    one = dialog.document.count
    assert dialog.summary.text() == f"20 questions · 1 version · {one} pages"

    dialog.form.versions.field.setValue(3)
    said = count_anew(dialog, qtbot)
    assert said == f"20 questions · 3 versions · {dialog.document.count} pages"
    assert dialog.document.count > 2 * one

    dialog.form.sorts[Sort.PAPER].setChecked(False)
    dialog.form.sorts[Sort.KEY].setChecked(False)
    assert count_anew(dialog, qtbot) == "20 questions · 3 versions · 3 pages"


def test_what_is_chosen_is_what_is_made(open_dialog: Open, earth_age: Bank, qtbot: QtBot) -> None:
    dialog = open_dialog(earth_age)
    form = dialog.form
    form.title.setText("Mid-term")
    form.origin.setCurrentIndex(list(Origin).index(Origin.GENERATED))
    form.count.field.setValue(6)
    form.shuffled.setChecked(False)
    form.paper.setCurrentIndex(list(PaperSize).index(PaperSize.LETTER))
    form.points.setCurrentIndex(TEXT_SIZES.index(14))
    form.seed.setText("41")
    topic = next(iter(form.topics.rows))
    for each, row in form.topics.rows.items():
        row.setChecked(each == topic)
    for kind, row in form.kinds.rows.items():
        row.setChecked(kind is Kind.TRUE_FALSE)
    count_anew(dialog, qtbot)

    assert dialog.document is not None
    paper = dialog.document.paper
    assert (paper.title, paper.count) == ("Mid-term", 6)
    assert (paper.plan.seed, paper.plan.shuffled) == (41, False)
    assert (paper.plan.origin, paper.plan.topics) == (Origin.GENERATED, {topic})
    assert {each.kind for each in paper.versions[0].questions} == {Kind.TRUE_FALSE}
    assert (dialog.document.sheet.size, dialog.document.sheet.points) == (PaperSize.LETTER, 14)


def test_more_than_there_is_is_told(open_dialog: Open, rivers: Bank) -> None:
    dialog = open_dialog(rivers)

    assert dialog.summary.text().startswith("14 questions · 1 version · ")
    assert dialog.summary.text().endswith(" pages. There are no more of these.")
    assert not dialog.form.origin.isVisible()


def test_with_nothing_ticked_there_is_nothing_to_print(
    open_dialog: Open, kursk: Bank, qtbot: QtBot
) -> None:
    dialog = open_dialog(kursk)
    for row in dialog.form.sorts.values():
        row.setChecked(False)
    qtbot.waitUntil(lambda: dialog.summary.text().startswith("Tick something"))
    assert not dialog.save_as.isEnabled()

    dialog.form.sorts[Sort.PAPER].setChecked(True)
    count_anew(dialog, qtbot)
    assert dialog.save_as.isEnabled()


def test_what_cannot_be_asked_on_paper_is_listed(
    open_dialog: Open, kursk: Bank, qtbot: QtBot
) -> None:
    dialog = open_dialog(kursk)
    assert not dialog.problems.isVisible()

    for kind, row in dialog.form.kinds.rows.items():
        row.setChecked(kind is Kind.FIND_PASSAGE)
    said = count_anew(dialog, qtbot)

    assert said == "There is no question of these kinds on these topics."
    assert not dialog.print.isEnabled()
    assert dialog.problems.isVisibleTo(dialog)
    assert "Which sentence of the text shows this?" in dialog.left_out.text()


def test_choices_are_told_when_it_closes_and_offered_again(
    open_dialog: Open, kursk: Bank, qtbot: QtBot
) -> None:
    dialog = open_dialog(kursk)
    dialog.form.count.field.setValue(8)
    dialog.form.versions.field.setValue(2)
    dialog.form.sorts[Sort.EXPLANATIONS].setChecked(True)
    dialog.form.points.setCurrentIndex(TEXT_SIZES.index(12))
    dialog.form.kinds.rows[Kind.CLOZE].setChecked(False)
    next(iter(dialog.form.topics.rows.values())).setChecked(False)
    with qtbot.waitSignal(dialog.closed) as closed:
        qtbot.keyClick(dialog, Key.Key_Escape)
    (before,) = closed.args

    again = open_dialog(kursk, before)
    assert again.form.count.number == 8
    assert again.form.versions.number == 2
    assert again.form.printing == before


def test_a_pdf_is_saved_where_the_file_dialog_says(
    open_dialog: Open, kursk: Bank, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = open_dialog(kursk)
    path = tmp_path / "quiz.pdf"
    dialog.save_as.setFocus()
    qtbot.keyClick(dialog.save_as, Key.Key_Return)
    files = dialog.findChild(QFileDialog)
    assert files is not None
    assert files.selectedFiles()[0].endswith("kursk-77.pdf")
    with qtbot.waitSignal(dialog.saved) as saved:
        files.fileSelected.emit(str(path))
        files.reject()

    assert saved.args == [path]
    assert path.read_bytes().startswith(b"%PDF")
    assert "quiz.pdf" in dialog.told.text().replace("\u200b", "")
    assert dialog.cancel.text() == "Close"


def test_saving_waits_until_it_has_counted(
    open_dialog: Open, kursk: Bank, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = open_dialog(kursk)
    dialog.form.count.field.setValue(3)
    assert dialog.document is None
    with qtbot.waitSignal(dialog.saved):
        dialog.save(tmp_path / "quiz.pdf")

    assert dialog.document.paper.count == 3


def test_a_file_that_cannot_be_written_is_told(
    open_dialog: Open, kursk: Bank, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = open_dialog(kursk)
    dialog.save(tmp_path / "nowhere" / "quiz.pdf")
    qtbot.waitUntil(lambda: dialog.told.isVisible())

    assert dialog.told.text().startswith("Not saved: ")
    assert dialog.save_as.isEnabled()


def test_an_error_of_ours_is_handed_on(
    open_dialog: Open, kursk: Bank, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dialog = open_dialog(kursk)

    def broken(*_given: object) -> Generator[Step, None, None]:
        yield Step(0, 1)
        raise ValueError("ours")

    monkeypatch.setattr(dialogs, "save_pdf", broken)
    with qtbot.waitSignal(dialog.failed) as failed:
        dialog.save(tmp_path / "quiz.pdf")

    assert str(failed.args[0]) == "ours"
    assert not dialog.progress.isVisible()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(
    open_dialog: Open, kursk: Bank, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = open_dialog(kursk)
    dialog.form.count.field.setValue(100)
    dialog.form.versions.field.setValue(26)
    dialog.save(tmp_path / "quiz.pdf")
    qtbot.waitUntil(lambda: dialog.progress.isVisible(), timeout=10_000)
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=20_000)
    dialog.stop.setFocus()
    qtbot.keyClick(dialog.stop, Key.Key_Return)

    assert not dialog.progress.isVisible()
    assert dialog.told.text() == "Stopped; nothing was saved or printed."
    assert dialog.save_as.hasFocus()
    assert not dialog.making.busy
    assert list(tmp_path.iterdir()) == []


def test_pages_go_to_a_printer(
    open_dialog: Open, rivers: Bank, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = open_dialog(rivers)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(dialog.printed):
        dialog.print_on(printer)

    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert dialog.told.text() == "Sent to the printer."


def test_the_printer_is_chosen_in_the_dialog_of_the_desktop(
    open_dialog: Open, rivers: Bank
) -> None:
    dialog = open_dialog(rivers)
    dialog.print.click()
    chooser = dialog.findChild(QPrintDialog)

    assert chooser is not None
    assert chooser.isVisible()
    chooser.reject()


def test_the_preview_is_turned_by_keys(open_dialog: Open, rivers: Bank, qtbot: QtBot) -> None:
    dialog = open_dialog(rivers)
    dialog.preview.click()
    preview = dialog.findChild(PreviewDialog)
    assert preview is not None
    assert dialog.document is not None
    count = dialog.document.count
    assert count > 2

    def name_after(key: Key) -> str:
        qtbot.keyClick(preview.view, key)
        return preview.view.accessibleName()

    assert preview.view.accessibleName() == f"Page 1 of {count}"
    assert "Into which sea" in all_texts(preview, qtbot, count)
    assert name_after(Key.Key_End) == f"Page {count} of {count}"
    assert name_after(Key.Key_PageUp) == f"Page {count - 1} of {count}"
    assert name_after(Key.Key_Home) == f"Page 1 of {count}"
    assert not preview.previous.isEnabled()
    assert name_after(Key.Key_PageDown) == f"Page 2 of {count}"
    small = preview.view.image.width()
    qtbot.keyClick(preview.view, Key.Key_Plus)
    assert preview.view.image.width() > small
    preview.number.field.setValue(3)
    assert preview.view.accessibleName() == f"Page 3 of {count}"
    qtbot.keyClick(preview, Key.Key_Escape)
    assert not preview.isVisible()
    assert dialog.isVisible()


def all_texts(preview: PreviewDialog, qtbot: QtBot, count: int) -> str:
    """What a screen reader reads on the pages; it ends on the first one again."""
    read = []
    for _ in range(count):
        read.append(preview.view.accessibleDescription())
        qtbot.keyClick(preview.view, Key.Key_PageDown)
    qtbot.keyClick(preview.view, Key.Key_Home)
    return "\n".join(read)


def test_everything_has_a_name_and_is_reached_by_tab(
    open_dialog: Open, kursk: Bank, qtbot: QtBot
) -> None:
    dialog = open_dialog(kursk)
    dialog.form.choices.open(True)
    QApplication.processEvents()
    reached: dict[QWidget, str] = {}
    while (focused := QApplication.focusWidget()) not in reached:
        reached[focused] = focused.accessibleName()
        qtbot.keyClick(focused, Key.Key_Tab)

    names = set(reached.values())
    assert "" not in names
    assert {"Title", "Questions", "Versions", "Paper", "Text size", "Seed", "Preview"} <= names
    assert {"Save as PDF …", "Print …", "Cancel", "The key", "Essay"} - names == {"Essay"}


def test_slices_say_nothing_of_work_that_was_cancelled(qtbot: QtBot) -> None:
    said: list[object] = []
    closed: list[bool] = []

    def work(name: str) -> Generator[str, None, str]:
        try:
            for _ in range(3):
                yield name
            return f"{name} is done"
        finally:
            closed.append(True)

    slices = Slices()
    slices.ended.connect(said.append)
    slices.start(work("first"))
    with qtbot.waitSignal(slices.ended):
        slices.start(work("second"))

    assert said == ["second is done"]
    assert not slices.busy
    assert closed == [True]  # the first never began


def test_the_dialog_leaves_printing_unloaded_until_it_is_wanted() -> None:
    script = (
        "import sys, studyapp.ui.printing.dialog; print('PySide6.QtPrintSupport' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )

    assert done.stdout.strip() == "False"
