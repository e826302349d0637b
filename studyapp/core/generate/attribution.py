"""Who says what: whose statement this is, what somebody said, which claims are whose."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

from msgspec.structs import replace

from studyapp.core.bank import Bank, Fact, Kind
from studyapp.core.generate.frame import frame
from studyapp.core.items import Element, Group, Item, Option, Reason
from studyapp.core.values import EntityId, nested
from studyapp.core.wording import capitalised, sentence, speaker_name, stands_in, stated

# Details in the source's own voice would make it the answer to nearly every question.
_LEAST_IMPORTANCE_OF_OWN_VOICE = 3
_WRONG_SPEAKERS = 2
_WRONG_STATEMENTS = 2
_PER_GROUP = 2

# How many claims or speakers are looked at: enough to choose from, however large the bank.
_LOOKED_AT = 60

T = TypeVar("T")


def who_says(fact: Fact, bank: Bank, rng: Random) -> Item | None:
    """Whose statement this is, among other speakers of the bank and the source's own voice."""
    if fact.speaker is None and fact.importance < _LEAST_IMPORTANCE_OF_OWN_VOICE:
        return None
    claim = sentence(fact, bank)
    others = [
        speaker
        for speaker in _others_first_rivals(fact, bank, rng)
        if not _names_any(claim, [speaker], bank)
    ]
    chosen = _mutually_apart(others, bank)[:_WRONG_SPEAKERS]
    if len(chosen) < _WRONG_SPEAKERS or _names_any(claim, _known(fact.speaker), bank):
        return None
    options = [
        Option(_speaker_text(fact, bank), True, stated(fact, bank), Reason.KEY, fact.evidence)
    ]
    options += [_wrong_speaker(speaker, bank, rng) for speaker in chosen]
    if fact.speaker is not None:
        options[-1] = _wrong_voice(fact, bank)  # or it would be the answer whenever it is offered
    rng.shuffle(options)
    stem = f"According to {bank.voice}, whose statement is this? “{claim}”"
    item = frame(Kind.WHO_SAYS, [fact], bank, stem, _speaker_text(fact, bank))
    return replace(item, options=tuple(options))


def what_said(fact: Fact, bank: Bank, rng: Random) -> Item | None:
    """Which statement the source attributes to the speaker, among those of others."""
    if fact.speaker is None or _names_any(sentence(fact, bank), [fact.speaker], bank):
        return None
    others = _statements_of_others(fact, bank, rng)[:_WRONG_STATEMENTS]
    if len(others) < _WRONG_STATEMENTS:
        return None
    options = [Option(sentence(fact, bank), True, stated(fact, bank), Reason.KEY, fact.evidence)]
    options += [_statement_option(other, bank, correct=False) for other in others]
    rng.shuffle(options)
    name = speaker_name(fact, bank)
    stem = f"Which of these statements does {bank.voice} attribute to {name}?"
    item = frame(Kind.WHAT_SAID, [fact], bank, stem, sentence(fact, bank))
    return replace(item, options=tuple(options))


def statements_of(fact: Fact, bank: Bank, rng: Random) -> Item | None:
    """All statements, of several shown, that the source attributes to the speaker."""
    if fact.speaker is None or _names_any(sentence(fact, bank), [fact.speaker], bank):
        return None
    own = [
        bank.facts[other]
        for other in _sample(bank.claims[fact.speaker], _LOOKED_AT, rng)
        if not share_evidence(fact, bank.facts[other])
        and not _names_any(sentence(bank.facts[other], bank), [fact.speaker], bank)
    ]
    others = _statements_of_others(fact, bank, rng)
    if not own or len(others) < _WRONG_STATEMENTS:
        return None
    right = [fact, rng.choice(own)]
    options = [_statement_option(one, bank, correct=True) for one in right]
    options += [_statement_option(one, bank, correct=False) for one in others[:_WRONG_STATEMENTS]]
    rng.shuffle(options)
    name = speaker_name(fact, bank)
    stem = f"Which statements does {bank.voice} attribute to {name}? Choose all that apply."
    key = " / ".join(option.text for option in options if option.correct)
    item = frame(Kind.MULTIPLE_CHOICE, right, bank, stem, key)
    said = " ".join(stated(one, bank) for one in right)
    return replace(item, options=tuple(options), speaker=fact.speaker, statement=said)


def grouping(fact: Fact, bank: Bank, rng: Random) -> Item | None:
    """Whose claim each statement is: two speakers, two statements each."""
    if fact.speaker is None or len(bank.claims[fact.speaker]) < _PER_GROUP:
        return None
    rivals = [
        speaker
        for speaker in _sample(list(bank.claims), _LOOKED_AT, rng)
        if len(bank.claims[speaker]) >= _PER_GROUP and _different(speaker, fact.speaker, bank)
    ]
    for rival in rivals:
        pair = (fact.speaker, rival)
        if _names_any(sentence(fact, bank), pair, bank):
            continue
        own = _unnamed_claims(pair[0], pair, bank, rng, beside=[fact])
        theirs = _unnamed_claims(rival, pair, bank, rng)
        if len(own) == len(theirs) == _PER_GROUP:
            return _grouped(pair, [own, theirs], bank, rng)
    return None


def _grouped(
    speakers: tuple[EntityId, EntityId], claims: list[list[Fact]], bank: Bank, rng: Random
) -> Item:
    shown = [one for part in claims for one in part]
    rng.shuffle(shown)
    groups = tuple(
        Group(
            capitalised(bank.entities[speaker].name),
            tuple(shown.index(one) for one in part),
        )
        for speaker, part in zip(speakers, claims, strict=True)
    )
    if rng.random() < 0.5:
        groups = groups[::-1]
    elements = tuple(
        Element(sentence(one, bank), stated(one, bank), one.evidence, one.id) for one in shown
    )
    asked = claims[0][0]
    facts = [asked, *(one for one in shown if one != asked)]
    stem = f"According to {bank.voice}, whose statement is each of these?"
    key = "; ".join(
        f"{group.name}: {' / '.join(elements[at].text for at in group.members)}" for group in groups
    )
    return replace(frame(Kind.GROUPING, facts, bank, stem, key), elements=elements, groups=groups)


