"""Keeps what is set on the Settings screen, and shows what is in force."""

from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from studyapp.core.scheduling.fitting import Fit, fit
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.backups import back_up_now, backups
from studyapp.storage.folders import learner_folder
from studyapp.storage.record import NotSaved, Record, RecordError
from studyapp.ui.beside import Beside
from studyapp.ui.opening import Opening
from studyapp.ui.preferences.learner_desk import LearnerDesk
from studyapp.ui.settings_page import SettingsPage


class SettingsDesk(QObject):
    """Stands between the page and what the learner's folder holds.

    Signals: ``opening_wanted(Opening)``, another record, name or backup is to take the place
    of what is in use; ``policy_changed()``; ``refused(str)``, something could not be kept;
    ``failed(Exception)``, the program is at fault.
    """

    opening_wanted = Signal(object)
    policy_changed = Signal()
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, page: SettingsPage, record: Record, data_dir: Path, learner: str) -> None:
        super().__init__()
        self._page = page
        self._record = record
        self._data_dir = data_dir
        self._learner = learner
        self.runner = Beside()
        self.learners = LearnerDesk(page.learners, data_dir, learner)
        self.learners.opening_wanted.connect(self.opening_wanted)
        self.learners.failed.connect(self.failed)
        page.schedule.policy_chosen.connect(self._on_policy_chosen)
        page.fitting.fit_requested.connect(self._on_fit_requested)
        page.fitting.cancel_requested.connect(self.runner.cancel)
        page.fitting.usual_requested.connect(self._on_usual_requested)
        page.backups.restore_requested.connect(self._on_restore_requested)
        page.backups.back_up_requested.connect(self._on_back_up_requested)
        self.runner.stepped.connect(page.fitting.show_busy)
        self.runner.ended.connect(self._on_runner_fitted)
        self.runner.cancelled.connect(self._on_runner_cancelled)
        self.runner.failed.connect(self._on_runner_failed)

    def show_all(self) -> None:
        """Bring the page up to date."""
        self._show_policy()
        self.learners.show_all()
        self._page.backups.show_backups(backups(self._folder))

    def close(self) -> None:
        """End what goes on beside the window."""
        self.runner.close()
        self.learners.close()

    @property
    def _folder(self) -> Path:
        return learner_folder(self._data_dir, self._learner)

    def _show_policy(self) -> None:
        policy = self._record.policy()
        self._page.schedule.show_policy(policy, datetime.now(UTC).astimezone().date())
        self._page.fitting.show_fitted(policy.parameters is not None)

    def _keep(self, policy: Policy) -> bool:
        """Put a policy into force; False where the disk refused."""
        try:
            self._record.set_policy(policy)
        except NotSaved as error:
            self.refused.emit(str(error))
            self._show_policy()
            return False
        self._show_policy()
        self.policy_changed.emit()
        return True

    def _on_policy_chosen(self, policy: Policy) -> None:
        self._keep(policy)

    def _on_fit_requested(self) -> None:
        self._page.fitting.show_busy(None)
        banks = dict.fromkeys(score.session.bank for score in self._record.sessions())
        found = [self._record.histories(bank) for bank in banks]
        self.runner.start(fit, [history for each in found for history in each.values()])

    def _on_runner_fitted(self, found: Fit | None) -> None:
        self._page.fitting.show_fit(found)
        if found is not None and found.recommended:
            self._keep(replace(self._record.policy(), parameters=found.parameters))

    def _on_runner_cancelled(self) -> None:
        self._page.fitting.show_idle(self.tr("Cancelled; nothing was changed."))

    def _on_runner_failed(self, error: Exception) -> None:
        self._page.fitting.show_idle("")
        self.failed.emit(error)

    def _on_usual_requested(self) -> None:
        if self._keep(replace(self._record.policy(), parameters=None)):
            self._page.fitting.show_idle("")

    def _on_restore_requested(self, backup: Path) -> None:
        self.opening_wanted.emit(Opening(self._learner, backup))

    def _on_back_up_requested(self) -> None:
        try:
            back_up_now(self._folder, datetime.now(UTC))
        except RecordError as error:
            self._page.backups.show_message(str(error))
        else:
            self._page.backups.show_backups(backups(self._folder))
