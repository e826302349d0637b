"""Opens the window; the only module of the window that may be imported without Qt."""

import signal
import sys
from pathlib import Path

from studyapp.storage.folders import learner_folder
from studyapp.storage.lock import Holder, acquire
from studyapp.storage.record import Record, RecordError
from studyapp.storage.shipped import shipped
from studyapp.ui.platform_check import obstacle

DEFAULT_SET = "questions/kursk.yaml"


def run(bank_paths: list[Path], data_dir: Path) -> int:
    """Open the window with these sets, or the shipped one; the exit code is 0 or 1."""
    problem = obstacle()
    if problem:
        return _complain(problem)
    try:
        lock = acquire(data_dir)
    except OSError as error:
        return _complain(f"studyapp: the data folder cannot be used: {error}")
    if isinstance(lock, Holder):
        who = f" (process {lock.pid})" if lock.pid else ""
        return _complain(f"studyapp is open already with {data_dir}{who}; use that window.")
    with lock:
        try:
            record = Record.open(learner_folder(data_dir))
        except (RecordError, OSError) as error:
            return _complain(f"studyapp: your record cannot be opened: {error}")
        try:
            return _show(bank_paths, data_dir, record)
        finally:
            record.close()


def _show(bank_paths: list[Path], data_dir: Path, record: Record) -> int:
    from PySide6.QtWidgets import QApplication

    from studyapp.ui.errors import ErrorReporter
    from studyapp.ui.main_window import MainWindow

    app = QApplication(sys.argv[:1])
    app.setApplicationName("studyapp")
    app.setDesktopFileName("studyapp")
    reporter = ErrorReporter(data_dir)
    reporter.install()
    # Qt's loop never comes back to Python by itself: let Ctrl+C in a terminal end the program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = MainWindow(record, data_dir)
    window.failed.connect(reporter.report_error)
    window.show()
    window.open_at_start(bank_paths, shipped(DEFAULT_SET))
    return app.exec()


def _complain(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1
