"""One part of a question after the answer: right or wrong, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.ui import words
from studyapp.ui.study.reason import Reason
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.mark import Mark
from studyapp.ui.widgets.text import card, label, prose


class ReasonRow(QFrame):
    """Signals: ``evidence_requested(tuple[Evidence, ...])``, show the place in the source."""

    evidence_requested = Signal(object)

    def __init__(self, number: int, reason: Reason) -> None:
        super().__init__()
        self.reason = reason
        self.setProperty("card", "key" if reason.is_key else "plain")
        text = prose(reason.text, "strong", marked=reason.marked)
        tags = _Tags(reason)
        verdict = words.verdict_name(reason.verdict) if reason.verdict else ""
        self.setAccessibleName(". ".join(filter(None, (text.text(), verdict, *tags.told))))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        if reason.verdict is not None:
            row.addWidget(Mark(reason.verdict), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        row.addLayout(column, 1)
        column.addWidget(text)
        if tags.told:
            column.addWidget(tags)
        if reason.why:
            column.addWidget(prose(reason.why, "muted", marked=reason.marked))
        self.link = Button(
            f"{reason.place}  ({number})",
            "link",
            pressed=lambda: self.evidence_requested.emit(reason.evidence),
        )
        self.link.setAccessibleName(f"{reason.place}: {text.text()}")
        self.link.setEnabled(bool(reason.evidence))
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.link.setVisible(bool(reason.evidence))


class _Tags(QWidget):
    """What the learner did here, and what it counts; ``told`` is the same in plain words."""

    def __init__(self, reason: Reason) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.told: list[str] = []
        if reason.tag:
            tag = prose(reason.tag, "tag-text", marked=reason.marked)
            row.addWidget(_framed(tag))
            self.told.append(tag.text())
        if reason.worth:
            row.addWidget(label(reason.worth, "small"))
            self.told.append(reason.worth)
        row.addStretch(1)


def _framed(tag: QWidget) -> QFrame:
    frame = card("tag")
    row = QHBoxLayout(frame)
    row.setContentsMargins(6, 1, 6, 1)
    row.addWidget(tag)
    return frame
