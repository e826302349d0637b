"""The Settings screen: how to study, who studies, backups, how it looks."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.ui.preferences.backups import BackupSection
from studyapp.ui.preferences.fitting import FitSection
from studyapp.ui.preferences.learners import LearnerSection
from studyapp.ui.preferences.schedule import ScheduleSection
from studyapp.ui.preferences.section import Section
from studyapp.ui.settings import Settings, larger, smaller
from studyapp.ui.theme import Scheme
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import breakable, label


class SettingsPage(QWidget):
    """Signals: ``scheme_chosen(Scheme)``; ``text_chosen(int)``, a text size in percent;
    ``shortcuts_requested()``. The parts on study, learners and backups have their own.
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
        self.schedule = ScheduleSection()
        self.fitting = FitSection()
        self.learners = LearnerSection()
        self.backups = BackupSection()
        for each in (
            self._make_schemes(),
            self._make_text_size(),
            self.schedule,
            self.fitting,
            self.learners,
            self.backups,
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
        self.schedule.show_confidence(settings.confidence)

    def take_focus(self) -> None:
        next(each for each in self.schemes.values() if each.isChecked()).setFocus()

    def _make_schemes(self) -> Section:
        section = Section(self.tr("Colours"))
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
        section.body.addLayout(row)
        return section

    def _make_text_size(self) -> Section:
        section = Section(self.tr("Text size"))
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
        section.body.addLayout(row)
        section.body.addWidget(
            label(self.tr("Anywhere: Ctrl and + or −, Ctrl+0 for the usual size."), "small")
        )
        return section

    def _make_folder(self, data_dir: Path) -> Section:
        section = Section(self.tr("Your data"))
        folder = label(breakable(str(data_dir)))
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        section.body.addWidget(folder)
        section.body.addWidget(
            label(self.tr("Answers, scores and settings stay on this computer."), "small")
        )
        return section

    def _make_keyboard(self) -> Section:
        section = Section(self.tr("Keyboard"))
        button = Button(self.tr("Show all shortcuts  (F1)"), pressed=self.shortcuts_requested.emit)
        section.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return section
