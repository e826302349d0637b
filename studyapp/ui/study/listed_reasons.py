"""What the answer view says of the answers that an author listed, each with its share."""

from collections.abc import Iterator

from studyapp.core.attempts import Attempt
from studyapp.core.grading.answers import foreseen, held
from studyapp.core.items import AcceptAnswers, Typed
from studyapp.core.marked import plain
from studyapp.core.patterns import is_anything, words
from studyapp.core.questions import Answer, NumberAnswer, TextAnswer
from studyapp.ui.study.reason import Reason, counts, typed, verdict_on
from studyapp.ui.words import tr


def listed_reasons(attempt: Attempt, accept: AcceptAnswers) -> Iterator[Reason]:
    """A line for each answer that counts or is explained; none where the key says it all.

    Why the learner's own answer counts as it does is told with the verdict.
    """
    item, response = attempt.item, attempt.response
    best = best_fit(response.text, accept) if isinstance(response, Typed) else None
    told = [answer for answer in accept.answers if _is_told(answer)]
    key = plain(item.key) if item.marked else item.key
    if all(answer.share >= 1 and not answer.why and in_words(answer) == key for answer in told):
        return
    for answer in told:
        yield Reason(
            typed(in_words(answer), item),
            "" if answer is best else answer.why,
            (),
            verdict_on(answer.share),
            answer.share >= 1,
            tr("your answer") if answer is best else "",
            worth=counts(answer.share) if 0 < answer.share < 1 else "",
            marked=item.marked,
        )


def best_fit(text: str, accept: AcceptAnswers) -> Answer | None:
    """The answer that the text was graded by: of those that fit the one that is worth most."""
    fitting = [
        answer
        for answer in accept.answers
        if _takes_all(answer) or foreseen(text, AcceptAnswers((answer,), accept.exact_case))
    ]
    return max(fitting, key=lambda answer: held(answer.share), default=None)


def in_words(answer: Answer) -> str:
    """What the author accepts here: words, a number, all from one number to another."""
    match answer:
        case TextAnswer(text):
            return _pattern_in_words(text)
        case NumberAnswer(number, tolerance) if tolerance > 0:
            low, high = _number(number - tolerance), _number(number + tolerance)
            return tr("from {low} to {high}").format(low=low, high=high)
        case NumberAnswer(number):
            return _number(number)


def _is_told(answer: Answer) -> bool:
    return not _takes_all(answer) and bool(answer.share > 0 or answer.why)


def _takes_all(answer: Answer) -> bool:
    return isinstance(answer, TextAnswer) and is_anything(answer.text)


def _pattern_in_words(pattern: str) -> str:
    """The words of a pattern; an ellipsis stands for any characters, also at its ends."""
    before = "…" if pattern.startswith("*") else ""
    after = "…" if pattern.endswith("*") and not pattern.endswith("\\*") else ""
    return before + words(pattern) + after


def _number(number: float) -> str:
    return f"{number:.15g}"
