"""The Study screen as a whole: which of its pages is seen, and what leads from one to the next."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from studyapp.core.attempts import Attempt, SessionScore
from studyapp.core.bank import Bank
from studyapp.core.hints import Hint
from studyapp.core.items import Item
from studyapp.core.sessions import is_exam
from studyapp.core.sources import Passage, Source
from studyapp.ui.study.agenda import Agenda
from studyapp.ui.study.controller import StudyController
from studyapp.ui.study.mode_words import asked_again, nothing_to_ask, place, time_of_day
from studyapp.ui.study.outcome import Outcome
from studyapp.ui.study.sitting import Sitting
from studyapp.ui.study.start_page import StartPage
from studyapp.ui.study.wish import Wish
from studyapp.ui.widgets.message import add_choice, message

if TYPE_CHECKING:
    from studyapp.ui.study.answer_page import AnswerPage
    from studyapp.ui.study.question_page import QuestionPage
    from studyapp.ui.study.reading_page import ReadingPage
    from studyapp.ui.study.summary_page import SummaryPage

    Shown = StartPage | QuestionPage | AnswerPage | ReadingPage | SummaryPage

Page = TypeVar("Page", bound=QWidget)


class StudyPage(QStackedWidget):
    """Signals: ``recorded()``, the learner's record has changed; ``agenda_requested()``, the
    start page is about to be shown; ``library_requested()``.
    """

    recorded = Signal()
    agenda_requested = Signal()
    library_requested = Signal()

    def __init__(self, controller: StudyController) -> None:
        super().__init__()
        self.controller = controller
        self._bank: Bank | None = None
        self._waiting: Bank | None = None
        self._sitting = Sitting()
        self._reviewed: Sequence[Attempt] = ()
        self._index = 0
        self.start = StartPage()
        self.addWidget(self.start)
        self._current: Shown = self.start
        self.start.start_requested.connect(self.begin)
        self.start.library_requested.connect(self.library_requested)
        self.start.resume_requested.connect(self._on_resume_requested)
        self.start.drop_requested.connect(self._on_drop_requested)
        self.start.aside_requested.connect(self._on_aside_requested)
        self._connect()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self._on_escape_pressed)

    @cached_property
    def question(self) -> "QuestionPage":
        from studyapp.ui.study.question_page import QuestionPage

        page = self._added(QuestionPage(self.controller.now))
        page.answered.connect(self.controller.answer)
        page.hint_requested.connect(self.controller.take_hint)
        page.undo_requested.connect(self.controller.undo)
        page.time_ran_out.connect(self.controller.stop)
        page.leave_requested.connect(self._on_leave_requested)
        return page

    @cached_property
    def answer(self) -> "AnswerPage":
        from studyapp.ui.study.answer_page import AnswerPage

        page = self._added(AnswerPage())
        page.next_requested.connect(self._on_next_requested)
        page.undo_requested.connect(self.controller.undo)
        page.suspend_requested.connect(self.controller.suspend)
        page.bury_requested.connect(self.controller.bury)
        page.flag_requested.connect(self.controller.flag)
        return page

    @cached_property
    def reading(self) -> "ReadingPage":
        from studyapp.ui.study.reading_page import ReadingPage

        page = self._added(ReadingPage())
        page.read.connect(self.controller.ask_after_reading)
        page.leave_requested.connect(self._on_leave_requested)
        return page

    @cached_property
    def summary(self) -> "SummaryPage":
        from studyapp.ui.study.summary_page import SummaryPage

        page = self._added(SummaryPage())
        page.review_requested.connect(self._on_review_requested)
        page.review_all_requested.connect(self._on_review_all_requested)
        page.again_requested.connect(self._on_again_requested)
        page.back_requested.connect(self._show_start)
        return page

    @property
    def unsaved(self) -> bool:
        """Whether an answer is on screen that the disk refused."""
        return self.controller.running and self.question.unsaved

    @property
    def before_closing(self) -> tuple[str, str] | None:
        """A question to ask before the window closes now, and what is at stake; None if nothing.

        A session that is under way waits for the next start, but the clock of an exam does
        not wait.
        """
        if self.unsaved:
            lost = self.tr("The answer on screen is not saved and would be lost.")
            return self.tr("Close without saving the answer?"), lost
        if not self.controller.in_exam:
            return None
        return self.tr("Close in the middle of the exam?"), self._what_waits()

    def show_bank(self, bank: Bank | None) -> None:
        """Offer this set; a session that is under way goes on with its own."""
        self._waiting = bank
        if self._current is self.start:
            self._offer()
            self.agenda_requested.emit()
            if self.isVisible():
                self.take_focus()

    def show_last(self, score: SessionScore | None) -> None:
        self.start.show_last(score)

    def show_agenda(self, agenda: Agenda) -> None:
        """Say what there is to do today."""
        self.start.show_agenda(agenda)

    def begin(self, wish: Wish) -> None:
        """Begin a session, unless one is under way."""
        if self._waiting is not None and not self.controller.running:
            self._bank = self._waiting
            self.controller.start(self._bank, wish)

    def leave_results(self) -> None:
        """Go back to the start where a session is over and looked through no more."""
        if not self.controller.running and self._current is not self.start:
            self._show_start()

    def take_focus(self) -> None:
        """Put the focus where the learner goes on."""
        self._current.take_focus()

    def _connect(self) -> None:
        controller = self.controller
        controller.reading.connect(self._on_controller_reading)
        controller.asked.connect(self._on_controller_asked)
        controller.hinted.connect(self._on_controller_hinted)
        controller.answered.connect(self._on_controller_answered)
        controller.kept.connect(self.recorded)
        controller.suspended.connect(self._on_controller_suspended)
        controller.buried.connect(self._on_controller_buried)
        controller.flagged.connect(self._on_controller_flagged)
        controller.refused.connect(self._on_controller_refused)
        controller.ended.connect(self._on_controller_ended)

    def _added(self, page: Page) -> Page:
        self.addWidget(page)
        return page

    def _on_aside_requested(self) -> None:
        from studyapp.ui.study.aside_dialog import AsideDialog

        bank = self._bank
        if bank is None:
            return
        dialog = AsideDialog(self, bank, self.controller.aside(bank))
        dialog.brought_back.connect(
            lambda card: dialog.show_done(card, self.controller.bring_back(card))
        )
        dialog.unflagged.connect(
            lambda flag: dialog.show_done(flag, self.controller.remove_flag(flag))
        )
        dialog.finished.connect(self.agenda_requested)
        dialog.open()

    def _offer(self) -> None:
        from studyapp.study import available  # brings the graders: not before the window is up

        self._bank = self._waiting
        if self._bank is None:
            self.start.show_no_bank()
        else:
            self.start.show_bank(self._bank, partial(available, self._bank))
            # Use the time until Start is pressed to make the pages behind it.
            QTimer.singleShot(0, self, lambda: (self.question, self.answer))

    def _show(self, page: "Shown") -> None:
        self._current = page
        self.setCurrentWidget(page)

    def _show_start(self) -> None:
        self._offer()
        self.agenda_requested.emit()
        self._show(self.start)
        self.start.scroll_to_top()
        self.take_focus()

    def _on_resume_requested(self) -> None:
        if self._bank is not None:
            self.controller.resume(self._bank)

    def _on_drop_requested(self) -> None:
        if self._bank is not None:
            self.controller.drop(self._bank)
            self.agenda_requested.emit()
            self.take_focus()

    def _on_again_requested(self) -> None:
        self.controller.start_again()

    def _on_controller_reading(self, source: Source, passage: Passage) -> None:
        self._show(self.reading)
        self.reading.show_passage(source, passage, place=self._number())

    def _on_controller_asked(self, item: Item, number: int, total: int, sitting: Sitting) -> None:
        assert self._bank is not None
        self._sitting = sitting
        self._show(self.question)
        self.question.show_item(item, self._bank, number, total, sitting)

    def _on_controller_hinted(self, hint: Hint | None, item: Item, taken: int) -> None:
        assert self._bank is not None
        if hint is None:
            self.question.show_no_hint()
        else:
            self.question.show_hint(hint, item, self._bank, taken)

    def _on_controller_answered(self, attempt: Attempt) -> None:
        last = self.controller.number == self.controller.total
        onward = self.tr("See results") if last else self.tr("Next")
        self._show_answer(attempt, self._number(), onward, live=True)
        self._show_schedule(attempt)
        self.recorded.emit()

    def _show_schedule(self, attempt: Attempt) -> None:
        if self._sitting.scheduled and self.controller.comes_again:
            self.answer.show_schedule(self.tr("Asked again in this session."))
        elif self._sitting.scheduled:
            self.answer.show_schedule(asked_again(self.controller.asked_again(attempt)))
        else:
            self.answer.show_schedule(self.tr("The schedule stays as it was."))

    def _on_controller_suspended(self) -> None:
        self.answer.show_note(self.tr("This will not be asked again."))
        self.answer.show_schedule("")
        self.recorded.emit()

    def _on_controller_buried(self) -> None:
        self.answer.show_note(self.tr("This will not be asked before tomorrow."))
        self.answer.show_schedule("")
        self.recorded.emit()

    def _on_controller_flagged(self) -> None:
        self.answer.show_note(self.tr("Flagged. The question stays in use."))

    def _on_controller_refused(self, message: str) -> None:
        if self.controller.running and self._current is self.answer:
            self.answer.show_note(message)
        elif self.controller.running:
            self.question.show_unsaved(message)
        elif self._current is not self.start:
            self.summary.show_refusal(message)
        else:
            self.start.show_refusal(message)

    def _on_controller_ended(self, outcome: Outcome) -> None:
        assert self._bank is not None
        self.recorded.emit()
        if self._current is not self.start:
            self.question.rest()
        if not outcome.attempts and not (is_exam(outcome.mode) and outcome.total):
            self._show_start()
            if not outcome.total:
                self.start.show_refusal(nothing_to_ask(outcome.mode))
            return
        self._reviewed = outcome.attempts
        self._index = 0
        self._show(self.summary)
        self.summary.show_outcome(outcome, self._bank)

    def _on_next_requested(self) -> None:
        if self.controller.running:
            self.controller.advance()
        elif self.summary.must_review and self._index + 1 < len(self._reviewed):
            self._review(self._index + 1)
        else:
            self._show(self.summary)
            self.summary.show_reviewed()

    def _on_review_requested(self, attempt: Attempt) -> None:
        self._review(self._reviewed.index(attempt))

    def _on_review_all_requested(self) -> None:
        self._review(self._index)

    def _review(self, index: int) -> None:
        """Show an answer of the session that is over."""
        self._index = index
        total = len(self._reviewed)
        goes_on = self.summary.must_review and index + 1 < total
        onward = self.tr("Next") if goes_on else self.tr("Back to results")
        self._show_answer(self._reviewed[index], place(index + 1, total), onward)

    def _show_answer(
        self, attempt: Attempt, where: str, onward: str, *, live: bool = False
    ) -> None:
        assert self._bank is not None
        self._show(self.answer)
        self.answer.show_attempt(attempt, self._bank, place=where, onward=onward, live=live)

    def _number(self) -> str:
        return place(self.controller.number, self.controller.total)

    def _on_escape_pressed(self) -> None:
        if self.controller.running:
            self._on_leave_requested()
        elif self._current is self.start:
            return
        elif self._current is self.summary:
            if not self.summary.must_review:
                self._show_start()
        elif self.summary.must_review:
            self._show(self.summary)
            self.take_focus()
        else:
            self._on_next_requested()

    def _on_leave_requested(self) -> None:
        title, text = self.tr("End session"), self.tr("End this session?")
        box = message(self, text, self._what_ends(), title=title)
        add_choice(box, title, self.tr("Keep going")).clicked.connect(self.controller.stop)
        box.open()

    def _what_ends(self) -> str:
        if self.unsaved:
            return self.tr("The answer on screen is not saved and would be lost.")
        if not self._sitting.feedback:
            return self.tr("The exam is over then: what is not answered counts as wrong.")
        saved = self.tr("Your answers so far are saved.")
        waits = self.tr("To go on with it later, close the window instead.")
        return f"{saved} {waits}"

    def _what_waits(self) -> str:
        """What becomes of the exam under way when the window is closed."""
        deadline = self.controller.deadline
        if deadline is None:
            return self.tr("You can go on with it at the next start.")
        told = self.tr(
            "Its clock runs on until {time}. Until then you can go on at the next start; what "
            "is not answered by then counts as wrong."
        )
        return told.format(time=time_of_day(deadline))
