"""An error inside the program is shown with its details, and the session goes on."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studyapp.ui.errors import LOG, ErrorDialog, ErrorReporter


@pytest.fixture
def reporter(tmp_path: Path, qtbot: QtBot) -> Iterator[ErrorReporter]:
    before = sys.excepthook, threading.excepthook
    made = ErrorReporter(tmp_path)
    made.install()
    yield made
    sys.excepthook, threading.excepthook = before
    for dialog in dialogs():
        dialog.accept()


def dialogs() -> list[ErrorDialog]:
    found = QApplication.topLevelWidgets()
    return [each for each in found if isinstance(each, ErrorDialog) and each.isVisible()]


def error(message: str) -> ZeroDivisionError:
    try:
        raise ZeroDivisionError(message)
    except ZeroDivisionError as raised:
        return raised


def test_dialog_shows_the_details_as_text(reporter: ErrorReporter) -> None:
    reporter.report_error(error("<b>by zero</b>"))
    (dialog,) = dialogs()
    told = dialog.details.toPlainText()

    assert "ZeroDivisionError: <b>by zero</b>" in told
    assert "test_errors.py" in told


def test_details_can_be_copied(reporter: ErrorReporter) -> None:
    reporter.report_error(error("by zero"))
    (dialog,) = dialogs()
    dialog._on_copy_pressed()

    assert "ZeroDivisionError: by zero" in QGuiApplication.clipboard().text()


def test_errors_are_written_down(reporter: ErrorReporter, tmp_path: Path) -> None:
    reporter.report_error(error("by zero"))

    assert "ZeroDivisionError: by zero" in (tmp_path / LOG).read_text("utf-8")


def test_more_errors_share_one_dialog(reporter: ErrorReporter) -> None:
    reporter.report_error(error("first"))
    reporter.report_error(error("second"))
    (dialog,) = dialogs()

    assert {"first", "second"} <= set(dialog.details.toPlainText().split())


def test_an_error_in_a_thread_reaches_the_dialog(reporter: ErrorReporter, qtbot: QtBot) -> None:
    def fail() -> None:
        raise ZeroDivisionError("in a thread")

    with qtbot.waitSignal(reporter.reported):
        threading.Thread(target=fail).start()

    assert "in a thread" in dialogs()[0].details.toPlainText()


def test_an_error_is_shown_even_where_it_cannot_be_written_down(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter = ErrorReporter(tmp_path / "missing")
    reporter.report_error(error("by zero"))
    (dialog,) = dialogs()
    dialog.accept()

    assert "by zero" in capsys.readouterr().err
