"""One thing that can be asked of a sentence: whose it is, what it says, how well it is known."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.core.bank import Bank, Change, Fact, FactId, Question, Unstated
from studyapp.core.mastery import FactState, asks
from studyapp.core.wording import capitalised, sentence
from studyapp.ui.source import states
from studyapp.ui.source.swatch import Swatch
from studyapp.ui.widgets.text import label


class FactCard(QFrame):
    """Shows a fact, a written question, a change or an open question with its state."""

    def __init__(self, state: FactState, bank: Bank, told: str) -> None:
        """``told`` is the state in words."""
        super().__init__()
        self.state = state
        self.setProperty("card", "plain")
        entry = bank.entries[state.fact]
        whose, said = whose_statement(entry, bank), what_it_says(entry, bank)
        self.setAccessibleName(f"{whose}: {said} {told}")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(label(whose, "small"))
        column.addWidget(label(said))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Swatch(state.level, missed=state.missed), 0, Qt.AlignmentFlag.AlignTop)
        self.told = label(told, "muted")
        row.addWidget(self.told, 1)
        column.addLayout(row)


def whose_statement(entry: Fact | Question | Change | Unstated, bank: Bank) -> str:
    """Whose statement it is, or what else is asked here."""
    match entry:
        case Fact(speaker=None):
            return states.tr("Stated by {voice}").format(voice=bank.voice)
        case Fact(speaker=speaker):
            assert speaker is not None
            return states.tr("Claim by {speaker}").format(speaker=bank.entities[speaker].name)
        case Question():
            return states.tr("Question written by hand")
        case Change():
            return states.tr("How a position changed")
        case Unstated():
            return states.tr("What the text does not say")


def what_it_says(entry: Fact | Question | Change | Unstated, bank: Bank) -> str:
    """The fact's sentence, or the question that is asked."""
    if isinstance(entry, Fact):
        said = sentence(entry, bank)
        return f"{capitalised(entry.lead)} {said}" if entry.lead else said
    return asks(entry)


def quiz_on(facts: tuple[FactId, ...]) -> str:
    """What the button says that asks these facts."""
    if len(facts) == 1:
        return states.tr("Quiz me on this")
    return states.tr("Quiz me on this ({n})").format(n=len(facts))
