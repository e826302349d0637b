"""The problems of a file, with links to their places in it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from studyapp.core.items import Verdict
from studyapp.core.problems import Problem, Severity
from studyapp.storage.bank_folders import open_regular
from studyapp.ui import words
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.mark import Mark
from studyapp.ui.widgets.text import label

MOST_PROBLEMS = 100

# What is no text has a NUL among its first bytes.
_HEAD = 4096


class ProblemList(QWidget):
    """A row a problem: how bad it is, where unless ``places`` is off, what, what to do about it.

    Signals: ``place_requested(Path, int)``, the line of a file is to be shown.
    """

    place_requested = Signal(object, int)

    def __init__(self, problems: Sequence[Problem], *, places: bool = True) -> None:
        super().__init__()
        self.links: list[Button] = []
        shown = problems[:MOST_PROBLEMS]
        self._texts = {path: _is_text(path) for path in {Path(each.path) for each in shown}}
        self._named = len({problem.path for problem in shown}) > 1
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, problem in enumerate(shown):
            is_error = problem.severity is Severity.ERROR
            verdict = Verdict.WRONG if is_error else Verdict.PARTLY
            hint = f"\n{problem.hint}" if problem.hint else ""
            said = f"{problem.severity.value} {problem.code}: {problem.message}{hint}"
            grid.addWidget(Mark(verdict, 18, name=problem.severity.value), row, 0, top)
            if places:
                grid.addWidget(self._place(problem), row, 1, top)
            grid.addWidget(label(said), row, 2, top)
        if len(problems) > MOST_PROBLEMS:
            more = self.tr("and {n} more").format(n=len(problems) - MOST_PROBLEMS)
            grid.addWidget(label(more, "muted"), MOST_PROBLEMS, 2)

    def _place(self, problem: Problem) -> QWidget:
        """A link to the line, where there is a text to show; in no text there are lines."""
        path, at = Path(problem.path), problem.position
        name = path.name if self._named else ""
        place = f"{name} {at.line}:{at.column}".lstrip()
        match self._texts[path]:
            case None:
                return label(place, "muted", wrap=False)
            case False:
                return label(name, "muted", wrap=False)
        link = Button(place, "link", pressed=lambda: self.place_requested.emit(path, at.line))
        told = self.tr("Show line {n}: {what}").format(n=at.line, what=problem.message)
        link.setAccessibleName(told)
        self.links.append(link)
        return link


def _is_text(path: Path) -> bool | None:
    """Whether the file can be shown line by line; None where it cannot be read."""
    try:
        with open_regular(path) as file:
            return b"\0" not in file.read(_HEAD)
    except (OSError, ValueError):
        return None


def counted_problems(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are, in words; nothing where there are none."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    counts = []
    if errors:
        counts.append(words.counted(errors, words.tr("1 error"), words.tr("{n} errors")))
    if warnings:
        counts.append(words.counted(warnings, words.tr("1 warning"), words.tr("{n} warnings")))
    return ", ".join(counts)
