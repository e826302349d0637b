"""A note on a question that seems wrong, or worth coming back to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import label

_MOST_LETTERS = 2000


class FlagDialog(QDialog):
    """Signals: ``noted(str)``, the learner wants the question flagged with this note."""

    noted = Signal(str)

    def __init__(self, parent: QWidget, stem: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Flag this question"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Flag this question"), "heading"))
        column.addWidget(label(stem, "muted"))
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What about it? (may stay empty)"))
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(96)
        column.addWidget(self.note, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(Button(self.tr("Cancel"), pressed=self.reject))
        self.save = Button(self.tr("Flag"), "primary", pressed=self._on_save_pressed)
        row.addWidget(self.save)
        column.addLayout(row)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save.click)
        self.setMinimumWidth(460)
        self.note.setFocus()

    def _on_save_pressed(self) -> None:
        self.accept()
        self.noted.emit(self.note.toPlainText().strip()[:_MOST_LETTERS])
