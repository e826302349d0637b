"""The screens of the window: made when first shown, brought up to date whenever shown."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from studyapp.core.anchoring import Evidence
from studyapp.core.attempts import Attempt, SessionScore
from studyapp.core.bank import Bank, FactId
from studyapp.core.sessions import Mode
from studyapp.storage.folders import DEFAULT_LEARNER, cache_folder
from studyapp.storage.record import Record
from studyapp.ui.library.shelf import Shelf
from studyapp.ui.screen import Screen
from studyapp.ui.settings import Settings
from studyapp.ui.study.agenda import agenda
from studyapp.ui.study.controller import StudyController
from studyapp.ui.study.study_page import StudyPage
from studyapp.ui.study.wish import Wish

if TYPE_CHECKING:
    from studyapp.ui.library.desk import LibraryDesk
    from studyapp.ui.library.page import LibraryPage
    from studyapp.ui.preferences.desk import SettingsDesk
    from studyapp.ui.printing.making import Printing
    from studyapp.ui.progress.page import ProgressPage
    from studyapp.ui.settings_page import SettingsPage
    from studyapp.ui.source.page import SourcePage

    Page = StudyPage | SourcePage | ProgressPage | LibraryPage | SettingsPage

Added = TypeVar("Added", bound=QWidget)


# What would give answers or verdicts away in an exam.
TELLING = frozenset({Screen.SOURCE, Screen.PROGRESS})


class Screens(QStackedWidget):
    """Signals: ``screen_requested(Screen)``; ``open_requested(Path)`` and
    ``remove_requested(Path)`` of a set, ``put_back_requested()`` of the one removed last,
    ``set_gone(Path)``, its file is no longer there;
    ``scheme_chosen(Scheme)``, ``text_chosen(int)`` and
    ``count_chosen(int)``, ``confidence_chosen(bool)`` and ``range_chosen(Range)``, other
    settings; ``shortcuts_requested()``; ``opening_wanted(Opening)``, another record;
    ``waits_in_exam()``, what was asked for would tell answers; ``refused(str)``, something
    could not be kept; ``failed(Exception)``, an error inside the
    program.
    """

    screen_requested = Signal(object)
    open_requested = Signal(object)
    remove_requested = Signal(object)
    put_back_requested = Signal()
    set_gone = Signal(object)
    scheme_chosen = Signal(object)
    text_chosen = Signal(int)
    count_chosen = Signal(int)
    confidence_chosen = Signal(bool)
    range_chosen = Signal(object)
    shortcuts_requested = Signal()
    opening_wanted = Signal(object)
    waits_in_exam = Signal()
    refused = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        record: Record,
        data_dir: Path,
        shelf: Shelf,
        settings: Settings,
        learner: str = DEFAULT_LEARNER,
    ) -> None:
        super().__init__()
        self._record = record
        self._data_dir = data_dir
        self._learner = learner
        self._shelf = shelf
        self._settings = settings
        self._busy = False
        self._screen = Screen.STUDY
        self._made: dict[Screen, QWidget] = {}
        self._desk: SettingsDesk | None = None
        self._library_desk: LibraryDesk | None = None
        self._printing: dict[Path, Printing] = {}
        self.study = self._added(Screen.STUDY, StudyPage(StudyController(record)))
        self.study.start.choose_count(settings.count)
        self.study.start.count.chosen.connect(self.count_chosen)
        self.study.controller.confidence = settings.confidence
        self.study.recorded.connect(self._on_study_recorded)
        self.study.agenda_requested.connect(self._show_agenda)
        self.study.library_requested.connect(lambda: self.screen_requested.emit(Screen.LIBRARY))
        shelf.chosen.connect(self._on_shelf_chosen)
        shelf.changed.connect(self._on_shelf_changed)

    @cached_property
    def source(self) -> "SourcePage":
        from studyapp.ui.source.page import SourcePage

        page = self._added(Screen.SOURCE, SourcePage())
        page.quiz_requested.connect(self._on_source_quiz_requested)
        return page

    @cached_property
    def progress(self) -> "ProgressPage":
        from studyapp.ui.progress.page import ProgressPage

        page = self._added(Screen.PROGRESS, ProgressPage(self._settings.charts))
        page.session_requested.connect(self._on_session_requested)
        page.range_chosen.connect(self.range_chosen)
        return page

    @cached_property
    def library(self) -> "LibraryPage":
        from studyapp.ui.library.page import LibraryPage

        page = self._added(Screen.LIBRARY, LibraryPage())
        page.open_requested.connect(self.open_requested)
        page.remove_requested.connect(self.remove_requested)
        page.put_back_requested.connect(self.put_back_requested)
        page.print_requested.connect(self._on_print_requested)
        page.place_requested.connect(self._on_line_requested)
        page.chosen.connect(self._on_library_chosen)
        page.import_requested.connect(lambda paths: self.library_desk.import_files(paths))
        page.export_requested.connect(self._on_export_requested)
        return page

    @cached_property
    def library_desk(self) -> "LibraryDesk":
        """Made when first needed: it knows all formats, which takes a quarter of a second."""
        from studyapp.ui.library.desk import LibraryDesk

        desk = LibraryDesk(self.library, self._shelf, cache_folder(self._data_dir))
        desk.open_requested.connect(self.open_requested)
        desk.gone.connect(self.set_gone)
        desk.failed.connect(self.failed)
        self._library_desk = desk
        return desk

    @cached_property
    def settings(self) -> "SettingsPage":
        from studyapp.ui.settings_page import SettingsPage

        page = self._added(Screen.SETTINGS, SettingsPage(self._data_dir))
        page.scheme_chosen.connect(self.scheme_chosen)
        page.text_chosen.connect(self.text_chosen)
        page.shortcuts_requested.connect(self.shortcuts_requested)
        page.schedule.confidence_chosen.connect(self.confidence_chosen)
        return page

    @cached_property
    def desk(self) -> "SettingsDesk":
        from studyapp.ui.preferences.desk import SettingsDesk

        desk = SettingsDesk(self.settings, self._record, self._data_dir, self._learner)
        desk.opening_wanted.connect(self.opening_wanted)
        desk.policy_changed.connect(self._show_agenda)
        desk.refused.connect(self.refused)
        desk.failed.connect(self.failed)
        self._desk = desk
        return desk

    def show_screen(self, screen: Screen) -> None:
        """Bring a screen up to date, show it and give it the focus."""
        if screen is self._screen is Screen.STUDY:
            self.study.leave_results()
        self._screen = screen
        page = self._fresh(screen)
        self.setCurrentWidget(page)
        page.take_focus()

    def take_focus(self) -> None:
        """Give the focus to the screen that is shown."""
        self._fresh(self._screen).take_focus()

    def show_settings(self, settings: Settings) -> None:
        """Take note of other settings."""
        before, self._settings = self._settings, settings
        self.study.controller.confidence = settings.confidence
        if Screen.LIBRARY in self._made and settings.removed != before.removed:
            self._show_entries()
        if Screen.SETTINGS in self._made:
            self.settings.show_settings(settings)

    def show_busy(self, busy: bool) -> None:
        """Say whether sets are being read."""
        self._busy = busy
        if not busy and self._shelf.bank is None:
            self.study.show_bank(None)
        if Screen.LIBRARY in self._made:
            self.library.show_busy(busy)

    @property
    def in_exam(self) -> bool:
        """Whether an exam is under way."""
        return self.study.controller.in_exam

    def close_all(self) -> None:
        """Break off what is under way; a session can be gone on with at the next start."""
        self.study.controller.leave()
        for desk in (self._desk, self._library_desk):
            if desk is not None:
                desk.close()

    def open_search(self) -> None:
        """Show the search box over the set that is studied and all answers."""
        from studyapp.ui.search.dialog import SearchDialog
        from studyapp.ui.search.finding import find

        banks = [entry.bank for entry in self._shelf.entries if entry.bank is not None]
        dialog = SearchDialog(
            self, partial(find, bank=self._shelf.bank, banks=banks, record=self._record)
        )
        dialog.place_requested.connect(self._on_place_requested)
        dialog.attempt_requested.connect(self._on_attempt_requested)
        dialog.open()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Show the library, and what these files of other programs would bring."""
        self.screen_requested.emit(Screen.LIBRARY)
        self.library_desk.import_files(paths)

    def ask_for_file(self) -> None:
        """Show the library with its file dialog."""
        self.screen_requested.emit(Screen.LIBRARY)
        self.library.open.click()

    def _added(self, screen: Screen, page: Added) -> Added:
        self._made[screen] = page
        self.addWidget(page)
        return page

    def _fresh(self, screen: Screen) -> "Page":
        match screen:
            case Screen.STUDY:
                self._show_agenda()
                return self.study
            case Screen.SOURCE:
                self._show_source()
                return self.source
            case Screen.PROGRESS:
                self._show_record()
                return self.progress
            case Screen.LIBRARY:
                self._show_entries()
                return self.library
            case Screen.SETTINGS:
                self.settings.show_settings(self._settings)
                self.desk.show_all()
                return self.settings

    def _show_agenda(self) -> None:
        bank = self._shelf.bank
        if bank is not None and not self.study.controller.running:
            self.study.show_agenda(agenda(bank, self._record, self.study.controller.now()))

    def _show_source(self) -> None:
        from studyapp.ui.source.memory import memory_of

        bank, controller = self._shelf.bank, self.study.controller
        self.source.show_bank(bank)
        if bank is not None:
            here = controller.now().astimezone()
            self.source.show_memory(memory_of(bank, self._record, here))
        under_way = self.tr("A session is under way: end it before you begin another one.")
        self.source.allow_quiz(under_way if controller.running else "")

    def _show_record(self) -> None:
        from studyapp.ui.progress.figures import Figures

        now = self.study.controller.now()
        self.progress.show_figures(Figures(self._record, self._shelf.bank, now))

    def _show_entries(self) -> None:
        from studyapp.ui.library.examples import examples, recent

        entries = self._shelf.entries
        listed = [entry.path for entry in entries]
        self.library.show_entries(
            entries,
            self._shelf.path,
            examples(listed),
            recent(self._settings.removed, listed),
            self._last_studied(),
        )
        self.library.show_busy(self._busy)

    def _last_studied(self) -> dict[Path, datetime]:
        """When each set on the shelf was studied last, where it was."""
        found = {
            entry.path: self._record.last_studied(entry.bank.id)
            for entry in self._shelf.entries
            if entry.bank is not None
        }
        return {path: at for path, at in found.items() if at is not None}

    def _show_last(self) -> None:
        bank = self._shelf.bank
        last = (
            score
            for score in self._record.sessions()
            if bank is not None and score.session.bank == bank.id and score.answered
            if not score.is_secret
        )
        self.study.show_last(next(last, None))

    def _on_study_recorded(self) -> None:
        if not self.study.controller.running:
            self._show_last()

    def _on_shelf_chosen(self, bank: Bank | None) -> None:
        self.study.show_bank(bank)
        self._show_last()
        self._fresh(self._screen)

    def _on_place_requested(self, evidence: Evidence) -> None:
        self.screen_requested.emit(Screen.SOURCE)
        self.source.show_evidence(evidence)

    def _on_attempt_requested(self, attempt: Attempt) -> None:
        from studyapp.ui.study.answer_dialog import AnswerDialog

        banks = (entry.bank for entry in self._shelf.entries if entry.bank is not None)
        bank = next((bank for bank in banks if bank.id == attempt.item.bank), None)
        if bank is not None:
            AnswerDialog(self, attempt, bank).open()

    def _on_shelf_changed(self) -> None:
        if Screen.LIBRARY in self._made:
            self._show_entries()

    def _on_library_chosen(self, path: Path) -> None:
        self._shelf.choose(path)
        self.screen_requested.emit(Screen.STUDY)

    def _on_export_requested(self, path: Path) -> None:
        if not self._would_tell():
            self.library_desk.export(path)

    def _on_line_requested(self, path: Path, line: int) -> None:
        from studyapp.ui.library.file_dialog import FileDialog

        if not self._would_tell():
            FileDialog(self, path, line).open()

    def _would_tell(self) -> bool:
        """Whether an exam is under way, whose answers the file of a set holds; says so."""
        if self.in_exam:
            self.waits_in_exam.emit()
        return self.in_exam

    def _on_print_requested(self, path: Path) -> None:
        from studyapp.ui.printing.dialog import PrintDialog
        from studyapp.ui.study.controller import new_seed

        bank = next((each.bank for each in self._shelf.entries if each.path == path), None)
        if bank is not None and not self._would_tell():
            dialog = PrintDialog(self.window(), bank, new_seed(), self._printing.get(path))
            dialog.closed.connect(lambda chosen: self._printing.update({path: chosen}))
            dialog.failed.connect(self.failed)
            dialog.open()

    def _on_session_requested(self, score: SessionScore) -> None:
        self.progress.show_session(score, self._record.attempts(score.session.id))

    def _on_source_quiz_requested(self, facts: tuple[FactId, ...]) -> None:
        self.screen_requested.emit(Screen.STUDY)
        self.study.begin(Wish(Mode.QUIZ, count=len(facts), facts=facts))
