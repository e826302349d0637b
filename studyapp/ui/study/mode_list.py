"""The other ways to study, each with a sentence that says what it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.sessions import Mode
from studyapp.ui.study.mode_words import mode_name, mode_sentence
from studyapp.ui.widgets.buttons import CardButton, Segments
from studyapp.ui.widgets.text import label

COUNTS = (5, 10, 20)
MODES = (Mode.QUIZ, Mode.EXAM, Mode.MISTAKES, Mode.CRAM, Mode.READ, Mode.MARATHON)
KEYS = {str(number): mode for number, mode in enumerate(MODES, 1)}
_ACROSS = 2


class ModeList(QWidget):
    """Signals: ``chosen(Mode)``, the learner wants to study in this way."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        caption = label(self.tr("Other ways to study"), "section", wrap=False)
        head.addWidget(caption, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(label(self.tr("Questions"), "small", wrap=False))
        self.count = Segments(COUNTS, self.tr("Questions"))
        self.count.choose(COUNTS[1])
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(10)
        self.buttons: dict[Mode, CardButton] = {}
        for place, (key, mode) in enumerate(KEYS.items()):
            button = self.buttons[mode] = _button(key, mode)
            button.clicked.connect(lambda _=False, of=mode: self.chosen.emit(of))
            grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        for across in range(_ACROSS):
            grid.setColumnStretch(across, 1)
        column.addLayout(grid)

    def allow(self, *, possible: bool) -> None:
        """Whether there is anything to ask."""
        for button in self.buttons.values():
            button.setEnabled(possible)


def _button(key: str, mode: Mode) -> CardButton:
    name, sentence = mode_name(mode), mode_sentence(mode)
    button = CardButton(name)
    button.setAccessibleDescription(f"{sentence} {key}")
    column = QVBoxLayout(button)
    column.setContentsMargins(16, 10, 14, 12)
    column.setSpacing(2)
    head = QHBoxLayout()
    head.addWidget(label(name, "strong"), 1)
    head.addWidget(label(key, "small", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    column.addWidget(label(sentence, "small"))
    column.addStretch(1)
    button.pass_clicks_through()
    return button
