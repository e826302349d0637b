"""What went wrong inside the program, shown so that it can be reported."""

import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSysInfo, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from studyapp import __version__
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import label

LOG = "errors.log"
_MOST_LOG_BYTES = 1_000_000


class ErrorReporter(QObject):
    """Takes every exception that nobody caught, in slots and in threads alike.

    Signals: ``reported(str)``, an error was written to the log, with its details.
    """

    reported = Signal(str)
    _caught = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._log = folder / LOG
        self._dialog: ErrorDialog | None = None
        # Queued from other threads: a dialog belongs to the GUI thread.
        self._caught.connect(self._on_caught)

    def install(self) -> None:
        """Become the place where Python reports exceptions that nobody caught."""
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def report(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the error down and show it; may be called from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        told = "".join(traceback.format_exception(kind, error, trace))
        self._caught.emit(f"{_circumstances()}\n{told}")

    def report_error(self, error: BaseException) -> None:
        self.report(type(error), error, error.__traceback__)

    def _on_caught(self, details: str) -> None:
        sys.stderr.write(details)
        self._write(details)
        if self._dialog is None:
            self._dialog = ErrorDialog(details)
            self._dialog.finished.connect(self._on_dialog_finished)
            self._dialog.open()
        else:
            self._dialog.add(details)
        self.reported.emit(details)

    def _on_dialog_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None

    def _write(self, details: str) -> None:
        """Append to the log; where that fails the dialog still shows the error."""
        try:
            if self._log.exists() and self._log.stat().st_size > _MOST_LOG_BYTES:
                self._log.unlink()
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{datetime.now(UTC).isoformat()}\n{details}\n")
        except OSError as refused:
            sys.stderr.write(f"{refused}\n")


class ErrorDialog(QDialog):
    """Says that something failed, with details to copy; the session goes on."""

    def __init__(self, details: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(640, 420)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Something went wrong"), "heading"))
        column.addWidget(
            label(
                self.tr(
                    "Answers that you were shown a verdict for are saved, and you can go on. "
                    "The details below help to mend the fault."
                )
            )
        )
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setPlainText(details)
        self.details.setAccessibleName(self.tr("Details"))
        column.addWidget(self.details, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(self.tr("Copy details"), pressed=self._on_copy_pressed))
        close = Button(self.tr("Close"), "primary", pressed=self.accept)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()

    def add(self, details: str) -> None:
        """Show one more error in the same dialog."""
        self.details.appendPlainText("\n" + details)

    def _on_copy_pressed(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())


def _circumstances() -> str:
    return (
        f"studyapp {__version__}, Python {sys.version.split()[0]}, {QSysInfo.prettyProductName()}"
    )
