"""A disputed matter: every claim about it side by side, none of them preferred."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studyapp.core.bank import Bank, Comparison, Dispute, Fact, FactId, Relation
from studyapp.core.wording import capitalised, sentence, speaker_name
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import clear_out
from studyapp.ui.widgets.text import card, label
from studyapp.ui.widgets.tiles import Tiles
from studyapp.ui.words import tr

_LEAST = 168  # narrowest claim, in pixels at 100 % text


class DisputePanel(QFrame):
    """The claims of one dispute, in the order of the file.

    ``here`` are the facts that the learner came from: their claims say so. With
    ``compared`` it also tells what the author wrote of pairs of claims.

    Signals: ``evidence_requested(tuple[Evidence, ...])``, show the place in the source.
    """

    evidence_requested = Signal(object)

    def __init__(
        self, dispute: Dispute, bank: Bank, here: Collection[FactId], *, compared: bool = False
    ) -> None:
        super().__init__()
        self.links: list[Button] = []
        self.setProperty("card", "quiet")
        self.setAccessibleName(tr("Disputed: {question}").format(question=dispute.asks))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        column.addWidget(label(tr("Disputed: who says what"), "section"))
        column.addWidget(label(dispute.asks, "strong"))
        tiles = Tiles(_LEAST)
        facts = [bank.facts[fact] for fact in dispute.facts if fact in bank.facts]
        for number, fact in enumerate(facts, start=1):
            tiles.addWidget(self._claim(number, fact, bank, here=fact.id in here))
        column.addLayout(tiles)
        if compared:
            for text in _comparisons(dispute):
                column.addWidget(label(text, "muted"))

    def _claim(self, number: int, fact: Fact, bank: Bank, *, here: bool) -> QFrame:
        """Who says so, what, and where."""
        frame = card("here" if here else "plain")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        speaker = capitalised(speaker_name(fact, bank))
        said = " ".join(filter(None, (fact.lead, sentence(fact, bank))))
        column.addWidget(label(f"{number}. {speaker}", "strong"))
        if here:
            column.addWidget(label(tr("this statement"), "small"))
        column.addWidget(label(said))
        column.addStretch(1)
        link = Button(
            tr("Show in source"),
            "link",
            pressed=lambda: self.evidence_requested.emit(fact.evidence),
        )
        link.setAccessibleName(tr("Show in source: {claim}").format(claim=f"{speaker}: {said}"))
        frame.setAccessibleName(f"{speaker}: {said}")
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.links.append(link)
        return frame


class Disputes(QWidget):
    """The panels of several disputes, below each other; hidden where there is none.

    Signals: ``evidence_requested(tuple[Evidence, ...])``, show the place in the source.
    """

    evidence_requested = Signal(object)

    def __init__(self, *, compared: bool = False) -> None:
        super().__init__()
        self.panels: list[DisputePanel] = []
        self._compared = compared
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_facts(self, facts: Sequence[FactId], bank: Bank) -> None:
        """Show every dispute that one of the facts belongs to."""
        clear_out(self._column, self.panels)
        self.panels = []
        for dispute in bank.disputes:
            if set(dispute.facts) & set(facts):
                panel = DisputePanel(dispute, bank, facts, compared=self._compared)
                panel.evidence_requested.connect(self.evidence_requested)
                self._column.addWidget(panel)
                panel.show()  # now, so that its height counts at once
                self.panels.append(panel)
        self.setVisible(bool(self.panels))


def _comparisons(dispute: Dispute) -> Iterator[str]:
    """What the author wrote of pairs of these claims, which are called by their numbers."""
    for pair in dispute.pairs:
        if set(pair.facts) <= set(dispute.facts):
            one, other = sorted(dispute.facts.index(fact) + 1 for fact in pair.facts)
            yield f"{_relation(pair, one, other)} {pair.why}"


def _relation(pair: Comparison, one: int, other: int) -> str:
    match pair.relation:
        case Relation.CONFLICT:
            said = tr("{one} and {other} conflict.")
        case Relation.AGREE:
            said = tr("{one} and {other} agree.")
        case Relation.DIFFERENT:
            said = tr("{one} and {other} are about different things.")
    return said.format(one=one, other=other)
