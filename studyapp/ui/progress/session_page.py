"""One session of the past with its attempts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studyapp.core.attempts import Attempt, SessionScore
from studyapp.ui import words
from studyapp.ui.widgets.attempt_card import AttemptCard
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.text import label


class SessionPage(QWidget):
    """Signals: ``closed()``, the learner wants back to the overview."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[AttemptCard] = []
        self._column = Column(860)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._column)
        body = self._column.body
        self.back = Button(self.tr("‹ All sessions"), "link", pressed=self.closed.emit)
        body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._title = label("", "title")
        self._about = label("", "muted")
        body.addWidget(self._title)
        body.addWidget(self._about)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        body.addLayout(self._list)
        body.addStretch(1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.closed)

    def show_attempts(self, score: SessionScore, attempts: Sequence[Attempt]) -> None:
        self._title.setText(score.session.title)
        self._about.setText(
            self.tr("{when} · {points} right").format(
                when=words.when(score.session.started),
                points=words.points(score.score, score.counted),
            )
        )
        clear_out(self._list, self.cards)
        self.cards = [AttemptCard(attempt) for attempt in attempts]
        for card in self.cards:
            self._list.addWidget(card)
        self._column.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        self.back.setFocus()
