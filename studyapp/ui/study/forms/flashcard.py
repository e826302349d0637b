"""A card to answer in one's head and to grade oneself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from studyapp.core.items import Item, SelfGraded
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.choices import OptionButton
from studyapp.ui.widgets.text import card, prose

_SCORES = (0.0, 0.5, 1.0)


class FlashcardForm(AnswerForm):
    """First the answer is turned up, then the learner says how well it was known."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.reveal = Button(self.tr("Show the answer"), "big", pressed=self._on_reveal_pressed)
        self.body.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignLeft)
        self._back = card("quiet")
        column = QVBoxLayout(self._back)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(prose(item.key, "heading", marked=item.marked))
        if item.statement:
            column.addWidget(prose(item.statement, "muted", marked=item.marked))
        self.body.addWidget(self._back)
        names = (
            self.tr("I did not know it"),
            self.tr("I knew a part of it"),
            self.tr("I knew it"),
        )
        self._group = QButtonGroup(self)
        self.options = [OptionButton(number, name) for number, name in enumerate(names, 1)]
        for index, option in enumerate(self.options):
            self._group.addButton(option, index)
            option.clicked.connect(lambda: self.given.emit())
            self.body.addWidget(option)
            option.hide()
        self._back.hide()
        self._group.idToggled.connect(lambda: self.changed.emit())

    def response(self) -> SelfGraded | None:
        index = self._group.checkedId()
        return SelfGraded(_SCORES[index]) if index >= 0 else None

    def advice(self) -> str:
        if self._back.isHidden():
            return self.tr("Answer in your head, then press Enter")
        return self.tr("How well did you know it? 1–3")

    def take_focus(self) -> None:
        chosen = self._group.checkedButton()
        (chosen or self.reveal).setFocus()

    def press_number(self, number: int) -> None:
        if number <= len(self.options) and not self._back.isHidden():
            self.options[number - 1].click()

    def press_arrow(self, *, down: bool) -> bool:
        """Go from one to the next; Enter or Space rates then."""
        if self._back.isHidden():
            return False
        focused = [index for index, each in enumerate(self.options) if each.hasFocus()]
        index = (focused[0] + (1 if down else -1)) % len(self.options) if focused else 0
        self.options[index].setFocus()
        self.options[index].setChecked(True)
        return True

    def press_enter(self) -> bool:
        hidden = self._back.isHidden()
        if hidden:
            self._on_reveal_pressed()
        return hidden

    def _on_reveal_pressed(self) -> None:
        self.reveal.hide()
        self._back.show()
        for option in self.options:
            option.show()
        self.options[0].setFocus()
        self.changed.emit()
