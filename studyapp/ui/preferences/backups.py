"""The backups of the learner's record, each put back with two clicks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.storage.backups import Backup, Occasion
from studyapp.ui import words
from studyapp.ui.preferences.section import Section
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import clear_out, order_tabs
from studyapp.ui.widgets.text import label, line

_MOST = 30


class BackupSection(Section):
    """Signals: ``restore_requested(Path)``, put this backup in the place of the record;
    ``back_up_requested()``, make one now.
    """

    restore_requested = Signal(object)
    back_up_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Backups"))
        self.rows: list[BackupRow] = []
        self._told = label("", "muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.now = Button(self.tr("Back up now"), pressed=self.back_up_requested.emit)
        self.body.addWidget(self._told)
        self.body.addLayout(self._list)
        self.body.addWidget(self.now, 0, Qt.AlignmentFlag.AlignLeft)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """List these, the newest first."""
        clear_out(self._list, self.rows)
        self.rows = [BackupRow(backup) for backup in backups[:_MOST]]
        for row in self.rows:
            row.restore_requested.connect(self.restore_requested)
            self._list.addWidget(row)
        order_tabs(self)
        self.show_message(
            self.tr("One is made every day, and before anything risky.")
            if backups
            else self.tr("None yet. One is made every day that you study.")
        )

    def show_message(self, message: str) -> None:
        self._told.setText(message)


class BackupRow(QWidget):
    """Signals: ``restore_requested(Path)``, after a second click."""

    restore_requested = Signal(object)

    def __init__(self, backup: Backup) -> None:
        super().__init__()
        self._backup = backup
        made = words.when(backup.made)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(made))
        told.addWidget(label(self._about(), "small"))
        self.restore = Button(self.tr("Restore …"), "link", pressed=self._on_restore_pressed)
        self.restore.setAccessibleName(self.tr("Restore the backup of {when}").format(when=made))
        self.restore.setEnabled(backup.contents is not None)
        self.sure = Button(self.tr("Replace my record"), "primary", pressed=self._on_sure_pressed)
        self.keep = Button(self.tr("Keep it"), pressed=self._on_keep_pressed)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addLayout(told, 1)
        for button in (self.restore, self.keep, self.sure):
            row.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(line())
        self._ask(False)

    def _about(self) -> str:
        contents = self._backup.contents
        if contents is None:
            return f"{self._why()} · {self.tr('cannot be read')}"
        answers = words.counted(contents.answers, self.tr("1 answer"), self.tr("{n} answers"))
        return f"{self._why()} · {answers}"

    def _why(self) -> str:
        match self._backup.occasion:
            case Occasion.DAILY:
                return self.tr("daily")
            case Occasion.BY_HAND:
                return self.tr("made by hand")
            case Occasion.BEFORE_RESTORE:
                return self.tr("before a restore")
            case Occasion.BEFORE_VERSION:
                return self.tr("before a new version")

    def _ask(self, asking: bool) -> None:
        """Ask once more, or not any more."""
        for button in (self.sure, self.keep):
            button.setVisible(asking)
        self.restore.setVisible(not asking)

    def _on_restore_pressed(self) -> None:
        self._ask(True)
        self.keep.setFocus()

    def _on_keep_pressed(self) -> None:
        self._ask(False)
        self.restore.setFocus()

    def _on_sure_pressed(self) -> None:
        self.restore_requested.emit(self._backup.path)
