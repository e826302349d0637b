"""A question that would come in is shown whole before anything is imported."""

import pytest
from sample import SAMPLE

from studyapp.core.bank import Question
from studyapp.core.unmarked import unmarked_question
from studyapp.ui.library.question_preview import QuestionPreview, in_full


def texts_of(question: Question) -> list[str]:
    """All words of a question that a teacher would look at."""
    options = [*question.options, *(option for gap in question.gaps for option in gap.options)]
    answers = [*question.answers, *(answer for gap in question.gaps for answer in gap.answers)]
    found = [text for option in options for text in (option.text, option.why)]
    found += [answer.why for answer in answers]
    found += [text for pair in question.pairs for text in (pair.left, pair.right, pair.why)]
    found += [text for group in question.groups for text in (group.name, *group.members)]
    return [*found, *question.extra, *question.elements, *question.tags, question.why]


@pytest.mark.parametrize("question", SAMPLE.questions, ids=lambda question: question.id)
def test_nothing_of_a_question_is_left_out(question: Question) -> None:
    plain = unmarked_question(question)
    shown = "\n".join(in_full(plain))

    assert [text for text in texts_of(plain) if text not in shown] == []


def test_what_is_right_is_told_by_a_sign_and_shares_beside_it(qapp: object) -> None:
    preview = QuestionPreview()
    preview.show_question(SAMPLE.questions[2])
    stem, rest = preview.labels

    assert stem.text() == "Which of these are longer than 1,000 km?"
    assert rest.text().split("\n")[::2] == ["✓ The Rhine (50 %)", "✗ The Thames (−50 %) — 346 km."]
    preview.show_question(None)
    assert preview.isHidden()
