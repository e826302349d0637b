"""What became of an import or export, with all that was changed or lost."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.problems import Problem
from studyapp.ui import theme
from studyapp.ui.library.file_dialog import FileDialog
from studyapp.ui.library.problem_list import ProblemList, counted_problems
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import breakable, label


class ResultDialog(QDialog):
    """A sentence, and below it the problems if there are any, with their ``places`` or without."""

    def __init__(
        self, parent: QWidget, message: str, problems: Sequence[Problem], *, places: bool = True
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Library"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(14)
        column.addWidget(label(breakable(message), "strong"))
        if problems:
            column.addWidget(label(counted_problems(problems), "muted"))
            listed = Column(2000, margin=4, side=4)
            rows = ProblemList(problems, places=places)
            rows.place_requested.connect(lambda path, line: FileDialog(self, path, line).open())
            listed.body.addWidget(rows, 0, Qt.AlignmentFlag.AlignTop)
            column.addWidget(listed, 1)
            self.resize(theme.px(760), theme.px(460))
        else:
            self.setMinimumWidth(theme.px(420))
        self.done_button = Button(self.tr("Close"), "primary", pressed=self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.done_button)
        column.addLayout(row)
        self.done_button.setFocus()
