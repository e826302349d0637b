"""Every key that does something, in one list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from studyapp.ui import theme
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import label


class ShortcutsDialog(QDialog):
    """Opened with F1 or a question mark, closed with Esc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 620)
        column = Column(520, margin=24)
        for heading, keys in self._groups():
            column.body.addWidget(label(heading, "section"))
            column.body.addLayout(_table(keys))
            column.body.addSpacing(4)
        column.body.addStretch(1)
        close = Button(self.tr("Close"), "primary", pressed=self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 16)
        whole.addWidget(column, 1)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)
        close.setFocus()

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (
                self.tr("Everywhere"),
                [
                    ("Ctrl+1 … Ctrl+5", self.tr("Study, Source, Progress, Library, Settings")),
                    ("Ctrl+O", self.tr("Open a set")),
                    ("Ctrl++   Ctrl+−   Ctrl+0", self.tr("Larger, smaller, usual text")),
                    ("Tab   Shift+Tab", self.tr("Next, previous control")),
                    ("F1   ?", self.tr("This list")),
                    ("Ctrl+Q", self.tr("Quit")),
                ],
            ),
            (
                self.tr("Question"),
                [
                    ("1 … 9", self.tr("Choose an answer")),
                    ("↑   ↓", self.tr("Move between answers")),
                    ("Alt+↑   Alt+↓", self.tr("Move a line when putting in order")),
                    ("Enter", self.tr("Check the answer")),
                    ("Ctrl+D", self.tr("I don’t know")),
                    ("Esc", self.tr("End the session")),
                ],
            ),
            (
                self.tr("Answer"),
                [
                    ("Enter", self.tr("Next question, or follow the link in focus")),
                    ("1 … 9", self.tr("Show where the value of an option stands")),
                    ("0", self.tr("Show the evidence")),
                    ("Ctrl+Shift+C", self.tr("Copy the citation")),
                    ("Esc", self.tr("End the session, or back to the results")),
                ],
            ),
            (
                self.tr("Source"),
                [
                    ("Ctrl+F", self.tr("Find in the text")),
                    ("Enter   F3", self.tr("Next place")),
                    ("Shift+Enter   Shift+F3", self.tr("Previous place")),
                    ("Esc", self.tr("Clear the search")),
                ],
            ),
        ]


def _table(keys: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, theme.px(190))
    grid.setColumnStretch(1, 1)
    for row, (pressed, does) in enumerate(keys):
        grid.addWidget(label(pressed, "strong", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(does, "muted"), row, 1, Qt.AlignmentFlag.AlignTop)
    return grid
