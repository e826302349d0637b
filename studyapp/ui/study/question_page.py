"""A question: the stem large, below it what to choose or type."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.bank import Bank
from studyapp.core.certainty import Confidence
from studyapp.core.hints import Hint, Without, hints_for
from studyapp.core.items import Chosen, Item, Response
from studyapp.core.unmarked import unmarked_item
from studyapp.ui import words
from studyapp.ui.study.confidence_row import ConfidenceRow
from studyapp.ui.study.controller import utc_now
from studyapp.ui.study.countdown import Countdown
from studyapp.ui.study.forms import AnswerForm, form_for
from studyapp.ui.study.hints import HintCard, HintOffer, paid, told
from studyapp.ui.study.mode_words import place
from studyapp.ui.study.sitting import USUAL, Sitting
from studyapp.ui.widgets.banner import Banner
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.picture import PictureView
from studyapp.ui.widgets.score_bar import Bar
from studyapp.ui.widgets.text import label, line, prose

DONT_KNOW_KEYS = "Ctrl+D"
DIGITS = tuple("123456789")
_PICTURE = 0.4  # of the height: the answers must be in sight too


class QuestionPage(QWidget):
    """Signals: ``answered(Response, Confidence | None)``, also once more when an unsaved
    answer is tried again; ``hint_requested()``; ``undo_requested()``, take back the answer
    before; ``time_ran_out()``; ``leave_requested()``.
    """

    answered = Signal(object, object)
    hint_requested = Signal()
    undo_requested = Signal()
    time_ran_out = Signal()
    leave_requested = Signal()

    def __init__(self, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__()
        self.form: AnswerForm | None = None
        self._given: Response | None = None
        self._item: Item | None = None
        self._sitting = Sitting()
        self.countdown = Countdown(now)
        self.countdown.ran_out.connect(self.time_ran_out)
        self.hints = HintCard()
        self.hint_offer = HintOffer()
        self.hint_offer.requested.connect(self._on_hint_requested)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Question"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._make_head())
        self._column = Column(760, margin=32)
        self._caption = label("", "small")
        self.stem = prose("", "stem")
        self.picture = PictureView(_PICTURE)
        for each in (self._caption, self.stem, self.picture):
            self._column.body.addWidget(each)
        self._column.body.addWidget(self.hints)
        self._column.body.addSpacing(8)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(10)
        self._column.body.addLayout(self._answers)
        self._column.body.addWidget(self.hint_offer)
        self._column.body.addStretch(1)
        whole.addWidget(self._column, 1)
        whole.addWidget(line())
        whole.addLayout(self._make_foot())
        shortcut = QShortcut(QKeySequence(DONT_KNOW_KEYS), self)
        shortcut.activated.connect(self.dont_know.click)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo.click)

    def show_item(
        self, item: Item, bank: Bank, number: int, total: int, sitting: Sitting = USUAL
    ) -> None:
        """Ask this item and put the focus where the answer goes; ``total`` is 0 where there
        is no end.
        """
        self._given = None
        self._item = item
        self._show_sitting(sitting)
        self._counter.setText(place(number, total))
        self._bar.setVisible(total > 0)
        self._bar.show_share((number - 1) / total if total else 0.0)
        caption = [words.topic_name(bank, item.topic), words.whose_statement(item, bank)]
        self._caption.setText(" · ".join(part for part in caption if part))
        self.stem.show_text(words.stem(item), marked=item.marked)
        self.setAccessibleName(self.stem.text())
        self.picture.show_picture(item.picture, bank.pictures)
        self.hint_offer.setVisible(sitting.hints and bool(hints_for(item, bank, 0)))
        self._replace_form(form_for(item, bank))
        self._set_open(True)
        self.take_focus()
        self._column.verticalScrollBar().setValue(0)  # the question itself comes first

    def show_hint(self, hint: Hint, item: Item, bank: Bank, taken: int) -> None:
        """Show a hint to the item as it stood; ``taken`` is how many there are with it."""
        assert self.form is not None
        kind, scheduled = item.kind, self._sitting.scheduled
        shown = told(hint, unmarked_item(item), bank)
        self.hints.tell(*shown, paid(kind, taken) if scheduled else "")
        if isinstance(hint, Without):
            self.form.take_away(hint.option)
        self.hint_offer.offer(kind, taken, scheduled=scheduled)
        self._column.verticalScrollBar().setValue(0)
        self.take_focus()

    def show_no_hint(self) -> None:
        """Say that there are no more hints."""
        self.hint_offer.show_last()
        self.take_focus()

    def rest(self) -> None:
        """The session is over: no clock runs any more."""
        self.countdown.stop()

    def take_focus(self) -> None:
        """Put the focus where the answer goes; on the page itself while nothing is chosen."""
        self.setFocus()
        if self.unsaved:
            self.banner.button.setFocus()
        elif self.form is not None:
            self.form.take_focus()

    def show_unsaved(self, message: str) -> None:
        """Keep the answer on screen, say that it is not saved and offer to try again.

        Where it was not an answer that the disk refused, only say so.
        """
        self.banner.say(message)
        self.banner.button.setVisible(self._given is not None)
        if self._given is not None:
            self._set_open(False)
            self.banner.button.setFocus()

    @property
    def unsaved(self) -> bool:
        """Whether an answer was given that the disk refused."""
        return self._given is not None and not self.banner.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.picture.fit(self.height())

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
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # where there is no end there is still the room
        self._bar.setSizePolicy(policy)
        leave = Button(self.tr("End session"), "link", pressed=self.leave_requested.emit)
        self.undo = Button(self.tr("Undo"), "link", pressed=self.undo_requested.emit)
        self.undo.setToolTip(self.tr("Take back the answer before  (Ctrl+Z)"))
        for button in (leave, self.undo):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self._counter)
        row.addWidget(self._bar, 1)
        row.addWidget(self.countdown)
        row.addWidget(self.undo)
        row.addWidget(leave)
        return row

    def _make_foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(32, 12, 32, 16)
        foot.setSpacing(12)
        self.banner = Banner()
        self.banner.retry_requested.connect(self._on_retry_requested)
        foot.addWidget(self.banner)
        self.confidence = ConfidenceRow()
        self.confidence.hide()
        foot.addWidget(self.confidence)
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

    def _show_sitting(self, sitting: Sitting) -> None:
        assert self._item is not None
        self._sitting = sitting
        self.banner.hide()
        self.hints.clear()
        self.confidence.clear()
        self.confidence.setVisible(sitting.confidence)
        self.hint_offer.offer(self._item.kind, 0, scheduled=sitting.scheduled)
        self.check.set_text(self.tr("Check") if sitting.feedback else self.tr("Answer"))
        self.undo.setVisible(sitting.undoable)
        self.countdown.count_to(sitting.deadline)

    def _replace_form(self, form: AnswerForm) -> None:
        if self.form is not None:
            clear_out(self._answers, [self.form])
        self.form = form
        form.changed.connect(self._update_check)
        form.given.connect(self._on_check_pressed)
        self._answers.addWidget(form)
        self._column.body.setStretchFactor(self._answers, 1000 if form.grows else 0)
        form.show()  # at once: the focus goes there
        self._order_tabs(form)

    def _order_tabs(self, form: AnswerForm) -> None:
        """Tab goes down the page: a form that came later would come last."""
        inside = [
            each
            for each in form.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.focusProxy() is None
            and each.window() is self.window()  # not the lists that drop down
        ]
        sure = [*self.confidence.buttons.values(), self.confidence.explain]
        foot = [self.hint_offer.button, *sure, self.dont_know, self.check]
        for before, after in pairwise([self.picture.button, *inside, *foot]):
            QWidget.setTabOrder(before, after)

    def _update_check(self) -> None:
        assert self.form is not None
        ready = self.form.response() is not None
        self.check.setEnabled(ready and self._given is None)
        told = (self.form.keys(), self.tr("Enter")) if ready else (self.form.advice(),)
        self._advice.setText(" · ".join(filter(None, told)))

    def _set_open(self, is_open: bool) -> None:
        assert self.form is not None
        for part in (self.form, self.dont_know, self.confidence, self.hint_offer, self.undo):
            part.setEnabled(is_open)
        self._update_check()

    def _give(self, response: Response) -> None:
        self._given = response
        self.answered.emit(response, self._confidence())

    def _confidence(self) -> Confidence | None:
        """How sure the learner is; who does not know an answer is not asked."""
        return None if self._given == Chosen(()) else self.confidence.confidence

    def _on_enter_pressed(self) -> None:
        if self.unsaved:
            self.banner.button.click()
        elif self.form is not None and not self.form.press_enter():
            self.check.click()

    def _on_check_pressed(self) -> None:
        form = self.form
        response = form.response() if form is not None else None
        if form is not None and response is not None and self._given is None and form.accepts():
            self._give(response)

    def _on_dont_know_pressed(self) -> None:
        if self._given is None:
            self._give(Chosen(()))

    def _on_hint_requested(self) -> None:
        if self._given is None:
            self.hint_requested.emit()

    def _on_retry_requested(self) -> None:
        if self._given is not None:
            self._give(self._given)
