"""Where a session begins: what is due today, and the other ways to study."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from studyapp.core.attempts import SessionScore
from studyapp.core.bank import Bank, Kind, TopicId
from studyapp.core.sessions import Mode
from studyapp.ui import words
from studyapp.ui.study.agenda import Agenda
from studyapp.ui.study.choice_list import ChoiceList
from studyapp.ui.study.exam_dialog import ExamDialog
from studyapp.ui.study.mode_list import COUNTS, KEYS, ModeList
from studyapp.ui.study.mode_words import mode_heading, on_its_clock
from studyapp.ui.study.today_card import TodayCard
from studyapp.ui.study.wish import Wish
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.disclosure import Disclosure
from studyapp.ui.widgets.notice import Notice
from studyapp.ui.widgets.text import label

Available = Callable[[frozenset[TopicId], frozenset[Kind]], int]


class StartPage(QWidget):
    """Signals: ``start_requested(Wish)``; ``library_requested()``, there is no set to study;
    ``resume_requested()`` and ``drop_requested()``, what becomes of an interrupted session;
    ``aside_requested()``, show what is set aside and flagged.
    """

    start_requested = Signal(object)
    library_requested = Signal()
    resume_requested = Signal()
    drop_requested = Signal()
    aside_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bank: Bank | None = None
        self._available: Available = lambda _topics, _kinds: 0
        column = self._column = Column(760, margin=32)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self._title = label("", "title")
        self._credit = label("", "muted")
        self._library = Button(self.tr("Go to the Library"), pressed=self.library_requested.emit)
        self.interrupted = Notice(self.tr("Go on"), self.tr("End it"))
        self.interrupted.accepted.connect(self.resume_requested)
        self.interrupted.declined.connect(self.drop_requested)
        self.today = TodayCard()
        self.today.learn_requested.connect(lambda: self._on_mode_chosen(Mode.LEARN))
        self.today.quiz_requested.connect(lambda: self._on_mode_chosen(Mode.QUIZ))
        self.start = self.today.start
        self.modes = ModeList()
        self.modes.chosen.connect(self._on_mode_chosen)
        self.count = self.modes.count
        self._last = label("", "small")
        self.choices = Disclosure(self.tr("Choose topics and kinds"), self._make_choices())
        self.aside = Button("", "link", pressed=self.aside_requested.emit)
        self.aside.setAccessibleName(self.tr("Set aside and flagged"))
        self.aside.hide()
        for each in (self._title, self._credit):
            column.body.addWidget(each)
        column.body.addWidget(self._library, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.interrupted, self.today, self._last, self.modes, self.choices):
            column.body.addWidget(part)
        column.body.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignLeft)
        column.body.addStretch(1)
        self.show_loading()

    def show_loading(self) -> None:
        """What is seen until the first set is there."""
        self._show_nothing(self.tr("Opening your sets …"), "")

    def show_bank(self, bank: Bank, available: Available) -> None:
        """Offer this set; ``available`` counts what some topics and kinds can ask.

        The same set once more leaves what is ticked as it is.
        """
        self._available = available
        if bank is not self._bank:
            self._bank = bank
            self._title.setText(bank.title)
            credits = dict.fromkeys(source.credit for source in bank.sources.values())
            self._credit.setText("\n".join(credits))
            self._credit.setVisible(any(credits))
            self.topics.offer(bank.topics.items())
            every = frozenset[TopicId]()
            self.kinds.offer(
                (kind, words.kind_name(kind))
                for kind in Kind
                if available(every, frozenset([kind]))
            )
        self._library.hide()
        for part in (self.today, self.modes, self.choices):
            part.show()
        self._on_choice_changed()

    def show_no_bank(self) -> None:
        """Say that there is nothing to study, and what to do about it."""
        self._show_nothing(
            self.tr("No set to study yet"),
            self.tr("Open a set in the Library, or drop its file on this window."),
        )
        self._library.show()

    def show_agenda(self, agenda: Agenda) -> None:
        """Say what is left for today, and offer to go on with what was interrupted."""
        self.today.show_today(agenda.today, agenda.next_due)
        self._show_aside(agenda.aside, agenda.flagged)
        session = agenda.interrupted
        if session is None:
            self.interrupted.hide()
            return
        answered = self.tr("{mode}, {when}: {answered}.").format(
            mode=mode_heading(session.mode),
            when=words.when(session.started),
            answered=words.counted(
                agenda.answered,
                self.tr("1 question answered"),
                self.tr("{n} questions answered"),
            ),
        )
        self.interrupted.tell(
            self.tr("A session waits to go on"),
            f"{answered} {on_its_clock(session, time_is_up=agenda.time_is_up)}".rstrip(),
        )

    def show_last(self, score: SessionScore | None) -> None:
        """Say how the last session with this set went."""
        self._last.setVisible(score is not None)
        if score is not None:
            self._last.setText(
                self.tr("Last time: {points} right ({percent}), {when}").format(
                    points=words.points(score.score, score.counted),
                    percent=words.percent(score.score, score.counted),
                    when=words.when(score.session.started),
                )
            )

    def show_refusal(self, message: str) -> None:
        """Say why no session could begin."""
        self.today.show_reason(message, can_start=self.start.isEnabled())

    def scroll_to_top(self) -> None:
        self._column.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        if not self.interrupted.isHidden():
            self.interrupted.accept.setFocus()
        elif self._bank is None and not self._library.isHidden():
            self._library.setFocus()
        else:
            self.start.setFocus()

    def choose_count(self, count: int) -> None:
        self.count.choose(count if count in COUNTS else COUNTS[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.start.click()
        elif event.text() in KEYS:
            self.modes.buttons[KEYS[event.text()]].click()
        else:
            super().keyPressEvent(event)

    def _make_choices(self) -> QWidget:
        inside = QWidget()
        self.topics = ChoiceList(self.tr("Topics"))
        self.kinds = ChoiceList(self.tr("Kinds of question"))
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(24)
        for place, each in enumerate((self.topics, self.kinds)):
            grid.addWidget(each, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
            each.changed.connect(self._on_choice_changed)
        return inside

    def _show_aside(self, aside: int, flagged: int) -> None:
        """Lead to what is set aside and flagged, where there is any."""
        counts = []
        if aside:
            counts.append(words.counted(aside, self.tr("1 set aside"), self.tr("{n} set aside")))
        if flagged:
            counts.append(words.counted(flagged, self.tr("1 flagged"), self.tr("{n} flagged")))
        self.aside.setVisible(bool(counts))
        if counts:
            self.aside.set_text(" · ".join(counts))

    def _show_nothing(self, title: str, advice: str) -> None:
        self._bank = None
        self._title.setText(title)
        self._credit.setText(advice)
        self._credit.setVisible(bool(advice))
        hidden: tuple[QWidget, ...] = (
            self._library,
            self.interrupted,
            self.today,
            self._last,
            self.modes,
            self.choices,
            self.aside,
        )
        for part in hidden:
            part.hide()
        self.today.show_reason("", can_start=False)

    def _on_choice_changed(self) -> None:
        available = self._available
        topics, kinds = self.topics.chosen(), self.kinds.chosen()
        every_kind, every_topic = self.kinds.chosen_or_all(), self.topics.chosen_or_all()
        self.topics.show_counts(lambda topic: available(frozenset([topic]), every_kind))
        self.kinds.show_counts(lambda kind: available(every_topic, frozenset([kind])))
        count = available(topics, kinds) if topics and kinds else 0
        self.today.show_reason(self._why(len(topics), len(kinds), count), can_start=count > 0)
        self.modes.allow(possible=count > 0)
        self.choices.show_summary(self._chosen(len(topics), len(kinds), count))

    def _why(self, topics: int, kinds: int, count: int) -> str:
        """Why nothing can begin; nothing where it can."""
        if not topics:
            return self.tr("Choose at least one topic to start.")
        if not kinds:
            return self.tr("Choose at least one kind of question to start.")
        if not count:
            return self.tr("No question fits: choose more topics or more kinds of question.")
        return ""

    def _chosen(self, topics: int, kinds: int, count: int) -> str:
        asked = words.counted(
            count, self.tr("1 statement to ask about"), self.tr("{n} statements to ask about")
        )
        if topics == len(self.topics.rows) and kinds == len(self.kinds.rows):
            return self.tr("All topics, all kinds: {asked}").format(asked=asked)
        chosen = self.tr("{topics} of {all_topics} topics, {kinds} of {all_kinds} kinds: {asked}")
        return chosen.format(
            topics=topics,
            all_topics=len(self.topics.rows),
            kinds=kinds,
            all_kinds=len(self.kinds.rows),
            asked=asked,
        )

    def _on_mode_chosen(self, mode: Mode) -> None:
        if mode is Mode.EXAM:
            self._ask_for_exam()
        else:
            self._request(self._wish(mode))

    def _wish(self, mode: Mode) -> Wish:
        """A session with so many questions, 0 for as many as there are."""
        return Wish(mode, 0 if mode in (Mode.LEARN, Mode.READ) else self.count.number)

    def _ask_for_exam(self) -> None:
        most = self._available(self.topics.chosen(), self.kinds.chosen())
        dialog = ExamDialog(self, most=most)
        dialog.begun.connect(self._request)
        dialog.open()

    def _request(self, wish: Wish) -> None:
        """Ask for a session with the topics and kinds that are chosen."""
        topics, kinds = self.topics.chosen_or_none(), self.kinds.chosen_or_none()
        self.start_requested.emit(replace(wish, topics=topics, kinds=kinds))
