"""Buttons that Enter presses too, wherever they have the focus."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from studyapp.ui import theme
from studyapp.ui.widgets.text import shown_text

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """``kind`` is empty, primary, big, link, card, row, segment, choice or step.

    The style sheet knows them.
    """

    def __init__(
        self, text: str, kind: str = "", *, pressed: Callable[[], object] | None = None
    ) -> None:
        super().__init__(shown_text(text))
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if text:
            self.setAccessibleName(text)
        if pressed is not None:
            self.clicked.connect(lambda: pressed())

    def set_text(self, text: str) -> None:
        self.setText(shown_text(text))
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.click()
            event.accept()
        else:
            super().keyPressEvent(event)


class CardButton(Button):
    """A button that holds a layout of labels and is as high as they need."""

    def __init__(self, name: str, kind: str = "card") -> None:
        super().__init__("", kind)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout else -1

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def pass_clicks_through(self) -> None:
        """Let the labels inside hand clicks to the button; call when they are all there."""
        for each in self.findChildren(QLabel):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Segments(QWidget):
    """A row of numbers of which one is chosen.

    Signals: ``chosen(int)``, the number that the learner picked.
    """

    chosen = Signal(int)

    def __init__(self, numbers: tuple[int, ...], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for number in numbers:
            button = Button(str(number), "segment")
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {number}")
            button.setMinimumWidth(theme.px(58))
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    @property
    def number(self) -> int:
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        button = self._group.button(number)
        if button is not None:
            button.setChecked(True)
