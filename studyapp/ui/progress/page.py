"""How the learner is doing: by topic, by kind, session by session."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from studyapp.core.attempts import Attempt, SessionScore, Tally
from studyapp.core.bank import Bank
from studyapp.ui import words
from studyapp.ui.progress.session_model import SessionModel
from studyapp.ui.progress.session_page import SessionPage
from studyapp.ui.progress.session_table import SessionTable
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.score_bar import ScoreBar
from studyapp.ui.widgets.text import card, label


class ProgressPage(QStackedWidget):
    """Signals: ``session_requested(SessionScore)``, its attempts are to be shown."""

    session_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = SessionModel()
        self.table = SessionTable(self.model)
        self.table.chosen.connect(self._on_table_chosen)
        overview = Column(860)
        self._body = overview.body
        self._body.addWidget(label(self.tr("Progress"), "title"))
        self._about = label("", "muted")
        self._body.addWidget(self._about)
        self._scores = QWidget()
        self._body.addWidget(self._scores)
        self._heading = label(self.tr("Sessions"), "heading")
        self._advice = label(self.tr("Choose a session to see its answers."), "small")
        for each in (self._heading, self._advice, self.table):
            self._body.addWidget(each)
        self._body.addStretch(1)
        self.session = SessionPage()
        self.session.closed.connect(self._on_session_closed)
        self.addWidget(overview)
        self.addWidget(self.session)

    def show_record(
        self,
        bank: Bank | None,
        topics: Sequence[Tally],
        kinds: Sequence[Tally],
        sessions: Sequence[SessionScore],
    ) -> None:
        """Show the scores with this set, and the sessions with every set."""
        answered = sum(tally.answered for tally in topics)
        self._about.setText(self._summary(bank, answered, bool(sessions)))
        scores = QWidget()
        if bank is not None and answered:
            column = QVBoxLayout(scores)
            column.setContentsMargins(0, 8, 0, 16)
            column.setSpacing(16)
            by_topic = _bars(
                self.tr("By topic"), topics, lambda topic: words.topic_name(bank, topic)
            )
            by_kind = _bars(self.tr("By kind of question"), kinds, words.kind_heading)
            column.addWidget(by_topic)
            column.addWidget(by_kind)
        self._body.replaceWidget(self._scores, scores)
        self._scores.deleteLater()
        self._scores = scores
        self.model.show_sessions(sessions)
        for shown in (self._heading, self._advice, self.table):
            shown.setVisible(bool(sessions))

    def show_session(self, score: SessionScore, attempts: Sequence[Attempt]) -> None:
        """Show the attempts of one session."""
        self.session.show_attempts(score, attempts)
        self.setCurrentWidget(self.session)
        self.session.take_focus()

    def take_focus(self) -> None:
        if self.currentWidget() is self.session:
            self.session.take_focus()
        elif self.model.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
            self.table.setFocus()

    def _summary(self, bank: Bank | None, answered: int, has_sessions: bool) -> str:
        if bank is not None and answered:
            said = words.counted(answered, self.tr("1 answer"), self.tr("{n} answers"))
            return f"{bank.title}: {said}"
        if has_sessions:
            return self.tr("No answers with this set yet. Your scores show once you have some.")
        return self.tr("Nothing here yet. Your scores show after your first session.")

    def _on_table_chosen(self, row: int) -> None:
        self.session_requested.emit(self.model.session(row))

    def _on_session_closed(self) -> None:
        self.setCurrentIndex(0)
        self.take_focus()


def _bars(heading: str, tallies: Sequence[Tally], name: Callable[[str], str]) -> QFrame:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 20)
    column.setSpacing(14)
    column.addWidget(label(heading, "section"))
    for tally in tallies:
        column.addWidget(ScoreBar(name(tally.heading), tally.score, tally.answered))
    return frame
