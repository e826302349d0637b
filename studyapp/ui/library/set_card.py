"""One set in the library."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.bank import Bank
from studyapp.core.items import Verdict
from studyapp.core.problems import Problem, Severity
from studyapp.storage.bank_files import LoadedBank
from studyapp.study import available
from studyapp.ui import words
from studyapp.ui.library.shelf import title_of
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.mark import Mark
from studyapp.ui.widgets.text import breakable, label, line

_MOST_PROBLEMS = 100


class SetCard(QFrame):
    """Signals: ``chosen()``, study this set; ``remove_requested()``, take it off the list."""

    chosen = Signal()
    remove_requested = Signal()

    def __init__(self, entry: LoadedBank, *, studied: bool, opened: bool = False) -> None:
        """``opened`` by the learner just now."""
        super().__init__()
        self.setProperty("card", "here" if opened else "plain")
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
            column.addWidget(label(self._size(entry.bank), "muted"))
        if entry.problems:
            column.addSpacing(6)
            column.addWidget(line())
            column.addWidget(label(self._verdict(entry), "strong"))
            column.addWidget(_problem_list(entry.problems))
        self._buttons = self._make_buttons(title, usable=entry.bank is not None)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def take_focus(self) -> None:
        self._buttons[0].setFocus()

    def _make_buttons(self, title: str, *, usable: bool) -> list[Button]:
        study = Button(self.tr("Study this set"), pressed=self.chosen.emit)
        remove = Button(self.tr("Remove from list"), "link", pressed=self.remove_requested.emit)
        for button in (study, remove):
            button.setAccessibleName(f"{button.text()}: {title}")
        return [study, remove] if usable else [remove]

    def _size(self, bank: Bank) -> str:
        facts = words.counted(len(bank.facts), self.tr("1 fact"), self.tr("{n} facts"))
        questions = words.counted(
            len(bank.questions), self.tr("1 written question"), self.tr("{n} written questions")
        )
        asked = self.tr("{n} can be asked").format(n=available(bank, frozenset(), frozenset()))
        return " · ".join([facts, *([questions] if bank.questions else []), asked])

    def _verdict(self, entry: LoadedBank) -> str:
        errors = sum(problem.severity is Severity.ERROR for problem in entry.problems)
        warnings = len(entry.problems) - errors
        counts = []
        if errors:
            counts.append(words.counted(errors, self.tr("1 error"), self.tr("{n} errors")))
        if warnings:
            counts.append(words.counted(warnings, self.tr("1 warning"), self.tr("{n} warnings")))
        counted = ", ".join(counts) + "."
        if entry.bank is None:
            return counted + " " + self.tr("This set cannot be used until its errors are mended.")
        if errors:
            return counted + " " + self.tr("The set as it was read before stays in use.")
        return counted + " " + self.tr("The set can be used.")


def _problem_list(problems: tuple[Problem, ...]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    for row, problem in enumerate(problems[:_MOST_PROBLEMS]):
        is_error = problem.severity is Severity.ERROR
        verdict = Verdict.WRONG if is_error else Verdict.PARTLY
        place = f"{problem.position.line}:{problem.position.column}"
        hint = f"\n{problem.hint}" if problem.hint else ""
        grid.addWidget(Mark(verdict, 18, name=problem.severity.value), row, 0, top)
        grid.addWidget(label(place, "muted", wrap=False), row, 1, top)
        said = f"{problem.severity.value} {problem.code}: {problem.message}{hint}"
        grid.addWidget(label(said), row, 2, top)
    return made
