"""The Settings screen: colours, text size, where the data is."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.ui.settings import Settings, larger, smaller
from studyapp.ui.theme import Scheme
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import card, label


class SettingsPage(QWidget):
    """Signals: ``scheme_chosen(Scheme)``; ``text_chosen(int)``, a text size in percent;
    ``shortcuts_requested()``.
    """

    scheme_chosen = Signal(object)
    text_chosen = Signal(int)
    shortcuts_requested = Signal()

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        self._text = 100
        column = Column(680)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        column.body.addWidget(label(self.tr("Settings"), "title"))
        for each in (
            self._make_schemes(),
            self._make_text_size(),
            self._make_folder(data_dir),
            self._make_keyboard(),
        ):
            column.body.addWidget(each)
        column.body.addStretch(1)

    def show_settings(self, settings: Settings) -> None:
        self._text = settings.text
        self.schemes[settings.scheme].setChecked(True)
        self._percent.setText(self.tr("{percent} %").format(percent=settings.text))
        self.smaller.setEnabled(smaller(settings.text) != settings.text)
        self.larger.setEnabled(larger(settings.text) != settings.text)
        self.usual.setEnabled(settings.text != 100)

    def take_focus(self) -> None:
        next(each for each in self.schemes.values() if each.isChecked()).setFocus()

    def _make_schemes(self) -> QFrame:
        frame, column = _section(self.tr("Colours"))
        row = QHBoxLayout()
        row.setSpacing(8)
        names = {
            Scheme.SYSTEM: self.tr("System"),
            Scheme.LIGHT: self.tr("Light"),
            Scheme.DARK: self.tr("Dark"),
            Scheme.CONTRAST: self.tr("High contrast"),
        }
        self.schemes: dict[Scheme, Button] = {}
        self._group = QButtonGroup(self)
        for scheme, name in names.items():
            button = self.schemes[scheme] = Button(name, "segment")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, of=scheme: self.scheme_chosen.emit(of))
            self._group.addButton(button)
            row.addWidget(button, 1)
        column.addLayout(row)
        return frame

    def _make_text_size(self) -> QFrame:
        frame, column = _section(self.tr("Text size"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.smaller = Button("A−", pressed=lambda: self.text_chosen.emit(smaller(self._text)))
        self.smaller.setAccessibleName(self.tr("Smaller text"))
        self.larger = Button("A+", pressed=lambda: self.text_chosen.emit(larger(self._text)))
        self.larger.setAccessibleName(self.tr("Larger text"))
        self.usual = Button(
            self.tr("Usual size"), "link", pressed=lambda: self.text_chosen.emit(100)
        )
        self._percent = label("", "strong", wrap=False)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setMinimumWidth(64)
        for each in (self.smaller, self._percent, self.larger, self.usual):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            label(self.tr("Anywhere: Ctrl and + or −, Ctrl+0 for the usual size."), "small")
        )
        return frame

    def _make_folder(self, data_dir: Path) -> QFrame:
        frame, column = _section(self.tr("Your data"))
        folder = label(str(data_dir).replace("/", "/\u200b"))
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(folder)
        column.addWidget(
            label(self.tr("Answers, scores and settings stay on this computer."), "small")
        )
        return frame

    def _make_keyboard(self) -> QFrame:
        frame, column = _section(self.tr("Keyboard"))
        button = Button(self.tr("Show all shortcuts  (F1)"), pressed=self.shortcuts_requested.emit)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return frame


def _section(heading: str) -> tuple[QFrame, QVBoxLayout]:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 18)
    column.setSpacing(10)
    column.addWidget(label(heading, "section"))
    return frame, column
