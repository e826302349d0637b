"""Finding words in a text: a field, how many places, forth and back."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from studyapp.core.sources import Span
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.text import label


class FindBar(QWidget):
    """Signals: ``searched(str)``, other words are wanted; ``moved(Span)``, the place to show."""

    searched = Signal(str)
    moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.places: Sequence[Span] = ()
        self._at = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find  (Ctrl+F)"))
        self.field.setAccessibleName(self.tr("Find in the text"))
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)
        self.field.setMaxLength(200)
        self.count = label("", "small", wrap=False)
        self._previous = Button("↑", pressed=lambda: self._move(-1))
        self._next = Button("↓", pressed=lambda: self._move(1))
        self._previous.setAccessibleName(self.tr("Previous place"))
        self._previous.setToolTip(self.tr("Previous place  (Shift+F3)"))
        self._next.setAccessibleName(self.tr("Next place"))
        self._next.setToolTip(self.tr("Next place  (F3)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for each in (self.count, self._previous, self._next):
            row.addWidget(each)
        self.field.textChanged.connect(self.searched)
        for keys, step in (("F3", 1), ("Shift+F3", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=step: self._move(by))
        self.show_places(())

    def take_focus(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def clear(self) -> None:
        self.field.clear()

    def show_places(self, places: Sequence[Span]) -> None:
        """Say how many places there are and ask for the first to be shown."""
        self.places = places
        self._at = 0
        for button in (self._previous, self._next):
            button.setVisible(len(places) > 1)  # else the field needs the room
        self._say()
        if places:
            self.moved.emit(places[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._move(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        if self.places:
            self._at = (self._at + step) % len(self.places)
            self._say()
            self.moved.emit(self.places[self._at])

    def _say(self) -> None:
        self.count.setVisible(bool(self.field.text().strip()))
        if not self.field.text().strip():
            self.count.setText("")
        elif not self.places:
            self.count.setText(self.tr("Not found"))
        else:
            said = self.tr("{number} of {total}")
            self.count.setText(said.format(number=self._at + 1, total=len(self.places)))


def places_of(words: str, text: str) -> list[Span]:
    """Every place of the text that reads as the words, capitals or not."""
    wanted = words.strip()
    if not wanted:
        return []
    pattern = re.compile(re.escape(wanted), re.IGNORECASE)
    return [Span(match.start(), match.end()) for match in pattern.finditer(text)]
