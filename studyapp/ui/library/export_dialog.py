"""A set for other programs: in which format, and what of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.authoring.selection import Origin, Selection
from studyapp.authoring.sending import SET, Outlet
from studyapp.core.bank import Bank
from studyapp.ui import theme
from studyapp.ui.preferences.section import Rows
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.choices import CheckRow
from studyapp.ui.widgets.number_field import NumberField
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import label

_USUAL_COUNT = 20
_MOST = 999


class ExportDialog(QDialog):
    """Signals: ``chosen(str, Selection, Path)``, write the file as the outlet of that name."""

    chosen = Signal(object, object, object)

    def __init__(
        self, parent: QWidget, bank: Bank, folder: Path, outlets: Sequence[Outlet]
    ) -> None:
        """``folder`` is where the file dialog begins."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        self._bank = bank
        self._folder = folder
        self._outlets = outlets
        self.form = PickBox(self.tr("Format"))
        for each in outlets:
            self.form.addItem(each.title)
        self.form.currentIndexChanged.connect(self._on_choice_changed)
        self.which = PickBox(self.tr("Questions"))
        for which, name in self._kinds_of_questions():
            self.which.addItem(name, which)
        self.all = CheckRow(self.tr("All that the set gives"), flush=True)
        self.all.toggled.connect(self._on_choice_changed)
        self.count = NumberField(self.tr("How many"), 1, _MOST)
        self.count.show_number(_USUAL_COUNT)
        self.seed = NumberField(self.tr("Seed"), 1, 999_999)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(14)
        column.addWidget(label(self.tr("Export “{title}”").format(title=bank.title), "heading"))
        column.addLayout(self._make_rows())
        self._remark = label("", "small")
        column.addWidget(self._remark)
        column.addStretch(1)
        column.addLayout(self._make_buttons())
        self.setMinimumWidth(theme.px(560))
        self._on_choice_changed()
        self.form.setFocus()

    @property
    def selection(self) -> Selection:
        """What of the set is wanted."""
        return Selection(
            Origin(self.which.currentData()),
            count=None if self.all.isChecked() else self.count.number,
            seed=self.seed.number,
        )

    def _kinds_of_questions(self) -> list[tuple[Origin, str]]:
        every = (Origin.ALL, self.tr("Generated and written by hand"))
        generated = (Origin.GENERATED, self.tr("Generated from the facts"))
        written = (Origin.WRITTEN, self.tr("Written by hand"))
        if not self._bank.questions:
            return [generated]
        has_more = len(self._bank.entries) > len(self._bank.questions)
        return [every, generated, written] if has_more else [written]

    def _make_rows(self) -> Rows:
        rows = Rows()
        for box in (self.form, self.which):
            box.setMinimumWidth(theme.px(320))
        rows.add(self.tr("Format"), self.form)
        rows.add(self.tr("Questions"), self.which)
        rows.add(self.all, QWidget())
        rows.add(
            self.tr("How many"),
            self.count,
            self.tr("A form in which no question gives away another."),
        )
        rows.add(
            self.tr("Seed"), self.seed, self.tr("The same seed gives the same questions again.")
        )
        return rows

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(Button(self.tr("Cancel"), pressed=self.reject))
        self.save = Button(self.tr("Save as …"), "primary", pressed=self._on_save_pressed)
        row.addWidget(self.save)
        return row

    def _outlet(self) -> Outlet:
        return self._outlets[self.form.currentIndex()]

    def _on_choice_changed(self) -> None:
        whole = self._outlet().name == SET
        for each in (self.which, self.all, self.seed):
            each.setEnabled(not whole)
        self.count.setEnabled(not whole and not self.all.isChecked())
        self._remark.setText(
            self.tr("The set itself with its sources and pictures, in one file for colleagues.")
            if whole
            else self.tr("What the format cannot hold is listed when the file is written.")
        )

    def _on_save_pressed(self) -> None:
        outlet = self._outlet()
        patterns = " ".join(f"*{ending}" for ending in outlet.endings)
        dialog = QFileDialog(self, self.tr("Export"), str(self._folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{outlet.title} ({patterns})"])
        dialog.setDefaultSuffix(outlet.endings[0].removeprefix("."))
        dialog.selectFile(str(self._folder / f"{self._bank.id}{outlet.endings[0]}"))
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_file_selected(self, name: str) -> None:
        self.chosen.emit(self._outlet().name, self.selection, Path(name))
        self.accept()
