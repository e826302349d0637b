"""One part of a question after the answer: right or wrong, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.ui import words
from studyapp.ui.study.reasons import Reason
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.mark import Mark
from studyapp.ui.widgets.text import card, label


class ReasonRow(QFrame):
    """Signals: ``evidence_requested(tuple[Evidence, ...])``, show the place in the source."""

    evidence_requested = Signal(object)

    def __init__(self, number: int, reason: Reason) -> None:
        super().__init__()
        self.reason = reason
        self.setProperty("card", "key" if reason.is_key else "plain")
        verdict = words.verdict_name(reason.verdict) if reason.verdict else ""
        self.setAccessibleName(". ".join(filter(None, (reason.text, verdict, reason.tag))))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        if reason.verdict is not None:
            row.addWidget(Mark(reason.verdict), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        row.addLayout(column, 1)
        column.addWidget(label(reason.text, "strong"))
        if reason.tag:
            column.addWidget(_tag(reason.tag), 0, Qt.AlignmentFlag.AlignLeft)
        if reason.why:
            column.addWidget(label(reason.why, "muted"))
        self.link = Button(
            f"{reason.place}  ({number})",
            "link",
            pressed=lambda: self.evidence_requested.emit(reason.evidence),
        )
        self.link.setAccessibleName(f"{reason.place}: {reason.text}")
        self.link.setEnabled(bool(reason.evidence))
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.link.setVisible(bool(reason.evidence))


def _tag(text: str) -> QFrame:
    frame = card("tag")
    row = QHBoxLayout(frame)
    row.setContentsMargins(6, 1, 6, 1)
    row.addWidget(label(text, "tag-text"))
    return frame
