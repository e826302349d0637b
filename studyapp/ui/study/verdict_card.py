"""The verdict in word, shape and colour; what was answered and what is right."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.core.attempts import Attempt
from studyapp.core.items import Chosen, Item, SelfGraded, Verdict
from studyapp.ui import words
from studyapp.ui.widgets.mark import Mark, look_of
from studyapp.ui.widgets.text import label, prose, set_look


class VerdictCard(QFrame):
    """Shows the grade of one attempt."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(14)
        self._mark = Mark(Verdict.RIGHT, 36, on_colour=True)
        self.word = label("", "verdict", wrap=False)
        self._points = label("", "muted", wrap=False)
        head.addWidget(self._mark)
        head.addWidget(self.word)
        head.addStretch(1)
        head.addWidget(self._points)
        column.addLayout(head)
        self.why = label()
        column.addWidget(self.why)
        self.certainty = label("", "small")
        column.addWidget(self.certainty)
        self.given = _Line(self.tr("You answered"))
        self.key = _Line(self.tr("Right answer"), "strong")
        self.statement = _Line(self.tr("What the text says"))
        self.explanation = _Line(self.tr("Explanation"))
        for each in (self.given, self.key, self.statement, self.explanation):
            column.addWidget(each)

    def show_attempt(self, attempt: Attempt, given: str, *, written: bool = False) -> None:
        """Show the grade; ``given`` is the answer in words, with marks where the item bears them.

        Answers of several parts are shown part by part below, not here. ``written`` says
        that a teacher wrote the question: its statement is theirs then, not the text's.
        """
        grade, item = attempt.grade, attempt.item
        look = look_of(grade.verdict)
        set_look(self, "card", look)
        set_look(self.word, "verdict", look)
        self._mark.show_verdict(grade.verdict)
        self.word.setText(words.outcome(attempt))
        partly = grade.verdict is Verdict.PARTLY
        self._points.setText(self.tr("{points} of 1").format(points=f"{grade.score:.2g}"))
        self._points.setVisible(partly)
        self.why.setText(grade.why)
        self.why.setVisible(bool(grade.why))
        self.certainty.setText(self._certainty(attempt))
        self.certainty.setVisible(attempt.mark is not None)
        in_parts = bool(item.pairs or item.elements or item.gaps)
        told = in_parts or isinstance(attempt.response, SelfGraded)
        shown = "" if told and attempt.response != Chosen(()) else given
        self.given.show_text(shown, marked=item.marked)
        self.key.show_text("" if in_parts else item.key, marked=item.marked)
        stated = len(item.facts) == 1 and not written
        self.statement.show_text(item.statement if stated else "")
        explained = stated or (_explains_itself(item) and not written)
        self.explanation.show_text("" if explained else item.statement, marked=item.marked)
        self.setAccessibleName(f"{self.word.text()}. {grade.why}")

    def _certainty(self, attempt: Attempt) -> str:
        if attempt.confidence is None or attempt.mark is None:
            return ""
        return self.tr("You said “{confidence}”: {mark} by certainty").format(
            confidence=words.confidence_name(attempt.confidence), mark=words.signed(attempt.mark)
        )


class _Line(QWidget):
    """A small heading with a text below it; hidden where there is no text."""

    def __init__(self, heading: str, role: str = "") -> None:
        super().__init__()
        self._text = prose("", role)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(heading, "small"))
        column.addWidget(self._text)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_text(self, text: str, *, marked: bool = False) -> None:
        self._text.show_text(text, marked=marked)
        self.setVisible(bool(text))


def _explains_itself(item: Item) -> bool:
    """Whether each part of the item has its own reason."""
    whys = [*(pair.why for pair in item.pairs), *(each.why for each in item.elements)]
    return bool(whys) and all(whys)
