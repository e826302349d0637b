"""Every key that does something, in one list."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from studyapp.ui import theme
from studyapp.ui.screen import Screen, caption, keys
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import label, line

Rows = list[tuple[str, str]]

_WIDE = 560  # pixels at 100 % text
_AROUND = 24  # pixels that the window below is wider and higher


class ShortcutsDialog(QDialog):
    """Opened with F1 or a question mark, closed with Esc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = Column(_WIDE, margin=24)
        for heading, pressed in self._groups():
            self.column.body.addWidget(label(heading, "section"))
            self.column.body.addLayout(_table(pressed))
            self.column.body.addSpacing(4)
        self.column.body.addStretch(1)
        self.close_button = Button(self.tr("Close"), "primary", pressed=self.accept)
        self.column.scroll_with(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 16)
        whole.addWidget(self.column, 1)
        whole.addWidget(line())
        whole.addSpacing(10)
        whole.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.close_button.setFocus()
        self._fit(parent.window().size())

    def _fit(self, room: QSize) -> None:
        """As large as the list, or as the window below leaves room for."""
        width = min(theme.px(_WIDE) + 96, room.width() - _AROUND)
        self.resize(width, room.height())  # first the lines must be broken
        self.ensurePolished()
        foot = self.close_button.sizeHint().height() + 48
        height = self.column.height_for(width) + foot
        self.resize(width, min(height, room.height() - _AROUND))

    def _groups(self) -> list[tuple[str, Rows]]:
        return [
            (self.tr("Everywhere"), self._everywhere()),
            (self.tr("Study"), self._study()),
            (self.tr("Question"), self._question()),
            (self.tr("Answer"), self._answer()),
            (self.tr("Source"), self._source()),
        ]

    def _everywhere(self) -> Rows:
        first, *_, last = Screen
        return [
            (f"{keys(first)} … {keys(last)}", ", ".join(map(caption, Screen))),
            ("Ctrl+K", self.tr("Search facts, questions and your answers")),
            ("Ctrl+O", self.tr("Open a set")),
            ("Ctrl++   Ctrl+−   Ctrl+0", self.tr("Larger, smaller, usual text")),
            ("Tab   Shift+Tab", self.tr("Next, previous control")),
            ("F1   ?", self.tr("This list")),
            ("Ctrl+Q", self.tr("Quit")),
        ]

    def _study(self) -> Rows:
        return [
            ("Enter", self.tr("Learn, or go on where you were interrupted")),
            ("1 … 6", self.tr("Study in one of the other ways")),
        ]

    def _question(self) -> Rows:
        return [
            ("1 … 9", self.tr("Choose an answer")),
            ("↑   ↓", self.tr("Move between answers")),
            ("A … F", self.tr("Choose for a line when matching or grouping")),
            ("Page Up   Page Down", self.tr("Move through the text to find a sentence")),
            ("Ctrl+F", self.tr("Find words in that text, Esc to leave the search")),
            ("Alt+↑   Alt+↓", self.tr("Move a line when putting in order")),
            ("Enter", self.tr("Check the answer")),
            ("Ctrl+D", self.tr("I don’t know")),
            ("Ctrl+H", self.tr("Take a hint")),
            ("Alt+1   Alt+2   Alt+3", self.tr("Sure, fairly sure, a guess")),
            ("Ctrl+Z", self.tr("Take back the answer before")),
            ("Esc", self.tr("End the session")),
        ]

    def _answer(self) -> Rows:
        return [
            ("Enter", self.tr("Next question, or follow the link in focus")),
            ("↑   ↓   Page Up   Page Down", self.tr("Scroll")),
            ("1 … 9", self.tr("Show where the value of an option stands")),
            ("0", self.tr("Show the evidence")),
            ("Ctrl+Z", self.tr("Take the answer back")),
            ("Ctrl+M", self.tr("What to do with this question")),
            ("Ctrl+B", self.tr("Do not ask it before tomorrow")),
            ("Ctrl+Shift+B", self.tr("Never ask it again")),
            ("Ctrl+Shift+F", self.tr("Flag it with a note")),
            ("Ctrl+Shift+C", self.tr("Copy the citation")),
            ("Esc", self.tr("End the session, or back to the results")),
        ]

    def _source(self) -> Rows:
        return [
            ("↑   ↓", self.tr("Go from sentence to sentence")),
            ("Enter", self.tr("What the sentence states, and how well you know it")),
            ("Ctrl+F", self.tr("Find in the text")),
            ("Enter   F3", self.tr("Next place found")),
            ("Shift+Enter   Shift+F3", self.tr("Previous place found")),
            ("Esc", self.tr("Clear the search, or close the sentence")),
        ]


def _table(rows: Rows) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, theme.px(190))
    grid.setColumnStretch(1, 1)
    for row, (pressed, does) in enumerate(rows):
        grid.addWidget(label(pressed, "strong", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(does, "muted"), row, 1, Qt.AlignmentFlag.AlignTop)
    return grid
