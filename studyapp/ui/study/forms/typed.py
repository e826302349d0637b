"""An answer to type."""

from PySide6.QtWidgets import QLineEdit

from studyapp.core.items import Item, ItemGap, Typed
from studyapp.ui import words
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.text import label

_LONGEST = 500  # letters


class AnswerLine(QLineEdit):
    """A line to type an answer in; put ``complaint`` below it, which says what is wrong."""

    def __init__(self, asked: Item | ItemGap, name: str) -> None:
        super().__init__()
        self._asked = asked
        self.setProperty("role", "answer")
        self.setAccessibleName(name)
        self.setAcceptDrops(False)
        self.setMaxLength(_LONGEST)
        self.complaint = label("", "complaint")
        self.complaint.hide()
        self.textChanged.connect(lambda: self._complain(""))

    def given(self) -> str:
        """What was typed, empty for nothing but spaces."""
        return self.text() if self.text().strip() else ""

    def accepts(self) -> bool:
        """Whether it can be graded, as nothing can; else the complaint says why not."""
        from studyapp.core.grading import unreadable  # the graders are not needed before

        complaint = unreadable(self._asked, self.text()) if self.given() else ""
        self._complain(complaint)
        return not complaint

    def take_focus(self) -> None:
        """Be ready to type another answer in place of this one."""
        self.setFocus()
        self.selectAll()

    def _complain(self, text: str) -> None:
        self.complaint.setText(text)
        self.complaint.setVisible(bool(text))
        self.setAccessibleDescription(text)


class TypedForm(AnswerForm):
    """One line, and below it what may be written there."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        form = words.accepted_form(item)
        self.field = AnswerLine(item, self.tr("Your answer. {form}").format(form=form))
        self.field.textChanged.connect(lambda: self.changed.emit())
        for each in (self.field, self.field.complaint, label(form, "small")):
            self.body.addWidget(each)

    def response(self) -> Typed | None:
        given = self.field.given()
        return Typed(given) if given else None

    def accepts(self) -> bool:
        accepted = self.field.accepts()
        if not accepted:
            self.field.take_focus()
        return accepted

    def advice(self) -> str:
        return self.tr("Type your answer")

    def take_focus(self) -> None:
        self.field.setFocus()
