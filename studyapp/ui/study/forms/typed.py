"""An answer to type."""

from PySide6.QtWidgets import QLineEdit

from studyapp.core.items import Item, Typed
from studyapp.ui import words
from studyapp.ui.study.forms.base import AnswerForm
from studyapp.ui.widgets.text import label


class TypedForm(AnswerForm):
    """One line, and below it what may be written there."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        form = words.accepted_form(item)
        self._item = item
        self.field = QLineEdit()
        self.field.setProperty("role", "answer")
        self.field.setAccessibleName(self.tr("Your answer. {form}").format(form=form))
        self.field.setAcceptDrops(False)
        self.field.setMaxLength(500)
        self.field.textChanged.connect(self._on_text_changed)
        self.complaint = label("", "complaint")
        self.complaint.hide()
        for each in (self.field, self.complaint, label(form, "small")):
            self.body.addWidget(each)

    def response(self) -> Typed | None:
        return Typed(self.field.text()) if self.field.text().strip() else None

    def accepts(self) -> bool:
        from studyapp.core.grading import unreadable  # the graders are not needed before

        complaint = unreadable(self._item, self.field.text())
        self._complain(complaint)
        if complaint:
            self.field.setFocus()
            self.field.selectAll()
        return not complaint

    def advice(self) -> str:
        return self.tr("Type your answer")

    def take_focus(self) -> None:
        self.field.setFocus()

    def _complain(self, text: str) -> None:
        self.complaint.setText(text)
        self.complaint.setVisible(bool(text))
        self.field.setAccessibleDescription(text)

    def _on_text_changed(self) -> None:
        self._complain("")
        self.changed.emit()
