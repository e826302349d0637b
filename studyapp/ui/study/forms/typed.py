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
        self.field = QLineEdit()
        self.field.setProperty("role", "answer")
        self.field.setAccessibleName(self.tr("Your answer. {form}").format(form=form))
        self.field.setAcceptDrops(False)
        self.field.setMaxLength(500)
        self.field.textChanged.connect(lambda: self.changed.emit())
        self.body.addWidget(self.field)
        self.body.addWidget(label(form, "small"))

    def response(self) -> Typed | None:
        return Typed(self.field.text()) if self.field.text().strip() else None

    def advice(self) -> str:
        return self.tr("Type your answer")

    def take_focus(self) -> None:
        self.field.setFocus()
