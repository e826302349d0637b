"""What can be done with the fact behind a question, besides answering."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from studyapp.ui.widgets.buttons import Button


class FactMenu(Button):
    """Signals: ``suspend_requested()``, never ask it again; ``bury_requested()``, not before
    tomorrow; ``flag_requested()``, put a note on the question.
    """

    suspend_requested = Signal()
    bury_requested = Signal()
    flag_requested = Signal()

    def __init__(self) -> None:
        super().__init__("", "link")
        self.set_text(self.tr("More ▾"))
        self.setAccessibleName(self.tr("More on this question"))
        self.setToolTip("Ctrl+M")
        self.setShortcut(QKeySequence("Ctrl+M"))
        self.menu_of_fact = QMenu(self)
        self.bury = self._action(self.tr("Not before tomorrow"), "Ctrl+B", self.bury_requested)
        self.suspend = self._action(
            self.tr("Never ask it again"), "Ctrl+Shift+B", self.suspend_requested
        )
        self.flag = self._action(self.tr("Flag with a note …"), "Ctrl+Shift+F", self.flag_requested)
        self.clicked.connect(self._on_clicked)

    def begin(self) -> None:
        """Offer everything, for another question."""
        for action in (self.bury, self.suspend, self.flag):
            action.setEnabled(self.isEnabled())

    def _action(self, text: str, keys: str, signal: SignalInstance) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: signal.emit())
        self.addAction(action)
        self.menu_of_fact.addAction(action)
        return action

    def _on_clicked(self) -> None:
        place = self.rect().topLeft()
        size = self.menu_of_fact.sizeHint()
        place.setY(place.y() - size.height())
        self.menu_of_fact.popup(self.mapToGlobal(place))
