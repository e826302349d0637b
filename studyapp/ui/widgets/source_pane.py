"""A source with its title and credit line above the text."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank
from studyapp.core.sources import Source
from studyapp.ui.widgets.citation import CitationButton
from studyapp.ui.widgets.source_view import SourceView
from studyapp.ui.widgets.text import label, line


class SourcePane(QFrame):
    """Shows evidence in the source that it is from."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._bank: Bank | None = None
        self._evidence: tuple[Evidence, ...] = ()
        self._title = label("", "reading-title")
        self._credit = label("", "small")
        self.view = SourceView(room_below=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 16, 1, 1)
        column.setSpacing(4)
        for each in (self._title, self._credit):
            each.setContentsMargins(22, 0, 22, 0)
            column.addWidget(each)
        self.citation = CitationButton()
        below = QHBoxLayout()
        below.setContentsMargins(22, 2, 22, 0)
        below.addWidget(self.citation)
        below.addStretch(1)
        column.addLayout(below)
        column.addSpacing(8)
        column.addWidget(line())
        column.addWidget(self.view, 1)

    def show_evidence(self, bank: Bank, evidence: Sequence[Evidence]) -> None:
        """Mark what settles the answer and scroll to its first place."""
        self._bank = bank
        self._evidence = tuple(evidence)
        self.citation.show_evidence(self._evidence, self.source())
        self._show(self._evidence, ())

    def show_other(self, evidence: Sequence[Evidence]) -> None:
        """Mark other places as well and scroll there; the evidence stays marked."""
        self._show(self._evidence, tuple(evidence))

    def also_mark(self, evidence: Sequence[Evidence]) -> None:
        """Mark other places as well; the evidence stays where it is seen."""
        source = self.source()
        if source is not None and evidence:
            revealed = self._evidence[:1]
            self.view.mark(
                [each.span for each in self._evidence if each.source == source.id],
                [each.span for each in evidence if each.source == source.id],
            )
            for each in revealed:
                self.view.reveal(each.span)

    def source(self) -> Source | None:
        """The source of the evidence, None where it has none."""
        if self._bank is None or not self._bank.sources:
            return None
        if not self._evidence:
            return next(iter(self._bank.sources.values()))
        return self._bank.sources.get(self._evidence[0].source)

    def _show(self, main: tuple[Evidence, ...], others: tuple[Evidence, ...]) -> None:
        wanted = (others or main)[:1]
        assert self._bank is not None
        source = self._bank.sources.get(wanted[0].source) if wanted else self.source()
        self.setVisible(source is not None)
        if source is None:
            return
        self._title.setText(source.title or self._bank.title)
        self._credit.setText(source.credit)
        self._credit.setVisible(bool(source.credit))
        self.view.show_source(source)
        self.view.mark(
            [each.span for each in main if each.source == source.id],
            [each.span for each in others if each.source == source.id and each not in main],
        )
        if wanted:
            self.view.reveal(wanted[0].span)
