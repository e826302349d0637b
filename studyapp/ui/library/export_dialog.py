"""A set for other programs: in which format, and what of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.authoring.selection import Origin, Selection, kinds_of, origins_of
from studyapp.authoring.sending import SET, Outlet
from studyapp.core.bank import UNGRADED, Bank
from studyapp.core.forms import GRADED
from studyapp.ui import theme, words
from studyapp.ui.origins import origin_name
from studyapp.ui.preferences.section import Rows
from studyapp.ui.study.choice_list import ChoiceList, stacked
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.choices import CheckRow
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.disclosure import Disclosure
from studyapp.ui.widgets.number_field import NumberField
from studyapp.ui.widgets.pick_box import PickBox
from studyapp.ui.widgets.text import label

_USUAL_COUNT = 20
_MOST = 999

# Heights in pixels at 100 % text.
_FOLDED, _UNFOLDED = 560, 740


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
        for which in origins_of(bank):
            self.which.addItem(origin_name(which), which)
        self.all = CheckRow(self.tr("All that the set gives"), flush=True)
        self.all.toggled.connect(self._on_choice_changed)
        self.count = NumberField(self.tr("How many"), 1, _MOST)
        self.count.show_number(_USUAL_COUNT)
        self.seed = NumberField(self.tr("Seed"), 1, 999_999)
        self.topics = ChoiceList(self.tr("Topics"))
        self.topics.offer(bank.topics.items())
        self.kinds = ChoiceList(self.tr("Kinds of question"))
        self.kinds.offer((kind, words.kind_name(kind)) for kind in kinds_of(bank))
        self._usual_kinds = self.kinds.rows.keys() & (GRADED | UNGRADED)
        for kind, row in self.kinds.rows.items():
            row.setChecked(kind in self._usual_kinds)
        for choice in (self.topics, self.kinds):
            choice.changed.connect(self._on_choice_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(14)
        column.addWidget(label(self.tr("Export “{title}”").format(title=bank.title), "heading"))
        page = Column(2000, margin=0, side=0)
        page.body.addLayout(self._make_rows())
        self.choices = Disclosure(
            self.tr("Choose topics and kinds"), stacked(self.topics, self.kinds)
        )
        self.choices.toggled.connect(self._on_choices_toggled)
        page.body.addWidget(self.choices)
        self._remark = label("", "small")
        page.body.addWidget(self._remark)
        page.body.addStretch(1)
        column.addWidget(page, 1)
        column.addLayout(self._make_buttons())
        self._on_choices_toggled(is_open=False)
        self._on_choice_changed()
        self.form.setFocus()

    @property
    def selection(self) -> Selection:
        """What of the set is wanted."""
        kinds = self.kinds.chosen()
        return Selection(
            Origin(self.which.currentData()),
            frozenset() if kinds == self._usual_kinds else kinds,
            None if self.all.isChecked() else self.count.number,
            self.seed.number,
            self.topics.chosen_or_none(),
        )

    def _make_rows(self) -> Rows:
        rows = Rows()
        for box in (self.form, self.which):
            box.setMinimumWidth(theme.px(320))
        rows.add(self.tr("Format"), self.form)
        rows.add(self.tr("Questions"), self.which)
        rows.addWidget(self.all, rows.rowCount(), 0, 1, 2)
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

    def _on_choices_toggled(self, is_open: bool) -> None:
        self.resize(theme.px(600), theme.px(_UNFOLDED if is_open else _FOLDED))

    def _outlet(self) -> Outlet:
        return self._outlets[self.form.currentIndex()]

    def _on_choice_changed(self) -> None:
        whole = self._outlet().name == SET
        for each in (self.which, self.all, self.seed, self.choices):
            each.setEnabled(not whole)
        self.count.setEnabled(not whole and not self.all.isChecked())
        nothing = not (self.kinds.chosen() and (self.topics.chosen() or not self.topics.rows))
        self.save.setEnabled(whole or not nothing)
        self.choices.show_summary(self._chosen())
        self._remark.setText(self._advice(whole, nothing))

    def _chosen(self) -> str:
        """What is ticked, in a few words."""
        if not self.selection.kinds and not self.selection.topics:
            return self.tr("All topics, all kinds")
        kinds = len(self.kinds.chosen())
        told = [words.counted(kinds, self.tr("1 kind"), self.tr("{n} kinds"))]
        if self.selection.topics:
            topics = len(self.selection.topics)
            told.append(words.counted(topics, self.tr("1 topic"), self.tr("{n} topics")))
        return " · ".join(told)

    def _advice(self, whole: bool, nothing: bool) -> str:
        if whole:
            return self.tr(
                "The set itself with its sources and pictures, in one file for colleagues."
            )
        if nothing:
            return self.tr("Choose at least one topic and one kind of question.")
        return self.tr("What the format cannot hold is listed when the file is written.")

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
