"""Who studies here."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from studyapp.ui.preferences.section import Section
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import label


class LearnerSection(Section):
    """Signals: ``chosen(str)``, another learner; ``created(str)``, a new one of this name."""

    chosen = Signal(str)
    created = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Learner"))
        self.choice = PickBox(self.tr("Learner"))
        self.choice.activated.connect(self._on_choice_activated)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of a new learner"))
        self.name.setAccessibleName(self.tr("Name of a new learner"))
        self.name.setAcceptDrops(False)
        self.name.setMaxLength(64)
        self.name.textChanged.connect(self._update_create)
        self.add = Button(self.tr("Create"), pressed=self._on_create_pressed)
        self.name.returnPressed.connect(self.add.click)
        self._problem = label("", "strong")
        self._current = ""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.add)
        self.body.addWidget(self.choice)
        self.body.addLayout(row)
        self.body.addWidget(self._problem)
        self.body.addWidget(
            label(self.tr("Each learner has answers, cards and backups of their own."), "small")
        )
        self._update_create()

    def show_learners(self, names: Sequence[str], current: str) -> None:
        self._current = current
        self.choice.clear()
        self.choice.addItems(list(names))
        self.choice.setCurrentText(current)
        self.show_problem("")

    def show_problem(self, message: str) -> None:
        """Say why a learner could not be made."""
        self._problem.setText(message)
        self._problem.setVisible(bool(message))

    def _update_create(self) -> None:
        self.add.setEnabled(bool(self.name.text().strip()))

    def _on_choice_activated(self) -> None:
        name = self.choice.currentText()
        if name != self._current:
            self.chosen.emit(name)

    def _on_create_pressed(self) -> None:
        self.created.emit(self.name.text().strip())
