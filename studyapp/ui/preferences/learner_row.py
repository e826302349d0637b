"""A learner in the list, and what can be done with them."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from studyapp.storage.inspection import Contents
from studyapp.storage.learners import Learner
from studyapp.ui import words
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import label, line

LONGEST_NAME = 64


class _Asked(StrEnum):
    """What is asked below the name, before anything is done."""

    NOTHING = "nothing"
    NAME = "name"
    DELETE = "delete"


class LearnerRow(QWidget):
    """Signals: ``chosen()``, this learner wants to study; ``renamed(str)``, to this name;
    ``export_requested()``; ``deleted()``, after it was asked once more.
    """

    chosen = Signal()
    renamed = Signal(str)
    export_requested = Signal()
    deleted = Signal()

    def __init__(self, learner: Learner, *, in_use: bool) -> None:
        super().__init__()
        self.name = learner.name
        self._in_use = in_use
        self._contents = learner.contents
        self.switch = Button(self.tr("Switch"), "link", pressed=self.chosen.emit)
        self.switch.setAccessibleName(self.tr("Switch to {name}").format(name=self.name))
        self.more = Button(self.tr("More ▾"), "link", pressed=self._on_more_pressed)
        self.more.setAccessibleName(self.tr("More on {name}").format(name=self.name))
        self._menu = QMenu(self)
        self.rename = self._action(self.tr("Rename …"), self._on_rename_requested)
        self.export = self._action(self.tr("Export to a file …"), self.export_requested.emit)
        self.delete = self._action(self._delete_words(), self._on_delete_requested)
        self.delete.setEnabled(not in_use)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._made_head())
        self._naming = self._made_naming()
        self._deleting = self._made_deleting()
        for each in (self._naming, self._deleting, line()):
            whole.addWidget(each)
        self._ask(_Asked.NOTHING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what is asked."""
        asked = not (self._naming.isHidden() and self._deleting.isHidden())
        if event.key() == Qt.Key.Key_Escape and asked:
            self._on_kept()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        self.more.setFocus()

    def _action(self, text: str, does: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda: does())
        self._menu.addAction(action)
        return action

    def _made_head(self) -> QHBoxLayout:
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(self.name, "strong" if self._in_use else ""))
        told.addWidget(label(self._about(), "small"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(told, 1)
        row.addWidget(self.switch)
        row.addWidget(self.more)
        return row

    def _made_naming(self) -> QWidget:
        self.field = QLineEdit(self.name)
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setAcceptDrops(False)
        self.field.setAccessibleName(self.tr("New name of {name}").format(name=self.name))
        self.take_name = Button(self.tr("Rename"), pressed=self._on_name_taken)
        self.field.returnPressed.connect(self.take_name.click)
        self.field.textChanged.connect(self._update_name)
        keep = Button(self.tr("Cancel"), "link", pressed=self._on_kept)
        asked = QWidget()
        row = QHBoxLayout(asked)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(10)
        row.addWidget(self.field, 1)
        row.addWidget(self.take_name)
        row.addWidget(keep)
        return asked

    def _made_deleting(self) -> QWidget:
        question = self.tr("Delete “{name}”? {lost}").format(name=self.name, lost=self._lost())
        self.export_first = Button(
            self.tr("Export first …"), "link", pressed=self.export_requested.emit
        )
        self.keep = Button(self.tr("Keep"), pressed=self._on_kept)
        self.sure = Button(self.tr("Delete"), "primary", pressed=self.deleted.emit)
        asked = QWidget()
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(label(question))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.export_first)
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.sure)
        column.addLayout(row)
        return asked

    def _about(self) -> str:
        found = self._contents
        held = self.tr("nothing yet") if found is None else held_in(found)
        last = found.last if found else None
        parts = [
            self.tr("in use") if self._in_use else "",
            held,
            self.tr("last on {when}").format(when=words.when(last)) if last else "",
        ]
        return " · ".join(filter(None, parts))

    def _lost(self) -> str:
        if self._contents is None:
            return self.tr("There are no answers of theirs.")
        return self.tr(
            "{held}, all cards and backups go to the folder “deleted”. From there you can bring"
            " them back, until you empty it."
        ).format(held=held_in(self._contents))

    def _delete_words(self) -> str:
        if self._in_use:
            return self.tr("Delete (switch to another learner first)")
        return self.tr("Delete …")

    def _ask(self, asked: _Asked) -> None:
        self._naming.setVisible(asked is _Asked.NAME)
        self._deleting.setVisible(asked is _Asked.DELETE)
        self.more.setVisible(asked is _Asked.NOTHING)
        self.switch.setVisible(asked is _Asked.NOTHING and not self._in_use)

    def _update_name(self) -> None:
        self.take_name.setEnabled(self.field.text().strip() not in ("", self.name))

    def _on_more_pressed(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_rename_requested(self) -> None:
        self.field.setText(self.name)
        self._update_name()
        self._ask(_Asked.NAME)
        self.field.setFocus()
        self.field.selectAll()

    def _on_name_taken(self) -> None:
        self.renamed.emit(self.field.text().strip())

    def _on_delete_requested(self) -> None:
        self._ask(_Asked.DELETE)
        self.keep.setFocus()

    def _on_kept(self) -> None:
        self._ask(_Asked.NOTHING)
        self.take_focus()


def held_in(found: Contents) -> str:
    """How much a record holds, in words."""
    tr = words.tr
    answers = words.counted(found.answers, tr("1 answer"), tr("{n} answers"))
    sessions = words.counted(found.sessions, tr("1 session"), tr("{n} sessions"))
    return tr("{answers} in {sessions}").format(answers=answers, sessions=sessions)
