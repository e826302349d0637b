"""The sets that are open: which is studied, how large they are, what is wrong with them."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.storage.bank_files import LoadedBank
from studyapp.ui.library.set_card import SetCard
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import label


class LibraryPage(QWidget):
    """Signals: ``open_requested(Path)``; ``chosen(Path)``, study this set;
    ``remove_requested(Path)``, take it off the list.
    """

    open_requested = Signal(object)
    chosen = Signal(object)
    remove_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[SetCard] = []
        column = Column(860)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(self.tr("Library"), "title"), 1)
        self.open = Button(self.tr("Open a set …"), "primary", pressed=self._on_open_pressed)
        head.addWidget(self.open)
        column.body.addLayout(head)
        column.body.addWidget(
            label(self.tr("A set is one YAML file. You can also drop it on this window."), "muted")
        )
        self._busy = label(self.tr("Opening …"), "small")
        self._busy.hide()
        column.body.addWidget(self._busy)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column.body.addLayout(self._list)
        column.body.addStretch(1)

    def show_entries(self, entries: tuple[LoadedBank, ...], studied: Path | None) -> None:
        """List these sets; ``studied`` is the file of the one in use."""
        for card in self.cards:
            self._list.removeWidget(card)
            card.deleteLater()
        self.cards = []
        for entry in entries:
            card = SetCard(entry, studied=entry.path == studied)
            card.chosen.connect(lambda of=entry.path: self.chosen.emit(of))
            card.remove_requested.connect(lambda of=entry.path: self.remove_requested.emit(of))
            self._list.addWidget(card)
            self.cards.append(card)

    def show_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)

    def take_focus(self) -> None:
        self.open.setFocus()

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
