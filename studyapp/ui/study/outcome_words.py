"""A session's outcome in words."""

from math import floor

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.core.items import Verdict
from studyapp.core.sessions import Mode, is_exam
from studyapp.ui import words
from studyapp.ui.study.mode_words import mode_name
from studyapp.ui.study.outcome import Outcome
from studyapp.ui.widgets.mark import Mark, look_of
from studyapp.ui.widgets.text import label, set_look
from studyapp.ui.words import tr


def finished(outcome: Outcome) -> str:
    """What was finished, or that it was ended before its end."""
    mode = outcome.mode
    if not outcome.complete and not is_exam(mode) and mode is not Mode.MARATHON:
        return tr("{mode}: ended early").format(mode=mode_name(mode))
    match mode:
        case Mode.LEARN:
            return tr("Done for today")
        case Mode.QUIZ:
            return tr("Quiz finished")
        case Mode.EXAM:
            return tr("Exam finished")
        case Mode.PREVIEW:
            return tr("Exam preview finished")
        case Mode.MISTAKES:
            return tr("Mistakes gone over")
        case Mode.CRAM:
            return tr("Cram session finished")
        case Mode.READ:
            return tr("Reading finished")
        case Mode.MARATHON:
            return tr("Marathon finished")


def tally(outcome: Outcome) -> str:
    """Percent and verdicts, and how many questions of an exam stayed open."""
    verdicts = [attempt.grade.verdict for attempt in outcome.attempts]
    parts = tr("{percent} · {right} right, {partly} partly right, {wrong} wrong").format(
        percent=words.percent(outcome.reached, outcome.asked),
        right=verdicts.count(Verdict.RIGHT),
        partly=verdicts.count(Verdict.PARTLY),
        wrong=verdicts.count(Verdict.WRONG),
    )
    missing = outcome.asked - len(outcome.attempts)
    return parts + (tr(", {n} not answered").format(n=missing) if missing else "")


def remarks(outcome: Outcome) -> str:
    """What else there is to say of a session of this mode."""
    said = [_of_mode(outcome), _of_hints(outcome), _of_marks(outcome), _of_seed(outcome)]
    return " ".join(filter(None, said))


def _of_mode(outcome: Outcome) -> str:
    match outcome.mode:
        case Mode.CRAM | Mode.PREVIEW:
            return tr("None of this changed when a fact is asked again.")
        case Mode.LEARN:
            facts = len({attempt.fact for attempt in outcome.attempts})
            return words.counted(facts, tr("1 fact looked at."), tr("{n} facts looked at."))
        case Mode.MISTAKES:
            right = sum(attempt.grade.score >= 1 for attempt in outcome.attempts)
            return words.counted(right, tr("1 mistake made good."), tr("{n} mistakes made good."))
        case Mode.QUIZ | Mode.EXAM | Mode.READ | Mode.MARATHON:
            return ""


def _of_hints(outcome: Outcome) -> str:
    hints = sum(attempt.hints for attempt in outcome.attempts)
    return words.counted(hints, tr("1 hint taken."), tr("{n} hints taken.")) if hints else ""


def _of_marks(outcome: Outcome) -> str:
    if outcome.marks is None:
        return ""
    reached, most = outcome.marks
    return tr("By certainty: {reached} of at most {most} marks.").format(
        reached=words.signed(reached), most=words.signed(most)
    )


def _of_seed(outcome: Outcome) -> str:
    """What a teacher gives to those who are to sit the exam that was previewed."""
    if not is_exam(outcome.mode):
        return ""
    told = tr("Seed {seed}: with it and the same settings an exam asks the same questions.")
    return told.format(seed=outcome.seed)


def _rounded_down(share: float) -> str:
    """In percent with a decimal, so that nobody seems to reach a mark that was missed."""
    return tr("{percent} %").format(percent=f"{floor(1000 * share + 1e-6) / 10:g}")


class VerdictLine(QFrame):
    """Passed or not, in words and in a shape; hidden where there was no pass mark."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = Mark(Verdict.RIGHT, 36, on_colour=True)
        self.word = label("", "verdict", wrap=False)
        self._why = label()
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.word)
        told.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(14)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(told, 1)

    def show_result(self, outcome: Outcome) -> None:
        self.setVisible(outcome.passed is not None)
        if outcome.pass_mark is None:
            return
        verdict = Verdict.RIGHT if outcome.passed else Verdict.WRONG
        set_look(self, "card", look_of(verdict))
        set_look(self.word, "verdict", look_of(verdict))
        self._mark.show_verdict(verdict)
        self.word.setText(tr("Passed") if outcome.passed else tr("Not passed"))
        self._why.setText(
            tr("You reached {percent}; the pass mark is {mark}.").format(
                percent=_rounded_down(outcome.share),
                mark=words.percent(outcome.pass_mark, 1),
            )
        )
        self.setAccessibleName(f"{self.word.text()}. {self._why.text()}")
