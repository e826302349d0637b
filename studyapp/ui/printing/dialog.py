"""Printing a quiz: what is printed, how much that is, and where it goes."""

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from studyapp.core.bank import Bank
from studyapp.core.problems import Problem
from studyapp.ui import theme, words
from studyapp.ui.documents import documents
from studyapp.ui.printing.document import Document
from studyapp.ui.printing.form import PrintForm
from studyapp.ui.printing.making import Printing, making
from studyapp.ui.printing.output import NotPrinted, Step, save_pdf, send_to
from studyapp.ui.printing.preview import PreviewDialog
from studyapp.ui.printing.slices import Slices
from studyapp.ui.widgets.buttons import Button
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.disclosure import Disclosure
from studyapp.ui.widgets.text import breakable, label, line

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_TYPING = 250  # milliseconds without a change before the pages are counted
_UNHURRIED = 500  # milliseconds that work takes before its progress is shown
_MOST_PROBLEMS = 50


class PrintDialog(QDialog):
    """Signals: ``saved(Path)``, the file is written; ``printed()``, all went to the printer;
    ``closed(Printing)``, what was chosen, to be offered the next time; ``failed(Exception)``,
    the program is at fault.
    """

    saved = Signal(object)
    printed = Signal()
    closed = Signal(object)
    failed = Signal(object)

    def __init__(
        self, parent: QWidget | None, bank: Bank, seed: int, before: Printing | None = None
    ) -> None:
        """``seed`` is the one that is offered, ``before`` what was chosen the last time."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Print"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bank = bank
        self.document: Document | None = None
        self._then: Callable[[Document], None] | None = None
        self._ended: Callable[[], None] = lambda: None
        self.form = PrintForm(bank, seed)
        self.making = Slices(self)
        self.output = Slices(self)
        self._typing = _single_shot(self, _TYPING, self._make)
        self._unhurried = _single_shot(self, _UNHURRIED, self._show_progress)
        self._lay_out(bank)
        self._listen()
        if before is not None:
            self.form.show_printing(before)
        self.form.changed.connect(self._on_form_changed)
        self.resize(theme.px(620), theme.px(720))
        self.form.take_focus()
        self._make()

    def save(self, path: Path) -> None:
        """Write the pages into this file."""
        self._start(lambda document: save_pdf(document, path), partial(self._on_saved, path))

    def print_on(self, printer: "QPrinter") -> None:
        """Print the pages."""
        self._start(lambda document: send_to(document, printer), self._on_printed)

    def done(self, result: int) -> None:
        for work in (self.making, self.output):
            work.cancel()
        for timer in (self._typing, self._unhurried):
            timer.stop()
        self.closed.emit(self.form.printing)
        super().done(result)

    def _lay_out(self, bank: Bank) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(12)
        self.left_out = label("", "small")
        self.problems = Disclosure(self.tr("What is left out"), self.left_out)
        scrolled = Column(560, margin=22, side=24)
        scrolled.body.addWidget(
            label(self.tr("Print “{title}”").format(title=bank.title), "heading")
        )
        scrolled.body.addWidget(self.form)
        scrolled.body.addWidget(self.problems)
        scrolled.body.addStretch(1)
        column.addWidget(scrolled, 1)
        column.addWidget(line())
        below = QVBoxLayout()
        below.setContentsMargins(24, 0, 24, 0)
        below.setSpacing(10)
        self.summary = label("", "strong")
        self.told = label("", "muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stop = Button(self.tr("Stop"), "link", pressed=self._on_stop_pressed)
        going = QHBoxLayout()
        going.setSpacing(12)
        going.addWidget(self.progress, 1)
        going.addWidget(self.stop)
        for each in (self.summary, self.told):
            below.addWidget(each)
        below.addLayout(going)
        below.addLayout(self._make_buttons())
        column.addLayout(below)
        hidden: tuple[QWidget, ...] = (self.problems, self.told, self.progress, self.stop)
        for part in hidden:
            part.hide()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.preview = Button(self.tr("Preview"), pressed=self._on_preview_pressed)
        self.save_as = Button(self.tr("Save as PDF …"), "primary", pressed=self._on_save_pressed)
        self.print = Button(self.tr("Print …"), pressed=self._on_print_pressed)
        self.cancel = Button(self.tr("Cancel"), pressed=self.reject)
        self.save_as.setDefault(True)
        row.addWidget(self.preview)
        row.addStretch(1)
        for button in (self.cancel, self.print, self.save_as):
            row.addWidget(button)
        return row

    def _listen(self) -> None:
        self.making.stepped.connect(self._on_stepped)
        self.making.ended.connect(self._on_made)
        self.making.failed.connect(self._on_making_failed)
        self.output.stepped.connect(self._on_stepped)
        self.output.ended.connect(self._on_output_ended)
        self.output.failed.connect(self._on_output_failed)

    def _on_form_changed(self) -> None:
        """Count anew once nothing has changed for a while."""
        self.output.cancel()
        self.making.cancel()
        self._hide_progress()
        self.document = None
        self._then = None
        self.told.hide()
        self.summary.setText(self.tr("Counting …"))
        self._typing.start()

    def _make(self) -> None:
        self._typing.stop()
        if self.form.is_empty:
            self.summary.setText(
                self.tr("Tick something to print, a topic and a kind of question.")
            )
            self._allow(False)
            return
        self._allow(True)
        self._begin(self.making, making(self._bank, self.form.printing))

    def _on_made(self, document: Document) -> None:
        self._hide_progress()
        self.document = document
        self.summary.setText(self._size_of(document))
        self._show_problems(document.paper.problems)
        self._allow(document.paper.count > 0)
        then, self._then = self._then, None
        if then is not None and document.paper.count:
            then(document)

    def _size_of(self, document: Document) -> str:
        paper = document.paper
        if not paper.count:
            return self.tr("There is no question of these kinds on these topics.")
        told = [
            words.counted(paper.count, self.tr("1 question"), self.tr("{n} questions")),
            words.counted(len(paper.versions), self.tr("1 version"), self.tr("{n} versions")),
            words.counted(document.count, self.tr("1 page"), self.tr("{n} pages")),
        ]
        left_out = len(paper.problems)
        if left_out:
            told.append(self.tr("{n} left out").format(n=left_out))
        size = " · ".join(told)
        wanted = self.form.count.number
        if paper.count < wanted:
            return self.tr("{size}. There are no more of these.").format(size=size)
        return size

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.problems.setVisible(bool(problems))
        shown = [problem.message for problem in problems[:_MOST_PROBLEMS]]
        more = len(problems) - len(shown)
        if more:
            shown.append(self.tr("… and {n} more").format(n=more))
        self.left_out.setText("\n".join(shown))
        self.problems.show_summary(
            words.counted(
                len(problems),
                self.tr("1 question cannot be asked on paper."),
                self.tr("{n} questions cannot be asked on paper."),
            )
        )

    def _with_document(self, then: Callable[[Document], None]) -> None:
        """Do this with the pages, as soon as they are there."""
        if self.document is not None:
            then(self.document)
            return
        self._then = then
        if not self.making.busy:
            self._make()

    def _on_preview_pressed(self) -> None:
        self._with_document(lambda document: PreviewDialog(self, document).open())

    def _on_save_pressed(self) -> None:
        dialog = QFileDialog(self, self.tr("Save as PDF"), str(documents()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._bank.id}-{self.form.printing.plan.seed}.pdf")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_print_pressed(self) -> None:
        # Loaded here: it takes a while, and most of the time nothing is printed.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(self.form.printing.sheet.page_layout)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own takes a slot by its name

    def _start(
        self,
        work: Callable[[Document], Generator[Step, None, None]],
        ended: Callable[[], None],
    ) -> None:
        def begin(document: Document) -> None:
            self.told.hide()
            self._ended = ended
            self._begin(self.output, work(document))

        self._with_document(begin)

    def _begin(self, slices: Slices, work: Generator[Step, None, Any]) -> None:
        self.progress.setRange(0, 0)
        self._unhurried.start()
        slices.start(work)

    def _on_stepped(self, step: Step) -> None:
        self.progress.setRange(0, step.of)
        self.progress.setValue(step.done)

    def _on_output_ended(self) -> None:
        self._hide_progress()
        self._ended()

    def _on_saved(self, path: Path) -> None:
        self._tell(self.tr("Saved: {path}").format(path=breakable(str(path))))
        self.saved.emit(path)

    def _on_printed(self) -> None:
        self._tell(self.tr("Sent to the printer."))
        self.printed.emit()

    def _on_making_failed(self, error: Exception) -> None:
        self._hide_progress()
        self.failed.emit(error)

    def _on_output_failed(self, error: Exception) -> None:
        self._hide_progress()
        match error:
            case NotPrinted():
                self._tell(self.tr("The printer takes no pages."))
            case OSError():
                self._tell(self.tr("Not saved: {why}").format(why=error))
            case _:
                self.failed.emit(error)

    def _on_stop_pressed(self) -> None:
        self.making.cancel()
        self.output.cancel()
        self._then = None
        self._hide_progress()
        if self.document is None:
            self.summary.setText(self.tr("Not counted."))
        self._tell(self.tr("Stopped; nothing was saved or printed."))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()
        self.cancel.set_text(self.tr("Close"))

    def _show_progress(self) -> None:
        self.progress.setAccessibleName(
            self.tr("Writing") if self.output.busy else self.tr("Counting")
        )
        self.progress.show()
        self.stop.show()

    def _hide_progress(self) -> None:
        self._unhurried.stop()
        had_focus = self.stop.hasFocus()
        self.progress.hide()
        self.stop.hide()
        if had_focus:
            self.save_as.setFocus()

    def _allow(self, allowed: bool) -> None:
        """Whether there is something to be seen, saved and printed."""
        for button in (self.preview, self.save_as, self.print):
            button.setEnabled(allowed)


def _single_shot(parent: QWidget, milliseconds: int, does: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(does)
    return timer
