"""The search box: words above, what was found below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from studyapp.core.anchoring import Evidence
from studyapp.core.attempts import Attempt
from studyapp.ui import theme
from studyapp.ui.search.results import Result, ResultDelegate, ResultModel
from studyapp.ui.widgets.buttons import ENTER_KEYS
from studyapp.ui.widgets.text import label

_PAUSE_MS = 120  # of typing, before a search


class SearchDialog(QDialog):
    """Signals: ``place_requested(Evidence)``, show where it stands in the source;
    ``attempt_requested(Attempt)``, show a past answer.
    """

    place_requested = Signal(object)
    attempt_requested = Signal(object)

    def __init__(self, parent: QWidget, find: Callable[[str], Sequence[Result]]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Search"))
        self._find = find
        self.model = ResultModel()
        self.field = QLineEdit()
        self.field.setProperty("role", "answer")
        self.field.setAccessibleName(self.tr("Search facts, questions and your answers"))
        self.field.setPlaceholderText(self.tr("Search facts, questions and your answers"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(200)
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(ResultDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self._on_list_activated)
        self.list.clicked.connect(self._on_list_activated)
        self._told = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(self._told)
        column.addWidget(self.list, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.field.textChanged.connect(lambda: self._pause.start())
        room = parent.window().size()
        self.resize(min(theme.px(680), room.width()), min(theme.px(520), room.height()))
        self.search()

    def search(self) -> None:
        """Look for what the field holds now."""
        self._pause.stop()
        words = self.field.text().strip()
        results = self._find(words) if words else ()
        self.model.show_results(results)
        if results:
            self.list.setCurrentIndex(self.model.index(0))
            told = self.tr("↑ and ↓ to choose, Enter to open")
        elif words:
            told = self.tr("Nothing found for “{words}”.").format(words=words)
        else:
            told = self.tr("Type a word or the beginning of one: a name, a place, a number.")
        self._told.setText(told)
        self.list.setVisible(bool(results))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the keys that choose from the field to the list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            if event.key() in ENTER_KEYS:
                self._on_enter_pressed()
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        row = self.list.currentIndex().row() + step
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))

    def _on_enter_pressed(self) -> None:
        if self._pause.isActive():
            self.search()
        if self.list.currentIndex().isValid():
            self._on_list_activated(self.list.currentIndex())

    def _on_list_activated(self, index: QModelIndex) -> None:
        opens = self.model.result(index.row()).opens
        if opens is None:
            return
        self.accept()
        match opens:
            case Evidence():
                self.place_requested.emit(opens)
            case Attempt():
                self.attempt_requested.emit(opens)
