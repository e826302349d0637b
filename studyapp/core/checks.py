"""What a well-formed bank may still have wrong: one function a rule.

Those that look at the whole bank are listed in ``CHECKS``, those that make items of one
entry after the other, and take the time, in ``ENTRY_CHECKS``.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from studyapp.core.answerable import flaws
from studyapp.core.bank import Bank, Fact, FactId, Kind, Slot
from studyapp.core.coverage import coverage
from studyapp.core.dates import Date
from studyapp.core.generate import generate, ways_to_ask
from studyapp.core.grading.spelling import fold
from studyapp.core.lint import lint
from studyapp.core.problems import Progress, Severity
from studyapp.core.values import (
    Duration,
    EntityId,
    Quantity,
    mentions,
    value_text,
)
from studyapp.core.wording import stands_in

# Kinds that need no search for wrong options: what can be asked can mostly be asked so.
_QUICKLY_MADE = frozenset([Kind.FLASHCARD, Kind.FIND_PASSAGE])


class Finding(Struct, frozen=True):
    """A problem at a path of the bank file: list entries are named by their ``id``."""

    path: tuple[str | int, ...]
    severity: Severity
    code: str
    message: str
    hint: str = ""


def check(bank: Bank, progress: Progress | None = None, *, fairly: bool = True) -> list[Finding]:
    """Every finding of every check; ``progress`` hears how many entries are done, of how many.

    Without ``fairly`` no items are made: what that finds are warnings, and it takes the time.
    """
    findings = [finding for rule in CHECKS for finding in rule(bank)]
    if not fairly:
        return findings
    for done, entry in enumerate(bank.entries, start=1):
        findings += [finding for rule in ENTRY_CHECKS for finding in rule(entry, bank)]
        if progress is not None:
            progress(done, len(bank.entries))
    return findings


def claims_name_their_speaker(bank: Bank) -> Iterator[Finding]:
    """A stem about a claim names who makes it, by any of the speaker's names."""
    for fact in bank.facts.values():
        if fact.speaker is None:
            continue
        if fact.lead and not _names(fact.lead, fact.speaker, bank):
            yield _unnamed(fact, ("facts", fact.id, "lead"), bank)
        for slot in fact.slots.values():
            if slot.ask and not _names(slot.ask, fact.speaker, bank):
                yield _unnamed(fact, ("facts", fact.id, "slots", slot.name, "ask"), bank)


def stems_keep_the_answer(bank: Bank) -> Iterator[Finding]:
    """A written stem is a question and does not hold its own answer."""
    for fact, slot in _asked(bank):
        path = ("facts", fact.id, "slots", slot.name, "ask")
        if not slot.ask.rstrip().endswith("?"):
            yield Finding(path, Severity.WARNING, "not-a-question", "a stem ends with “?”")
        for name in mentions(slot.value, bank.entities):
            if stands_in(name, slot.ask):
                message = f"the stem holds its own answer, “{name}”"
                yield Finding(path, Severity.ERROR, "answer-in-stem", message)
                break


def years_are_printed_or_inferred(bank: Bank) -> Iterator[Finding]:
    """A year that the source does not print is marked as inferred."""
    for fact in bank.facts.values():
        for slot in fact.slots.values():
            if isinstance(slot.value, Date) and not slot.value.inferred:
                printed = " ".join((slot.value.words, *(one.exact for one in fact.evidence)))
                if str(slot.value.first.year) not in printed:
                    path = ("facts", fact.id, "slots", slot.name, "value")
                    message = f"the evidence does not print the year {slot.value.first.year}"
                    hint = "write inferred: true"
                    yield Finding(path, Severity.ERROR, "year-not-printed", message, hint)


def numbers_stand_in_the_evidence(bank: Bank) -> Iterator[Finding]:
    """A number, date or duration is read off the evidence, not made up."""
    for fact in bank.facts.values():
        for slot in fact.slots.values():
            if not isinstance(slot.value, Quantity | Duration | Date):
                continue
            printed = " ".join(one.exact for one in fact.evidence)
            if slot.evidence in fact.evidence and not any(
                stands_in(words, printed) for words in mentions(slot.value, bank.entities)
            ):
                path = ("facts", fact.id, "slots", slot.name, "value")
                message = "the evidence does not print this value"
                hint = "write its words as the source prints them, or quote them"
                yield Finding(path, Severity.WARNING, "value-not-in-evidence", message, hint)


def names_are_unambiguous(bank: Bank) -> Iterator[Finding]:
    """No name means two entities: a typed answer could not be graded."""
    owners: dict[str, EntityId] = {}
    for entity in bank.entities.values():
        for name in dict.fromkeys(name.casefold() for name in entity.names):
            owner = owners.setdefault(name, entity.id)
            if owner != entity.id:
                message = f"“{name}” is also a name of “{owner}”"
                path = ("entities", entity.id)
                yield Finding(path, Severity.ERROR, "ambiguous-name", message)


