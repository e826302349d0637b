"""A past answer in a window of its own, so that no session is disturbed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank
from studyapp.ui import theme, words
from studyapp.ui.study.answer_page import AnswerPage


class AnswerDialog(QDialog):
    """Closed with Enter or Esc."""

    def __init__(self, parent: QWidget, attempt: Attempt, bank: Bank) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Past answer"))
        self.page = AnswerPage()
        self.page.next_requested.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        room = parent.window().size()
        self.resize(min(theme.px(960), room.width()), min(theme.px(640), room.height()))
        place = words.when(attempt.at)
        self.page.show_attempt(attempt, bank, place=place, onward=self.tr("Close"))
