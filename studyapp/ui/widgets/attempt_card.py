"""An attempt in a list: the question, what was answered, what is right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.core.attempts import Attempt
from studyapp.core.items import SelfGraded, Verdict
from studyapp.core.unmarked import unmarked_item
from studyapp.ui import words
from studyapp.ui.widgets.buttons import CardButton
from studyapp.ui.widgets.mark import Mark
from studyapp.ui.widgets.text import label


class AttemptButton(CardButton):
    """Opens the answer view of its attempt when pressed."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(_in_words(attempt))
        self.attempt = attempt
        self.setLayout(_filled(attempt))
        self.pass_clicks_through()


class AttemptCard(QFrame):
    """The same, to read only."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setAccessibleName(_in_words(attempt))
        self.setLayout(_filled(attempt))


def _filled(attempt: Attempt) -> QHBoxLayout:
    verdict = attempt.grade.verdict
    row = QHBoxLayout()
    row.setContentsMargins(16, 12, 16, 12)
    row.setSpacing(14)
    row.addWidget(Mark(verdict), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(4)
    item = unmarked_item(attempt.item)
    column.addWidget(label(words.stem(item)))
    column.addWidget(label(_told(attempt), "muted"))
    if verdict is not Verdict.RIGHT:
        key = words.tr("Right answer: {key}").format(key=item.key)
        column.addWidget(label(key, "strong"))
    row.addLayout(column, 1)
    return row


def _told(attempt: Attempt) -> str:
    if isinstance(attempt.response, SelfGraded):
        return words.outcome(attempt)
    given = words.response_text(attempt.item, attempt.response)
    return f"{words.outcome(attempt)}: {given}"


def _in_words(attempt: Attempt) -> str:
    item = unmarked_item(attempt.item)
    key = words.tr("Right answer: {key}").format(key=item.key)
    return f"{words.stem(item)} {words.outcome(attempt)}. {key}"
