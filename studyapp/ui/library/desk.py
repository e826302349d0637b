"""Does with files of other programs what the library is asked for."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studyapp.authoring.bringing_in import Brought, take_out
from studyapp.authoring.importing import Incoming
from studyapp.authoring.selection import Selection
from studyapp.authoring.sending import outlets
from studyapp.core.problems import Problem, has_errors
from studyapp.core.question_sets import QuestionSet
from studyapp.files.refusal import Refused
from studyapp.storage.bank_folders import BANK_ENDINGS
from studyapp.storage.shipped import shipped
from studyapp.ui.beside import Beside
from studyapp.ui.documents import documents
from studyapp.ui.library.exchange_work import Disk, Failed, Share, Written, bring, give, read
from studyapp.ui.library.export_dialog import ExportDialog
from studyapp.ui.library.import_dialog import ImportDialog, Target
from studyapp.ui.library.page import LibraryPage
from studyapp.ui.library.result_dialog import ResultDialog
from studyapp.ui.library.shelf import Shelf
from studyapp.ui.words import counted, tr


class LibraryDesk(QObject):
    """One import or export at a time.

    Signals: ``open_requested(Path)``, a set is to be read, again if it is open;
    ``gone(Path)``, a set is no longer there; ``failed(Exception)``, the program is at fault.
    """

    open_requested = Signal(object)
    gone = Signal(object)
    failed = Signal(object)

    def __init__(self, page: LibraryPage, shelf: Shelf, cache: Path) -> None:
        super().__init__()
        self._page = page
        self._shelf = shelf
        self._cache = cache
        self._dialog: ImportDialog | None = None
        self._files: tuple[Path, ...] = ()
        self._brought: Brought | None = None
        self.runner = Beside()
        self.runner.stepped.connect(self._on_runner_stepped)
        self.runner.ended.connect(self._on_runner_ended)
        self.runner.failed.connect(self._on_runner_failed)
        self.runner.cancelled.connect(lambda: page.show_working(""))
        self._waiting: list[Path] = []
        page.take_out_requested.connect(self._on_take_out_requested)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Show what these files would bring, and bring it in where the teacher agrees.

        What comes while another import is looked at comes after it.
        """
        if self.runner.busy or self._dialog is not None:
            self._waiting += paths
            return
        self._files = tuple(paths)
        dialog = self._dialog = ImportDialog(self._page.window(), paths, self._targets())
        dialog.target_chosen.connect(self._read)
        dialog.accepted_into.connect(self._on_accepted_into)
        dialog.cancelled.connect(self.runner.cancel)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()
        self._read(None)

    def export(self, path: Path) -> None:
        """Ask what of a set goes into which file, and write it."""
        bank = next((each.bank for each in self._shelf.entries if each.path == path), None)
        if bank is None:
            return
        dialog = ExportDialog(self._page.window(), bank, documents(), outlets())
        dialog.chosen.connect(
            lambda outlet, selection, target: self._give(path, outlet, selection, target)
        )
        dialog.open()

    def close(self) -> None:
        """End what goes on."""
        self.runner.close()

    def _targets(self) -> list[Target]:
        """The open sets that questions can be added to: neither packed nor shipped ones."""
        own = shipped("questions")
        return [
            Target(entry.path, entry.bank.title)
            for entry in self._shelf.entries
            if entry.bank is not None
            and not has_errors(entry.problems)
            and entry.path.suffix.lower() in BANK_ENDINGS
            and not entry.path.is_relative_to(own)
            and os.access(entry.path, os.W_OK)
        ]

    def _read(self, target: Path | None) -> None:
        if self._dialog is not None:
            self._dialog.show_reading()
            self.runner.start(read, self._files, target, self._cache)

    def _give(self, path: Path, outlet: str, selection: Selection, target: Path) -> None:
        if self.runner.start(give, path, self._cache, selection, outlet, target):
            self._page.show_working(self.tr("Writing {path} …").format(path=target))
        else:
            self._tell(self.tr("Another file is being read or written: try again in a moment."))

    def _on_accepted_into(self, target: Path, questions: QuestionSet) -> None:
        if self._dialog is not None:
            self._dialog.show_writing()
            self.runner.start(bring, target, questions)

    def _on_dialog_finished(self) -> None:
        self._dialog = None
        QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        """Show what came in the meantime, once nothing else goes on."""
        if self._waiting and not self.runner.busy and self._dialog is None:
            waiting, self._waiting = self._waiting, []
            self.import_files(waiting)

    def _on_runner_stepped(self, step: Share) -> None:
        if self._dialog is not None:
            self._dialog.show_share(step.done)

    def _on_runner_ended(self, found: Incoming | Brought | Written | Failed | Disk) -> None:
        self._page.show_working("")
        QTimer.singleShot(0, self, self._go_on)
        match found:
            case Incoming():
                if self._dialog is not None:
                    self._dialog.show_incoming(found, new_set(found.questions.title, self._files))
            case Brought():
                self._show_brought(found)
            case Written(path=path, problems=problems):
                told = self.tr("{path} is written.").format(path=path)
                self._tell(told, problems, places=False)  # they tell of questions, not of lines
            case Failed(problems=problems):
                self._refuse(self.tr("Nothing was changed."), problems)
            case Disk(why=why):
                self._refuse(why, ())

    def _show_brought(self, brought: Brought) -> None:
        self._brought = brought
        if self._dialog is not None:
            self._dialog.accept()
        self.open_requested.emit(brought.path)
        came = counted(
            brought.questions, self.tr("1 question came in."), self.tr("{n} questions came in.")
        )
        self._page.show_brought(came, str(brought.path))
        if brought.problems:
            self._tell(came, brought.problems)

    def _refuse(self, message: str, problems: Sequence[Problem]) -> None:
        if self._dialog is not None:
            self._dialog.show_refused(message, problems)
        else:
            self._tell(message, problems)

    def _tell(self, message: str, problems: Sequence[Problem] = (), *, places: bool = True) -> None:
        ResultDialog(self._page.window(), message, problems, places=places).open()

    def _on_take_out_requested(self) -> None:
        brought, self._brought = self._brought, None
        if brought is None:
            return
        try:
            take_out(brought)
        except Refused as refusal:
            self._tell(self.tr("Nothing was changed."), (refusal.problem,))
        except OSError as error:
            self._tell(str(error))
        else:
            self._page.show_working(self.tr("The import is undone."))
            (self.gone if brought.before is None else self.open_requested).emit(brought.path)

    def _on_runner_failed(self, error: Exception) -> None:
        self._page.show_working("")
        if self._dialog is not None:
            self._dialog.reject()
        self.failed.emit(error)


def new_set(title: str, files: Sequence[Path]) -> Path:
    """Where a new set would be: among the documents, over no other file."""
    kept = "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in title)
    stem = " ".join(kept.split())[:80].rstrip() or (files[0].stem if files else tr("Questions"))
    folder = documents()
    path, number = folder / f"{stem}.yaml", 2
    while path.exists():
        path, number = folder / f"{stem} {number}.yaml", number + 1
    return path
