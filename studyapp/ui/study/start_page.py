"""Where a session begins: the set, how many questions, which topics and kinds."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.attempts import SessionScore
from studyapp.core.bank import Bank, Kind, TopicId
from studyapp.ui import words
from studyapp.ui.study.choice_list import ChoiceList
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button, Segments
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import card, label

COUNTS = (5, 10, 20)
Available = Callable[[frozenset[TopicId], frozenset[Kind]], int]


class StartPage(QWidget):
    """Signals: ``start_requested(count, topics, kinds)``, empty sets standing for all;
    ``library_requested()``, there is no set to study.
    """

    start_requested = Signal(int, object, object)
    library_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bank: Bank | None = None
        self._available: Available = lambda _topics, _kinds: 0
        column = Column(760)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self._title = label("", "title")
        self._credit = label("", "muted")
        column.body.addWidget(self._title)
        column.body.addWidget(self._credit)
        column.body.addSpacing(8)
        column.body.addWidget(self._make_start())
        self.topics = ChoiceList(self.tr("Topics"))
        self.kinds = ChoiceList(self.tr("Kinds of question"))
        self._choices = QWidget()
        grid = QGridLayout(self._choices)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(24)
        for place, each in enumerate((self.topics, self.kinds)):
            grid.addWidget(each, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
            each.changed.connect(self._on_choice_changed)
        column.body.addWidget(self._choices)
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
        self._card.show()
        self._choices.show()
        self._on_choice_changed()

    def show_no_bank(self) -> None:
        """Say that there is nothing to study, and what to do about it."""
        self._show_nothing(
            self.tr("No set to study yet"),
            self.tr("Open a set in the Library, or drop its file on this window."),
        )
        self._library.show()

    def show_last(self, score: SessionScore | None) -> None:
        """Say how the last session with this set went."""
        self._last.setVisible(score is not None)
        if score is not None:
            self._last.setText(
                self.tr("Last time: {points} right ({percent}), {when}").format(
                    points=words.points(score.score, score.answered),
                    percent=words.percent(score.score, score.answered),
                    when=words.when(score.session.started),
                )
            )

    def show_refusal(self, message: str) -> None:
        """Say why no session could begin."""
        self._reason.setText(message)

    def take_focus(self) -> None:
        self.start.setFocus()

    def choose_count(self, count: int) -> None:
        self.count.choose(count if count in COUNTS else COUNTS[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.start.click()
        else:
            super().keyPressEvent(event)

    def _make_start(self) -> QWidget:
        self._card = card()
        column = QVBoxLayout(self._card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(16)
        asked = QVBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(label(self.tr("Questions in this session"), "section"))
        self.count = Segments(COUNTS, self.tr("Questions"))
        self.count.choose(COUNTS[1])
        asked.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(asked, 1)
        self.start = Button(self.tr("Start"), "big", pressed=self._on_start_pressed)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self._reason = label("", "small")
        column.addWidget(self._reason)
        self._last = label("", "small")
        self._last.hide()
        column.addWidget(self._last)
        self._library = Button(self.tr("Go to the Library"), pressed=self.library_requested.emit)
        column.addWidget(self._library, 0, Qt.AlignmentFlag.AlignLeft)
        return self._card

    def _show_nothing(self, title: str, advice: str) -> None:
        self._bank = None
        self._title.setText(title)
        self._credit.setText(advice)
        self._credit.setVisible(bool(advice))
        self._library.hide()
        self._last.hide()
        self._choices.hide()
        self._card.setVisible(bool(advice))
        self.start.setEnabled(False)
        self._reason.setText(self.tr("Starting needs a set.") if advice else "")

    def _on_choice_changed(self) -> None:
        available = self._available
        topics, kinds = self.topics.chosen(), self.kinds.chosen()
        every_kind, every_topic = self.kinds.chosen_or_all(), self.topics.chosen_or_all()
        self.topics.show_counts(lambda topic: available(frozenset([topic]), every_kind))
        self.kinds.show_counts(lambda kind: available(every_topic, frozenset([kind])))
        count = available(topics, kinds) if topics and kinds else 0
        self.start.setEnabled(count > 0)
        self._reason.setText(self._why(len(topics), len(kinds), count))

    def _why(self, topics: int, kinds: int, count: int) -> str:
        if not topics:
            return self.tr("Choose at least one topic to start.")
        if not kinds:
            return self.tr("Choose at least one kind of question to start.")
        if not count:
            return self.tr("No question fits: choose more topics or more kinds of question.")
        return words.counted(
            count,
            self.tr("1 statement of the text to ask about."),
            self.tr("{n} statements of the text to ask about."),
        )

    def _on_start_pressed(self) -> None:
        self.start_requested.emit(
            self.count.number, self.topics.chosen_or_none(), self.kinds.chosen_or_none()
        )
