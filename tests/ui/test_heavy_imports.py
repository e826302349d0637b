"""What takes long to load waits until it is needed."""

import subprocess
import sys
from pathlib import Path

# Charts are drawn by pyqtgraph, which brings numpy: 0.3 seconds that no other page should cost.
# What brings in, gives out and prints waits until a teacher asks for it.
SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from studyapp.storage.record import Record
from studyapp.storage.shipped import shipped
from studyapp.ui.main_window import MainWindow
from studyapp.ui.progress.views import View
from studyapp.ui.screen import Screen

def heavy():
    needless = {"pyqtgraph.opengl", "pyqtgraph.console", "PySide6.QtNetwork", "PySide6.QtSql"}
    of_teachers = {"studyapp.formats", "studyapp.authoring", "PySide6.QtPrintSupport"}
    return sorted(({"numpy", "pyqtgraph"} | needless | of_teachers) & set(sys.modules))

app = QApplication([])
record = Record.open(Path(sys.argv[1]) / "learner")
window = MainWindow(record, Path(sys.argv[1]))
window.show()
window.open_at_start([], shipped("questions/kursk.yaml"))
while window.shelf.bank is None:
    app.processEvents()
for screen in Screen:
    if screen is not Screen.PROGRESS:
        window.show_screen(screen)
        app.processEvents()
print("before:", *heavy())
window.show_screen(Screen.PROGRESS)
progress = window.screens.progress
ready = []
progress.preloader.loaded.connect(lambda: ready.append(True))
print("opened:", *heavy())
while not ready:
    app.processEvents()
print("looked at:", *heavy())
progress.show_view(View.TIME)
print("chart:", *heavy())
window.close()
record.close()
"""


def test_charts_are_loaded_while_the_progress_page_is_looked_at(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", SCRIPT, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "before:",
        "opened:",
        "looked at: numpy pyqtgraph",
        "chart: numpy pyqtgraph",
    ]
