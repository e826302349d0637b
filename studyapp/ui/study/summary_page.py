"""What a session came to: the score, where it was lost, what to look at again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank
from studyapp.core.items import Verdict
from studyapp.ui import words
from studyapp.ui.widgets.attempt_card import AttemptButton
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.score_bar import Bar, ScoreBar
from studyapp.ui.widgets.text import label, line


class SummaryPage(QWidget):
    """Signals: ``review_requested(Attempt)``; ``again_requested()``, practise with a new
    seed; ``back_requested()``.
    """

    review_requested = Signal(object)
    again_requested = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._column = Column(760)
        whole.addWidget(self._column, 1)
        whole.addWidget(line())
        whole.addLayout(self._make_foot())
        body = self._column.body
        self.score = label("", "score", wrap=False)
        self._words = label("", "muted")
        self._bar = Bar(10)
        self._refusal = label("", "strong")
        body.addWidget(label(self.tr("Session finished"), "section"))
        body.addWidget(self.score)
        body.addWidget(self._words)
        body.addWidget(self._bar)
        body.addWidget(self._refusal)
        self._parts = QWidget()
        body.addWidget(self._parts)
        self._missed_heading = label("", "heading")
        body.addWidget(self._missed_heading)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        body.addLayout(self._list)
        body.addStretch(1)
        self.missed: list[AttemptButton] = []

    def show_attempts(self, attempts: Sequence[Attempt], bank: Bank) -> None:
        """Show how a session went, in the order of its questions."""
        reached = sum(attempt.grade.score for attempt in attempts)
        self.score.setText(words.points(reached, len(attempts)))
        self._bar.show_share(reached / len(attempts) if attempts else 0.0)
        verdicts = [attempt.grade.verdict for attempt in attempts]
        self._words.setText(
            self.tr("{percent} · {right} right, {partly} partly right, {wrong} wrong").format(
                percent=words.percent(reached, len(attempts)),
                right=verdicts.count(Verdict.RIGHT),
                partly=verdicts.count(Verdict.PARTLY),
                wrong=verdicts.count(Verdict.WRONG),
            )
        )
        self._show_parts(attempts, bank)
        self._show_missed([each for each in attempts if each.grade.score < 1])
        self._refusal.hide()
        self._column.verticalScrollBar().setValue(0)
        self.take_focus()

    def show_refusal(self, message: str) -> None:
        """Say that the end of the session is not on disk; its answers are."""
        text = self.tr("Your answers are saved, the end of the session is not: {message}")
        self._refusal.setText(text.format(message=message))
        self._refusal.show()

    def take_focus(self) -> None:
        self.again.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.again.click()
        else:
            super().keyPressEvent(event)

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(32, 12, 32, 16)
        row.setSpacing(12)
        back = Button(self.tr("Back to Study"), pressed=self.back_requested.emit)
        self.again = Button(self.tr("Practise again"), "primary", pressed=self.again_requested.emit)
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.again)
        return row

    def _show_parts(self, attempts: Sequence[Attempt], bank: Bank) -> None:
        """The score by topic and by kind."""
        parts = QWidget()
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(14)
        by_topic = _bars(attempts, lambda each: words.topic_name(bank, each.item.topic))
        by_kind = _bars(attempts, lambda each: words.kind_name(each.item.kind))
        for heading, bars in (
            (self.tr("By topic"), by_topic),
            (self.tr("By kind of question"), by_kind),
        ):
            column.addWidget(label(heading, "section"))
            for bar in bars:
                column.addWidget(bar)
            column.addSpacing(8)
        self._column.body.replaceWidget(self._parts, parts)
        self._parts.deleteLater()
        self._parts = parts

    def _show_missed(self, missed: Sequence[Attempt]) -> None:
        for each in self.missed:
            self._list.removeWidget(each)
            each.deleteLater()
        self.missed = []
        self._missed_heading.setText(
            self.tr("Look at these again") if missed else self.tr("Nothing missed. Well done.")
        )
        for attempt in missed:
            button = AttemptButton(attempt)
            button.clicked.connect(lambda _=False, of=attempt: self.review_requested.emit(of))
            self._list.addWidget(button)
            self.missed.append(button)


def _bars(attempts: Sequence[Attempt], heading: Callable[[Attempt], str]) -> list[ScoreBar]:
    scores: dict[str, list[float]] = {}
    for attempt in attempts:
        scores.setdefault(heading(attempt), []).append(attempt.grade.score)
    return [ScoreBar(name, sum(each), len(each)) for name, each in scores.items()]
