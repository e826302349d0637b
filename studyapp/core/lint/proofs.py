"""Rules about why each option is right or wrong, and where that stands."""

from collections.abc import Iterable, Iterator

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Change, Fact, Kind, Question, Unstated
from studyapp.core.items import Option, Reason
from studyapp.core.lint.case import NOT_STATED, Case
from studyapp.core.lint.words import plain
from studyapp.core.values import (
    Duration,
    EntityId,
    EntityRef,
    Quantity,
    Several,
    Text,
    Value,
    clash,
    nested,
    value_text,
)
from studyapp.core.wording import capitalised, facts_saying, sentence


def reasons_given(case: Case) -> Iterator[str]:
    """Every option says why it is right or wrong. DESIGN.md section 4; Butler & Roediger 2008."""
    for option in case.item.options:
        if not option.why.strip() and not case.by_hand:
            yield f"“{option.text}” has no why"
        if option.correct is not (option.reason is Reason.KEY):
            yield f"the reason “{option.reason.value}” does not fit “{option.text}”"


def links_given(case: Case) -> Iterator[str]:
    """Item and options link to the source. DESIGN.md section 1."""
    if not case.item.evidence:
        yield "the item has no evidence"
    for option in case.item.options:
        if not option.evidence:
            yield f"“{option.text}” links to no passage"


def evidence_in_source(case: Case) -> Iterator[str]:
    """Each quote stands in its source at its place, letter for letter. DESIGN.md section 3."""
    for one in _all_evidence(case):
        source = case.bank.sources.get(one.source)
        if source is None:
            yield f"there is no source {one.source}"
        elif not one.exact or source.text[one.start : one.end] != one.exact or one.start < 0:
            yield f"“{one.exact}” does not stand at {one.start}–{one.end}"


def evidence_of_the_entry(case: Case) -> Iterator[str]:
    """The item's evidence is that of its facts; so is the key's. DESIGN.md section 4."""
    match case.entry:
        case Fact() | Change():
            own = tuple(one for fact in case.facts for one in _places(fact))
        case Unstated(evidence=own) | Question(evidence=own):
            pass
        case None:
            return
    if set(case.item.evidence) != set(own):
        yield "the evidence is not that of the facts"
    for option in case.right:
        if own and not all(_within(one, own) for one in option.evidence):
            yield f"the evidence of “{option.text}” is not that of the facts"


def wrong_options_are_wrong(case: Case) -> Iterator[str]:
    """No wrong option may be right as well. DESIGN.md section 4 (one defensible key)."""
    if case.fact is None:
        return
    if case.of_statements or case.item.kind is Kind.WHO_SAYS:
        yield from _not_of_the_speaker(case, case.fact)
    elif case.slot is not None:
        if case.item.kind is Kind.TRUE_FALSE and case.claimed != case.truth:
            yield from _not_true_as_well(case, case.claimed)
            yield from _not_said_elsewhere(case, case.fact)
        elif case.item.kind is not Kind.TRUE_FALSE:
            for option in case.wrong:
                if option.text != NOT_STATED:
                    yield from _not_true_as_well(case, option.text)


def reasons_hold(case: Case) -> Iterator[str]:
    """The reason why an option is wrong is so in the bank. DESIGN.md section 4."""
    if case.item.kind is Kind.TRUE_FALSE and case.item.key == "True":
        return  # "False" is no value: that the statement is true shows it wrong
    for option in case.wrong:
        stated = case.item.kind is Kind.TRUE_FALSE and not case.by_hand
        text = case.claimed if stated else option.text
        if not _proved(case, option, text):
            yield f"“{text}”: the bank does not bear out “{option.reason.value}”"


def _proved(case: Case, option: Option, text: str) -> bool:
    match option.reason:
        case Reason.KEY:
            return True  # reasons_given says that this fits no wrong option
        case Reason.OTHER_FACT:
            return _stands_in_other_fact(case, option, text)
        case Reason.LIST_COMPLETE:
            return _not_listed(case, option, text)
        case Reason.AUTHOR:
            return _written_by_author(case, option, text)
        case Reason.CLASH:
            return _clashes(case, option, text)


def _stands_in_other_fact(case: Case, option: Option, text: str) -> bool:
    """Whether the fact named is another one, reads so, and is where the option links to."""
    other = case.bank.facts.get(option.fact) if option.fact else None
    if other is None or other.id in case.item.facts:
        return False
    if not all(_within(one, _places(other)) for one in option.evidence):
        return False
    if case.of_statements:
        return text == sentence(other, case.bank)
    return any(_reads(slot.value, text, case) for slot in other.slots.values())


def _not_listed(case: Case, option: Option, text: str) -> bool:
    """Whether the complete list lacks it, or the speaker named is quoted with other words."""
    if case.slot is not None and isinstance(case.slot.value, Several):
        listed = (value_text(member, case.bank.entities) for member in case.slot.value.members)
        return not case.slot.open and plain(text) not in map(plain, listed)
    said = case.bank.facts.get(option.fact) if option.fact else None
    if case.item.kind is not Kind.WHO_SAYS or said is None or said.speaker is None:
        return False
    name = capitalised(case.bank.entities[said.speaker].name)
    return name == text and all(_within(one, _places(said)) for one in option.evidence)


