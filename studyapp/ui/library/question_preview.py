"""One question that comes in, whole: with what is right, what is said to it, and the rest."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from studyapp.core import patterns
from studyapp.core.bank import Question
from studyapp.core.questions import Answer, NumberAnswer, QuestionOption, TextAnswer
from studyapp.core.unmarked import unmarked_question
from studyapp.core.values import Text
from studyapp.ui.widgets.column import Column
from studyapp.ui.widgets.text import label

_RIGHT, _WRONG = "✓", "✗"


class QuestionPreview(Column):
    """Empty and hidden until there is a question."""

    def __init__(self) -> None:
        super().__init__(2000, margin=4, side=4)
        self.setAccessibleName(self.tr("The chosen question"))
        self._stem = label("", "strong")
        self._rest = label()
        for part in (self._stem, self._rest):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(part)
        self.body.setSpacing(8)
        self.body.addStretch(1)
        self.hide()

    def show_question(self, question: Question | None) -> None:
        self.setVisible(question is not None)
        if question is not None:
            plain = unmarked_question(question)
            self._stem.setText(plain.stem)
            lines = list(in_full(plain))
            self._rest.setText("\n".join(lines))
            self._rest.setVisible(bool(lines))
            self.verticalScrollBar().setValue(0)

    @property
    def labels(self) -> tuple[QLabel, QLabel]:
        """What is shown of the stem, and of all else."""
        return self._stem, self._rest


def in_full(question: Question) -> Iterator[str]:
    """All of a question without marks but for its stem, in lines."""
    yield from map(_option, question.options)
    yield from map(_answer, question.answers)
    for number, gap in enumerate(question.gaps, 1):
        yield f"{{{number}}}"
        yield from (f"    {_option(option)}" for option in gap.options)
        yield from (f"    {_answer(answer)}" for answer in gap.answers)
    yield from (_said(f"{pair.left} → {pair.right}", pair.why) for pair in question.pairs)
    if question.extra:
        yield _named(tr("Also offered"), question.extra)
    yield from (f"{place}. {text}" for place, text in enumerate(question.elements, 1))
    yield from (_named(group.name, group.members) for group in question.groups)
    if isinstance(question.answer, Text):
        yield f"{_RIGHT} {question.answer.text}"
    if question.why:
        yield _named(tr("Said to every answer"), [question.why])
    if question.picture is not None:
        yield _named(tr("Picture"), [question.picture.alt or question.picture.file])
    if question.tags:
        yield _named(tr("Tags"), question.tags)
    if question.points != 1:
        yield _named(tr("Points"), [f"{question.points:g}"])


def tr(text: str) -> str:
    return QCoreApplication.translate("question_preview", text)


def _option(option: QuestionOption) -> str:
    sign = _RIGHT if option.correct else _WRONG
    return _said(f"{sign} {option.text}{_share(option.share)}", option.why)


def _answer(answer: Answer) -> str:
    share = "" if answer.share == 1 else _share(answer.share)
    sign = _RIGHT if answer.share > 0 else _WRONG
    match answer:
        case TextAnswer(text):
            return _said(f"{sign} {patterns.accepted(text)}{share}", answer.why)
        case NumberAnswer(number, tolerance):
            about = f" ± {tolerance:.15g}" if tolerance else ""
            return _said(f"{sign} {number:.15g}{about}{share}", answer.why)


def _share(share: float | None) -> str:
    return "" if share is None else f" ({100 * share:.4g} %)".replace("-", "−")


def _said(text: str, why: str) -> str:
    return f"{text} — {why}" if why else text


def _named(name: str, texts: Sequence[str]) -> str:
    return f"{name}: {', '.join(texts)}"
