"""What is due today, and the one button that begins it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.scheduling.daily import Today
from studyapp.ui.progress.dates import day_text
from studyapp.ui.study.mode_words import in_days
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import label, set_look
from studyapp.ui.words import counted


class TodayCard(QFrame):
    """Signals: ``learn_requested()``; ``quiz_requested()``, where nothing is due."""

    learn_requested = Signal()
    quiz_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._today = Today(0, 0)
        self._due = _Count(self.tr("due"))
        self._new = _Count(self.tr("new"))
        self._heading = label("", "heading")
        self._advice = label("", "muted")
        self._reason = label("", "small")
        self.start = Button(self.tr("Learn"), "big", pressed=self._on_start_pressed)
        counts = QHBoxLayout()
        counts.setSpacing(36)
        counts.addWidget(self._due)
        counts.addWidget(self._new)
        counts.addStretch(1)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addLayout(counts)
        for each in (self._heading, self._advice, self._reason):
            told.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(20)
        row.addLayout(told, 1)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_today(self._today, None)

    @property
    def anything(self) -> bool:
        """Whether there is something to learn today."""
        return bool(self._today.due or self._today.new)

    def show_today(self, today: Today, next_due: int | None) -> None:
        """Show what is left for today; ``next_due`` says in how many days the next card
        is due, None where there is none.
        """
        self._today = today
        for count, number in ((self._due, today.due), (self._new, today.new)):
            count.show_number(number)
            count.setVisible(self.anything)
        self._heading.setText(self.tr("Nothing is due today"))
        self._heading.setVisible(not self.anything)
        advice = self._why() if self.anything else self._ahead(next_due)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        caption = self.tr("Learn") if self.anything else self.tr("Quick quiz")
        self.start.set_text(caption)
        self.start.setAccessibleDescription(self._in_words() if self.anything else advice)

    def show_reason(self, reason: str, *, can_start: bool) -> None:
        """Say why nothing can begin, or nothing at all."""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.start.setEnabled(can_start)

    def _why(self) -> str:
        """Why there is less to learn than is due, or more than the learner set."""
        told = [self._waiting()]
        if self._today.exam is not None:
            more = self.tr(
                "Today takes more new facts than you set: all come before the exam on {day}."
            )
            told.append(more.format(day=day_text(self._today.exam)))
        return " ".join(filter(None, told))

    def _waiting(self) -> str:
        waiting = self._today.waiting
        if not waiting:
            return ""
        return counted(
            waiting,
            self.tr("1 more waits behind your limit for a day."),
            self.tr("{n} more wait behind your limit for a day."),
        )

    def _ahead(self, next_due: int | None) -> str:
        waiting = self._waiting()
        if waiting:
            return waiting
        if next_due is None:
            return self.tr("A quiz is there at any time.")
        ahead = self.tr("The next card is due {when}. A quiz is there at any time.")
        return ahead.format(when=in_days(next_due))

    def _in_words(self) -> str:
        return self.tr("{due} due, {new} new").format(due=self._today.due, new=self._today.new)

    def _on_start_pressed(self) -> None:
        if self.anything:
            self.learn_requested.emit()
        else:
            self.quiz_requested.emit()


class _Count(QWidget):
    """A large number with a word below it."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption = caption
        self._number = label("", "score", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(label(caption, "muted", wrap=False))

    def show_number(self, number: int) -> None:
        self._number.setText(str(number))
        set_look(self._number, "role", "score" if number else "score-none")
        self.setAccessibleName(f"{number} {self._caption}")
