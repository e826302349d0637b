"""Options to choose from: one of them, or as many as are right."""

from PySide6.QtWidgets import QButtonGroup

from studyapp.core.bank import Kind
from studyapp.core.items import Chosen, Item
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.choices import OptionButton, OptionTick

_DIGITS = 9  # options behind these have no key of their own


class ChoiceForm(AnswerForm):
    """Cards with numbers; a number chooses, the arrow keys move."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._several = item.kind is Kind.MULTIPLE_CHOICE
        make = OptionTick if self._several else OptionButton
        self._group = QButtonGroup(self)
        self.options: list[OptionButton | OptionTick] = [
            make(number, option.text, marked=item.marked)
            for number, option in enumerate(item.options, 1)
        ]
        for option in self.options:
            if not self._several:  # Qt keeps the Tab key out of all buttons of a group but one
                self._group.addButton(option)
            option.toggled.connect(lambda: self.changed.emit())
            self.body.addWidget(option)

    def response(self) -> Chosen | None:
        chosen = tuple(index for index, each in enumerate(self._left()) if each.isChecked())
        return Chosen(chosen) if chosen else None

    def advice(self) -> str:
        last = min(len(self.options), _DIGITS)
        if self._several:
            return self.tr("Choose all that are right, with 1–{last} or Space").format(last=last)
        if last < len(self.options):
            return self.tr("Choose with 1–{last}, ↑ and ↓").format(last=last)
        return self.tr("Choose with 1–{last}").format(last=last)

    def take_focus(self) -> None:
        """The focus goes to the chosen option, or to the first: that chooses nothing yet."""
        left = self._left()
        chosen = (option for option in left if option.isChecked())
        next(chosen, left[0]).setFocus()

    def press_number(self, number: int) -> None:
        if number <= len(self.options) and not self.options[number - 1].is_taken_away:
            option = self.options[number - 1]
            option.setChecked(not option.isChecked() or not self._several)
            option.setFocus()

    def take_away(self, index: int) -> None:
        self._group.setExclusive(False)  # else the option that is chosen could not be unchosen
        self._left()[index].take_away()
        self._group.setExclusive(True)
        self.changed.emit()

    def press_arrow(self, *, down: bool) -> bool:
        """Go to the next option, behind the last one to the first.

        Where one is to be chosen it is chosen at once; the first arrow chooses the first.
        """
        left = self._left()
        here = [option for option in left if option.hasFocus()]
        if here and (self._several or here[0].isChecked()):
            option = left[(left.index(here[0]) + (1 if down else -1)) % len(left)]
        else:
            option = left[0 if down else -1]
        option.setFocus()
        option.setChecked(option.isChecked() or not self._several)
        return True

    def _left(self) -> list[OptionButton | OptionTick]:
        """The options that no hint took away, as the item has them then."""
        return [option for option in self.options if not option.is_taken_away]
