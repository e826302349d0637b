"""Items from questions that a teacher wrote by hand."""

from random import Random

from studyapp.core.bank import Bank, Kind, Question
from studyapp.core.generate.frame import notes_on
from studyapp.core.generate.typed import accepted
from studyapp.core.items import Item, ItemId, Option, Reason
from studyapp.core.values import value_text


def from_question(question: Question, bank: Bank, rng: Random) -> Item:
    """The question as an item; its options are shuffled, true and false stay in order."""
    options = [
        Option(
            option.text,
            option.correct,
            option.why,
            Reason.KEY if option.correct else Reason.AUTHOR,
            option.evidence,
        )
        for option in question.options
    ]
    if question.kind is not Kind.TRUE_FALSE:
        rng.shuffle(options)
    if question.answer is not None:
        key = value_text(question.answer, bank.entities)
    else:
        key = "; ".join(option.text for option in options if option.correct)
    return Item(
        id=ItemId(f"{bank.id}/{question.id}/{question.kind.value}/1"),
        bank=bank.id,
        kind=question.kind,
        facts=(question.id,),
        topic=question.topic,
        speaker=None,
        stem=question.stem,
        key=key,
        statement=question.why,
        options=tuple(options),
        accept=accepted(question.answer, bank) if question.answer is not None else None,
        evidence=question.evidence,
        notes=notes_on(question.evidence, bank),
    )