def entities_contain_without_circles(bank: Bank) -> Iterator[Finding]:
    for entity in bank.entities.values():
        above: set[EntityId] = set()
        waiting = list(entity.within)
        while waiting:
            other = waiting.pop()
            if other not in above:
                above.add(other)
                waiting += bank.entities[other].within
        if entity.id in above:
            path = ("entities", entity.id, "within")
            message = f"“{entity.id}” lies within itself"
            yield Finding(path, Severity.ERROR, "circular-within", message)


def fact_can_be_asked(entry: FactId, bank: Bank) -> Iterator[Finding]:
    """Some item can be made of a fact, whatever its kind."""
    if entry not in bank.facts:
        return
    ways = sorted(ways_to_ask(entry, bank), key=lambda ask: ask.kind not in _QUICKLY_MADE)
    if not any(generate(ask, bank, 0) for ask in ways):
        message = "no question can be made of this fact"
        hint = "give it a slot, or a slot wrong answers"
        yield Finding(("facts", entry), Severity.WARNING, "cannot-be-asked", message, hint)


def every_sentence_is_modelled(bank: Bank) -> Iterator[Finding]:
    """Each sentence of a source has a fact, a question or a word why not."""
    numbers = {source: number for number, source in enumerate(bank.sources)}
    for found in coverage(bank):
        if not found.entries and not found.why:
            where = f"paragraph {found.passage}, sentence {found.sentence}"
            message = f"no fact covers {where}: “{found.text[:50]}…”"
            path = ("sources", numbers[found.source])
            yield Finding(path, Severity.WARNING, "sentence-without-fact", message)


def questions_can_be_answered(bank: Bank) -> Iterator[Finding]:
    """Questions written by hand have all that their kinds need."""
    for question in bank.questions.values():
        path = ("questions", question.id)
        for message in flaws(question):
            yield Finding(path, Severity.ERROR, "bad-question", message)


def question_is_fair(entry: FactId, bank: Bank) -> Iterator[Finding]:
    """What the linter says of a question written by hand: its author decides."""
    if entry not in bank.questions or any(flaws(bank.questions[entry])):
        return
    for ask in ways_to_ask(entry, bank):
        item = generate(ask, bank, 0)
        for flaw in lint(item, bank) if item is not None else ():
            yield Finding(("questions", entry), Severity.WARNING, flaw.rule, flaw.message)


def topics_are_used(bank: Bank) -> Iterator[Finding]:
    topics = {entry.topic for entry in bank.entries.values()}
    for topic in bank.topics:
        if topic not in topics:
            message = f"nothing has the topic “{topic}”"
            yield Finding(("topics", topic), Severity.WARNING, "unused-topic", message)


def wrong_answers_are_wrong(bank: Bank) -> Iterator[Finding]:
    """What the author wrote as wrong is not the answer under another spelling."""
    for fact in bank.facts.values():
        for slot in fact.slots.values():
            right = fold(value_text(slot.value, bank.entities))
            for number, wrong in enumerate(slot.wrong):
                if fold(value_text(wrong.value, bank.entities)) == right:
                    path = ("facts", fact.id, "slots", slot.name, "wrong", number)
                    yield Finding(path, Severity.ERROR, "wrong-is-right", "this is the answer")


CHECKS: tuple[Callable[[Bank], Iterator[Finding]], ...] = (
    claims_name_their_speaker,
    stems_keep_the_answer,
    years_are_printed_or_inferred,
    numbers_stand_in_the_evidence,
    names_are_unambiguous,
    entities_contain_without_circles,
    every_sentence_is_modelled,
    wrong_answers_are_wrong,
    questions_can_be_answered,
    topics_are_used,
)

ENTRY_CHECKS: tuple[Callable[[FactId, Bank], Iterator[Finding]], ...] = (
    fact_can_be_asked,
    question_is_fair,
)


def _asked(bank: Bank) -> Iterator[tuple[Fact, Slot]]:
    for fact in bank.facts.values():
        for slot in fact.slots.values():
            if slot.ask:
                yield fact, slot


def _names(text: str, speaker: EntityId, bank: Bank) -> bool:
    return any(stands_in(name, text) for name in bank.entities[speaker].names)


def _unnamed(fact: Fact, path: tuple[str | int, ...], bank: Bank) -> Finding:
    assert fact.speaker is not None, "only claims come here"
    name = bank.entities[fact.speaker].name
    message = "the stem does not name who says so"
    return Finding(path, Severity.ERROR, "speaker-not-named", message, f"name {name}")
