"""What the learner set aside or flagged, and how to take that back."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.attempts import Flag
from studyapp.core.bank import Bank, Fact, FactId
from studyapp.core.mastery import asks
from studyapp.core.scheduling.cards import Card
from studyapp.core.wording import stated
from studyapp.ui import theme, words
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import card, label


class Aside(Struct, frozen=True):
    """The cards of facts that are suspended or buried, and the flags."""

    cards: Sequence[Card]
    flags: Sequence[Flag]


class AsideDialog(QDialog):
    """Signals: ``brought_back(Card)``, ask this again; ``unflagged(Flag)``, take it off."""

    brought_back = Signal(object)
    unflagged = Signal(object)

    def __init__(self, parent: QWidget, bank: Bank, aside: Aside) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Set aside and flagged"))
        self.buttons: list[Button] = []
        self._rows: list[tuple[Card | Flag, QFrame, Button]] = []
        self._complaint = label("", "complaint")
        self._complaint.hide()
        self._listed = Column(2000, margin=4, side=4)
        if aside.cards:
            self._listed.body.addWidget(label(self.tr("Set aside"), "section"))
        for each in aside.cards:
            when = self.tr("for good") if each.suspended else self.tr("until tomorrow")
            self._add(each, _in_words(bank, each.fact), when, self.tr("Ask it again"))
        if aside.flags:
            self._listed.body.addWidget(label(self.tr("Flagged"), "section"))
        for flag in aside.flags:
            note = flag.note or self.tr("without a note")
            told = f"{note} · {words.when(flag.at)}"
            self._add(flag, words.stem(flag.item), told, self.tr("Take the flag off"))
        self._listed.body.addStretch(1)
        self.close_button = Button(self.tr("Close"), "primary", pressed=self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Set aside and flagged"), "heading"))
        column.addWidget(self._complaint)
        column.addWidget(self._listed, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.resize(theme.px(680), theme.px(480))
        (self.buttons[0] if self.buttons else self.close_button).setFocus()

    def show_done(self, what: Card | Flag, refusal: str) -> None:
        """Take a line off the list, or say why the disk refused."""
        self._complaint.setText(refusal)
        self._complaint.setVisible(bool(refusal))
        if refusal:
            return
        for known, row, button in self._rows:
            if known is what:
                self.buttons.remove(button)
                row.hide()
        (self.buttons[0] if self.buttons else self.close_button).setFocus()

    def _add(self, what: Card | Flag, text: str, told: str, does: str) -> None:
        frame = card("quiet")
        button = Button(does, pressed=lambda: self._on_pressed(what))
        button.setAccessibleName(f"{does}: {text}")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(text))
        column.addWidget(label(told, "muted"))
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._listed.body.addWidget(frame)
        self._rows.append((what, frame, button))
        self.buttons.append(button)

    def _on_pressed(self, what: Card | Flag) -> None:
        match what:
            case Card():
                self.brought_back.emit(what)
            case Flag():
                self.unflagged.emit(what)


def _in_words(bank: Bank, fact: FactId) -> str:
    """A fact with its speaker, or the question that is asked."""
    entry = bank.entries[fact]
    return stated(entry, bank) if isinstance(entry, Fact) else asks(entry)
