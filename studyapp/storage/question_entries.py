"""Questions as entries of a bank file: what ``question_builder`` reads, written as briefly."""

from collections.abc import Mapping, Sequence

from studyapp.core.bank import FactId, Question, TopicId
from studyapp.core.dates import Date
from studyapp.core.questions import (
    Answer,
    Gap,
    NumberAnswer,
    Picture,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Duration, EntityRef, Quantity, Several, Text, Value
from studyapp.storage.yaml_writer import Plain

Entry = dict[str, Plain]


def question_entry(
    question: Question, entry_id: FactId, topic: TopicId | None, pictures: Mapping[str, str]
) -> Entry:
    """The entry; ``pictures`` gives the path of each picture from the bank.

    Evidence is left out, and so is a topic of None.
    """
    begin: Entry = {"id": entry_id, "kind": question.kind.value}
    named = _filled(topic=topic, title=question.title)
    return begin | named | {"stem": question.stem} | _rest(question, pictures)


def _rest(question: Question, pictures: Mapping[str, str]) -> Entry:
    return _filled(
        picture=_picture(question.picture, pictures),
        options=[_option(option) for option in question.options],
        answer=_answer(question.answer),
        answers=[_typed(answer) for answer in question.answers],
        case=question.exact_case or None,
        gaps=[_gap(gap) for gap in question.gaps],
        pairs=[_pair(pair) for pair in question.pairs],
        extra=list(question.extra),
        order=list(question.elements),
        groups={group.name: list(group.members) for group in question.groups},
        why=question.why,
        tags=list(question.tags),
        points=_unless(question.points, 1.0),
        shuffle=None if question.shuffled else False,
        marked=question.marked or None,
    )


def _filled(**fields: Plain | None) -> Entry:
    """The fields that say something."""
    return {
        name: value
        for name, value in fields.items()
        if value is not None and not (isinstance(value, Sequence | Mapping) and not value)
    }


def _unless(value: float, usual: float) -> float | None:
    return None if value == usual else value


def _picture(picture: Picture | None, pictures: Mapping[str, str]) -> Entry:
    if picture is None:
        return {}
    return {"file": pictures.get(picture.file, picture.file)} | _filled(alt=picture.alt)


def _option(option: QuestionOption) -> Plain:
    """A wrong option without a reason is its text alone."""
    written = {"text": option.text} | _filled(
        # With a share the reader would guess.
        correct=option.correct if option.correct or option.share is not None else None,
        share=option.share,
        why=option.why,
    )
    return option.text if len(written) == 1 else written


def _answer(value: Value | None) -> Plain | None:
    """Words alone are a text."""
    if isinstance(value, Text) and value == Text(value.text):
        return value.text
    return _value(value) if value is not None else None


def _value(value: Value) -> Entry:
    match value:
        case Text():
            return {"text": value.text} | _filled(also=value.also, category=value.category)
        case EntityRef():
            return {"entity": value.entity}
        case Date():
            inferred = value.inferred or None
            return _filled(date=value.edtf, inferred=inferred, words=value.words)
        case Quantity():
            alone = value.low == value.high
            numbers = {"number": value.low} if alone else {"from": value.low, "to": value.high}
            return numbers | _filled(unit=value.unit, hedge=value.hedge, words=value.words)
        case Duration():
            low, high = f"{value.low:.15g}", f"{value.high:.15g}"
            length = f"{low if low == high else f'{low}-{high}'} {value.unit}"
            return _filled(duration=length, hedge=value.hedge, words=value.words)
        case Several():
            return _filled(list=[_value(member) for member in value.members], words=value.words)


def _typed(answer: Answer) -> Plain:
    """An answer that is simply right is its text or number alone."""
    match answer:
        case TextAnswer():
            written: Entry = {"text": answer.text}
        case NumberAnswer():
            written = {"number": answer.number}
            written |= _filled(tolerance=_unless(answer.tolerance, 0.0))
    written |= _filled(share=_unless(answer.share, 1.0), why=answer.why)
    return next(iter(written.values())) if len(written) == 1 else written


def _gap(gap: Gap) -> Entry:
    return _filled(
        answers=[_typed(answer) for answer in gap.answers],
        options=[_option(option) for option in gap.options],
        weight=_unless(gap.weight, 1.0),
        case=gap.exact_case or None,
    )


def _pair(pair: QuestionPair) -> Entry:
    return {"left": pair.left, "right": pair.right} | _filled(why=pair.why)
