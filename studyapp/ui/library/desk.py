"""Does with files of other programs what the library is asked for."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from studyapp.authoring.bringing_in import Brought, take_out
from studyapp.authoring.importing import Incoming
from studyapp.authoring.selection import Selection
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.files.refusal import Refused
from studyapp.formats.table import FORMATS
from studyapp.storage.bank_folders import BANK_ENDINGS, PACKED_ENDING
from studyapp.storage.shipped import shipped
from studyapp.ui.beside import Beside
from studyapp.ui.library.exchange_work import Disk, Failed, Share, Written, bring, read, send
from studyapp.ui.library.export_dialog import ExportDialog, Form
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
        page.take_out_requested.connect(self._on_take_out_requested)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Show what these files would bring, and bring it in where the teacher agrees."""
        if self.runner.busy or self._dialog is not None:
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
        if bank is None or self.runner.busy:
            return
        dialog = ExportDialog(self._page.window(), bank, _documents(), export_forms())
        dialog.chosen.connect(
            lambda form, selection, target: self._send(path, form, selection, target)
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
            and entry.path.suffix.lower() in BANK_ENDINGS
            and not entry.path.is_relative_to(own)
            and os.access(entry.path, os.W_OK)
        ]

    def _read(self, target: Path | None) -> None:
        if self._dialog is not None:
            self._dialog.show_reading()
            self.runner.start(read, self._files, target, self._cache)

    def _send(self, path: Path, form: Form, selection: Selection, target: Path) -> None:
        self._page.show_working(self.tr("Writing {path} …").format(path=target))
        self.runner.start(send, path, self._cache, selection, form.name, target)

    def _on_accepted_into(self, target: Path, questions: QuestionSet) -> None:
        if self._dialog is not None:
            self._dialog.show_writing()
            self.runner.start(bring, target, questions)

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_runner_stepped(self, step: Share) -> None:
        if self._dialog is not None:
            self._dialog.show_share(step.done)

    def _on_runner_ended(self, found: Incoming | Brought | Written | Failed | Disk) -> None:
        self._page.show_working("")
        match found:
            case Incoming():
                if self._dialog is not None:
                    self._dialog.show_incoming(found, new_set(found.questions.title, self._files))
            case Brought():
                self._show_brought(found)
            case Written(path=path, problems=problems):
                told = self.tr("{path} is written.").format(path=path)
                ResultDialog(self._page.window(), told, problems).open()
            case Failed(problems=problems):
                self._refuse(self.tr("Nothing was changed."), problems)
            case Disk(why=why):
                self._refuse(why, ())

    def _show_brought(self, brought: Brought) -> None:
        self._brought = brought
        count = len(self._dialog.model.questions) if self._dialog is not None else 0
        if self._dialog is not None:
            self._dialog.accept()
        self.open_requested.emit(brought.path)
        came = counted(count, self.tr("1 question came in."), self.tr("{n} questions came in."))
        self._page.show_brought(came, str(brought.path))
        if brought.problems:
            ResultDialog(self._page.window(), came, brought.problems).open()

    def _refuse(self, message: str, problems: Sequence[Problem]) -> None:
        if self._dialog is not None:
            self._dialog.show_refused(message, problems)
        else:
            ResultDialog(self._page.window(), message, problems).open()

    def _on_take_out_requested(self) -> None:
        brought, self._brought = self._brought, None
        if brought is None:
            return
        try:
            take_out(brought)
        except Refused as refusal:
            ResultDialog(
                self._page.window(), self.tr("Nothing was changed."), (refusal.problem,)
            ).open()
        except OSError as error:
            ResultDialog(self._page.window(), str(error), ()).open()
        else:
            (self.gone if brought.before is None else self.open_requested).emit(brought.path)

    def _on_runner_failed(self, error: Exception) -> None:
        self._page.show_working("")
        if self._dialog is not None:
            self._dialog.reject()
        self.failed.emit(error)


def export_forms() -> list[Form]:
    """What a set can be written as: the set itself, a page, and all formats of the table."""
    return [
        Form("set", tr("studyapp: the set in one file"), PACKED_ENDING, whole=True),
        Form("html", tr("Quiz for any browser, without network"), ".html"),
        *(Form(each.name, each.title, each.extensions[0]) for each in FORMATS if each.write),
    ]


def new_set(title: str, files: Sequence[Path]) -> Path:
    """Where a new set would be: among the documents, over no other file."""
    kept = "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in title)
    stem = " ".join(kept.split())[:80].rstrip() or (files[0].stem if files else tr("Questions"))
    folder = _documents()
    path, number = folder / f"{stem}.yaml", 2
    while path.exists():
        path, number = folder / f"{stem} {number}.yaml", number + 1
    return path


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(place) if place else Path.home()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder if folder.is_dir() else Path.home()
