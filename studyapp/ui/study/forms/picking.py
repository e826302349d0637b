"""Things to assign: each gets one of a list of answers."""

from collections import Counter
from collections.abc import Sequence
from string import ascii_uppercase

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.items import Grouped, Item, Matched
from studyapp.ui import theme
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import bring_into_sight
from studyapp.ui.widgets.text import card, label

_NONE = -1
_LETTER = 40  # pixels at 100 % text: how wide a button with a letter is
_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class _PickingForm(AnswerForm):
    """All answers with their letters at the top, below them a row for each thing.

    ``once`` says that no answer belongs to two things.
    """

    def __init__(self, things: Sequence[str], answers: Sequence[str], *, once: bool) -> None:
        super().__init__()
        self._answers = answers
        self._once = once
        self.body.addWidget(_answer_list(answers))
        self.rows = [_Row(thing, answers) for thing in things]
        for number, row in enumerate(self.rows):
            row.picked.connect(lambda done, of=number: self._on_picked(of, done=done))
            row.leave_requested.connect(lambda step, of=number: self._go(of + step))
            self.body.addWidget(row)

    def picks(self) -> tuple[int, ...]:
        """For each thing the index of its answer, -1 for none."""
        return tuple(row.index for row in self.rows)

    def is_complete(self) -> bool:
        return _NONE not in self.picks()

    def advice(self) -> str:
        last = ascii_uppercase[len(self._answers) - 1]
        return self.tr("Choose for each with A–{last}, move with ↑ and ↓").format(last=last)

    def keys(self) -> str:
        return self.tr("Change with letters, ↑ and ↓")

    def take_focus(self) -> None:
        self._first_open().setFocus()

    def press_number(self, number: int) -> None:
        self._first_open().pick(number - 1)

    def press_arrow(self, *, down: bool) -> bool:
        self._go(0 if down else len(self.rows) - 1)
        return True

    def _first_open(self) -> "_Row":
        return next((row for row in self.rows if row.index == _NONE), self.rows[0])

    def _go(self, number: int) -> None:
        if 0 <= number < len(self.rows):
            self.rows[number].setFocus()

    def _on_picked(self, number: int, *, done: bool) -> None:
        self._warn()
        if done and self.rows[number].hasFocus():
            after = (*self.rows[number:], *self.rows[:number])
            row = next((row for row in after if row.index == _NONE), self.rows[number])
            row.setFocus()
            QTimer.singleShot(0, row, lambda: bring_into_sight(row))  # once it has its place
        self.changed.emit()

    def _warn(self) -> None:
        """Say where an answer stands twice that belongs to one line only."""
        counts = Counter(self.picks())
        for row in self.rows:
            row.warn(self._once and row.index != _NONE and counts[row.index] > 1)


def _answer_list(answers: Sequence[str]) -> QWidget:
    frame = card("quiet")
    grid = QGridLayout(frame)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, answer in enumerate(answers):
        letter = label(ascii_uppercase[row], "strong", wrap=False)
        grid.addWidget(letter, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(answer), row, 1)
    return frame


class MatchingForm(_PickingForm):
    """For each left side one of the right sides."""

    def __init__(self, item: Item) -> None:
        rights = [pair.right for pair in item.pairs]
        once = len(set(rights)) == len(rights)
        super().__init__([pair.left for pair in item.pairs], item.rights, once=once)

    def response(self) -> Matched | None:
        return Matched(self.picks()) if self.is_complete() else None


class GroupingForm(_PickingForm):
    """For each element one of the groups."""

    def __init__(self, item: Item) -> None:
        things = [element.text for element in item.elements]
        super().__init__(things, [group.name for group in item.groups], once=False)

    def response(self) -> Grouped | None:
        return Grouped(self.picks()) if self.is_complete() else None


class _Row(QFrame):
    """A thing with a button for each letter; keys choose while it has the focus.

    Signals: ``picked(bool)``, another answer was chosen, or none, and whether the learner is
    done with the row; ``leave_requested(int)``, the focus goes to the row above (-1) or
    below (1).
    """

    picked = Signal(bool)
    leave_requested = Signal(int)

    def __init__(self, thing: str, answers: Sequence[str]) -> None:
        super().__init__()
        self.index = _NONE
        self._thing = thing
        self._answers = answers
        self.setProperty("card", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chosen = label("", "muted")
        self._doubled = label(self.tr("chosen twice: it belongs to one line only"), "complaint")
        self._doubled.hide()
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
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addWidget(label(thing, "lead"))
        column.addLayout(below)
        self._tell()

    def pick(self, index: int, *, done: bool = True) -> None:
        """Choose an answer, -1 for none; others than there are change nothing."""
        if _NONE <= index < len(self._answers):
            self.index = index
            self._tell()
            self.picked.emit(done and index != _NONE)

    def warn(self, doubled: bool) -> None:
        """Say that the answer stands in another row as well."""
        self._doubled.setVisible(doubled)
        self.setAccessibleDescription(self._doubled.text() if doubled else "")

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
            self.pick(_NONE)
        else:
            super().keyPressEvent(event)

    def _pick_beside(self, step: int) -> None:
        start = self.index if self.index != _NONE or step > 0 else 0
        self.pick((start + step) % len(self._answers), done=False)

    def _button(self, number: int) -> Button:
        made = Button(ascii_uppercase[number], "segment", pressed=lambda: self.pick(number))
        made.setAccessibleName(f"{self._thing}: {self._answers[number]}")
        made.setCheckable(True)
        made.setMinimumWidth(theme.px(_LETTER))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row takes the keys
        return made

    def _tell(self) -> None:
        for number, button in enumerate(self._buttons):
            button.setChecked(number == self.index)
        chosen = self._answers[self.index] if self.index != _NONE else self.tr("no answer yet")
        self._chosen.setText(f"→ {chosen}")
        self.setAccessibleName(f"{self._thing}: {chosen}")
