"""Options to choose from: one of them, or as many as are right."""

from PySide6.QtWidgets import QButtonGroup

from studyapp.core.bank import Kind
from studyapp.core.items import Chosen, Item
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.choices import OptionButton, OptionTick


class ChoiceForm(AnswerForm):
    """Cards with numbers; a number chooses, the arrow keys move."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._several = item.kind is Kind.MULTIPLE_CHOICE
        make = OptionTick if self._several else OptionButton
        self._group = QButtonGroup(self)
        self._group.setExclusive(not self._several)
        self.options = [make(number, option.text) for number, option in enumerate(item.options, 1)]
        for index, option in enumerate(self.options):
            self._group.addButton(option, index)
            self.body.addWidget(option)
        self._group.idToggled.connect(lambda: self.changed.emit())

    def response(self) -> Chosen | None:
        chosen = tuple(index for index, each in enumerate(self.options) if each.isChecked())
        return Chosen(chosen) if chosen else None

    def advice(self) -> str:
        last = len(self.options)
        if self._several:
            return self.tr("Choose all that are right, with 1–{last}").format(last=last)
        return self.tr("Choose with 1–{last}").format(last=last)

    def take_focus(self) -> None:
        """The focus goes to the chosen option, and to none while nothing is chosen."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus()

    def press_number(self, number: int) -> None:
        if number <= len(self.options):
            option = self.options[number - 1]
            option.setChecked(not option.isChecked() or not self._several)
            option.setFocus()

    def press_arrow(self, *, down: bool) -> None:
        option = self.options[0 if down else -1]
        option.setFocus()
        option.setChecked(option.isChecked() or not self._several)
