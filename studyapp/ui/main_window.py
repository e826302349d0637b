"""The window: the rail at the left, the screens beside it, and what passes between them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from studyapp.core.bank import Bank
from studyapp.core.statistics.timeline import Range
from studyapp.storage.bank_files import LoadedBank, holds_bank
from studyapp.storage.folders import DEFAULT_LEARNER, cache_folder, learner_folder
from studyapp.storage.record import Record
from studyapp.ui import theme
from studyapp.ui.bank_loader import BankLoader
from studyapp.ui.daily_backup import DailyBackup
from studyapp.ui.held_enter import HeldEnter
from studyapp.ui.library.shelf import Shelf, title_of
from studyapp.ui.library.watcher import Watcher
from studyapp.ui.opening import Opening
from studyapp.ui.screen import Screen, caption, icon_name
from studyapp.ui.screen import keys as keys_of
from studyapp.ui.screens import TELLING, Screens
from studyapp.ui.settings import Settings, larger, load_settings, save_settings, smaller
from studyapp.ui.theme import Scheme
from studyapp.ui.widgets import icons
from studyapp.ui.widgets.message import add_choice, message
from studyapp.ui.widgets.nav_rail import NavRail
from studyapp.ui.widgets.notice import Notice

_PAUSE_MS = 60  # between steps of the text size that are taken together


class MainWindow(QMainWindow):
    """Once it is closed ``opening`` says which record to open next, None for none.

    Signals: ``failed(Exception)``, an error inside the program came from a worker.
    """

    failed = Signal(object)

    def __init__(self, record: Record, data_dir: Path, learner: str = DEFAULT_LEARNER) -> None:
        super().__init__()
        self.opening: Opening | None = None
        self._data_dir = data_dir
        self.settings = replace(load_settings(data_dir), learner=learner)
        self._restyling = QTimer(self)
        self._restyling.setSingleShot(True)
        self._restyling.setInterval(_PAUSE_MS)
        self._restyling.timeout.connect(self._apply_look)
        self._apply_look()
        self.setWindowTitle(self.tr("studyapp"))
        self.setWindowIcon(icons.app_icon())
        self.setMinimumHeight(520)
        self.setAcceptDrops(True)
        self.shelf = Shelf()
        self.loader = BankLoader(cache_folder(data_dir))
        self.watcher = Watcher()
        self._backup = DailyBackup()
        self.screens = Screens(record, data_dir, self.shelf, self.settings, learner)
        self.rail = NavRail([(icon_name(screen), caption(screen)) for screen in Screen])
        self.setCentralWidget(self._make_middle())
        self._before_removal = self.settings
        HeldEnter(self)
        self._by_hand: set[Path] = set()
        self._at_start: set[Path] = set()
        self._gone: set[Path] = set()
        self._loss_accepted = False
        self._connect()
        self._bind_keys()
        self._restore_place()
        self.show_screen(Screen.STUDY)
        self._tell_what_was_recovered(record.recovered)

    def open_at_start(self, named: Sequence[Path], shipped: Path) -> None:
        """Read the sets named; else the one studied last, those opened before, the shipped one.

        The first one that can be used is studied. Where one that is named cannot be used the
        library opens at its problems.
        """
        remembered = [self.settings.studied, *self.settings.opened, str(shipped.absolute())]
        wanted = [name for name in remembered if name and name not in self.settings.removed]
        known = [Path(name) for name in wanted if Path(name).is_file()]
        others = [path for path in named if not holds_bank(path)]
        sets = [path for path in named if path not in others]
        self._at_start.update(path.absolute() for path in sets)
        for path in dict.fromkeys(path.absolute() for path in (*sets, *known)):
            self.loader.load(path)
        if others:
            self.screens.import_files(others)
        self.screens.show_busy(self.loader.busy)
        if not self.loader.busy:
            self._start_backup()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open the sets among these files; bring in the questions of all others."""
        others = [path for path in paths if not holds_bank(path)]
        for path in paths:
            if path not in others:
                self.open_by_hand(path)
        if others:
            self.screens.import_files(others)

    def open_by_hand(self, path: Path) -> None:
        """Read a set that the learner asked for now, show it in the library and study it."""
        self._by_hand.add(path.absolute())
        self._gone.discard(path.absolute())
        self.loader.load(path.absolute())
        self.show_screen(Screen.LIBRARY)
        self.screens.show_busy(True)

    def come_forward(self, files: Sequence[Path]) -> None:
        """Show the window in front of others and open these files."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.open_files(files)

    def show_screen(self, screen: Screen) -> None:
        """Show a screen; in an exam none that would give answers away."""
        if self.screens.in_exam and screen in TELLING:
            self._refuse_in_exam()
            screen = Screen.STUDY
        self.rail.show_screen(screen)
        self.screens.show_screen(screen)

    def show_search(self) -> None:
        if self.screens.in_exam:
            self._refuse_in_exam()
        else:
            self.screens.open_search()

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
        urls = event.mimeData().urls()
        self.open_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        at_stake = self.screens.study.before_closing
        if at_stake is not None and not self._loss_accepted:
            event.ignore()
            self._ask_to_close(*at_stake)
            return
        self._restyling.stop()
        self.screens.close_all()
        self.watcher.close()
        self.loader.close()
        self._backup.close()
        place = bytes(self.saveGeometry().data()).hex()
        self._save(replace(self.settings, window=place))
        event.accept()

    def _make_middle(self) -> QWidget:
        self.notice = Notice(self.tr("Close"))
        self.notice.accepted.connect(self._on_notice_accepted)
        self._above = QWidget()
        room = QVBoxLayout(self._above)
        room.setContentsMargins(16, 12, 16, 0)
        room.addWidget(self.notice)
        self._above.hide()
        beside = QVBoxLayout()
        beside.addWidget(self._above)
        beside.addWidget(self.screens, 1)
        middle = QWidget()
        middle.setProperty("surface", "window")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(beside, 1)
        return middle

    def _connect(self) -> None:
        self.rail.chosen.connect(lambda number: self.show_screen(Screen(number)))
        self.loader.loaded.connect(self._on_loader_loaded)
        self.loader.failed.connect(self.failed)
        self.loader.finished.connect(self._start_backup)
        self.loader.finished.connect(lambda: self.screens.show_busy(False))
        self._backup.failed.connect(self.failed)
        self._backup.refused.connect(
            lambda message: self._say(self.tr("There is no backup of today"), message)
        )
        self.shelf.chosen.connect(self._on_shelf_chosen)
        self.shelf.changed.connect(self._watch)
        self.watcher.changed.connect(self.loader.load)
        self.screens.screen_requested.connect(self.show_screen)
        self.screens.open_requested.connect(self.open_by_hand)
        self.screens.remove_requested.connect(self._on_remove_requested)
        self.screens.put_back_requested.connect(self._on_put_back_requested)
        self.screens.set_gone.connect(self._on_set_gone)
        self.screens.scheme_chosen.connect(self._on_scheme_chosen)
        self.screens.text_chosen.connect(self.change_text)
        self.screens.count_chosen.connect(self._on_count_chosen)
        self.screens.confidence_chosen.connect(self._on_confidence_chosen)
        self.screens.range_chosen.connect(self._on_range_chosen)
        self.screens.shortcuts_requested.connect(self.show_shortcuts)
        self.screens.opening_wanted.connect(self._on_opening_wanted)
        self.screens.waits_in_exam.connect(self._refuse_in_exam)
        self.screens.refused.connect(self._on_refused)
        self.screens.failed.connect(self.failed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply_look)

    def _bind_keys(self) -> None:
        for screen in Screen:
            self._bind(keys_of(screen), partial(self.show_screen, screen))
        for keys in ("Ctrl++", "Ctrl+="):
            self._bind(keys, self.larger_text)
        self._bind("Ctrl+-", self.smaller_text)
        self._bind("Ctrl+0", partial(self.change_text, 100))
        self._bind("Ctrl+O", self.screens.ask_for_file)
        self._bind("Ctrl+K", self.show_search)
        self._bind("Ctrl+Q", self.close)
        for keys in ("F1", "?"):
            self._bind(keys, self.show_shortcuts)

    def _bind(self, keys: str, does: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: does())

    def _apply_look(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._restyling.stop()
        theme.apply(app, self.settings.scheme, self.settings.text)

    def _change(self, settings: Settings) -> None:
        """Put other settings to use and keep them."""
        before = self.settings
        self._save(settings)
        self.screens.show_settings(settings)
        if settings.scheme is not before.scheme:
            self._apply_look()
        elif settings.text != before.text:
            self._restyling.start()  # several steps in a row are one change of the window

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

    def _remember(self, opened: tuple[str, ...], removed: tuple[str, ...]) -> None:
        opened, removed = tuple(dict.fromkeys(opened)), tuple(dict.fromkeys(removed))
        self._change(replace(self.settings, opened=opened, removed=removed))

    def _on_loader_loaded(self, loaded: LoadedBank) -> None:
        if loaded.path in self._gone:
            return
        self.shelf.put(loaded)
        by_hand, at_start = loaded.path in self._by_hand, loaded.path in self._at_start
        if by_hand or at_start:
            name = str(loaded.path)
            removed = tuple(each for each in self.settings.removed if each != name)
            self._remember((*self.settings.opened, name), removed)
        if by_hand:
            self.shelf.choose(loaded.path)
            self.screens.library.show_opened(loaded.path)
        elif at_start and loaded.bank is None:
            self.show_screen(Screen.LIBRARY)
            self.screens.library.show_opened(loaded.path)
        self._by_hand.discard(loaded.path)
        self._at_start.discard(loaded.path)

    def _on_shelf_chosen(self, bank: Bank | None) -> None:
        learner = self.settings.learner
        who = learner if learner != DEFAULT_LEARNER else ""
        parts = (bank.title if bank else "", who, self.tr("studyapp"))
        self.setWindowTitle(" – ".join(filter(None, parts)))
        if self.shelf.path is not None:
            self._change(replace(self.settings, studied=str(self.shelf.path)))

    def _on_remove_requested(self, path: Path) -> None:
        title = next((title_of(each) for each in self.shelf.entries if each.path == path), "")
        self._before_removal = self.settings
        self.shelf.remove(path)
        opened = tuple(each for each in self.settings.opened if each != str(path))
        self._remember(opened, (*self.settings.removed, str(path)))
        self.screens.library.show_removed(title)

    def _on_put_back_requested(self) -> None:
        path = self.shelf.put_back()
        self._remember(self._before_removal.opened, self._before_removal.removed)
        if path is not None:
            self.screens.library.show_opened(path)

    def _on_set_gone(self, path: Path) -> None:
        self._gone.add(path)
        self.shelf.remove(path)
        opened = tuple(each for each in self.settings.opened if each != str(path))
        self._remember(opened, self.settings.removed)

    def _watch(self) -> None:
        self.watcher.watch(entry.path for entry in self.shelf.entries)

    def _on_scheme_chosen(self, scheme: Scheme) -> None:
        self._change(replace(self.settings, scheme=scheme))

    def _on_count_chosen(self, count: int) -> None:
        self._change(replace(self.settings, count=count))

    def _start_backup(self) -> None:
        """Once the set is there nothing else is waiting for the disk."""
        folder = learner_folder(self._data_dir, self.settings.learner)
        self._backup.start(folder, datetime.now(UTC).astimezone().date())

    def _on_confidence_chosen(self, asked: bool) -> None:
        self._change(replace(self.settings, confidence=asked))

    def _on_range_chosen(self, back: Range) -> None:
        self._change(replace(self.settings, charts=back))

    def _on_opening_wanted(self, opening: Opening) -> None:
        """Close the window, so that another record can be opened in its place."""
        self.opening = opening
        self.close()

    def _tell_what_was_recovered(self, recovered: str) -> None:
        if recovered:
            self.notice.tell(self.tr("Your record was damaged and has been put right"), recovered)
            self._above.show()

    def _on_notice_accepted(self) -> None:
        self._above.hide()
        self.screens.take_focus()

    def _refuse_in_exam(self) -> None:
        told = self.tr("The text, the search and your progress wait until it is over.")
        self._say(self.tr("Not during an exam"), told)

    def _on_refused(self, message: str) -> None:
        self._say(self.tr("It could not be saved"), message)

    def _ask_to_close(self, question: str, details: str) -> None:
        box = message(self, question, details)
        leave = add_choice(box, self.tr("Close"), self.tr("Go back"))
        box.finished.connect(lambda: self._on_question_answered(box.clickedButton() == leave))
        box.open()

    def _on_question_answered(self, leaves: bool) -> None:
        self._loss_accepted = leaves
        if leaves:
            self.close()
        else:
            self.opening = None  # who stays stays with this record

    def tell(self, message: str) -> None:
        """Show a message that waits to be closed."""
        self._say(message, "")

    def _say(self, text: str, details: str) -> None:
        box = message(self, text, details)
        box.addButton(QMessageBox.StandardButton.Close)
        box.open()
