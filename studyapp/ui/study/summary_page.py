"""What a session came to: the score, where it was lost, what to look at again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank
from studyapp.core.sessions import Mode, is_exam
from studyapp.ui import words
from studyapp.ui.study.outcome import Outcome
from studyapp.ui.study.outcome_words import VerdictLine, finished, remarks, tally
from studyapp.ui.widgets.attempt_card import AttemptButton
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.score_bar import Bar, ScoreBar
from studyapp.ui.widgets.text import label, line


class SummaryPage(QWidget):
    """Signals: ``review_requested(Attempt)``; ``review_all_requested()``, go through every
    answer of an exam; ``again_requested()``, practise with a new seed; ``back_requested()``.
    """

    review_requested = Signal(object)
    review_all_requested = Signal()
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
        self._heading = label("", "section")
        self._result = VerdictLine()
        self._more = label("", "muted")
        for each in (self._heading, self._result, self.score, self._words, self._bar):
            body.addWidget(each)
        for each in (self._more, self._refusal):
            body.addWidget(each)
        self._parts = QWidget()
        body.addWidget(self._parts)
        self._missed_heading = label("", "heading")
        body.addWidget(self._missed_heading)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        body.addLayout(self._list)
        body.addStretch(1)
        self.missed: list[AttemptButton] = []
        self._looked_at: AttemptButton | None = None
        self._goes_on = True

    def show_outcome(self, outcome: Outcome, bank: Bank) -> None:
        """Show how a session went, in the order of its questions."""
        attempts = outcome.attempts
        self._heading.setText(finished(outcome))
        self.score.setText(words.points(outcome.reached, outcome.asked))
        self._bar.show_share(outcome.share)
        self._words.setText(tally(outcome))
        self._result.show_result(outcome)
        more = remarks(outcome)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._show_parts(attempts, bank)
        self._show_missed([each for each in attempts if each.grade.score < 1])
        self._refusal.hide()
        learning = outcome.mode is Mode.LEARN
        self.again.set_text(self.tr("Go on learning") if learning else self.tr("Practise again"))
        self._goes_on = not (learning and outcome.complete)
        self._require_review(is_exam(outcome.mode) and bool(attempts))
        self._column.verticalScrollBar().setValue(0)
        self.take_focus()

    def show_reviewed(self) -> None:
        """Every answer was gone through: the learner may leave."""
        self._require_review(False)
        self.take_focus()

    @property
    def must_review(self) -> bool:
        """Whether answers are still to be gone through."""
        return not self.review.isHidden()

    def show_refusal(self, message: str) -> None:
        """Say that the end of the session is not on disk; its answers are."""
        saved = self.tr("Your answers are saved, only the end of the session is not.")
        self._refusal.setText(f"{saved} {message}")
        self._refusal.show()

    def take_focus(self) -> None:
        (self._looked_at or self._first_button()).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self._first_button().click()
        else:
            super().keyPressEvent(event)

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(32, 12, 32, 16)
        row.setSpacing(12)
        self.back = Button(self.tr("Back to Study"), pressed=self.back_requested.emit)
        self.again = Button(self.tr("Practise again"), "primary", pressed=self.again_requested.emit)
        row.addStretch(1)
        self.review = Button(
            self.tr("Go through every answer"), "primary", pressed=self.review_all_requested.emit
        )
        self.review.hide()
        for each in (self.back, self.again, self.review):
            row.addWidget(each)
        return row

    def _require_review(self, required: bool) -> None:
        """Leave no way but the review until it is done."""
        self.review.setVisible(required)
        self.back.setVisible(not required)
        self.again.setVisible(not required and self._goes_on)

    def _first_button(self) -> Button:
        if self.must_review:
            return self.review
        return self.again if self._goes_on else self.back

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
        clear_out(self._list, self.missed)
        self._looked_at = None
        self.missed = []
        self._missed_heading.setText(
            self.tr("Look at these again") if missed else self.tr("Nothing missed. Well done.")
        )
        for attempt in missed:
            button = AttemptButton(attempt)
            button.clicked.connect(lambda _=False, of=button: self._on_missed_pressed(of))
            self._list.addWidget(button)
            self.missed.append(button)

    def _on_missed_pressed(self, button: AttemptButton) -> None:
        """Show the answer; the learner comes back to the same place."""
        self._looked_at = button
        self.review_requested.emit(button.attempt)


def _bars(attempts: Sequence[Attempt], heading: Callable[[Attempt], str]) -> list[ScoreBar]:
    scores: dict[str, list[float]] = {}
    for attempt in attempts:
        scores.setdefault(heading(attempt), []).append(attempt.grade.score)
    return [ScoreBar(name, sum(each), len(each)) for name, each in scores.items()]
