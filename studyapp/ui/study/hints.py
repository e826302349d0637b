"""Hints to a question: what was taken, and what the next one costs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.bank import Bank, Kind
from studyapp.core.hints import Hint, Passage, Sentence, Without
from studyapp.core.items import Item
from studyapp.core.scheduling.rating import Rating, rate
from studyapp.core.sources import SourceId, Span
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import card, label
from studyapp.ui.words import tr

HINT_KEYS = "Ctrl+H"


class HintCard(QWidget):
    """The hints that were taken, the latest in full; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        frame = card("hint")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        self._heading = label("", "section")
        self._words = label("", "reading")
        self._cost = label("", "small")
        for each in (self._heading, self._words, self._cost):
            column.addWidget(each)
        whole.addWidget(frame)
        self.hide()

    def tell(self, heading: str, words: str, cost: str) -> None:
        """Show a hint in place of the one before it."""
        self._heading.setText(heading)
        if words:
            self._words.setText(words)
        self._words.setVisible(bool(self._words.text()))
        self._cost.setText(cost)
        self._cost.setVisible(bool(cost))
        self.setAccessibleName(f"{heading}. {words}")
        self.show()

    def clear(self) -> None:
        self._words.setText("")
        self.hide()


class HintOffer(QWidget):
    """The button that takes a hint, and what that costs.

    Signals: ``requested()``, the learner wants a hint.
    """

    requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = Button("", "link", pressed=self.requested.emit)
        self._cost = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.button)
        row.addWidget(self._cost, 1, Qt.AlignmentFlag.AlignVCenter)
        QShortcut(QKeySequence(HINT_KEYS), self).activated.connect(self.button.click)

    def offer(self, kind: Kind, taken: int, *, scheduled: bool) -> None:
        """Offer the next hint; ``scheduled`` is False where the schedule does not change."""
        caption = tr("Hint  ({keys})") if not taken else tr("Another hint  ({keys})")
        self.button.set_text(caption.format(keys=HINT_KEYS))
        self.button.setEnabled(True)
        costs = price(kind, taken + 1) if scheduled else tr("It costs nothing here.")
        self._cost.setText(costs)
        self.button.setAccessibleDescription(costs)

    def show_last(self) -> None:
        """Say that there are no more hints."""
        self.button.setEnabled(False)
        self._cost.setText(tr("There are no more hints."))


def told(hint: Hint, item: Item, bank: Bank) -> tuple[str, str]:
    """A hint in words: a heading, and what the source says there."""
    match hint:
        case Passage(source, span):
            return tr("It stands in this paragraph"), _said(bank, source, span)
        case Sentence(source, span):
            return tr("It stands in this sentence"), _said(bank, source, span)
        case Without(option):
            away = tr("It is not “{text}”").format(text=item.options[option].text)
            return away, ""


def price(kind: Kind, hints: int) -> str:
    """What so many hints make of a right answer, to say before the last is taken."""
    rating = rate(1.0, kind, hints=hints)
    if hints > 1 and rating is rate(1.0, kind, hints=hints - 1):
        return tr("It costs nothing more.")
    match rating:
        case Rating.AGAIN:
            return tr("With it, even a right answer counts as forgotten.")
        case Rating.HARD:
            return tr("With it, a right answer counts as hard to recall.")
        case Rating.GOOD | Rating.EASY:
            return tr("It costs nothing.")


def paid(kind: Kind, hints: int) -> str:
    """The same, to say after it was taken."""
    match rate(1.0, kind, hints=hints):
        case Rating.AGAIN:
            return tr("Even a right answer now counts as forgotten.")
        case Rating.HARD:
            return tr("A right answer now counts as hard to recall.")
        case Rating.GOOD | Rating.EASY:
            return ""


def _said(bank: Bank, source: SourceId, span: Span) -> str:
    return bank.sources[source].text[span.start : span.end]
