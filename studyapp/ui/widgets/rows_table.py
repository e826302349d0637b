"""A table whose rows are looked through and chosen, never edited."""

from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

_MEASURED = 40  # rows that tell how wide a column is


class RowsTable(QTableView):
    """Rows are walked by the arrow keys; Tab leaves the table.

    Columns are as wide as what stands in their first rows; ``stretch`` gives the rest to one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setResizeContentsPrecision(_MEASURED)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def stretch(self, column: int) -> None:
        """Give this column, which must be there, what room is left."""
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
