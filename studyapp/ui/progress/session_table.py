"""The table of sessions: as high as its rows, up to a limit."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal

from studyapp.ui import theme
from studyapp.ui.progress.session_model import SessionModel
from studyapp.ui.widgets.rows_table import RowsTable

_MOST_ROWS = 12
_TITLE = 1  # the column that takes what room is left


class SessionTable(RowsTable):
    """Signals: ``chosen(int)``, the row that was clicked or entered."""

    chosen = Signal(int)

    def __init__(self, model: SessionModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Sessions"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stretch(_TITLE)
        self.clicked.connect(self._on_row_chosen)
        self.activated.connect(self._on_row_chosen)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Take the height that the rows need."""
        row = theme.px(38)
        self.verticalHeader().setDefaultSectionSize(row)
        shown = min(_MOST_ROWS, self.model().rowCount())
        self.setFixedHeight(row * shown + self.horizontalHeader().sizeHint().height() + 14)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.model() is not None:
            self.fit()

    def _on_row_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())
