"""The sessions of the past, the latest first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from studyapp.core.attempts import SessionScore
from studyapp.ui.progress.figures import MOST_SESSIONS
from studyapp.ui.progress.session_model import SessionModel
from studyapp.ui.progress.session_table import SessionTable
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import label


class SessionList(Column):
    """Signals: ``chosen(SessionScore)``, its answers are to be shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(980, margin=0, side=0)
        self.model = SessionModel()
        self.table = SessionTable(self.model)
        self.table.chosen.connect(lambda row: self.chosen.emit(self.model.session(row)))
        self._advice = label("", "muted")
        for each in (label(self.tr("Sessions"), "heading"), self._advice, self.table):
            self.body.addWidget(each)
        self.body.addStretch(1)

    def show_sessions(self, sessions: Sequence[SessionScore]) -> None:
        self.model.show_sessions(sessions)
        self.table.setVisible(bool(sessions))
        self._advice.setText(self._words(len(sessions)))

    def _words(self, count: int) -> str:
        if not count:
            return self.tr("Nothing here yet. Your first session will be the first line.")
        advice = self.tr("Choose a session to see its answers.")
        if count < MOST_SESSIONS:
            return advice
        return advice + " " + self.tr("These are the latest {n}.").format(n=MOST_SESSIONS)

    def take_focus(self) -> bool:
        """Take the focus; False where there is no session to go to."""
        if not self.model.rowCount():
            return False
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.table.setFocus()
        return True
