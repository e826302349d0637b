"""How well the sentences of a source are known: what tints them on the Source page."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Change, Fact, FactId, Note, Question, Unstated
from studyapp.core.marked import plain
from studyapp.core.scheduling.cards import Card, retrievability
from studyapp.core.scheduling.days import Day
from studyapp.core.scheduling.policy import RETENTIONS, Policy
from studyapp.core.sources import Sentence, SourceId, sentences_of

# Below the lowest retention that a learner can want, a fact counts as weak.
_WEAK = RETENTIONS[0]


class Level(StrEnum):
    """How well something is known.

    BARE: there is nothing to ask. UNSEEN: new to the schedule. KNOWN: would be recalled
    at least as surely as the learner wants. LEARNING: less surely than that. WEAK: with
    a chance below 0.7, or wrong the last time.
    """

    BARE = "bare"
    UNSEEN = "unseen"
    WEAK = "weak"
    LEARNING = "learning"
    KNOWN = "known"


class FactState(Struct, frozen=True):
    """``chance`` is that of recall today, 0 where the fact was never reviewed.

    ``missed``: its last answer was wrong, in whatever session it was given.
    """

    fact: FactId
    level: Level
    chance: float = 0.0
    missed: bool = False


class SentenceState(Struct, frozen=True):
    """A sentence with the facts and written questions that rest on it, in file order.

    ``chance`` is the mean of those that were asked, where one that was wrong the last
    time counts 0; it is 0 where none was. The sentence is KNOWN where all of them are,
    UNSEEN where all are; between these ``chance`` decides. What is still new keeps a
    sentence from being known, but does not make weak what was learnt of it.
    """

    sentence: Sentence
    level: Level
    chance: float
    facts: tuple[FactState, ...] = ()

    @property
    def missed(self) -> bool:
        """Whether any of its facts was wrong the last time."""
        return any(fact.missed for fact in self.facts)


class Memory(Struct, frozen=True):
    """What one learner knows of a bank on a day; ``last`` is what each last answer was worth."""

    cards: Mapping[FactId, Card]
    day: Day
    policy: Policy
    last: Mapping[FactId, float] = {}

    def state_of(self, fact: FactId) -> FactState:
        """What is known of one fact, question, change or open question."""
        card = self.cards.get(fact)
        missed = self.last.get(fact, 1.0) <= 0
        chance = 0.0 if card is None else retrievability(card, self.day, self.policy)
        return FactState(fact, self._level(card, chance, missed), chance, missed)

    def _level(self, card: Card | None, chance: float, missed: bool) -> Level:
        if missed:
            return Level.WEAK
        if card is None or not card.reviews:
            return Level.UNSEEN
        if chance < _WEAK:
            return Level.WEAK
        return Level.KNOWN if chance >= self.policy.desired_retention else Level.LEARNING


def mastery(bank: Bank, memory: Memory) -> dict[SourceId, tuple[SentenceState, ...]]:
    """The state of every sentence of every source, in the order of the text."""
    resting = resting_on(bank)
    states = {fact: memory.state_of(fact) for facts in resting.values() for fact in facts}
    return {
        source.id: tuple(
            _sentence_state(one, [states[fact] for fact in resting.get((source.id, one), ())])
            for one in source.sentences
        )
        for source in bank.sources.values()
    }


@lru_cache(maxsize=4)
def resting_on(bank: Bank) -> Mapping[tuple[SourceId, Sentence], tuple[FactId, ...]]:
    """For each sentence that is evidence, the facts and written questions it is evidence of."""
    asked = (entry for entry in bank.entries.values() if isinstance(entry, Fact | Question))
    return _by_sentence(bank, [(entry.id, entry.evidence) for entry in asked])


@lru_cache(maxsize=4)
def near(bank: Bank) -> Mapping[tuple[SourceId, Sentence], tuple[FactId, ...]]:
    """For each sentence, what is asked of several statements or of what is left open there."""
    places: list[tuple[FactId, tuple[Evidence, ...]]] = []
    for change in bank.changes.values():
        facts = [bank.facts[fact] for fact in change.facts if fact in bank.facts]
        places.append((change.id, tuple(one for fact in facts for one in fact.evidence)))
    places += [(unstated.id, unstated.evidence) for unstated in bank.unstated.values()]
    return _by_sentence(bank, places)


def notes_at(bank: Bank, source: SourceId, sentence: Sentence) -> tuple[Note, ...]:
    """The notes on any words of the sentence."""
    return tuple(
        note
        for note in bank.notes
        if note.evidence.source == source and note.evidence.span.overlaps(sentence.span)
    )


def why_bare(bank: Bank, source: SourceId, sentence: Sentence) -> str:
    """What the author wrote of a sentence that no fact rests on; empty where that is nothing."""
    found = (
        each.why
        for each in bank.unmodelled
        if each.evidence.source == source and each.evidence.span.overlaps(sentence.span)
    )
    return next(found, "")


def asks(entry: Fact | Question | Change | Unstated) -> str:
    """The words in which a person wrote what is asked; empty for a fact, which says it itself."""
    match entry:
        case Fact():
            return ""
        case Question():
            return plain(entry.stem) if entry.marked else entry.stem
        case Change() | Unstated():
            return entry.asks


def _sentence_state(sentence: Sentence, facts: list[FactState]) -> SentenceState:
    if not facts:
        return SentenceState(sentence, Level.BARE, 0.0)
    asked = [fact for fact in facts if fact.level is not Level.UNSEEN]
    chance = sum(fact.chance for fact in asked if not fact.missed) / max(len(asked), 1)
    return SentenceState(sentence, _level(facts, chance), chance, tuple(facts))


def _level(facts: list[FactState], chance: float) -> Level:
    levels = {fact.level for fact in facts}
    if len(levels) == 1:
        return levels.pop()
    return Level.WEAK if chance < _WEAK else Level.LEARNING


def _by_sentence(
    bank: Bank, places: list[tuple[FactId, tuple[Evidence, ...]]]
) -> Mapping[tuple[SourceId, Sentence], tuple[FactId, ...]]:
    found: dict[tuple[SourceId, Sentence], dict[FactId, None]] = {}
    for fact, evidence in places:
        for one in evidence:
            for sentence in sentences_of(bank.sources[one.source], one.span):
                found.setdefault((one.source, sentence), {})[fact] = None
    return {place: tuple(facts) for place, facts in found.items()}
