"""Items as questions written by hand: the form in which they leave for other programs."""

import re
from fractions import Fraction
from math import isfinite

from msgspec.structs import replace

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, FactId, Kind, Question
from studyapp.core.dates import MONTHS, Date, Precision, date_text, parse_edtf
from studyapp.core.grading import BROADER
from studyapp.core.items import (
    Accept,
    AcceptAnswers,
    AcceptDate,
    AcceptQuantity,
    AcceptText,
    Item,
)
from studyapp.core.marked import escaped
from studyapp.core.questions import (
    Answer,
    NumberAnswer,
    QuestionGroup,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Text, unit_of_many

# Of a part of a whole that somebody names in words.
_LARGEST_DENOMINATOR = 20


def as_question(item: Item, bank: Bank) -> Question | None:
    """The item with its answers and feedback, or None where no other program can ask it.

    The source is quoted in the feedback, and what each option links to is left behind.
    An order that leaves two elements free, and a passage to point at, are such items.
    """
    written = bank.questions.get(item.fact)
    if written is not None:
        return written_question(written, item, bank)
    kind = _kind_of(item)
    elements = _in_order(item) if kind is Kind.ORDERING else ()
    if kind is Kind.FIND_PASSAGE or (kind is Kind.ORDERING and not elements):
        return None
    return Question(
        id=FactId(item.id.replace("/", ".")),
        kind=kind,
        stem=_with_unit(item),
        topic=item.topic,
        options=tuple(
            QuestionOption(option.text, option.correct, option.why, share=option.share)
            for option in item.options
        ),
        answer=Text(item.key) if kind is Kind.FLASHCARD else None,
        answers=() if item.accept is None else _answers(item.accept, item.key),
        pairs=tuple(QuestionPair(pair.left, pair.right, pair.why) for pair in item.pairs),
        extra=_extra(item),
        elements=elements,
        groups=tuple(
            QuestionGroup(group.name, tuple(item.elements[member].text for member in group.members))
            for group in item.groups
        ),
        why=_quoted("\n".join(filter(None, (item.statement, *item.notes))), item.evidence, bank),
        tags=(item.kind.value,),
        shuffled=kind is not Kind.TRUE_FALSE,
    )


def _kind_of(item: Item) -> Kind:
    if item.kind is Kind.QUANTITY and _is_share(item.accept):
        return Kind.SHORT_ANSWER
    return _KINDS.get(item.kind, item.kind)


# What the item asks for has no name elsewhere: there it is a choice among several.
_KINDS = {
    Kind.WHO_SAYS: Kind.SINGLE_CHOICE,
    Kind.WHAT_SAID: Kind.SINGLE_CHOICE,
    Kind.CONFLICT: Kind.SINGLE_CHOICE,
    Kind.POSITION_CHANGE: Kind.SINGLE_CHOICE,
    Kind.NOT_STATED: Kind.SINGLE_CHOICE,
    Kind.DATE: Kind.SHORT_ANSWER,
}


def written_question(question: Question, item: Item | None, bank: Bank) -> Question:
    """A hand-written question without its links, as other programs know it.

    ``item`` is the question as it is asked; essays and descriptions have none.
    """
    answer, answers = question.answer, question.answers
    if answer is not None and item is not None:
        answer = Text(item.key) if question.kind is Kind.FLASHCARD else None
        answers = () if item.accept is None else _answers(item.accept, item.key)
    return replace(
        question,
        kind=_KINDS.get(question.kind, question.kind) if item is None else _kind_of(item),
        stem=question.stem if item is None else _with_unit(item),
        answer=answer,
        answers=answers,
        options=_options(question, item),
        pairs=tuple(replace(pair, evidence=()) for pair in question.pairs),
        why=_quoted(question.why, question.evidence, bank, marked=question.marked),
        evidence=(),
    )


def _options(question: Question, item: Item | None) -> tuple[QuestionOption, ...]:
    """The options as the item has drawn them: not every program shuffles them once more."""
    bare = [replace(option, evidence=()) for option in question.options]
    if item is not None and question.shuffled:
        drawn = [option.text for option in item.options]
        bare.sort(key=lambda option: drawn.index(option.text) if option.text in drawn else 0)
    return tuple(bare)


def _with_unit(item: Item) -> str:
    """The stem; of a number its unit is part, which nobody types elsewhere.

    A sentence with a gap has its own, and a stem that names it needs no more.
    """
    if not isinstance(item.accept, AcceptQuantity) or item.kind is not Kind.QUANTITY:
        return item.stem
    unit = unit_of_many(item.accept.unit)
    named = not unit or re.search(rf"\b{re.escape(unit)}\b", item.stem, re.IGNORECASE)
    return item.stem if named else f"{item.stem} (in {unit})"


def _answers(accept: Accept, key: str) -> tuple[Answer, ...]:
    match accept:
        case AcceptText(text, _, broader):
            right = tuple(TextAnswer(_literal(one)) for one in text)
            return right + tuple(TextAnswer(_literal(one), BROADER) for one in broader)
        case AcceptQuantity():
            return _share_texts(accept, key) if _is_share(accept) else _numbers(accept)
        case AcceptDate(edtf, inferred):
            found = parse_edtf(edtf)
            texts = [key] if found is None else [key, *_usual_forms(found, inferred)]
            return tuple(TextAnswer(_literal(text)) for text in dict.fromkeys(texts))
        case AcceptAnswers(answers):
            return answers


def _numbers(accept: AcceptQuantity) -> tuple[Answer, ...]:
    """What is printed, and then all that the hedge allows, where that is not around it.

    The first is what other programs show as the right answer. Where the hedge is open to
    one side only what is printed is right.
    """
    low, high = accept.low, accept.high
    if not (isfinite(low) and isfinite(high)):
        low, high = accept.printed
    middle = NumberAnswer(_rounded((low + high) / 2), _rounded((high - low) / 2))
    printed = [NumberAnswer(_rounded(number)) for number in dict.fromkeys(accept.printed)]
    if [one.number for one in printed] == [middle.number]:
        return (middle,)
    return (*printed, middle)


def _rounded(number: float) -> float:
    """To ten digits, so that 3.5999999999999996 does not get into a file."""
    return float(f"{number:.10g}")


def _is_share(accept: Accept | None) -> bool:
    """Whether a part of a whole is asked for, which people write in many ways."""
    return isinstance(accept, AcceptQuantity) and not accept.unit and 0 < accept.printed[0] < 1


def _share_texts(accept: AcceptQuantity, key: str) -> tuple[Answer, ...]:
    """A part of a whole in the usual ways to write it: about two-thirds, 2/3, 67 %."""
    words = key.casefold().removeprefix(accept.hedge.casefold()).strip()
    share = accept.printed[0]
    percent = f"{100 * share:.0f}"
    fraction = str(Fraction(share).limit_denominator(_LARGEST_DENOMINATOR))
    forms = [key, words, fraction, f"{percent} %", f"{percent}%", f"{share:.2g}"]
    return tuple(TextAnswer(_literal(text)) for text in dict.fromkeys(forms))


def _usual_forms(date: Date, inferred: bool) -> list[str]:
    """The usual ways to write a date; without its year where the source prints none."""
    forms = [date_text(date), date.edtf]
    month = MONTHS[date.first.month - 1]
    if date.precision is Precision.DAY:
        forms += [f"{date.first.day} {month} {date.first.year}", f"{month} {date.first.day}"]
        forms = forms if inferred else forms[:-1]
    elif inferred and date.precision is Precision.MONTH:
        forms.append(month)
    return forms


def _literal(text: str) -> str:
    return text.replace("*", "\\*")


def _extra(item: Item) -> tuple[str, ...]:
    partners = {pair.right for pair in item.pairs}
    return tuple(right for right in dict.fromkeys(item.rights) if right not in partners)


def _in_order(item: Item) -> tuple[str, ...]:
    """The elements in the one order that is right; none where there are several."""
    earlier = [sum(second == number for _, second in _all_before(item)) for number in _range(item)]
    if sorted(earlier) != list(_range(item)):
        return ()
    return tuple(item.elements[earlier.index(place)].text for place in _range(item))


def _range(item: Item) -> range:
    return range(len(item.elements))


def _all_before(item: Item) -> set[tuple[int, int]]:
    """The pairs that must hold, with those that follow from two of them."""
    found = set(item.before)
    for middle in _range(item):
        firsts = [first for first, second in found if second == middle]
        lasts = [second for first, second in found if first == middle]
        found |= {(first, last) for first in firsts for last in lasts}
    return found


def _quoted(why: str, evidence: tuple[Evidence, ...], bank: Bank, *, marked: bool = False) -> str:
    """The explanation with the words of the source that show it, and whose text that is."""
    lines = [why] if why else []
    for one in evidence:
        quote = f"“{one.exact}” ({bank.sources[one.source].credit})"
        lines.append(escaped(quote) if marked else quote)
    return "\n".join(lines)
