"""Copies the evidence with its credit line."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from studyapp.core.anchoring import Evidence
from studyapp.core.sources import Source
from studyapp.ui.widgets.buttons import Button

_CONFIRMED_MS = 1600


class CitationButton(Button):
    """Says "Copied" for a moment after it copied."""

    def __init__(self) -> None:
        super().__init__("", "link", pressed=self._copy)
        self._citation = ""
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(_CONFIRMED_MS)
        self._back.timeout.connect(self._offer)
        self._offer()

    def show_evidence(self, evidence: Sequence[Evidence], source: Source | None) -> None:
        """Be ready to copy these words; hidden where there are none."""
        self.setVisible(bool(evidence) and source is not None)
        if source is not None:
            self._citation = citation(evidence, source)
        self._offer()

    def _offer(self) -> None:
        self.set_text(self.tr("Copy citation"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._citation)
        self.set_text(self.tr("Copied"))
        self._back.start()


def citation(evidence: Sequence[Evidence], source: Source) -> str:
    """The quotes in one line, then whose text it is."""
    quotes = " […] ".join(each.exact for each in evidence if each.source == source.id)
    credit = ". ".join(part for part in (source.title, source.credit) if part)
    return f"“{quotes}” — {credit}" if credit else f"“{quotes}”"
