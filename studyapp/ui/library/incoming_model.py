"""The questions that an import would bring, as a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from studyapp.core import patterns
from studyapp.core.bank import Question
from studyapp.core.marked import plain
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Answer, NumberAnswer, TextAnswer
from studyapp.core.unmarked import unmarked_question
from studyapp.core.values import Text
from studyapp.ui import words

_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class IncomingModel(QAbstractTableModel):
    """A row a question: what it asks, in which kind, on what topic."""

    def __init__(self) -> None:
        super().__init__()
        self._set = QuestionSet("", {}, ())
        self._headings = (
            self.tr("Question"),
            self.tr("Answer"),
            self.tr("Kind"),
            self.tr("Topic"),
        )

    def show_questions(self, questions: QuestionSet) -> None:
        self.beginResetModel()
        self._set = questions
        self.endResetModel()

    @property
    def questions(self) -> Sequence[Question]:
        return self._set.questions

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.questions)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return Qt.AlignmentFlag.AlignLeft if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        question = self.questions[index.row()]
        return self._cell(question, index.column()) if role == Role.DisplayRole else None

    def _cell(self, question: Question, column: int) -> str:
        match column:
            case 0:
                return " ".join(stem_of(question).split())
            case 1:
                return " ".join(answer_of(question).split())
            case 2:
                return words.kind_name(question.kind)
            case _:
                return self._set.topics.get(question.topic, question.topic)


def answer_of(written: Question) -> str:
    """What is right, in plain words; nothing where nobody says."""
    question = unmarked_question(written)
    right = [option.text for option in question.options if option.correct]
    right += [f"{pair.left}: {pair.right}" for pair in question.pairs]
    right += [" → ".join(question.elements)] if question.elements else []
    right += [f"{group.name}: {', '.join(group.members)}" for group in question.groups]
    right += [_typed(answer) for answer in question.answers if answer.share > 0]
    for gap in question.gaps:
        right += [option.text for option in gap.options if option.correct]
        right += [_typed(answer) for answer in gap.answers if answer.share > 0][:1]
    if isinstance(question.answer, Text):
        right.append(question.answer.text)
    return "; ".join(right)


def _typed(answer: Answer) -> str:
    match answer:
        case TextAnswer(text):
            return patterns.words(text)
        case NumberAnswer(number):
            return f"{number:.15g}"


def stem_of(question: Question) -> str:
    """The stem in plain words."""
    return plain(question.stem) if question.marked else question.stem