def _written_by_author(case: Case, option: Option, text: str) -> bool:
    match case.entry:
        case Question():
            return text in case.wrong_by_hand
        case Fact() as fact if case.item.kind is Kind.CONFLICT:
            return any(option.why == pair.why for pair in case.bank.comparisons.get(fact.id, ()))
        case _:
            wrong = case.authored.get(text)
            if wrong is None or wrong.why != option.why:
                return False
            places = wrong.evidence or _places_of(case, option)
            return all(_within(one, places) for one in option.evidence)


def _places_of(case: Case, option: Option) -> tuple[Evidence, ...]:
    """Where the entry stands, and the other fact that the option names."""
    other = case.bank.facts.get(option.fact) if option.fact else None
    return case.item.evidence + (_places(other) if other else ())


def _clashes(case: Case, option: Option, text: str) -> bool:
    """Whether the slot has one value, and this is another, proved where the fact stands."""
    if case.fact is None or not all(_within(one, _places(case.fact)) for one in option.evidence):
        return False
    if text == NOT_STATED:
        return case.item.kind is Kind.NOT_STATED
    if case.item.kind is Kind.WHO_SAYS:
        return case.fact.speaker is not None and text.startswith(capitalised(case.bank.voice))
    if case.slot is None or case.slot.open:
        return False
    value = case.value_of(text)
    return value is not None and clash(case.slot.value, value, case.bank.entities)


def _reads(value: Value, text: str, case: Case) -> bool:
    """Whether the value is shown so; a number may wear the hedge of the key."""
    if capitalised(value_text(value, case.bank.entities)) == text:
        return True
    found = case.value_of(text)
    if isinstance(value, Quantity | Duration) and isinstance(found, Quantity | Duration):
        amounts = ((one.low, one.high, one.unit) for one in (value, found))
        return len(set(amounts)) == 1
    return found is not None and found == value


def _not_true_as_well(case: Case, text: str) -> Iterator[str]:
    """The text is no other right value of the slot."""
    if case.slot is None or case.fact is None:
        return
    key, value = case.slot.value, case.value_of(text)
    written = text in case.authored
    if case.slot.open and not written:
        yield f"other values may fit as well, so “{text}” is not proved wrong"
    for known in key.members if isinstance(key, Several) else (key,):
        if _may_be_right(known, value, text, written, case):
            yield f"“{text}” may be right as well"


def _may_be_right(
    key: Value | Text, value: Value | None, text: str, written: bool, case: Case
) -> bool:
    if isinstance(key, Text):
        return plain(text) in {plain(name) for name in (key.text, *key.also)}
    if value is None or type(value) is not type(key):
        return not written
    return not clash(key, value, case.bank.entities)


def _not_said_elsewhere(case: Case, fact: Fact) -> Iterator[str]:
    """The false statement is not what the same speaker, or the source, says in another fact."""
    if case.slot is None:
        return
    gapped = sentence(fact, case.bank, blank=case.slot.name, gap="\0")
    for text in (case.claimed, case.claimed[:1].lower() + case.claimed[1:]):
        for said in facts_saying(case.bank).get(capitalised(gapped.replace("\0", text)), ()):
            if case.bank.facts[said].speaker in (fact.speaker, None):
                yield f"the statement is that of {said}"


def _not_of_the_speaker(case: Case, fact: Fact) -> Iterator[str]:
    """No wrong speaker makes the claim, no wrong statement is the speaker's, near or far."""
    for option, value in zip(case.item.options, case.values, strict=True):
        if option.correct:
            continue
        if case.item.kind is Kind.WHO_SAYS:
            speakers = [value.entity] if isinstance(value, EntityRef) else []
            said = facts_saying(case.bank).get(sentence(fact, case.bank), ())
            if any(case.bank.facts[one].speaker in speakers for one in said):
                yield f"“{option.text}” says so as well"
        else:
            said = facts_saying(case.bank).get(option.text, ())
            speakers = [speaker for one in said if (speaker := case.bank.facts[one].speaker)]
            if not said:
                yield f"the bank has no statement “{option.text}”"
        if any(_one_actor(speaker, fact.speaker, case.bank) for speaker in speakers):
            yield f"“{option.text}” may be that of the speaker"


def _one_actor(left: EntityId, right: EntityId | None, bank: Bank) -> bool:
    if right is None:
        return False
    return nested(left, right, bank.entities) or frozenset((left, right)) in bank.apart


def _all_evidence(case: Case) -> Iterator[Evidence]:
    item = case.item
    yield from item.evidence
    yield from item.spans
    yield from (one for option in item.options for one in option.evidence)
    yield from (one for pair in item.pairs for one in pair.evidence)
    yield from (one for element in item.elements for one in element.evidence)


def _places(fact: Fact) -> tuple[Evidence, ...]:
    """Where the fact stands, and what those words lean on."""
    return fact.evidence + fact.context


def _within(one: Evidence, places: Iterable[Evidence]) -> bool:
    """Whether the quote lies within one of the places."""
    return any(place.source == one.source and place.span.contains(one.span) for place in places)
