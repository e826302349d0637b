"""Elements to put in order."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from studyapp.core.items import Item, Ordered
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import label, prose


class OrderingForm(AnswerForm):
    """Cards that move up and down: by their buttons, or with Alt and the arrow keys."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.rows = [
            _Row(index, element.text, marked=item.marked)
            for index, element in enumerate(item.elements)
        ]
        for row in self.rows:
            row.move_requested.connect(lambda step, of=row: self._move(of, step))
            row.leave_requested.connect(lambda step, of=row: self._go(of, step))
        self._arrange()

    def response(self) -> Ordered:
        return Ordered(tuple(row.index for row in self.rows))

    def advice(self) -> str:
        return self.tr("Move with Alt+↑ and Alt+↓")

    def keys(self) -> str:
        return self.advice()

    def take_focus(self) -> None:
        self.rows[0].setFocus()

    def _arrange(self) -> None:
        for place, row in enumerate(self.rows):
            self.body.removeWidget(row)
            self.body.insertWidget(place, row)
            row.show_place(place + 1, len(self.rows))

    def _move(self, row: "_Row", step: int) -> None:
        place = self.rows.index(row)
        if 0 <= place + step < len(self.rows):
            self.rows.insert(place + step, self.rows.pop(place))
            self._arrange()
            row.setFocus()
            self.changed.emit()

    def _go(self, row: "_Row", step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus()


class _Row(QFrame):
    """Signals: ``move_requested(int)``, one place up (-1) or down (1);
    ``leave_requested(int)``, the focus goes to the row above or below.
    """

    move_requested = Signal(int)
    leave_requested = Signal(int)

    def __init__(self, index: int, text: str, *, marked: bool) -> None:
        super().__init__()
        self.index = index
        words = prose(text, "lead", marked=marked)
        self._text = words.text()
        self.setProperty("card", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place = label("", "strong", wrap=False)
        self._up = Button("↑", pressed=lambda: self.move_requested.emit(-1))
        self._down = Button("↓", pressed=lambda: self.move_requested.emit(1))
        self._up.setAccessibleName(self.tr("Move up: {text}").format(text=self._text))
        self._down.setAccessibleName(self.tr("Move down: {text}").format(text=self._text))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(10)
        row.addWidget(self._place)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._up)
        row.addWidget(self._down)

    def show_place(self, place: int, last: int) -> None:
        self._place.setText(str(place))
        self._up.setEnabled(place > 1)
        self._down.setEnabled(place < last)
        self.setAccessibleName(
            self.tr("{place} of {last}: {text}").format(place=place, last=last, text=self._text)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_requested.emit(step)
        else:
            self.leave_requested.emit(step)
