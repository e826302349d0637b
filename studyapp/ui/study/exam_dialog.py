"""What an exam is to be like, and a word of warning before it begins."""

from functools import partial

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from studyapp.core.sessions import EXAM_COUNT, EXAM_MINUTES, PASS_MARK, Mode
from studyapp.ui.study.wish import Wish
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.number_field import NumberField
from studyapp.ui.widgets.text import card, label

_MOST_QUESTIONS = 200
_MOST_MINUTES = 300


class ExamDialog(QDialog):
    """Signals: ``begun(Wish)``, the exam or its preview, of all topics and kinds."""

    begun = Signal(object)

    def __init__(self, parent: QWidget, *, most: int) -> None:
        """``most`` is the number of questions that there are."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Exam"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        most = min(max(most, 1), _MOST_QUESTIONS)
        self.count = NumberField(self.tr("Questions"), 1, most)
        self.minutes = NumberField(
            self.tr("Time"), 1, _MOST_MINUTES, unit=self.tr("minutes"), step=5
        )
        self.mark = NumberField(self.tr("Pass mark"), 1, 100, unit=self.tr("percent"), step=5)
        self.count.show_number(min(EXAM_COUNT, most))
        self.minutes.show_number(EXAM_MINUTES)
        self.mark.show_number(round(100 * PASS_MARK))
        self.seed = QLineEdit()
        self.seed.setAccessibleName(self.tr("Seed"))
        self.seed.setPlaceholderText(self.tr("by chance"))
        self.seed.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,9}")))
        self.seed.setAcceptDrops(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(16)
        column.addWidget(label(self.tr("Exam"), "heading"))
        column.addLayout(self._make_fields())
        column.addWidget(self._make_warning())
        told = self.tr("A preview is the same exam, but leaves your schedule as it is.")
        column.addWidget(label(told, "small"))
        column.addLayout(self._make_buttons())
        self.setMinimumWidth(440)
        self.begin.setFocus()

    def _make_fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        rows: list[tuple[str, QWidget]] = [
            (self.tr("Questions"), self.count),
            (self.tr("Time"), self.minutes),
            (self.tr("Pass mark"), self.mark),
            (self.tr("Seed"), self.seed),
        ]
        for row, (name, field) in enumerate(rows):
            grid.addWidget(label(name, wrap=False), row, 0)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        advice = self.tr("The same seed asks the same questions: give it to others to compare.")
        grid.addWidget(label(advice, "small"), len(rows), 1)
        return grid

    def _make_warning(self) -> QWidget:
        frame = card("partly")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(label(self.tr("No pause, and no feedback until the end."), "strong"))
        column.addWidget(
            label(
                self.tr(
                    "The clock does not stop for anything, not even when you close the window: "
                    "until it runs out you can go on. What is not answered by then counts as "
                    "wrong. In the end you go through every answer."
                )
            )
        )
        return frame

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.preview = Button(self.tr("Preview"), pressed=partial(self._begin, Mode.PREVIEW))
        row.addWidget(self.preview)
        row.addStretch(1)
        row.addWidget(Button(self.tr("Cancel"), pressed=self.reject))
        begin = partial(self._begin, Mode.EXAM)
        self.begin = Button(self.tr("Begin the exam"), "primary", pressed=begin)
        self.begin.setDefault(True)
        row.addWidget(self.begin)
        return row

    def _begin(self, mode: Mode) -> None:
        wish = Wish(
            mode,
            self.count.number,
            minutes=self.minutes.number,
            pass_mark=self.mark.number / 100,
            seed=int(self.seed.text()) if self.seed.text() else None,
        )
        self.accept()
        self.begun.emit(wish)
