"""A whole number to type, or to change step by step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from studyapp.ui import theme
from studyapp.ui.widgets.buttons import ENTER_KEYS, Button
from studyapp.ui.widgets.text import label


class NumberField(QWidget):
    """A field between two buttons; the arrow keys change it too.

    Signals: ``changed(int)``, the learner set another number.
    """

    changed = Signal(int)

    def __init__(self, name: str, least: int, most: int, *, unit: str = "", step: int = 1) -> None:
        super().__init__()
        self.field = _Field()
        self.field.setRange(least, most)
        self.field.setSingleStep(step)
        self.field.setAccessibleName(f"{name}, {unit}" if unit else name)
        self.field.valueChanged.connect(self._on_value_changed)
        self._less = Button("−", "step", pressed=self.field.stepDown)
        self._less.setAccessibleName(self.tr("Less: {name}").format(name=name))
        self._more = Button("+", "step", pressed=self.field.stepUp)
        self._more.setAccessibleName(self.tr("More: {name}").format(name=name))
        for button in (self._less, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do the same
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for each in (self._less, self.field, self._more):
            row.addWidget(each)
        if unit:
            row.addSpacing(4)
            row.addWidget(label(unit, "muted", wrap=False))
        self.setFocusProxy(self.field)
        self._on_value_changed(self.field.value())

    @property
    def number(self) -> int:
        return self.field.value()

    def show_number(self, number: int) -> None:
        """Show a number without telling that it changed."""
        self.field.blockSignals(True)
        self.field.setValue(number)
        self.field.blockSignals(False)
        self._update_buttons()

    def _on_value_changed(self, number: int) -> None:
        self._update_buttons()
        self.changed.emit(number)

    def _update_buttons(self) -> None:
        number = self.field.value()
        self._less.setEnabled(number > self.field.minimum())
        self._more.setEnabled(number < self.field.maximum())


class _Field(QSpinBox):
    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setKeyboardTracking(False)
        self.setMinimumWidth(theme.px(64))
        self.lineEdit().setAcceptDrops(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page: a number must not change under it."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the number, and is left to the page as well."""
        super().keyPressEvent(event)
        if event.key() in ENTER_KEYS:
            event.ignore()
