"""A thing and its answer: a button for each letter, or a list where there are too many."""

from collections.abc import Sequence
from string import ascii_uppercase

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.core.marked import plain
from studyapp.ui import theme
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import label, prose

NONE = -1
_LETTER = 40  # pixels at 100 % text: how wide a button with a letter is
_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class _Row(QFrame):
    """Signals: ``picked(bool)``, another answer was chosen, or none, and whether the learner
    is done with the row; ``leave_requested(int)``, the focus goes to the row above (-1) or
    below (1).

    ``marked`` says that the thing and the answers bear marks.
    """

    picked = Signal(bool)
    leave_requested = Signal(int)

    def __init__(self, thing: str, answers: Sequence[str], *, marked: bool) -> None:
        super().__init__()
        self.index = NONE
        self._marked = marked
        self._answers = answers
        self._names = [plain(answer) for answer in answers] if marked else list(answers)
        self._doubled = label(self.tr("chosen twice: it belongs to one line only"), "complaint")
        self._doubled.hide()
        words = prose(thing, "lead", marked=marked)
        self._thing = words.text()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 16, 10)
        self._column.setSpacing(6)
        self._column.addWidget(words)

    def pick(self, index: int, *, done: bool = True) -> None:
        """Choose an answer, -1 for none; others than there are change nothing."""
        if NONE <= index < len(self._answers):
            self.index = index
            self._tell()
            self.picked.emit(done and index != NONE)

    def warn(self, doubled: bool) -> None:
        """Say that the answer stands in another row as well."""
        self._doubled.setVisible(doubled)
        told = self._doubled.text() if doubled else ""
        (self.focusProxy() or self).setAccessibleDescription(told)

    def _tell(self) -> None:
        """Show what is chosen."""
        raise NotImplementedError


class LetterRow(_Row):
    """Keys choose while it has the focus."""

    def __init__(self, thing: str, answers: Sequence[str], *, marked: bool) -> None:
        super().__init__(thing, answers, marked=marked)
        self.setProperty("card", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chosen = prose("", "muted")
        self._buttons = [self._button(number) for number in range(len(answers))]
        below = QHBoxLayout()
        below.setSpacing(6)
        for button in self._buttons:
            below.addWidget(button)
        below.addSpacing(6)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addStretch(1)
        told.addWidget(self._chosen)
        told.addWidget(self._doubled)
        told.addStretch(1)
        below.addLayout(told, 1)
        self._column.addLayout(below)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text().upper()
        last = len(self._answers) - 1
        if text and text in ascii_uppercase[: last + 1]:
            self.pick(ascii_uppercase.index(text))
        elif text and text in "123456789"[: last + 1]:
            self.pick(int(text) - 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._pick_beside(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.leave_requested.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in _CLEARING:
            self.pick(NONE)
        else:
            super().keyPressEvent(event)

    def _pick_beside(self, step: int) -> None:
        start = self.index if self.index != NONE or step > 0 else 0
        self.pick((start + step) % len(self._answers), done=False)

    def _button(self, number: int) -> Button:
        made = Button(ascii_uppercase[number], "segment", pressed=lambda: self.pick(number))
        made.setAccessibleName(f"{self._thing}: {self._names[number]}")
        made.setCheckable(True)
        made.setMinimumWidth(theme.px(_LETTER))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row takes the keys
        return made

    def _tell(self) -> None:
        for number, button in enumerate(self._buttons):
            button.setChecked(number == self.index)
        if self.index == NONE:
            chosen = self.tr("no answer yet")
            self._chosen.setText(f"→ {chosen}")
        else:
            chosen = self._names[self.index]
            self._chosen.show_text(f"→ {self._answers[self.index]}", marked=self._marked)
        self.setAccessibleName(f"{self._thing}: {chosen}")


class ListRow(_Row):
    """The answers are in a list that drops down."""

    def __init__(self, thing: str, answers: Sequence[str], *, marked: bool) -> None:
        super().__init__(thing, answers, marked=marked)
        self.setProperty("card", "plain")
        self.box = PickBox(self._thing)
        self.box.addItems([self.tr("no answer yet"), *self._names])
        self.box.currentIndexChanged.connect(self._on_box_changed)
        self.setFocusProxy(self.box)
        self._column.addWidget(self.box)
        self._column.addWidget(self._doubled)

    def _on_box_changed(self, row: int) -> None:
        if row - 1 != self.index:
            self.pick(row - 1, done=False)

    def _tell(self) -> None:
        self.box.setCurrentIndex(self.index + 1)
