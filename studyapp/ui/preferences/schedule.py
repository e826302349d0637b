"""What the learner wants of the schedule."""

from datetime import date, timedelta

from msgspec.structs import replace
from PySide6.QtCore import Signal

from studyapp.core.scheduling.policy import RETENTIONS, Policy
from studyapp.ui.preferences.section import Rows, Section
from studyapp.ui.widgets.choices import CheckRow
from studyapp.ui.widgets.date_field import DateField
from studyapp.ui.widgets.number_field import NumberField
from studyapp.ui.widgets.text import label

_MOST_A_DAY = 9999
_USUAL_AHEAD = timedelta(days=14)


class ScheduleSection(Section):
    """Signals: ``policy_chosen(Policy)``; ``confidence_chosen(bool)``, whether to ask how sure
    the learner is.
    """

    policy_chosen = Signal(object)
    confidence_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__(self.tr("Study"))
        self._policy = Policy()
        self._today = date.min
        low, high = (round(100 * each) for each in RETENTIONS)
        self.retention = NumberField(self.tr("To be remembered"), low, high, unit="%")
        self.new = NumberField(self.tr("New facts a day"), 0, _MOST_A_DAY)
        self.reviews = NumberField(self.tr("Reviews a day"), 0, _MOST_A_DAY, step=10)
        self.day_begins = NumberField(self.tr("The day begins at"), 0, 23, unit=self.tr("o’clock"))
        self.has_exam = CheckRow(self.tr("I have an exam on"), flush=True)
        self.exam = DateField(self.tr("Day of the exam"))
        self._refusal = label("", "complaint")
        self.confidence = CheckRow(
            self.tr("Ask how sure I am before each answer is checked"), flush=True
        )
        self._lay_out()
        for field in (self.retention, self.new, self.reviews, self.day_begins):
            field.changed.connect(self._on_changed)
        self.exam.changed.connect(self._on_changed)
        self.exam.refused.connect(self._show_refusal)
        self.has_exam.clicked.connect(self._on_has_exam_clicked)
        self.confidence.clicked.connect(self.confidence_chosen)

    def show_policy(self, policy: Policy, today: date) -> None:
        """Show what is in force; an exam can only be on a day after ``today``."""
        self._policy, self._today = policy, today
        self.retention.show_number(round(100 * policy.desired_retention))
        self.new.show_number(policy.new_per_day)
        self.reviews.show_number(policy.reviews_per_day)
        self.day_begins.show_number(policy.day_begins)
        day = policy.exam_day
        shown = today + _USUAL_AHEAD if day is None else date.fromordinal(day)
        self.exam.show_day(shown, min(today + timedelta(days=1), shown))
        self._show_refusal("")
        self.has_exam.setChecked(day is not None)
        self.exam.setEnabled(day is not None)

    def show_confidence(self, asked: bool) -> None:
        self.confidence.setChecked(asked)

    def _lay_out(self) -> None:
        rows = Rows()
        rows.add(
            self.tr("To be remembered when it is asked"),
            self.retention,
            self.tr("At 95 % there are more than twice as many reviews as at 90 %."),
        )
        rows.add(self.tr("New facts a day"), self.new)
        rows.add(self.tr("Reviews a day, at most"), self.reviews)
        rows.add(
            self.tr("The day begins at"),
            self.day_begins,
            self.tr("Who studies after midnight still studies for the day before."),
        )
        rows.add(
            self.has_exam,
            self.exam,
            self.tr("New facts and reviews are planned so that all is fresh on that day."),
        )
        self.body.addLayout(rows)
        self.body.addWidget(self._refusal)
        self.body.addWidget(self.confidence)

    def _on_has_exam_clicked(self, has_exam: bool) -> None:
        self.exam.setEnabled(has_exam)
        self._on_changed()
        if has_exam:
            self.exam.setFocus()

    def _on_changed(self) -> None:
        self._show_refusal("")
        chosen = replace(
            self._policy,
            desired_retention=self.retention.number / 100,
            new_per_day=self.new.number,
            reviews_per_day=self.reviews.number,
            day_begins=self.day_begins.number,
            exam_day=self.exam.day.toordinal() if self.has_exam.isChecked() else None,
        )
        if chosen != self._policy:
            self._policy = chosen
            self.policy_chosen.emit(chosen)

    def _show_refusal(self, message: str) -> None:
        self._refusal.setText(message)
        self._refusal.setVisible(bool(message))
