"""A question: the stem large, below it what to choose or type."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.bank import Bank
from studyapp.core.items import Chosen, Item, Response
from studyapp.ui import words
from studyapp.ui.study.forms import AnswerForm, form_for
from studyapp.ui.widgets.banner import Banner
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.score_bar import Bar
from studyapp.ui.widgets.text import label, line

DONT_KNOW_KEYS = "Ctrl+D"
DIGITS = tuple("123456789")


class QuestionPage(QWidget):
    """Signals: ``answered(Response)``, also once more when an unsaved answer is tried
    again; ``leave_requested()``.
    """

    answered = Signal(object)
    leave_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form: AnswerForm | None = None
        self._given: Response | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Question"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._make_head())
        self._column = Column(760, margin=32)
        self._caption = label("", "small")
        self.stem = label("", "stem")
        for each in (self._caption, self.stem):
            self._column.body.addWidget(each)
        self._column.body.addSpacing(8)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(10)
        self._column.body.addLayout(self._answers)
        self._column.body.addStretch(1)
        whole.addWidget(self._column, 1)
        whole.addWidget(line())
        whole.addLayout(self._make_foot())
        shortcut = QShortcut(QKeySequence(DONT_KNOW_KEYS), self)
        shortcut.activated.connect(self.dont_know.click)

    def show_item(self, item: Item, bank: Bank, number: int, total: int) -> None:
        """Ask this item and put the focus where the answer goes."""
        self._given = None
        self.banner.hide()
        counter = self.tr("Question {number} of {total}").format(number=number, total=total)
        self._counter.setText(counter)
        self._bar.show_share((number - 1) / total)
        caption = [words.topic_name(bank, item.topic), words.whose_statement(item, bank)]
        self._caption.setText(" · ".join(part for part in caption if part))
        self.stem.setText(item.stem)
        self.setAccessibleName(item.stem)
        self._replace_form(form_for(item, bank))
        self._set_open(True)
        self._column.verticalScrollBar().setValue(0)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where the answer goes; on the page itself while nothing is chosen."""
        self.setFocus()
        if self.unsaved:
            self.banner.button.setFocus()
        elif self.form is not None:
            self.form.take_focus()

    def show_unsaved(self, message: str) -> None:
        """Keep the answer on screen, say that it is not saved and offer to try again."""
        self.banner.say(self.tr("Not saved: {message}").format(message=message))
        self._set_open(False)
        self.banner.button.setFocus()

    @property
    def unsaved(self) -> bool:
        """Whether an answer was given that the disk refused."""
        return self._given is not None and not self.banner.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            if not event.isAutoRepeat():
                self._on_enter_pressed()
        elif self.form is None or not self.form.isEnabled():
            super().keyPressEvent(event)
        elif event.text() in DIGITS:
            self.form.press_number(DIGITS.index(event.text()) + 1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.form.press_arrow(down=event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(32, 16, 32, 12)
        row.setSpacing(16)
        self._counter = label("", "muted", wrap=False)
        self._bar = Bar(6)
        leave = Button(self.tr("End session"), "link", pressed=self.leave_requested.emit)
        leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self._counter)
        row.addWidget(self._bar, 1)
        row.addWidget(leave)
        return row

    def _make_foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(32, 12, 32, 16)
        foot.setSpacing(12)
        self.banner = Banner()
        self.banner.retry_requested.connect(self._on_retry_requested)
        foot.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.dont_know = Button(
            self.tr("I don’t know  ({keys})").format(keys=DONT_KNOW_KEYS),
            "link",
            pressed=self._on_dont_know_pressed,
        )
        self.check = Button(self.tr("Check"), "primary", pressed=self._on_check_pressed)
        row.addWidget(self.dont_know)
        self._advice = label("", "small")
        self._advice.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._advice, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.check)
        foot.addLayout(row)
        return foot

    def _replace_form(self, form: AnswerForm) -> None:
        if self.form is not None:
            self._answers.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        form.changed.connect(self._update_check)
        self._answers.addWidget(form)
        form.show()  # at once: the focus goes there

    def _update_check(self) -> None:
        assert self.form is not None
        ready = self.form.response() is not None
        self.check.setEnabled(ready and self._given is None)
        self._advice.setText(self.tr("Enter") if ready else self.form.advice())

    def _set_open(self, is_open: bool) -> None:
        assert self.form is not None
        self.form.setEnabled(is_open)
        self.dont_know.setEnabled(is_open)
        self._update_check()

    def _give(self, response: Response) -> None:
        self._given = response
        self.answered.emit(response)

    def _on_enter_pressed(self) -> None:
        if self.unsaved:
            self.banner.button.click()
        elif self.form is not None and not self.form.press_enter():
            self.check.click()

    def _on_check_pressed(self) -> None:
        response = self.form.response() if self.form is not None else None
        if response is not None and self._given is None:
            self._give(response)

    def _on_dont_know_pressed(self) -> None:
        if self._given is None:
            self._give(Chosen(()))

    def _on_retry_requested(self) -> None:
        if self._given is not None:
            self._give(self._given)
