"""What the tints mean, and how many sentences have each."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.mastery import Level, SentenceState
from studyapp.ui import words
from studyapp.ui.source import states
from studyapp.ui.source.swatch import Swatch
from studyapp.ui.widgets.buttons import CardButton
from studyapp.ui.widgets.text import label
from studyapp.ui.widgets.tiles import Tiles

_LEAST = 186  # pixels at 100 % text: the longest name with its sample and count


class Legend(QWidget):
    """Signals: ``chosen(Level)``, the next sentence of this level is asked for;
    ``missed_chosen()``, the next one with an answer that was wrong.
    """

    chosen = Signal(object)
    missed_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("What you know"), "section"))
        tiles = Tiles(_LEAST, gap=4)
        self.rows = {level: LegendRow(level) for level in states.LEVELS}
        for level, row in self.rows.items():
            row.clicked.connect(lambda _=False, of=level: self.chosen.emit(of))
            tiles.addWidget(row)
        self.missed = LegendRow(None)
        self.missed.clicked.connect(lambda: self.missed_chosen.emit())
        tiles.addWidget(self.missed)
        column.addLayout(tiles)

    def show_states(self, found: Sequence[SentenceState]) -> None:
        """Count the sentences of each state."""
        counts = Counter(state.level for state in found)
        for level, row in self.rows.items():
            row.show_count(counts[level])
        self.missed.show_count(sum(state.missed for state in found))


class LegendRow(CardButton):
    """A sample, a name and a count; pressed, it leads to the next such sentence.

    ``level`` is None for the mark of wrong answers, which comes on top of a level.
    """

    def __init__(self, level: Level | None) -> None:
        super().__init__("", "row")
        self._name = states.missed_name() if level is None else states.level_name(level)
        self._meaning = "" if level is None else states.meaning(level)
        self.count = label("0", "strong", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 4, 2)
        row.setSpacing(6)
        sample = Swatch(Level.WEAK if level is None else level, missed=level is None)
        row.addWidget(sample)
        row.addWidget(label(self._name), 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setToolTip(self._meaning)
        self.pass_clicks_through()
        sample.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_count(self, count: int) -> None:
        self.count.setText(str(count))
        self.setEnabled(count > 0)
        sentences = words.counted(count, self.tr("1 sentence"), self.tr("{n} sentences"))
        self.setAccessibleName(f"{self._name}: {sentences}")
        self.setAccessibleDescription(self._meaning)
