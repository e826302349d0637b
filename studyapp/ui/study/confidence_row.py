"""How sure the learner is of the answer to come: optional, and explained on request."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.certainty import Confidence, certainty_mark
from studyapp.ui import words
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import card, label, line


class ConfidenceRow(QWidget):
    """Three buttons of which one can be pressed; a second press takes it back."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Confidence, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        asked = label(self.tr("How sure are you?"), "small")
        row.addWidget(asked, 0, Qt.AlignmentFlag.AlignVCenter)
        for number, confidence in enumerate(Confidence, 1):
            name = words.confidence_name(confidence)
            keys = f"Alt+{number}"
            button = self.buttons[confidence] = Button(name, "choice")
            button.setCheckable(True)
            # Who clicks here goes on with the answer: Enter must still check it.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"{name}  ({keys})")
            button.setAccessibleDescription(keys)
            button.clicked.connect(partial(self._on_clicked, confidence))
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
            row.addWidget(button)
        self.explain = Button(self.tr("What is this?"), "link", pressed=self._on_explain_pressed)
        row.addSpacing(4)
        row.addWidget(self.explain)
        row.addStretch(1)

    @property
    def confidence(self) -> Confidence | None:
        """What is pressed, None for nothing."""
        return next((one for one, button in self.buttons.items() if button.isChecked()), None)

    def clear(self) -> None:
        for button in self.buttons.values():
            button.setChecked(False)

    def _on_clicked(self, confidence: Confidence) -> None:
        for other, button in self.buttons.items():
            if other is not confidence:
                button.setChecked(False)

    def _on_explain_pressed(self) -> None:
        MarksDialog(self).open()


class MarksDialog(QDialog):
    """What saying how sure one is brings and costs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How sure are you?"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(14)
        column.addWidget(label(self.tr("Certainty-based marks"), "heading"))
        column.addWidget(
            label(
                self.tr(
                    "Before you check an answer you may say how sure you are of it. "
                    "Being sure and right earns most; being sure and wrong costs most. "
                    "So it pays to say what you really think."
                )
            )
        )
        column.addWidget(_marks_table())
        column.addWidget(
            label(
                self.tr(
                    "A partly right answer earns its share. Without a word on it an answer is "
                    "marked as a guess. The score in percent is not touched by any of this, but "
                    "the schedule is: what you guessed among the answers shown comes back sooner."
                ),
                "small",
            )
        )
        close = Button(self.tr("Close"), "primary", pressed=self.accept)
        close.setDefault(True)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(460)
        close.setFocus()


def _marks_table() -> QWidget:
    frame = card()
    grid = QGridLayout(frame)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    right = Qt.AlignmentFlag.AlignRight
    heads = (words.tr("You say"), words.tr("if right"), words.tr("if wrong"))
    for column, head in enumerate(heads):
        grid.addWidget(
            label(head, "section", wrap=False),
            0,
            column,
            right if column else Qt.AlignmentFlag.AlignLeft,
        )
    grid.addWidget(line(), 1, 0, 1, 3)
    for row, confidence in enumerate(Confidence, 2):
        grid.addWidget(label(words.confidence_name(confidence), wrap=False), row, 0)
        for column, score in enumerate((1.0, 0.0), 1):
            mark = words.signed(certainty_mark(score, confidence))
            grid.addWidget(label(mark, "strong", wrap=False), row, column, right)
    return frame
