"""A paragraph to read before the questions on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.sources import Passage, Source
from studyapp.ui import theme
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import card, label, line


class ReadingPage(QWidget):
    """Signals: ``read()``, the learner is ready for the questions; ``leave_requested()``."""

    read = Signal()
    leave_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = Column(760, margin=32)
        self._caption = label("", "small")
        self._title = label("", "heading")
        self.text = label("", "passage")
        font = self.text.font()
        font.setFamilies([*theme.present(theme.READING_FAMILIES), "serif"])
        self.text.setFont(font)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(32, 26, 32, 28)
        inside.addWidget(self.text)
        for each in (self._caption, self._title, frame):
            self._column.body.addWidget(each)
        self._column.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._column, 1)
        whole.addWidget(line())
        whole.addLayout(self._make_foot())

    def show_passage(self, source: Source, passage: Passage, *, place: str) -> None:
        """Show this paragraph; ``place`` is where the session stands."""
        self._caption.setText(
            self.tr("Paragraph {number} of {total}").format(
                number=passage.number, total=len(source.passages)
            )
        )
        self._title.setText(self.tr("Read this, then answer without it"))
        self.text.setText(source.text[passage.span.start : passage.span.end])
        self._place.setText(place)
        self._column.verticalScrollBar().setValue(0)
        self.take_focus()

    def take_focus(self) -> None:
        self.onward.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.onward.click()
        else:
            super().keyPressEvent(event)

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(32, 12, 32, 16)
        row.setSpacing(16)
        self._place = label("", "small", wrap=False)
        leave = Button(self.tr("End session"), "link", pressed=self.leave_requested.emit)
        leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.onward = Button(self.tr("To the questions"), "primary", pressed=self.read.emit)
        row.addWidget(self._place)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.onward)
        return row
