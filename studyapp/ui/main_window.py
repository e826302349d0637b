"""The window: the rail at the left, the screens beside it, and what passes between them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMessageBox, QWidget

from studyapp.core.bank import Bank
from studyapp.storage.bank_files import LoadedBank
from studyapp.storage.folders import cache_folder
from studyapp.storage.record import Record
from studyapp.ui import theme
from studyapp.ui.bank_loader import BankLoader
from studyapp.ui.library.shelf import Shelf
from studyapp.ui.screens import Screen, Screens
from studyapp.ui.settings import Settings, larger, load_settings, save_settings, smaller
from studyapp.ui.theme import Scheme
from studyapp.ui.widgets import icons
from studyapp.ui.widgets.nav_rail import NavRail


class MainWindow(QMainWindow):
    """Signals: ``failed(Exception)``, an error inside the program came from a worker."""

    failed = Signal(object)

    def __init__(self, record: Record, data_dir: Path) -> None:
        super().__init__()
        self._data_dir = data_dir
        self.settings = load_settings(data_dir)
        self._apply_look()
        self.setWindowTitle(self.tr("studyapp"))
        self.setWindowIcon(icons.app_icon())
        self.setMinimumHeight(520)
        self.setAcceptDrops(True)
        self.shelf = Shelf()
        self.loader = BankLoader(cache_folder(data_dir))
        self.screens = Screens(record, data_dir, self.shelf, self.settings)
        self.rail = NavRail(
            [
                ("study", self.tr("Study")),
                ("source", self.tr("Source")),
                ("progress", self.tr("Progress")),
                ("library", self.tr("Library")),
                ("settings", self.tr("Settings")),
            ]
        )
        middle = QWidget()
        middle.setProperty("surface", "window")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.screens, 1)
        self.setCentralWidget(middle)
        self._by_hand: set[Path] = set()
        self._loss_accepted = False
        self._connect()
        self._bind_keys()
        self._restore_place()
        self.show_screen(Screen.STUDY)

    def open_at_start(self, named: Sequence[Path], shipped: Path) -> None:
        """Read the sets named; else the one studied last, those opened before, the shipped one.

        The first one that can be used is studied.
        """
        remembered = [self.settings.studied, *self.settings.opened]
        known = [Path(name) for name in remembered if name and Path(name).is_file()]
        for path in dict.fromkeys(path.absolute() for path in (*named, *known, shipped)):
            self.loader.load(path)
        self.screens.show_busy(self.loader.busy)

    def open_by_hand(self, path: Path) -> None:
        """Read a set that the learner asked for now, show it in the library and study it."""
        self._by_hand.add(path.absolute())
        self.loader.load(path.absolute())
        self.show_screen(Screen.LIBRARY)
        self.screens.show_busy(True)

    def show_screen(self, screen: Screen) -> None:
        self.rail.show_screen(screen)
        self.screens.show_screen(screen)

    def show_shortcuts(self) -> None:
        from studyapp.ui.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(self).open()

    def change_text(self, percent: int) -> None:
        self._change(replace(self.settings, text=percent))

    def larger_text(self) -> None:
        self.change_text(larger(self.settings.text))

    def smaller_text(self) -> None:
        self.change_text(smaller(self.settings.text))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.open_by_hand(Path(url.toLocalFile()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.screens.study.unsaved and not self._loss_accepted:
            event.ignore()
            self._ask_to_close()
            return
        self.screens.study.controller.stop()
        self.loader.close()
        place = bytes(self.saveGeometry().data()).hex()
        self._save(replace(self.settings, window=place))
        event.accept()

    def _connect(self) -> None:
        self.rail.chosen.connect(lambda number: self.show_screen(Screen(number)))
        self.loader.loaded.connect(self._on_loader_loaded)
        self.loader.failed.connect(self.failed)
        self.loader.finished.connect(lambda: self.screens.show_busy(False))
        self.shelf.chosen.connect(self._on_shelf_chosen)
        self.screens.screen_requested.connect(self.show_screen)
        self.screens.open_requested.connect(self.open_by_hand)
        self.screens.remove_requested.connect(self._on_remove_requested)
        self.screens.scheme_chosen.connect(self._on_scheme_chosen)
        self.screens.text_chosen.connect(self.change_text)
        self.screens.count_chosen.connect(self._on_count_chosen)
        self.screens.shortcuts_requested.connect(self.show_shortcuts)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply_look)

    def _bind_keys(self) -> None:
        for screen in Screen:
            self._bind(f"Ctrl+{screen + 1}", partial(self.show_screen, screen))
        for keys in ("Ctrl++", "Ctrl+="):
            self._bind(keys, self.larger_text)
        self._bind("Ctrl+-", self.smaller_text)
        self._bind("Ctrl+0", partial(self.change_text, 100))
        self._bind("Ctrl+O", self.screens.ask_for_file)
        self._bind("Ctrl+Q", self.close)
        for keys in ("F1", "?"):
            self._bind(keys, self.show_shortcuts)

    def _bind(self, keys: str, does: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: does())

    def _apply_look(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self.settings.scheme, self.settings.text)

    def _change(self, settings: Settings) -> None:
        """Put other settings to use and keep them."""
        before = self.settings
        self._save(settings)
        self.screens.show_settings(settings)
        if (settings.scheme, settings.text) != (before.scheme, before.text):
            self._apply_look()

    def _save(self, settings: Settings) -> None:
        self.settings = settings
        try:
            save_settings(settings, self._data_dir)
        except OSError as error:
            self._say(self.tr("The settings could not be saved"), str(error))

    def _restore_place(self) -> None:
        self.resize(1180, 780)
        if self.settings.window:
            self.restoreGeometry(QByteArray.fromHex(self.settings.window.encode()))

    def _remember(self, opened: tuple[str, ...]) -> None:
        self._change(replace(self.settings, opened=tuple(dict.fromkeys(opened))))

    def _on_loader_loaded(self, loaded: LoadedBank) -> None:
        self.shelf.put(loaded)
        if loaded.path in self._by_hand:
            self._by_hand.discard(loaded.path)
            self.shelf.choose(loaded.path)
            self._remember((*self.settings.opened, str(loaded.path)))

    def _on_shelf_chosen(self, bank: Bank | None) -> None:
        name = self.tr("studyapp")
        self.setWindowTitle(f"{bank.title} – {name}" if bank else name)
        if self.shelf.path is not None:
            self._change(replace(self.settings, studied=str(self.shelf.path)))

    def _on_remove_requested(self, path: Path) -> None:
        self.shelf.remove(path)
        self._remember(tuple(each for each in self.settings.opened if each != str(path)))

    def _on_scheme_chosen(self, scheme: Scheme) -> None:
        self._change(replace(self.settings, scheme=scheme))

    def _on_count_chosen(self, count: int) -> None:
        self._change(replace(self.settings, count=count))

    def _ask_to_close(self) -> None:
        box = self._box(
            self.tr("Close without saving the answer?"),
            self.tr("The answer on screen is not saved and would be lost."),
        )
        leave = box.addButton(self.tr("Close"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Go back"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(self._on_loss_accepted)
        box.open()

    def _on_loss_accepted(self) -> None:
        self._loss_accepted = True
        self.close()

    def _say(self, text: str, details: str) -> None:
        box = self._box(text, details)
        box.addButton(QMessageBox.StandardButton.Close)
        box.open()

    def _box(self, text: str, details: str) -> QMessageBox:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setInformativeText(details)
        return box
