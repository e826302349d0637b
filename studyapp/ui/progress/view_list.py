"""What leads from view to view: a list, or where it is narrow a box."""

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from studyapp.ui import theme
from studyapp.ui.progress.views import View, view_name
from studyapp.ui.widgets.pick_box import PickBox

_HEIGHT = 36


class ViewList(QListWidget):
    """Signals: ``chosen(View)``, the learner went to another view."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Views"))
        self.setProperty("role", "views")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for view in View:
            self.addItem(QListWidgetItem(view_name(view)))
        self.setCurrentRow(0)
        self.currentRowChanged.connect(lambda row: self.chosen.emit(list(View)[row]))
        self._fit()

    def choose(self, view: View) -> None:
        with QSignalBlocker(self):
            self.setCurrentRow(list(View).index(view))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, theme.px(_HEIGHT)))
        widest = max(self.fontMetrics().horizontalAdvance(view_name(view)) for view in View)
        self.setFixedWidth(widest + theme.px(40))


class ViewBox(PickBox):
    """Signals: ``chosen(View)``, the learner went to another view."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("View"))
        self.addItems([view_name(view) for view in View])
        self.setMaxVisibleItems(len(View))
        self.currentIndexChanged.connect(lambda row: self.chosen.emit(list(View)[row]))

    def choose(self, view: View) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(list(View).index(view))
