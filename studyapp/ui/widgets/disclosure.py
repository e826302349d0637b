"""A line that unfolds what is below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import label


class Disclosure(QWidget):
    """Folded at first; while folded it says in a few words what is inside.

    Signals: ``toggled(bool)``, it was unfolded or folded.
    """

    toggled = Signal(bool)

    def __init__(self, caption: str, inside: QWidget) -> None:
        super().__init__()
        self._caption = caption
        self.inside = inside
        self.button = Button("", "link", pressed=self._on_button_pressed)
        self.button.setAccessibleName(caption)
        self._summary = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._summary)
        column.addWidget(inside)
        self.open(False)

    @property
    def is_open(self) -> bool:
        return not self.inside.isHidden()

    def open(self, is_open: bool) -> None:
        """Show what is inside, or hide it."""
        self.inside.setVisible(is_open)
        self._summary.setVisible(not is_open)
        self.button.set_text(f"{'▾' if is_open else '▸'}  {self._caption}")
        state = self.tr("open") if is_open else self.tr("closed")
        self.button.setAccessibleName(f"{self._caption}, {state}")

    def show_summary(self, text: str) -> None:
        self._summary.setText(text)
        self.button.setAccessibleDescription(text)

    def _on_button_pressed(self) -> None:
        self.open(not self.is_open)
        self.toggled.emit(self.is_open)
