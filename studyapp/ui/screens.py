"""The screens of the window: made when first shown, brought up to date whenever shown."""

from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from studyapp.core.attempts import SessionScore
from studyapp.core.bank import Bank
from studyapp.storage.record import Record
from studyapp.ui.library.shelf import Shelf
from studyapp.ui.settings import Settings
from studyapp.ui.study.controller import StudyController
from studyapp.ui.study.study_page import StudyPage

if TYPE_CHECKING:
    from studyapp.ui.library.page import LibraryPage
    from studyapp.ui.progress.page import ProgressPage
    from studyapp.ui.settings_page import SettingsPage
    from studyapp.ui.source.page import SourcePage

    Page = StudyPage | SourcePage | ProgressPage | LibraryPage | SettingsPage

Added = TypeVar("Added", bound=QWidget)


class Screen(IntEnum):
    """In the order of the rail."""

    STUDY = 0
    SOURCE = 1
    PROGRESS = 2
    LIBRARY = 3
    SETTINGS = 4


class Screens(QStackedWidget):
    """Signals: ``screen_requested(Screen)``; ``open_requested(Path)`` and
    ``remove_requested(Path)`` of a set; ``scheme_chosen(Scheme)``, ``text_chosen(int)`` and
    ``count_chosen(int)``, other settings; ``shortcuts_requested()``.
    """

    screen_requested = Signal(object)
    open_requested = Signal(object)
    remove_requested = Signal(object)
    scheme_chosen = Signal(object)
    text_chosen = Signal(int)
    count_chosen = Signal(int)
    shortcuts_requested = Signal()

    def __init__(self, record: Record, data_dir: Path, shelf: Shelf, settings: Settings) -> None:
        super().__init__()
        self._record = record
        self._data_dir = data_dir
        self._shelf = shelf
        self._settings = settings
        self._busy = False
        self._screen = Screen.STUDY
        self.study = self._added(StudyPage(StudyController(record)))
        self.study.start.choose_count(settings.count)
        self.study.start.count.chosen.connect(self.count_chosen)
        self.study.recorded.connect(self._on_study_recorded)
        self.study.library_requested.connect(lambda: self.screen_requested.emit(Screen.LIBRARY))
        shelf.chosen.connect(self._on_shelf_chosen)
        shelf.changed.connect(self._on_shelf_changed)

    @cached_property
    def source(self) -> "SourcePage":
        from studyapp.ui.source.page import SourcePage

        return self._added(SourcePage())

    @cached_property
    def progress(self) -> "ProgressPage":
        from studyapp.ui.progress.page import ProgressPage

        page = self._added(ProgressPage())
        page.session_requested.connect(self._on_session_requested)
        return page

    @cached_property
    def library(self) -> "LibraryPage":
        from studyapp.ui.library.page import LibraryPage

        page = self._added(LibraryPage())
        page.open_requested.connect(self.open_requested)
        page.remove_requested.connect(self.remove_requested)
        page.chosen.connect(self._shelf.choose)
        return page

    @cached_property
    def settings(self) -> "SettingsPage":
        from studyapp.ui.settings_page import SettingsPage

        page = self._added(SettingsPage(self._data_dir))
        page.scheme_chosen.connect(self.scheme_chosen)
        page.text_chosen.connect(self.text_chosen)
        page.shortcuts_requested.connect(self.shortcuts_requested)
        return page

    def show_screen(self, screen: Screen) -> None:
        """Bring a screen up to date, show it and give it the focus."""
        self._screen = screen
        page = self._fresh(screen)
        self.setCurrentWidget(page)
        page.take_focus()

    def show_settings(self, settings: Settings) -> None:
        """Take note of other settings."""
        self._settings = settings
        if "settings" in self.__dict__:
            self.settings.show_settings(settings)

    def show_busy(self, busy: bool) -> None:
        """Say whether sets are being read."""
        self._busy = busy
        if not busy and self._shelf.bank is None:
            self.study.show_bank(None)
        if "library" in self.__dict__:
            self.library.show_busy(busy)

    def ask_for_file(self) -> None:
        """Show the library with its file dialog."""
        self.screen_requested.emit(Screen.LIBRARY)
        self.library.open.click()

    def _added(self, page: Added) -> Added:
        self.addWidget(page)
        return page

    def _fresh(self, screen: Screen) -> "Page":
        match screen:
            case Screen.STUDY:
                return self.study
            case Screen.SOURCE:
                self.source.show_bank(self._shelf.bank)
                return self.source
            case Screen.PROGRESS:
                self._show_record()
                return self.progress
            case Screen.LIBRARY:
                self._show_entries()
                return self.library
            case Screen.SETTINGS:
                self.settings.show_settings(self._settings)
                return self.settings

    def _show_record(self) -> None:
        bank = self._shelf.bank
        self.progress.show_record(
            bank,
            self._record.by_topic(bank.id) if bank else [],
            self._record.by_kind(bank.id) if bank else [],
            self._record.sessions(),
        )

    def _show_entries(self) -> None:
        self.library.show_entries(self._shelf.entries, self._shelf.path)
        self.library.show_busy(self._busy)

    def _show_last(self) -> None:
        bank = self._shelf.bank
        last = (
            score
            for score in self._record.sessions()
            if bank is not None and score.session.bank == bank.id and score.answered
        )
        self.study.show_last(next(last, None))

    def _on_study_recorded(self) -> None:
        if not self.study.controller.running:
            self._show_last()

    def _on_shelf_chosen(self, bank: Bank | None) -> None:
        self.study.show_bank(bank)
        self._show_last()
        self._fresh(self._screen)

    def _on_shelf_changed(self) -> None:
        if "library" in self.__dict__:
            self._show_entries()

    def _on_session_requested(self, score: SessionScore) -> None:
        self.progress.show_session(score, self._record.attempts(score.session.id))
