"""Questions of other programs: what would come in, what would not, and where to."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from studyapp.authoring.importing import Incoming
from studyapp.core.problems import Problem
from studyapp.core.question_sets import QuestionSet
from studyapp.ui import theme, words
from studyapp.ui.library.file_dialog import FileDialog
from studyapp.ui.library.incoming_model import IncomingModel
from studyapp.ui.library.problem_list import ProblemList, counted_problems
from studyapp.ui.library.question_preview import QuestionPreview
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column, clear_out
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.rows_table import RowsTable
from studyapp.ui.widgets.text import breakable, label

_THOUSANDTHS = 1000


class Target(Struct, frozen=True):
    """A set that questions can be added to."""

    path: Path
    title: str


class ImportDialog(QDialog):
    """Signals: ``target_chosen(Path | None)``, the set to add to or a new one: duplicates are
    looked for anew; ``accepted_into(Path, QuestionSet)``; ``cancelled()``, whatever goes on.
    """

    target_chosen = Signal(object)
    accepted_into = Signal(object, object)
    cancelled = Signal()

    def __init__(self, parent: QWidget, files: Sequence[Path], targets: Sequence[Target]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import questions"))
        self._targets = targets
        self._new_path = Path()
        self._incoming: QuestionSet | None = None
        self._writing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(14)
        column.addWidget(label(self.tr("Import questions"), "heading"))
        column.addWidget(label(breakable("\n".join(map(str, files[:3]))), "small"))
        if len(files) > 3:
            more = self.tr("and {n} more files").format(n=len(files) - 3)
            column.addWidget(label(more, "small"))
        column.addLayout(self._make_target())
        self.state = label("", "strong")
        self.progress = QProgressBar()
        self.progress.setRange(0, _THOUSANDTHS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Reading"))
        for each in (self.state, self.progress):
            column.addWidget(each)
        self.model = IncomingModel()
        self.table = self._make_table()
        self.preview = QuestionPreview()
        column.addWidget(self.table, 3)
        column.addWidget(self.preview, 2)
        column.addWidget(self._make_problems(), 2)
        column.addLayout(self._make_buttons())
        self.resize(theme.px(820), theme.px(720))

    def show_reading(self) -> None:
        """Say that the files are being read."""
        self._say(self.tr("Reading …"), busy=True)
        self.progress.setRange(0, _THOUSANDTHS)
        self.progress.setValue(0)
        self.accept_button.setEnabled(False)

    def show_share(self, share: float) -> None:
        """Say how far the reading has come, from 0 to 1."""
        self.progress.setValue(round(share * _THOUSANDTHS))

    def show_incoming(self, incoming: Incoming, new_path: Path) -> None:
        """Show what would come in; ``new_path`` is where a new set would be."""
        if self._new_path == Path():
            self._show_new_path(new_path)
        self._incoming = incoming.questions
        self.model.show_questions(incoming.questions)
        count = len(incoming.questions.questions)
        told = [
            words.counted(count, self.tr("1 question comes in"), self.tr("{n} questions come in")),
            counted_problems(incoming.problems),
        ]
        self._say(" · ".join(filter(None, told)), busy=False)
        self._show_problems(incoming.problems)
        self.table.setVisible(count > 0)
        self.preview.show_question(None)
        self.table.selectRow(0)
        self.accept_button.setEnabled(count > 0)
        if not self.target.hasFocus():  # who walks through the sets goes on there
            (self.accept_button if count else self.cancel_button).setFocus()

    def show_refused(self, message: str, problems: Sequence[Problem]) -> None:
        """Say why nothing can come in; where the disk refused it may be tried again."""
        if not self._writing or problems:
            self._incoming = None
            self.table.hide()
            self.preview.show_question(None)
        self._writing = False
        self._say(message, busy=False)
        self._show_problems(problems)
        self.cancel_button.setEnabled(True)
        self.accept_button.setEnabled(self._incoming is not None)
        self.cancel_button.setFocus()

    def show_writing(self) -> None:
        """Say that the file is being written, which is not broken off."""
        self._writing = True
        self._say(self.tr("Writing …"), busy=True)
        self.progress.setRange(0, 0)
        for button in (self.accept_button, self.cancel_button):
            button.setEnabled(False)

    def reject(self) -> None:
        if not self._writing:
            self.cancelled.emit()
            super().reject()

    def _make_target(self) -> QVBoxLayout:
        self.target = PickBox(self.tr("Where to"))
        self.target.addItem(self.tr("Into a new set"))
        for each in self._targets:
            self.target.addItem(self.tr("Into “{title}”").format(title=each.title))
        self.target.activated.connect(self._on_target_activated)
        self.place = label("", "small")
        self.choose = Button(self.tr("Another place …"), "link", pressed=self._on_choose_pressed)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.target, 1)
        row.addWidget(self.choose)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.place)
        return column

    def _make_table(self) -> RowsTable:
        table = RowsTable()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Questions that come in"))
        table.verticalHeader().setDefaultSectionSize(theme.px(34))
        table.horizontalHeader().setMaximumSectionSize(theme.px(240))
        table.stretch(0)
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        table.hide()
        return table

    def _make_problems(self) -> Column:
        self._problems = Column(2000, margin=4, side=4)
        self._lists: list[ProblemList] = []
        self._problems.hide()
        return self._problems

    def _make_buttons(self) -> QHBoxLayout:
        self.cancel_button = Button(self.tr("Cancel"), pressed=self.reject)
        self.accept_button = Button(self.tr("Import"), "primary", pressed=self._on_accept_pressed)
        self.accept_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.accept_button)
        return row

    def _say(self, text: str, *, busy: bool) -> None:
        self.state.setText(text)
        self.progress.setVisible(busy)
        for each in (self.target, self.choose):
            each.setEnabled(not busy)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        clear_out(self._problems.body, self._lists)
        self._lists = [ProblemList(problems)] if problems else []
        for each in self._lists:
            each.place_requested.connect(lambda path, line: FileDialog(self, path, line).open())
            self._problems.body.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self._problems.setVisible(bool(problems))

    def _show_new_path(self, path: Path) -> None:
        self._new_path = path
        self.place.setText(breakable(str(path)))

    def _chosen(self) -> Target | None:
        index = self.target.currentIndex()
        return self._targets[index - 1] if index > 0 else None

    def _on_target_activated(self) -> None:
        target = self._chosen()
        self.choose.setVisible(target is None)
        self.place.setText(breakable(str(target.path if target else self._new_path)))
        self.target_chosen.emit(target.path if target else None)

    def _on_row_changed(self, row: QModelIndex) -> None:
        chosen = self.model.questions[row.row()] if row.isValid() else None
        self.preview.show_question(chosen)

    def _on_choose_pressed(self) -> None:
        dialog = QFileDialog(self, self.tr("A new set"), str(self._new_path))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Sets (*.yaml)")])
        dialog.setDefaultSuffix("yaml")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(str(self._new_path))
        dialog.fileSelected.connect(lambda name: self._on_place_chosen(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_place_chosen(self, path: Path) -> None:
        """A new set takes the place of no other file."""
        if path.exists():
            told = self.tr("{file} is there already: choose another name, or open it as a set.")
            self.place.setText(breakable(told.format(file=path)))
        else:
            self._show_new_path(path)

    def _on_accept_pressed(self) -> None:
        target = self._chosen()
        if self._incoming is not None:
            self.accepted_into.emit(target.path if target else self._new_path, self._incoming)
