"""Who studies here: the list of learners, and what can be done with it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from studyapp.storage.learners import Learner
from studyapp.ui.documents import documents
from studyapp.ui.preferences.learner_row import LONGEST_NAME, LearnerRow
from studyapp.ui.preferences.section import Section
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import clear_out, order_tabs
from studyapp.ui.widgets.disclosure import Disclosure
from studyapp.ui.widgets.text import label, set_look

SUFFIX = "zip"


class LearnerSection(Section):
    """Signals: ``chosen(str)``, another learner; ``created(str)``, a new one of this name;
    ``renamed(str, str)``, from one name to another; ``export_wanted(str, Path)``, a learner
    into a file; ``import_wanted(Path, str)``, a learner out of a file, under this name or
    the file's own if it is empty; ``deleted(str)``; ``recovered(str)``, who was deleted is
    to come back; ``cancel_requested()``.
    """

    chosen = Signal(str)
    created = Signal(str)
    renamed = Signal(str, str)
    export_wanted = Signal(str, object)
    import_wanted = Signal(object, str)
    deleted = Signal(str)
    recovered = Signal(str)
    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Learners"))
        self.rows: list[LearnerRow] = []
        self.back: list[Button] = []
        self._file: Path | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addLayout(self._list)
        inside.addLayout(self._made_new())
        inside.addWidget(self._made_gone())
        self.body.addWidget(self._inside)
        self.body.addLayout(self._made_telling())
        self.body.addWidget(
            label(
                self.tr(
                    "Each learner has answers, cards and backups of their own. A file holds all"
                    " of a learner: whoever has it can read the answers."
                ),
                "small",
            )
        )
        self._say_what_add_does()
        self.show_idle()

    def show_learners(
        self, learners: Sequence[Learner], current: str, deleted: Sequence[str]
    ) -> None:
        """List these, one of them in use; ``deleted`` are names that can come back."""
        clear_out(self._list, self.rows)
        self.rows = [self._made_row(each, in_use=each.name == current) for each in learners]
        for row in self.rows:
            self._list.addWidget(row)
        clear_out(self._gone_list, self.back)
        self.back = [self._made_back(name) for name in deleted]
        for button in self.back:
            self._gone_list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.gone.setVisible(bool(deleted))
        self.gone.show_summary(", ".join(deleted))
        order_tabs(self)

    def show_busy(self, message: str) -> None:
        """Say what is going on; nothing else can be asked for meanwhile."""
        had_focus = self._inside.isAncestorOf(self.window().focusWidget() or self)
        self._tell(message, "muted")
        self._inside.setEnabled(False)
        for each in (self.progress, self.cancel):
            each.show()
        if had_focus:
            self.cancel.setFocus()

    def show_idle(self, message: str = "") -> None:
        """Say how it went; nothing goes on any more."""
        self._end_work()
        self._tell(message, "muted")

    def show_problem(self, message: str) -> None:
        """Say why it could not be done."""
        self._end_work()
        self._tell(message[:1].upper() + message[1:], "complaint")

    def ask_name(self, path: Path, taken: str) -> None:
        """Ask under which other name the learner of a file is to be taken in."""
        self._file = path
        self.show_problem(
            self.tr("There is a learner “{name}” already. Import under which name?").format(
                name=taken
            )
        )
        self._say_what_add_does()
        self.name.setText(taken)
        self.name.selectAll()
        self.name.setFocus()

    def focus_on(self, name: str) -> None:
        """Give the focus to a learner's row, or to the first."""
        named = (row for row in self.rows if row.name == name)
        next(named, self.rows[0]).take_focus()

    def _made_row(self, learner: Learner, *, in_use: bool) -> LearnerRow:
        name, row = learner.name, LearnerRow(learner, in_use=in_use)
        row.chosen.connect(lambda: self.chosen.emit(name))
        row.renamed.connect(lambda new: self.renamed.emit(name, new))
        row.export_requested.connect(lambda: self._on_export_requested(name))
        row.deleted.connect(lambda: self.deleted.emit(name))
        return row

    def _made_back(self, name: str) -> Button:
        return Button(
            self.tr("Bring back {name}").format(name=name),
            "link",
            pressed=lambda: self.recovered.emit(name),
        )

    def _made_new(self) -> QHBoxLayout:
        self.name = QLineEdit()
        self.name.setAcceptDrops(False)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.textChanged.connect(self._update_add)
        self.add = Button("", pressed=self._on_add_pressed)
        self.name.returnPressed.connect(self.add.click)
        self.load = Button(self.tr("Import …"), pressed=self._on_load_pressed)
        self.stop = Button(self.tr("Do not import"), "link", pressed=self._on_stop_pressed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        for button in (self.add, self.load, self.stop):
            row.addWidget(button)
        return row

    def _made_gone(self) -> Disclosure:
        inside = QWidget()
        self._gone_list = QVBoxLayout(inside)
        self._gone_list.setContentsMargins(0, 0, 0, 0)
        self._gone_list.setSpacing(6)
        self.gone = Disclosure(self.tr("Deleted learners"), inside)
        return self.gone

    def _made_telling(self) -> QHBoxLayout:
        self._told = label()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.cancel = Button(self.tr("Cancel"), pressed=self.cancel_requested.emit)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self._told)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(column, 1)
        row.addWidget(self.cancel)
        return row

    def _say_what_add_does(self) -> None:
        """The field makes a learner, or names the one of a file."""
        importing = self._file is not None
        self.name.clear()
        name = self.tr("Name of the imported learner") if importing else self.tr("New learner")
        self.name.setPlaceholderText(name)
        self.name.setAccessibleName(name)
        self.add.set_text(self.tr("Import") if importing else self.tr("Create"))
        self.load.setVisible(not importing)
        self.stop.setVisible(importing)
        self._update_add()

    def _tell(self, message: str, role: str) -> None:
        set_look(self._told, "role", role)
        self._told.setText(message)
        self._told.setVisible(bool(message))

    def _end_work(self) -> None:
        had_focus = self.cancel.hasFocus()
        self._inside.setEnabled(True)
        for each in (self.progress, self.cancel):
            each.hide()
        if had_focus:
            self.load.setFocus()

    def _update_add(self) -> None:
        self.add.setEnabled(bool(self.name.text().strip()))

    def _on_add_pressed(self) -> None:
        name, path = self.name.text().strip(), self._file
        if path is None:
            self.created.emit(name)
        else:
            self._on_stop_pressed()
            self.import_wanted.emit(path, name)

    def _on_stop_pressed(self) -> None:
        self._file = None
        self._say_what_add_does()
        self.show_idle()
        self.load.setFocus()

    def _on_load_pressed(self) -> None:
        dialog = self._dialog(self.tr("Import a learner"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.import_wanted.emit(Path(name), ""))
        dialog.open()

    def _on_export_requested(self, learner: str) -> None:
        dialog = self._dialog(self.tr("Export {name}").format(name=learner))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(f"{learner}.{SUFFIX}")
        dialog.fileSelected.connect(lambda name: self.export_wanted.emit(learner, Path(name)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title, str(documents()))
        dialog.setNameFilters([self.tr("Learners (*.zip)"), self.tr("All files (*)")])
        dialog.finished.connect(dialog.deleteLater)
        return dialog
