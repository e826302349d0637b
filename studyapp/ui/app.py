"""Opens the window; the only module of the window that may be imported without Qt."""

import signal
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.storage.folders import learner_folder
from studyapp.storage.lock import Holder, acquire, acquire_learner
from studyapp.storage.record import Record, RecordError
from studyapp.storage.shipped import shipped
from studyapp.storage.summons import summon
from studyapp.ui.platform_check import obstacle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from studyapp.ui.opening import Opening

# Seconds that an open window has to take over the files of a second start.
_PATIENCE = 1.5

DEFAULT_SET = "questions/kursk.yaml"


def run(bank_paths: list[Path], data_dir: Path) -> int:
    """Open the window with these sets, or the shipped one; the exit code is 0 or 1.

    A window that is open already with this data comes forward with the sets instead.
    """
    problem = obstacle()
    if problem:
        return _complain(problem)
    try:
        lock = acquire(data_dir)
        if isinstance(lock, Holder) and summon(data_dir, bank_paths, _PATIENCE):
            return 0
    except OSError as error:
        return _complain(f"studyapp: the data folder cannot be used: {error}")
    if isinstance(lock, Holder):
        who = f" (process {lock.pid})" if lock.pid else ""
        return _complain(f"studyapp is open already with {data_dir}{who}; use that window.")
    with lock:
        try:
            _study(bank_paths, data_dir)
        except (RecordError, OSError) as error:
            return _complain(f"studyapp: your record cannot be opened: {error}")
    return 0


def _study(bank_paths: list[Path], data_dir: Path) -> None:
    """One window after the other, until one is closed that asks for no other record.

    Raises RecordError and OSError where a record cannot be opened.
    """
    from studyapp.ui.opening import first, put_back, renamed
    from studyapp.ui.settings import load_settings

    opening: Opening | None = first(data_dir, load_settings(data_dir).learner)
    while opening is not None:
        opening, message = renamed(data_dir, opening)
        message = message or put_back(data_dir, opening)
        lock = acquire_learner(data_dir, opening.learner, shared=True)
        if isinstance(lock, Holder):
            raise RecordError("another program is changing it; try again later")
        with lock, closing(Record.open(learner_folder(data_dir, opening.learner))) as record:
            opening = _show(bank_paths, data_dir, record, opening.learner, message)


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication(sys.argv[:1])
    app.setApplicationName("studyapp")
    app.setDesktopFileName("studyapp")
    # Qt's loop never comes back to Python by itself: let Ctrl+C in a terminal end the program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return app


def _show(
    bank_paths: list[Path], data_dir: Path, record: Record, learner: str, message: str
) -> "Opening | None":
    """Work with a record until the window is closed; what is to be opened then."""
    from studyapp.ui.doorbell import Doorbell
    from studyapp.ui.errors import ErrorReporter
    from studyapp.ui.main_window import MainWindow

    app = _application()
    reporter = ErrorReporter(data_dir)
    reporter.install()
    window = MainWindow(record, data_dir, learner)
    window.failed.connect(reporter.report_error)
    bell = Doorbell(data_dir)
    bell.rung.connect(window.come_forward)
    window.show()
    window.open_at_start(bank_paths, shipped(DEFAULT_SET))
    if message:
        window.tell(message)
    app.exec()
    bell.close()
    return window.opening


def _complain(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1
