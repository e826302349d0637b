"""The source as a map of what the learner knows, with the facts of a sentence beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank
from studyapp.core.mastery import Level, Memory, SentenceState, mastery
from studyapp.core.scheduling.policy import Policy
from studyapp.core.sources import Source, Span
from studyapp.ui import theme
from studyapp.ui.source.find_bar import FindBar, places_of
from studyapp.ui.source.legend import Legend
from studyapp.ui.source.map_view import MapView
from studyapp.ui.source.overview import Overview
from studyapp.ui.source.sentence_panel import SentencePanel
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import label, line, set_look

_SIDE = 420  # widest side in pixels at 100 % text
_TALL = 640  # from this height on, at 100 % text, there is room for everything at once


class SourcePage(QWidget):
    """Shows the sources of one set.

    Signals: ``quiz_requested(tuple[FactId, ...])``, a session over these facts is wanted.
    """

    quiz_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._bank: Bank | None = None
        self._source: Source | None = None
        self._memory = Memory({}, 0, Policy())
        self._states: tuple[SentenceState, ...] = ()
        self.view = MapView()
        self.find_bar = FindBar()
        self.legend = Legend()
        self.overview = Overview()
        self.panel = SentencePanel()
        self._empty = label(
            self.tr("No set is open: there is no source to read."), "muted", wrap=False
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reading = QWidget()
        row = QHBoxLayout(self._reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_text(), 1)
        row.addWidget(self._make_side())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._empty)
        whole.addWidget(self._reading)
        self._connect()
        self.show_bank(None)

    def show_bank(self, bank: Bank | None) -> None:
        """Show the sources of this set, from the first one on."""
        if bank is self._bank and bank is not None:
            return
        self._bank = bank
        self.choice.clear()
        sources = list(bank.sources.values()) if bank else []
        for source in sources:
            self.choice.addItem(source.title or source.id)
        self.choice.setVisible(len(sources) > 1)
        self._reading.setVisible(bool(sources))
        self._empty.setVisible(not sources)
        if sources:
            self._show_source(0)

    def show_memory(self, memory: Memory) -> None:
        """Tint the text by what the learner knows now; what is open stays open."""
        self._memory = memory
        if self._source is None or self._bank is None:
            return
        self._states = mastery(self._bank, memory)[self._source.id]
        self.view.show_states(self._states)
        self.legend.show_states(self._states)
        if self.opened is not None:
            self._open(self.view.current)

    def show_evidence(self, evidence: Evidence) -> None:
        """Show this place, in the source that it is from."""
        sources = list(self._bank.sources) if self._bank else []
        if evidence.source in sources:
            if self._source is None or self._source.id != evidence.source:
                self._show_source(sources.index(evidence.source))
            self._show_place(evidence.span)

    def allow_quiz(self, why_not: str) -> None:
        """Whether a session can begin now: not where there is a reason why not."""
        self.panel.allow_quiz(why_not)

    @property
    def opened(self) -> SentenceState | None:
        """The sentence whose facts are shown."""
        if self._side_pages.currentWidget() is not self.panel:
            return None
        return self._states[self.view.current]

    def take_focus(self) -> None:
        self.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme.px(_SIDE), event.size().width() * 2 // 5))
        self._share_room()

    def _connect(self) -> None:
        self.view.opened.connect(self._on_view_opened)
        self.view.moved.connect(self._on_view_moved)
        self.legend.chosen.connect(self._on_legend_chosen)
        self.legend.missed_chosen.connect(self._on_legend_missed_chosen)
        self.overview.place_requested.connect(self._show_place)
        self.panel.place_requested.connect(self._on_panel_place_requested)
        self.panel.quiz_requested.connect(self.quiz_requested)
        self.panel.closed.connect(self._close_panel)
        self.find_bar.searched.connect(self._on_find_searched)
        self.find_bar.moved.connect(self._on_find_moved)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.find_bar.take_focus)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self._on_escape_pressed)

    def _make_text(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("card", "plain")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 16, 1, 1)
        column.setSpacing(6)
        self._title = label("", "source-title")
        self._credit = label("", "small")
        self.choice = PickBox(self.tr("Source"))
        self.choice.activated.connect(self._show_source)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(6)
        for each in (self.choice, self._title, self._credit, self.find_bar):
            head.addWidget(each)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(line())
        column.addWidget(self.view, 1)
        outer = QWidget()
        room = QVBoxLayout(outer)
        room.setContentsMargins(16, 16, 0, 16)
        room.addWidget(frame)
        return outer

    def _make_side(self) -> QWidget:
        self._side = QWidget()
        whole = self._room = QVBoxLayout(self._side)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.setSpacing(12)
        self._top = QWidget()
        self._top.setContentsMargins(16, 0, 16, 0)
        top = QVBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(12)
        top.addWidget(self.legend)
        top.addWidget(line())
        whole.addWidget(self._top)
        self._side_pages = QStackedWidget()
        self._side_pages.addWidget(self.overview)
        self._side_pages.addWidget(self.panel)
        whole.addWidget(self._side_pages, 1)
        return self._side

    def _show_source(self, index: int) -> None:
        assert self._bank is not None
        self._source = source = list(self._bank.sources.values())[index]
        self.choice.setCurrentIndex(index)
        self._title.setText(source.title or self._bank.title)
        self._credit.setText(source.credit)
        self._credit.setVisible(bool(source.credit))
        self._states = mastery(self._bank, self._memory)[source.id]
        self.view.show_map(source, self._states)
        self.view.verticalScrollBar().setValue(0)
        self.legend.show_states(self._states)
        self.find_bar.clear()
        notes = [note for note in self._bank.notes if note.evidence.source == source.id]
        self.overview.show_notes(notes, source)
        self._show_beside(self.overview)

    def _open(self, index: int) -> None:
        assert self._bank is not None
        assert self._source is not None
        self.panel.show_sentence(self._bank, self._source, self._states[index], self._memory)
        self._show_beside(self.panel)

    def _close_panel(self) -> None:
        self._show_beside(self.overview)
        self.view.mark((), ())
        self.view.setFocus()

    def _show_beside(self, page: QWidget) -> None:
        self._side_pages.setCurrentWidget(page)
        self._share_room()

    def _share_room(self) -> None:
        """Where the window is low, the legend scrolls with what is below it."""
        tall = self.height() >= theme.px(_TALL)
        set_look(self._title, "role", "source-title" if tall else "reading-title")
        room, side = (self._room, 16) if tall else (self.overview.body, 0)
        if room.indexOf(self._top) < 0:
            room.insertWidget(0, self._top)
            self._top.setContentsMargins(side, 0, side, 0)

    def _go_to_next(self, wanted: Callable[[SentenceState], bool]) -> None:
        """Go to the next sentence of this sort, behind the last one to the first."""
        count = len(self._states)
        after = (self.view.current + 1 + step for step in range(count))
        found = (index % count for index in after if wanted(self._states[index % count]))
        self.view.go_to(next(found, -1))

    def _show_place(self, span: Span) -> None:
        self.view.mark([span], [])
        self.view.reveal(span)

    def _on_view_opened(self, index: int, by_key: bool) -> None:
        self._open(index)
        if by_key:
            self.panel.take_focus()

    def _on_view_moved(self, index: int) -> None:
        if self.opened is not None:
            self._open(index)

    def _on_legend_chosen(self, level: Level) -> None:
        self._go_to_next(lambda state: state.level is level)

    def _on_legend_missed_chosen(self) -> None:
        self._go_to_next(lambda state: state.missed)

    def _on_panel_place_requested(self, evidence: tuple[Evidence, ...]) -> None:
        """Show a claim where it stands; in another text its own sentence is opened."""
        assert self._bank is not None
        assert self._source is not None
        wanted = evidence[0].source
        if wanted != self._source.id:
            self._show_source(list(self._bank.sources).index(wanted))
            self.view.go_to(self.view.sentence_at(evidence[0].start))
            self._open(self.view.current)
        self.view.mark([each.span for each in evidence if each.source == wanted], ())
        self.view.reveal(evidence[0].span)

    def _on_find_searched(self, words: str) -> None:
        assert self._source is not None
        self.view.mark((), ())
        self.find_bar.show_places(places_of(words, self._source.text))

    def _on_find_moved(self, place: Span) -> None:
        self.view.mark([place], [each for each in self.find_bar.places if each != place])
        self.view.reveal(place)

    def _on_escape_pressed(self) -> None:
        searching = self.find_bar.field.text() or self.find_bar.field.hasFocus()
        if self.opened is not None and not searching:
            self._close_panel()
            return
        self.find_bar.clear()
        self.view.mark((), ())
        self.view.setFocus()
