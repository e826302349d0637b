"""The Study screen as a whole: which of its pages is seen, and what leads from one to the next."""

from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from studyapp.core.attempts import Attempt, SessionScore
from studyapp.core.bank import Bank, Kind, TopicId
from studyapp.core.items import Item
from studyapp.ui.study.controller import StudyController
from studyapp.ui.study.start_page import StartPage

if TYPE_CHECKING:
    from studyapp.ui.study.answer_page import AnswerPage
    from studyapp.ui.study.question_page import QuestionPage
    from studyapp.ui.study.summary_page import SummaryPage

Page = TypeVar("Page", bound=QWidget)


class StudyPage(QStackedWidget):
    """Signals: ``recorded()``, the learner's record has changed; ``library_requested()``."""

    recorded = Signal()
    library_requested = Signal()

    def __init__(self, controller: StudyController) -> None:
        super().__init__()
        self.controller = controller
        self._bank: Bank | None = None
        self._waiting: Bank | None = None
        self._attempts: list[Attempt] = []
        self.start = StartPage()
        self.addWidget(self.start)
        self._current: StartPage | QuestionPage | AnswerPage | SummaryPage = self.start
        self.start.start_requested.connect(self._on_start_requested)
        self.start.library_requested.connect(self.library_requested)
        controller.asked.connect(self._on_controller_asked)
        controller.answered.connect(self._on_controller_answered)
        controller.refused.connect(self._on_controller_refused)
        controller.ended.connect(self._on_controller_ended)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self._on_escape_pressed)

    @cached_property
    def question(self) -> "QuestionPage":
        from studyapp.ui.study.question_page import QuestionPage

        page = self._added(QuestionPage())
        page.answered.connect(self.controller.answer)
        page.leave_requested.connect(self._on_leave_requested)
        return page

    @cached_property
    def answer(self) -> "AnswerPage":
        from studyapp.ui.study.answer_page import AnswerPage

        page = self._added(AnswerPage())
        page.next_requested.connect(self._on_next_requested)
        return page

    @cached_property
    def summary(self) -> "SummaryPage":
        from studyapp.ui.study.summary_page import SummaryPage

        page = self._added(SummaryPage())
        page.review_requested.connect(self._on_review_requested)
        page.again_requested.connect(self._on_again_requested)
        page.back_requested.connect(self._show_start)
        return page

    @property
    def unsaved(self) -> bool:
        """Whether an answer is on screen that the disk refused."""
        return self.controller.running and self.question.unsaved

    def show_bank(self, bank: Bank | None) -> None:
        """Offer this set; a session that is under way goes on with its own."""
        self._waiting = bank
        if self._current is self.start:
            self._offer()
            if self.isVisible():
                self.take_focus()

    def show_last(self, score: SessionScore | None) -> None:
        self.start.show_last(score)

    def take_focus(self) -> None:
        """Put the focus where the learner goes on."""
        self._current.take_focus()

    def _added(self, page: Page) -> Page:
        self.addWidget(page)
        return page

    def _offer(self) -> None:
        from studyapp.study import available  # brings the graders: not before the window is up

        self._bank = self._waiting
        if self._bank is None:
            self.start.show_no_bank()
        else:
            self.start.show_bank(self._bank, partial(available, self._bank))
            # Use the time until Start is pressed to make the pages behind it.
            QTimer.singleShot(0, self, lambda: (self.question, self.answer))

    def _show(self, page: "StartPage | QuestionPage | AnswerPage | SummaryPage") -> None:
        self._current = page
        self.setCurrentWidget(page)

    def _show_start(self) -> None:
        self._offer()
        self._show(self.start)
        self.take_focus()

    def _on_start_requested(
        self, count: int, topics: frozenset[TopicId], kinds: frozenset[Kind]
    ) -> None:
        if self._bank is not None:
            self._attempts = []
            self.controller.start(self._bank, count, topics, kinds)

    def _on_again_requested(self) -> None:
        self.controller.start_again()

    def _on_controller_asked(self, item: Item, number: int, total: int) -> None:
        assert self._bank is not None
        self._show(self.question)
        self.question.show_item(item, self._bank, number, total)

    def _on_controller_answered(self, attempt: Attempt) -> None:
        number, total = self.controller.number, self.controller.total
        onward = self.tr("Next") if number < total else self.tr("See results")
        self._show_answer(attempt, number, total, onward)
        self.recorded.emit()

    def _on_controller_refused(self, message: str) -> None:
        if self.controller.running:
            self.question.show_unsaved(message)
        elif self._current is not self.start:
            self.summary.show_refusal(message)
        else:
            self.start.show_refusal(message)

    def _on_controller_ended(self, attempts: list[Attempt]) -> None:
        assert self._bank is not None
        self.recorded.emit()
        if not attempts:
            self._show_start()
            return
        self._attempts = attempts
        self._show(self.summary)
        self.summary.show_attempts(attempts, self._bank)

    def _on_next_requested(self) -> None:
        if self.controller.running:
            self.controller.advance()
        else:
            self._show(self.summary)
            self.take_focus()

    def _on_review_requested(self, attempt: Attempt) -> None:
        number = self._attempts.index(attempt) + 1
        self._show_answer(attempt, number, len(self._attempts), self.tr("Back to results"))

    def _show_answer(self, attempt: Attempt, number: int, total: int, onward: str) -> None:
        assert self._bank is not None
        place = self.tr("Question {number} of {total}").format(number=number, total=total)
        self._show(self.answer)
        self.answer.show_attempt(attempt, self._bank, place=place, onward=onward)

    def _on_escape_pressed(self) -> None:
        if self.controller.running:
            self._on_leave_requested()
        elif self._current is self.start:
            return
        elif self._current is self.summary:
            self._show_start()
        else:
            self._on_next_requested()

    def _on_leave_requested(self) -> None:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("End session"))
        box.setText(self.tr("End this session?"))
        box.setInformativeText(
            self.tr("The answer on screen is not saved and would be lost.")
            if self.unsaved
            else self.tr("Your answers so far are saved.")
        )
        end = box.addButton(self.tr("End session"), QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(self.tr("Keep going"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        end.clicked.connect(self.controller.stop)
        box.open()
