"""The sets that are open: which is studied, how large they are, what is wrong with them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.storage.bank_files import LoadedBank
from studyapp.ui.library.example_list import ExampleList
from studyapp.ui.library.examples import Example
from studyapp.ui.library.set_card import SetCard
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.notice import Notice
from studyapp.ui.widgets.text import label


class LibraryPage(QWidget):
    """Signals: ``open_requested(Path)``; ``chosen(Path)``, study this set;
    ``remove_requested(Path)``, take it off the list; ``put_back_requested()``, the set taken
    off last.
    """

    open_requested = Signal(object)
    chosen = Signal(object)
    remove_requested = Signal(object)
    put_back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[SetCard] = []
        self._entries: Sequence[LoadedBank] = ()
        self._studied: Path | None = None
        self._opened: Path | None = None
        self._column = column = Column(860)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        column.body.addLayout(self._make_head())
        column.body.addWidget(
            label(self.tr("A set is one YAML file. You can also drop it on this window."), "muted")
        )
        self.removed = Notice(self.tr("Undo"))
        self.removed.accepted.connect(self._on_undo_pressed)
        self._busy = label(self.tr("Opening …"), "small")
        self._busy.hide()
        self._none = label(self.tr("There is no set on the list."), "strong")
        for each in (self.removed, self._busy, self._none):
            column.body.addWidget(each)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column.body.addLayout(self._list)
        self.examples = ExampleList()
        self.examples.open_requested.connect(self.open_requested)
        column.body.addWidget(self.examples)
        column.body.addStretch(1)

    def show_entries(
        self,
        entries: Sequence[LoadedBank],
        studied: Path | None,
        examples: Sequence[Example] = (),
    ) -> None:
        """List these sets; ``studied`` is the file of the one in use.

        Below them are ``examples`` that can be opened.
        """
        self._entries = entries
        self._studied = studied
        self._show_cards()
        self.examples.show_examples(examples)

    def show_opened(self, path: Path) -> None:
        """Lead to the set that the learner opened, and say that it is in use now."""
        self._opened = path
        self.removed.hide()
        self._show_cards()
        self._lead_to(path)

    def show_removed(self, title: str) -> None:
        """Say what went from the list, and offer to put it back."""
        self.removed.tell(
            self.tr("“{title}” is off the list.").format(title=title),
            self.tr("Its file and your answers stay."),
        )
        self._column.verticalScrollBar().setValue(0)
        self.removed.accept.setFocus()

    def show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self._none.setVisible(not busy and not self._entries)

    def take_focus(self) -> None:
        self.open.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._opened = None
        self.removed.hide()

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(self.tr("Library"), "title"), 1)
        self.open = Button(self.tr("Open a set …"), "primary", pressed=self._on_open_pressed)
        head.addWidget(self.open)
        return head

    def _show_cards(self) -> None:
        clear_out(self._list, self.cards)
        self.cards = []
        for entry in self._entries:
            path = entry.path
            card = SetCard(entry, studied=path == self._studied, opened=path == self._opened)
            card.chosen.connect(lambda of=path: self.chosen.emit(of))
            card.remove_requested.connect(lambda of=path: self.remove_requested.emit(of))
            self._list.addWidget(card)
            self.cards.append(card)
        self._none.setVisible(not self._entries and self._busy.isHidden())

    def _lead_to(self, path: Path) -> None:
        paths = [entry.path for entry in self._entries]
        if path in paths:
            card = self.cards[paths.index(path)]
            card.take_focus()
            # once it has its place
            QTimer.singleShot(0, card, lambda: self._column.ensureWidgetVisible(card, 0, 24))

    def _on_undo_pressed(self) -> None:
        self.removed.hide()
        self.put_back_requested.emit()

    def _on_open_pressed(self) -> None:
        dialog = QFileDialog(self, self.tr("Open a set"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Sets (*.yaml *.yml)"), self.tr("All files (*)")])
        dialog.filesSelected.connect(self._on_files_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_files_selected(self, names: list[str]) -> None:
        for name in names:
            self.open_requested.emit(Path(name))
