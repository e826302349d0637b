"""Things to assign: each gets one of a list of answers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from studyapp.core.items import Grouped, Item, Matched
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import card, label

_NONE = -1


class _PickingForm(AnswerForm):
    def __init__(self, things: Sequence[str], answers: Sequence[str]) -> None:
        super().__init__()
        self.boxes: list[PickBox] = []
        for thing in things:
            frame = card()
            column = QVBoxLayout(frame)
            column.setContentsMargins(16, 12, 16, 14)
            column.setSpacing(8)
            column.addWidget(label(thing, "lead"))
            box = PickBox(thing)
            box.addItem(self.tr("Choose …"), _NONE)
            for index, answer in enumerate(answers):
                box.addItem(answer, index)
            box.currentIndexChanged.connect(lambda: self.changed.emit())
            column.addWidget(box)
            self.body.addWidget(frame)
            self.boxes.append(box)

    def picked(self) -> tuple[int, ...]:
        """For each thing the index of its answer, -1 for none."""
        return tuple(int(box.currentData()) for box in self.boxes)

    def is_complete(self) -> bool:
        return _NONE not in self.picked()

    def advice(self) -> str:
        return self.tr("Choose an answer for each")

    def take_focus(self) -> None:
        missing = (box for box in self.boxes if box.currentData() == _NONE)
        next(missing, self.boxes[0]).setFocus()


class MatchingForm(_PickingForm):
    """For each left side one of the right sides."""

    def __init__(self, item: Item) -> None:
        super().__init__([pair.left for pair in item.pairs], item.rights)

    def response(self) -> Matched | None:
        return Matched(self.picked()) if self.is_complete() else None


class GroupingForm(_PickingForm):
    """For each element one of the groups."""

    def __init__(self, item: Item) -> None:
        super().__init__(
            [element.text for element in item.elements], [group.name for group in item.groups]
        )

    def response(self) -> Grouped | None:
        return Grouped(self.picked()) if self.is_complete() else None
