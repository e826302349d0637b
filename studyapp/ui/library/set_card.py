"""One set in the library."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.core.bank import Bank
from studyapp.core.problems import has_errors
from studyapp.storage.bank_files import LoadedBank
from studyapp.study import available
from studyapp.ui import words
from studyapp.ui.library.problem_list import ProblemList, counted_problems
from studyapp.ui.library.shelf import title_of
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.text import breakable, label, line


class SetCard(QFrame):
    """Signals: ``chosen()``, study this set; ``export_requested()``; ``print_requested()``;
    ``remove_requested()``, take it off the list; ``place_requested(Path, int)``, show a line
    of its file.
    """

    chosen = Signal()
    export_requested = Signal()
    print_requested = Signal()
    remove_requested = Signal()
    place_requested = Signal(object, int)

    def __init__(
        self,
        entry: LoadedBank,
        *,
        studied: bool,
        opened: bool = False,
        last: datetime | None = None,
        shares: bool = False,
    ) -> None:
        """``opened`` by the learner just now; ``last`` is when it was studied; it ``shares``
        its short name with another set on the list.
        """
        super().__init__()
        self.setProperty("card", "here" if opened else "plain")
        self.problems: ProblemList | None = None
        self._usable = entry.bank is not None
        title = title_of(entry)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(title, "heading"), 1)
        if studied:
            in_use = self.tr("now in use") if opened else self.tr("in use")
            tag = label(in_use, "tag", wrap=False)
            head.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(label(breakable(str(entry.path)), "small"))
        if entry.bank is not None:
            for credit in dict.fromkeys(each.credit for each in entry.bank.sources.values()):
                column.addWidget(label(self.tr("Source: {credit}").format(credit=credit), "muted"))
            column.addWidget(label(self._size(entry.bank), "muted"))
        if last is not None:
            told = self.tr("Last studied {when}").format(when=words.when(last))
            column.addWidget(label(told, "muted"))
        if shares and entry.bank is not None:
            told = self.tr(
                "Another set on this list has the same short name (bank: {name}): what learners "
                "know of either is kept under it."
            ).format(name=entry.bank.id)
            column.addWidget(label(told, "muted"))
        if entry.problems:
            column.addSpacing(6)
            column.addWidget(line())
            column.addWidget(label(self._verdict(entry), "strong"))
            self.problems = ProblemList(entry.problems)
            self.problems.place_requested.connect(self.place_requested)
            column.addWidget(self.problems)
        self._buttons = self._make_buttons(title, usable=entry.bank is not None)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def take_focus(self) -> None:
        """Put the focus where one goes on: at the first problem of a set that cannot be used."""
        if not self._usable and self.problems is not None and self.problems.links:
            self.problems.links[0].setFocus()
        else:
            self._buttons[0].setFocus()

    def _make_buttons(self, title: str, *, usable: bool) -> list[Button]:
        study = Button(self.tr("Study this set"), pressed=self.chosen.emit)
        export = Button(self.tr("Export …"), "link", pressed=self.export_requested.emit)
        paper = Button(self.tr("Print …"), "link", pressed=self.print_requested.emit)
        remove = Button(self.tr("Remove from list"), "link", pressed=self.remove_requested.emit)
        for button in (study, export, paper, remove):
            button.setAccessibleName(f"{button.text()}: {title}")
        return [study, export, paper, remove] if usable else [remove]

    def _size(self, bank: Bank) -> str:
        facts = words.counted(len(bank.facts), self.tr("1 fact"), self.tr("{n} facts"))
        questions = words.counted(
            len(bank.questions), self.tr("1 written question"), self.tr("{n} written questions")
        )
        asked = self.tr("{n} can be asked").format(n=available(bank, frozenset(), frozenset()))
        counts = [facts] if bank.facts else []
        return " · ".join([*counts, *([questions] if bank.questions else []), asked])

    def _verdict(self, entry: LoadedBank) -> str:
        counted = f"{counted_problems(entry.problems)}."
        if entry.bank is None:
            return counted + " " + self.tr("This set cannot be used until its errors are mended.")
        if has_errors(entry.problems):
            return counted + " " + self.tr("The set as it was read before stays in use.")
        return counted + " " + self.tr("The set can be used.")
