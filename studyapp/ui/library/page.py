"""The sets that are open: which is studied, how large they are, what is wrong with them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.storage.bank_files import LoadedBank
from studyapp.ui.documents import documents
from studyapp.ui.library.example_list import ExampleList
from studyapp.ui.library.examples import Example
from studyapp.ui.library.set_card import SetCard
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.notice import Notice
from studyapp.ui.widgets.text import label
from studyapp.ui.words import tr


class LibraryPage(QWidget):
    """Signals: ``open_requested(Path)``; ``import_requested(list[Path])``, questions of other
    programs; ``chosen(Path)``, study this set; ``export_requested(Path)`` and
    ``print_requested(Path)`` of a set; ``place_requested(Path, int)``, show a line of a file;
    ``remove_requested(Path)``, take it off the list;
    ``put_back_requested()``, the set taken off last; ``take_out_requested()``, undo the last
    import.
    """

    open_requested = Signal(object)
    import_requested = Signal(object)
    chosen = Signal(object)
    export_requested = Signal(object)
    print_requested = Signal(object)
    place_requested = Signal(object, int)
    remove_requested = Signal(object)
    put_back_requested = Signal()
    take_out_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[SetCard] = []
        self._entries: Sequence[LoadedBank] = ()
        self._studied: Path | None = None
        self._opened: Path | None = None
        self._led_to: SetCard | None = None
        self._last_studied: Mapping[Path, datetime] = {}
        self._column = column = Column(860)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        column.body.addLayout(self._make_head())
        told = self.tr(
            "A set is one YAML file, or a .studyset file with all it needs. You can also drop "
            "it on this window, and questions from Moodle, Anki, Quizlet, Canvas or Kahoot."
        )
        column.body.addWidget(label(told, "muted"))
        self.removed = Notice(self.tr("Undo"))
        self.removed.accepted.connect(self._on_undo_pressed)
        self.brought = Notice(self.tr("Undo"), self.tr("Keep"))
        self.brought.accepted.connect(self._on_take_out_pressed)
        self.brought.declined.connect(self.brought.hide)
        self._busy = label(self.tr("Opening …"), "small")
        self._busy.hide()
        self._working = label("", "small")
        self._working.hide()
        self._none = label(self.tr("There is no set on the list."), "strong")
        for each in (self.removed, self.brought, self._busy, self._working, self._none):
            column.body.addWidget(each)
        column.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column.body.addLayout(self._list)
        self.recent = ExampleList(self.tr("Recently open"))
        self.examples = ExampleList(self.tr("Examples that come with studyapp"))
        for offer in (self.recent, self.examples):
            offer.open_requested.connect(self.open_requested)
            column.body.addWidget(offer)
        column.body.addStretch(1)

    def show_entries(
        self,
        entries: Sequence[LoadedBank],
        studied: Path | None,
        examples: Sequence[Example] = (),
        recent: Sequence[Example] = (),
        last_studied: Mapping[Path, datetime] = {},
    ) -> None:
        """List these sets; ``studied`` is the file of the one in use.

        Below them are sets that were open before, and ``examples`` that can be opened.
        """
        self._entries = entries
        self._studied = studied
        self._last_studied = last_studied
        self._show_cards()
        self.recent.show_examples(recent)
        self.examples.show_examples(examples)

    def show_opened(self, path: Path) -> None:
        """Lead to the set that the learner opened, and say that it is in use now."""
        self._opened = path
        self.removed.hide()
        self._show_cards()
        if self.brought.isHidden():
            self._lead_to(path)

    def show_removed(self, title: str) -> None:
        """Say what went from the list, and offer to put it back."""
        self.removed.tell(
            self.tr("“{title}” is off the list.").format(title=title),
            self.tr("Its file and your answers stay."),
        )
        self._column.verticalScrollBar().setValue(0)
        self.removed.accept.setFocus()

    def show_brought(self, title: str, details: str) -> None:
        """Say what came in, and offer to take it out again."""
        self.brought.tell(title, details)
        self._column.verticalScrollBar().setValue(0)
        self.brought.decline.setFocus()  # Enter keeps it

    def show_working(self, text: str) -> None:
        """Say what goes on; nothing does where the text is empty."""
        self._working.setText(text)
        self._working.setVisible(bool(text))

    def show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self._none.setVisible(not busy and not self._entries)

    def take_focus(self) -> None:
        self.open.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._opened = None
        for notice in (self.removed, self.brought):
            notice.hide()
        self.show_working("")

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(self.tr("Library"), "title"), 1)
        self.import_button = Button(self.tr("Import …"), pressed=self._on_import_pressed)
        self.open = Button(self.tr("Open a set …"), "primary", pressed=self._on_open_pressed)
        for button in (self.import_button, self.open):
            head.addWidget(button)
        return head

    def _show_cards(self) -> None:
        clear_out(self._list, self.cards)
        self.cards = []
        names = Counter(entry.bank.id for entry in self._entries if entry.bank is not None)
        for entry in self._entries:
            path = entry.path
            card = SetCard(
                entry,
                studied=path == self._studied,
                opened=path == self._opened,
                last=self._last_studied.get(path),
                shares=entry.bank is not None and names[entry.bank.id] > 1,
            )
            card.chosen.connect(lambda of=path: self.chosen.emit(of))
            card.export_requested.connect(lambda of=path: self.export_requested.emit(of))
            card.print_requested.connect(lambda of=path: self.print_requested.emit(of))
            card.remove_requested.connect(lambda of=path: self.remove_requested.emit(of))
            card.place_requested.connect(self.place_requested)
            self._list.addWidget(card)
            self.cards.append(card)
        self._none.setVisible(not self._entries and self._busy.isHidden())

    def _lead_to(self, path: Path) -> None:
        paths = [entry.path for entry in self._entries]
        if path in paths:
            card = self._led_to = self.cards[paths.index(path)]
            card.take_focus()
            QTimer.singleShot(0, card, self._keep_in_sight)  # once it has its place

    def _keep_in_sight(self) -> None:
        """The set that was led to stays in sight while the page takes its shape."""
        card, focused = self._led_to, QApplication.focusWidget()
        if card in self.cards and focused is not None and card.isAncestorOf(focused):
            self._column.ensureWidgetVisible(card, 0, 24)

    def _on_undo_pressed(self) -> None:
        self.removed.hide()
        self.put_back_requested.emit()

    def _on_take_out_pressed(self) -> None:
        self.brought.hide()
        self.take_out_requested.emit()

    def _on_open_pressed(self) -> None:
        filters = [self.tr("Sets (*.yaml *.yml *.studyset *.zip)"), self.tr("All files (*)")]
        dialog = self._file_dialog(self.tr("Open a set"), filters)
        dialog.filesSelected.connect(self._on_files_selected)
        dialog.open()

    def _on_import_pressed(self) -> None:
        dialog = self._file_dialog(self.tr("Import questions"), import_filters())
        dialog.filesSelected.connect(
            lambda names: self.import_requested.emit([Path(name) for name in names])
        )
        dialog.open()

    def _file_dialog(self, title: str, filters: list[str]) -> QFileDialog:
        dialog = QFileDialog(self, title, str(documents()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(filters)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _on_files_selected(self, names: list[str]) -> None:
        for name in names:
            self.open_requested.emit(Path(name))


def import_filters() -> list[str]:
    """What a file dialog offers: all that can be read, each format, everything."""
    from studyapp.formats.table import FORMATS

    readable = [each for each in FORMATS if each.read]
    every = sorted({ending for each in readable for ending in each.extensions})
    rows = [(tr("All that can be read"), every)]
    rows += [(each.title, list(each.extensions)) for each in readable]
    shown = [f"{name} ({' '.join(f'*{ending}' for ending in endings)})" for name, endings in rows]
    return [*shown, tr("All files (*)")]
