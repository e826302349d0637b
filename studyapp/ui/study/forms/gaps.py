"""Several gaps of one text: each is typed, or chosen from its list."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QGridLayout

from studyapp.core.items import Filled, Item, ItemGap
from studyapp.core.marked import plain
from studyapp.ui import words
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.study.forms.typed import AnswerLine
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import label


class GapsForm(AnswerForm):
    """A line a gap; Enter leads from each to the next and checks at the last."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.gaps = [self._gap(number, item) for number in range(1, len(item.gaps) + 1)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, gap in enumerate(self.gaps):
            grid.addWidget(label(f"({row + 1})", "strong", wrap=False), 2 * row, 0)
            grid.addWidget(gap, 2 * row, 1)
            if isinstance(gap, AnswerLine):
                grid.addWidget(gap.complaint, 2 * row + 1, 1)
        self.body.addLayout(grid)
        for form in _accepted_forms(item.gaps):
            self.body.addWidget(label(form, "small"))

    def response(self) -> Filled | None:
        given = tuple(gap.given() for gap in self.gaps)
        return Filled(given) if any(given) else None

    def accepts(self) -> bool:
        faulty = [gap for gap in self.gaps if isinstance(gap, AnswerLine) and not gap.accepts()]
        if faulty:
            faulty[0].take_focus()
        return not faulty

    def advice(self) -> str:
        return self.tr("Fill the gaps: Tab or Enter leads from one to the next")

    def keys(self) -> str:
        still_open = sum(not gap.given() for gap in self.gaps)
        one, many = self.tr("one gap is still open"), self.tr("{n} gaps are still open")
        return words.counted(still_open, one, many) if still_open else ""

    def take_focus(self) -> None:
        self._first_open().setFocus()

    def press_arrow(self, *, down: bool) -> bool:
        here = self._focused()
        if here is None:
            self._first_open().setFocus()
        else:
            self._go(here + (1 if down else -1))
        return True

    def press_enter(self) -> bool:
        here = self._focused()
        return here is not None and self._go(here + 1)

    def _gap(self, number: int, item: Item) -> "AnswerLine | GapList":
        gap = item.gaps[number - 1]
        name = self.tr("Gap {number} of {last}").format(number=number, last=len(item.gaps))
        if gap.options:
            listed = GapList(gap, name, marked=item.marked)
            listed.currentIndexChanged.connect(lambda: self.changed.emit())
            return listed
        typed = AnswerLine(gap, f"{name}. {words.accepted_form(gap)}")
        typed.textChanged.connect(lambda: self.changed.emit())
        return typed

    def _go(self, number: int) -> bool:
        """Go to this gap, if there is one."""
        there = 0 <= number < len(self.gaps)
        if there:
            self.gaps[number].setFocus()
        return there

    def _focused(self) -> int | None:
        return next((number for number, gap in enumerate(self.gaps) if gap.hasFocus()), None)

    def _first_open(self) -> "AnswerLine | GapList":
        return next((gap for gap in self.gaps if not gap.given()), self.gaps[0])


def _accepted_forms(gaps: Sequence[ItemGap]) -> Iterator[str]:
    """What may be typed, and in which gaps where that is not the same in all."""
    found: dict[str, list[str]] = {}
    for number, gap in enumerate(gaps, start=1):
        found.setdefault(words.accepted_form(gap), []).append(f"({number})")
    found.pop("", None)  # there the answer is chosen
    for form, numbers in found.items():
        yield f"{', '.join(numbers)}: {form}" if len(found) > 1 else form


class GapList(PickBox):
    """The answers to choose from for one gap; the first line takes the choice back."""

    def __init__(self, gap: ItemGap, name: str, *, marked: bool) -> None:
        super().__init__(name)
        self.setProperty("role", "answer")
        self._texts = ["", *(option.text for option in gap.options)]
        names = [plain(text) if marked else text for text in self._texts[1:]]
        self.addItems([self.tr("choose an answer"), *names])

    def given(self) -> str:
        """The text of the option chosen, empty for none; it bears marks where the item does."""
        return self._texts[self.currentIndex()]
