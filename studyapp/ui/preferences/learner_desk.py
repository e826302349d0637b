"""Does with the learners what the Settings screen is asked for."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studyapp.storage import learners
from studyapp.storage.folders import learner_folder
from studyapp.storage.inspection import Unfit
from studyapp.storage.learner_files import exported_name
from studyapp.storage.learners import Learner, LearnerError
from studyapp.ui.beside import Beside
from studyapp.ui.opening import Opening, alone, check_name, rename
from studyapp.ui.preferences.learner_row import held_in
from studyapp.ui.preferences.learner_work import Refused, Written, take_in, write
from studyapp.ui.preferences.learners import LearnerSection


class LearnerDesk(QObject):
    """The window holds the lock of the data folder and shares that of the learner in use.

    Signals: ``opening_wanted(Opening)``, another learner or name takes the place of the one
    in use; ``failed(Exception)``, the program is at fault.
    """

    opening_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, section: LearnerSection, data_dir: Path, learner: str) -> None:
        super().__init__()
        self._section = section
        self._data = data_dir
        self._learner = learner
        self.runner = Beside()
        section.chosen.connect(lambda name: self.opening_wanted.emit(Opening(name)))
        section.created.connect(self._on_created)
        section.renamed.connect(self._on_renamed)
        section.export_wanted.connect(self._on_export_wanted)
        section.import_wanted.connect(self._on_import_wanted)
        section.deleted.connect(self._on_deleted)
        section.recovered.connect(self._on_recovered)
        section.cancel_requested.connect(self.runner.cancel)
        self.runner.ended.connect(self._on_runner_ended)
        self.runner.cancelled.connect(
            lambda: section.show_idle(self.tr("Cancelled; nothing was changed."))
        )
        self.runner.failed.connect(self._on_runner_failed)

    def show_all(self) -> None:
        """Bring the list up to date."""
        found = learners.learners(self._data)
        if self._learner not in {each.name for each in found}:
            folder = learner_folder(self._data, self._learner)
            found.insert(0, Learner(self._learner, folder, None))
        gone = dict.fromkeys(each.name for each in learners.deleted(self._data))
        self._section.show_learners(found, self._learner, list(gone))

    def close(self) -> None:
        """End what goes on."""
        self.runner.close()

    def _on_created(self, name: str) -> None:
        if self._done(lambda: learners.create(self._data, name)):
            self.opening_wanted.emit(Opening(name))

    def _on_renamed(self, name: str, new: str) -> None:
        if name == self._learner:
            self._rename_in_use(new)
        elif self._done(lambda: rename(self._data, name, new)):
            self._tell(self.tr("“{name}” is called “{new}” now.").format(name=name, new=new))
            self._section.focus_on(new)

    def _rename_in_use(self, new: str) -> None:
        """The record must be closed first; what can be refused is refused before."""
        if self._done(lambda: check_name(self._data, self._learner, new)):
            self.opening_wanted.emit(Opening(new, former=self._learner))

    def _on_deleted(self, name: str) -> None:
        if self._done(lambda: self._delete(name)):
            self._tell(self.tr("“{name}” is deleted.").format(name=name))
            self._section.gone.open(True)
            self._section.focus_on(self._learner)

    def _delete(self, name: str) -> None:
        with alone(self._data, name):
            learners.delete(self._data, name, datetime.now(UTC))

    def _on_recovered(self, name: str) -> None:
        if self._done(lambda: self._recover(name)):
            self._tell(self.tr("“{name}” is back.").format(name=name))
            self._section.focus_on(name)

    def _recover(self, name: str) -> None:
        with alone(self._data, name):
            learners.recover(self._data, name)

    def _on_export_wanted(self, name: str, path: Path) -> None:
        self._section.show_busy(self.tr("Writing {path} …").format(path=path))
        self.runner.start(write, self._data, name, path)

    def _on_import_wanted(self, path: Path, name: str) -> None:
        try:
            new = name or exported_name(path)
            taken = learners.exists(self._data, new)
        except (Unfit, OSError) as error:
            why = self.tr("{path} cannot be imported: {why}")
            self._section.show_problem(why.format(path=path, why=error))
            return
        if taken:
            self._section.ask_name(path, new)
        else:
            self._section.show_busy(self.tr("Reading {path} …").format(path=path))
            self.runner.start(take_in, self._data, path, new)

    def _on_runner_ended(self, found: Written | Learner | Refused) -> None:
        match found:
            case Refused(why=why):
                self._section.show_problem(why)
            case Written(learner=name, path=path):
                told = self.tr("{path} holds all of “{name}”.")
                self._section.show_idle(told.format(path=path, name=name))
            case Learner(name=name, contents=contents):
                told = self.tr("“{name}” is imported: {held}.")
                held = held_in(contents) if contents else self.tr("nothing yet")
                self._tell(told.format(name=name, held=held))
                self._section.focus_on(name)

    def _on_runner_failed(self, error: Exception) -> None:
        self._section.show_idle()
        self.failed.emit(error)

    def _tell(self, message: str) -> None:
        self.show_all()
        self._section.show_idle(message)

    def _done(self, does: Callable[[], object]) -> bool:
        """Do it, or say why it cannot be done."""
        try:
            does()
        except (LearnerError, OSError) as error:
            self._section.show_problem(str(error))
            return False
        return True