def _others_first_rivals(fact: Fact, bank: Bank, rng: Random) -> list[EntityId]:
    """Speakers who do not make this claim: rivals in a dispute, then those on the same topic."""
    rivals = {bank.facts[other].speaker for other in bank.rivals.get(fact.id, ())}
    others = [
        speaker
        for speaker in _sample(list(bank.claims), _LOOKED_AT, rng)
        if fact.speaker is None or _different(speaker, fact.speaker, bank)
    ]
    rng.shuffle(others)
    near = bank.speakers_on.get(fact.topic, frozenset())
    return sorted(others, key=lambda speaker: (speaker not in rivals, speaker not in near))


def _mutually_apart(speakers: list[EntityId], bank: Bank) -> list[EntityId]:
    chosen: list[EntityId] = []
    for speaker in speakers:
        if all(_different(speaker, other, bank) for other in chosen):
            chosen.append(speaker)
    return chosen


def _different(left: EntityId, right: EntityId, bank: Bank) -> bool:
    """Whether neither speaks for the other: not one, not nested, not kept apart."""
    return not nested(left, right, bank.entities) and frozenset((left, right)) not in bank.apart


def _statements_of_others(fact: Fact, bank: Bank, rng: Random) -> list[Fact]:
    """Claims of other speakers, each on words of its own.

    Rivals come first, then those of the same topic, then those of like length.
    """
    assert fact.speaker is not None, "asked of claims only"
    rivals = bank.rivals.get(fact.id, frozenset())
    names = [*sorted(rivals), *_sample(bank.all_claims, _LOOKED_AT, rng)]
    found = [bank.facts[name] for name in dict.fromkeys(names)]
    said = sentence(fact, bank)
    unlike = {one.id: _unlike(said, sentence(one, bank), rng) for one in found}
    found.sort(key=lambda one: (one.id not in rivals, one.topic != fact.topic, unlike[one.id]))
    distinct: list[Fact] = []
    for one in found:
        if one.speaker is None or not _different(one.speaker, fact.speaker, bank):
            continue
        claim = sentence(one, bank)
        if claim == said or _names_any(claim, [fact.speaker], bank):
            continue
        if not any(share_evidence(one, other) for other in distinct):
            distinct.append(one)
        if len(distinct) == _WRONG_STATEMENTS:
            break
    return distinct


def _unlike(left: str, right: str, rng: Random) -> float:
    """How far two statements differ in length, in letters, with some luck in it."""
    return abs(len(left) - len(right)) + rng.uniform(0, 20)


def _sample(names: Sequence[T], most: int, rng: Random) -> list[T]:
    return rng.sample(names, min(len(names), most))


def _unnamed_claims(
    speaker: EntityId,
    speakers: tuple[EntityId, ...],
    bank: Bank,
    rng: Random,
    beside: Sequence[Fact] = (),
) -> list[Fact]:
    """Random claims of the speaker, each on words of its own, that name none of the speakers.

    They begin with the claims ``beside`` which they are to stand.
    """
    chosen = list(beside)
    for name in _sample(bank.claims[speaker], _LOOKED_AT, rng):
        if len(chosen) == _PER_GROUP:
            break
        claim = bank.facts[name]
        if any(share_evidence(claim, other) for other in chosen):
            continue
        if not _names_any(sentence(claim, bank), speakers, bank):
            chosen.append(claim)
    return chosen


def _wrong_speaker(speaker: EntityId, bank: Bank, rng: Random) -> Option:
    said = bank.facts[rng.choice(bank.claims[speaker])]
    name = capitalised(bank.entities[speaker].name)
    why = f"Not among the statements reported of this speaker, such as: “{sentence(said, bank)}”"
    return Option(name, False, why, Reason.LIST_COMPLETE, said.evidence, said.id)


def _wrong_voice(fact: Fact, bank: Bank) -> Option:
    why = f"It is not {bank.voice}'s own statement. {stated(fact, bank)}"
    return Option(_own_voice(bank), False, why, Reason.CLASH, fact.evidence)


def _statement_option(fact: Fact, bank: Bank, *, correct: bool) -> Option:
    why = stated(fact, bank) if correct else f"Somebody else's statement. {stated(fact, bank)}"
    reason = Reason.KEY if correct else Reason.OTHER_FACT
    return Option(sentence(fact, bank), correct, why, reason, fact.evidence, fact.id)


def _speaker_text(fact: Fact, bank: Bank) -> str:
    if fact.speaker is None:
        return _own_voice(bank)
    return capitalised(bank.entities[fact.speaker].name)


def _own_voice(bank: Bank) -> str:
    return f"{capitalised(bank.voice)}, in its own voice"


def _known(speaker: EntityId | None) -> tuple[EntityId, ...]:
    return () if speaker is None else (speaker,)


def share_evidence(left: Fact, right: Fact) -> bool:
    """Whether two facts rest on the same words, and may be one statement put twice."""
    return any(one.overlaps(other) for one in left.evidence for other in right.evidence)


def _names_any(text: str, speakers: Iterable[EntityId], bank: Bank) -> bool:
    """Whether the text has one of the speakers' names."""
    return any(
        stands_in(name, text) for speaker in speakers for name in bank.entities[speaker].names
    )
