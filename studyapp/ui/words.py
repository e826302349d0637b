"""What the program's own values are called on screen."""

import re
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank, Kind, TopicId
from studyapp.core.certainty import Confidence
from studyapp.core.items import (
    AcceptAnswers,
    AcceptDate,
    AcceptQuantity,
    AcceptText,
    Chosen,
    Filled,
    Grouped,
    Item,
    ItemGap,
    Matched,
    Ordered,
    Pointed,
    Response,
    SelfGraded,
    Typed,
    Verdict,
)
from studyapp.core.unmarked import filled_texts, unmarked_item
from studyapp.core.wording import GAP

_GAP_MARK = re.compile(r"\{([0-9]+)\}")


def tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def kind_name(kind: Kind) -> str:
    return {
        Kind.SINGLE_CHOICE: tr("Single choice"),
        Kind.MULTIPLE_CHOICE: tr("Multiple choice"),
        Kind.TRUE_FALSE: tr("True or false"),
        Kind.CLOZE: tr("Fill the gap"),
        Kind.SHORT_ANSWER: tr("Short answer"),
        Kind.QUANTITY: tr("Quantity"),
        Kind.DATE: tr("Date"),
        Kind.MATCHING: tr("Matching"),
        Kind.ORDERING: tr("Ordering"),
        Kind.GROUPING: tr("Grouping"),
        Kind.WHO_SAYS: tr("Who says so"),
        Kind.WHAT_SAID: tr("What did they say"),
        Kind.CONFLICT: tr("Do these conflict"),
        Kind.POSITION_CHANGE: tr("How a position changed"),
        Kind.FIND_PASSAGE: tr("Find the passage"),
        Kind.NOT_STATED: tr("What the text does not say"),
        Kind.FLASHCARD: tr("Flash card"),
        Kind.ESSAY: tr("Essay"),
        Kind.DESCRIPTION: tr("Description"),
    }[kind]


def verdict_name(verdict: Verdict) -> str:
    match verdict:
        case Verdict.RIGHT:
            return tr("Right")
        case Verdict.PARTLY:
            return tr("Partly right")
        case Verdict.WRONG:
            return tr("Wrong")


def outcome(attempt: Attempt) -> str:
    """The verdict; of a card that the learner graded, what the learner said."""
    if not isinstance(attempt.response, SelfGraded):
        return verdict_name(attempt.grade.verdict)
    match attempt.grade.verdict:
        case Verdict.RIGHT:
            return tr("You knew it")
        case Verdict.PARTLY:
            return tr("You knew a part of it")
        case Verdict.WRONG:
            return tr("You did not know it")


def confidence_name(confidence: Confidence) -> str:
    match confidence:
        case Confidence.SURE:
            return tr("Sure")
        case Confidence.FAIRLY:
            return tr("Fairly sure")
        case Confidence.GUESS:
            return tr("A guess")


def signed(number: float) -> str:
    """A number with its sign, as marks are written: +3, 0, −6."""
    text = f"{round(abs(number), 2):g}"
    return text if not number else f"{'+' if number > 0 else '−'}{text}"


def kind_heading(kind: str) -> str:
    """The name of a kind that a record holds, which may be one this version does not know."""
    return kind_name(Kind(kind)) if kind in set(Kind) else kind


def topic_name(bank: Bank, topic: str) -> str:
    return bank.topics.get(TopicId(topic), topic)


def stem(item: Item) -> str:
    """The question as it is shown: each of several gaps as a blank behind its number.

    It bears marks where the item does.
    """
    numbers = {str(number) for number in range(1, len(item.gaps) + 1)}

    def blank(mark: re.Match[str]) -> str:
        number = mark.group(1)
        return f"({number})\N{NO-BREAK SPACE}{GAP}" if number in numbers else mark.group()

    return _GAP_MARK.sub(blank, item.stem)


