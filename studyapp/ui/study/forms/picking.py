"""Things to assign: each gets one of a list of answers."""

from collections import Counter
from collections.abc import Sequence
from string import ascii_uppercase

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from studyapp.core.items import Grouped, Item, Matched
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.study.forms.picking_rows import NONE, LetterRow, ListRow
from studyapp.ui.widgets.column import bring_into_sight
from studyapp.ui.widgets.text import card, label, prose

_MOST = 10  # more letters than these do not fit beside each other


class _PickingForm(AnswerForm):
    """All answers with their letters at the top, below them a row for each thing.

    Where there are too many answers for that, each row has a list of them. ``once`` says
    that no answer belongs to two things, ``marked`` that things and answers bear marks.
    """

    def __init__(
        self, things: Sequence[str], answers: Sequence[str], *, once: bool, marked: bool
    ) -> None:
        super().__init__()
        self._answers = answers
        self._once = once
        self._has_letters = len(answers) <= _MOST
        if self._has_letters:
            self.body.addWidget(_answer_list(answers, marked=marked))
        make = LetterRow if self._has_letters else ListRow
        self.rows: list[LetterRow | ListRow] = [
            make(thing, answers, marked=marked) for thing in things
        ]
        for number, row in enumerate(self.rows):
            row.picked.connect(lambda done, of=number: self._on_picked(of, done=done))
            row.leave_requested.connect(lambda step, of=number: self._go(of + step))
            self.body.addWidget(row)

    def picks(self) -> tuple[int, ...]:
        """For each thing the index of its answer, -1 for none."""
        return tuple(row.index for row in self.rows)

    def is_complete(self) -> bool:
        return NONE not in self.picks()

    def advice(self) -> str:
        if not self._has_letters:
            return self.tr("Choose for each from its list, with ↑ and ↓")
        last = ascii_uppercase[len(self._answers) - 1]
        return self.tr("Choose for each with A–{last}, move with ↑ and ↓").format(last=last)

    def keys(self) -> str:
        return self.tr("Change with letters, ↑ and ↓") if self._has_letters else ""

    def take_focus(self) -> None:
        self._first_open().setFocus()

    def press_number(self, number: int) -> None:
        self._first_open().pick(number - 1)

    def press_arrow(self, *, down: bool) -> bool:
        self._go(0 if down else len(self.rows) - 1)
        return True

    def press_enter(self) -> bool:
        """Go to what has no answer yet."""
        is_open = not self.is_complete()
        if is_open:
            self._go_on(self._focused())
        return is_open

    def _first_open(self) -> LetterRow | ListRow:
        return next((row for row in self.rows if row.index == NONE), self.rows[0])

    def _focused(self) -> int:
        return next((number for number, row in enumerate(self.rows) if row.hasFocus()), 0)

    def _go(self, number: int) -> None:
        if 0 <= number < len(self.rows):
            self.rows[number].setFocus()

    def _go_on(self, number: int) -> None:
        """From this row to the next that has no answer, behind the last one to the first."""
        after = (*self.rows[number + 1 :], *self.rows[: number + 1])
        row = next((row for row in after if row.index == NONE), self.rows[number])
        row.setFocus()
        QTimer.singleShot(0, row, lambda: bring_into_sight(row))  # once it has its place

    def _on_picked(self, number: int, *, done: bool) -> None:
        self._warn()
        if done and self.rows[number].hasFocus():
            self._go_on(number)
        self.changed.emit()

    def _warn(self) -> None:
        """Say where an answer stands twice that belongs to one line only."""
        counts = Counter(self.picks())
        for row in self.rows:
            row.warn(self._once and row.index != NONE and counts[row.index] > 1)


def _answer_list(answers: Sequence[str], *, marked: bool) -> QWidget:
    frame = card("quiet")
    grid = QGridLayout(frame)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, answer in enumerate(answers):
        letter = label(ascii_uppercase[row], "strong", wrap=False)
        grid.addWidget(letter, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(prose(answer, marked=marked), row, 1)
    return frame


class MatchingForm(_PickingForm):
    """For each left side one of the right sides."""

    def __init__(self, item: Item) -> None:
        lefts = [pair.left for pair in item.pairs]
        once = len({pair.right for pair in item.pairs}) == len(lefts)
        super().__init__(lefts, item.rights, once=once, marked=item.marked)

    def response(self) -> Matched | None:
        return Matched(self.picks()) if self.is_complete() else None


class GroupingForm(_PickingForm):
    """For each element one of the groups."""

    def __init__(self, item: Item) -> None:
        things = [element.text for element in item.elements]
        names = [group.name for group in item.groups]
        super().__init__(things, names, once=False, marked=item.marked)

    def response(self) -> Grouped | None:
        return Grouped(self.picks()) if self.is_complete() else None