def response_text(item: Item, response: Response) -> str:
    """What the learner answered, in plain words."""
    shown = unmarked_item(item)
    match response:
        case Chosen(options=()):
            return tr("I don’t know")
        case Chosen():
            return "; ".join(shown.options[index].text for index in response.options)
        case Typed():
            return response.text.strip() or tr("I don’t know")
        case Filled():
            return _filled_text(item, response)
        case Matched():
            return "; ".join(
                f"{pair.left} → {shown.rights[index] if index >= 0 else '–'}"
                for pair, index in zip(shown.pairs, response.rights, strict=True)
            )
        case Ordered():
            return " → ".join(shown.elements[index].text for index in response.order)
        case Grouped():
            return "; ".join(
                f"{element.text} → {shown.groups[index].name if index >= 0 else '–'}"
                for element, index in zip(shown.elements, response.groups, strict=True)
            )
        case Pointed():
            return tr("A sentence of the text")
        case SelfGraded(score=score):
            return _recalled(score)


def accepted_form(asked: Item | ItemGap) -> str:
    """What may be typed, without giving the answer away."""
    match asked.accept:
        case AcceptQuantity(unit=unit):
            form = tr("A number, in figures or in words.")
            return form + (" " + tr("Unit: {unit}.").format(unit=unit) if unit else "")
        case AcceptDate():
            return tr("Any usual way of writing a date: 3 May 1945, 1945-05-03, May 1945.")
        case AcceptText():
            return tr("A name or a few words. Capitals do not matter, small typing slips neither.")
        case AcceptAnswers() as accept:
            return _listed_form(accept)
        case None:
            return ""


def share(worth: float) -> str:
    """A share of the points as the author wrote it: 50 %, 33.33 %, −25 %."""
    sign = "−" if worth < 0 else ""
    return tr("{percent} %").format(percent=f"{sign}{round(abs(100 * worth), 2):g}")


_SILENT = frozenset([Kind.WHO_SAYS, Kind.NOT_STATED])


def whose_statement(item: Item, bank: Bank) -> str:
    """Whose statement the question is about, unless the answer would show in it.

    Questions on several facts, or on none, are nobody's statement. Where the question is who
    says so, or whether the text says it at all, even silence would tell: there it is the rule.
    """
    if item.kind in _SILENT or len(item.facts) != 1 or item.facts[0] not in bank.facts:
        return ""
    if item.speaker is None:
        return tr("Stated by {voice}").format(voice=bank.voice)
    speaker = bank.entities.get(item.speaker)
    if speaker is None or _gives_away(item, speaker.names):
        return ""
    return tr("Claim by {speaker}").format(speaker=speaker.name)


def when(moment: datetime) -> str:
    """A moment in the learner's own time zone."""
    return moment.astimezone().strftime("%Y-%m-%d, %H:%M")


def points(score: float, count: int) -> str:
    return tr("{score} of {count}").format(score=f"{round(score, 2):g}", count=count)


def counted(count: int, one: str, many: str) -> str:
    """The right one of two forms; ``many`` has the number as ``{n}``."""
    return one if count == 1 else many.format(n=count)


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, the last an ellipsis where some had to go."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def percent(score: float, count: int) -> str:
    return tr("{percent} %").format(percent=round(100 * score / count) if count else 0)


def _filled_text(item: Item, response: Filled) -> str:
    texts = filled_texts(item, response)
    if not any(texts):
        return tr("I don’t know")
    return "; ".join(f"({number}) {text or '–'}" for number, text in enumerate(texts, start=1))


def _recalled(score: float) -> str:
    if score >= 1:
        return tr("I knew it")
    return tr("I knew a part of it") if score > 0 else tr("I did not know it")


def _listed_form(accept: AcceptAnswers) -> str:
    from studyapp.core.grading.answers import wants_number  # the graders are not needed before

    if wants_number(accept):
        return tr("A number, in digits and without a unit.")
    if accept.exact_case:
        return tr("A word or a few, spelled exactly. Capitals matter.")
    return tr("A word or a few, spelled exactly. Capitals do not matter.")


def _gives_away(item: Item, names: tuple[str, ...]) -> bool:
    answers = [item.key, *(option.text for option in item.options)]
    return any(name.casefold() in answer.casefold() for name in names for answer in answers)
