"""The fact bank: what a source says, fact by fact, as immutable records.

Dictionaries keep the order of the file and are never changed after loading.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import NewType

from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.dates import Date
from studyapp.core.questions import (
    Answer,
    Gap,
    Picture,
    QuestionGroup,
    QuestionOption,
    QuestionPair,
)
from studyapp.core.sources import Sentence, Source, SourceId, sentences_of
from studyapp.core.values import (
    Entity,
    EntityId,
    EntityRef,
    Several,
    Value,
    ValueClass,
    value_class,
)

BankId = NewType("BankId", str)
FactId = NewType("FactId", str)
TopicId = NewType("TopicId", str)


class Kind(StrEnum):
    """The ways to ask, as files and commands name them."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"
    CLOZE = "cloze"
    SHORT_ANSWER = "short_answer"
    QUANTITY = "quantity"
    DATE = "date"
    MATCHING = "matching"
    ORDERING = "ordering"
    GROUPING = "grouping"
    WHO_SAYS = "who_says"
    WHAT_SAID = "what_said"
    CONFLICT = "conflict"
    POSITION_CHANGE = "position_change"
    FIND_PASSAGE = "find_passage"
    NOT_STATED = "not_stated"
    FLASHCARD = "flashcard"
    ESSAY = "essay"
    DESCRIPTION = "description"


# What is shown and printed, but never asked where answers are graded.
UNGRADED = frozenset([Kind.ESSAY, Kind.DESCRIPTION])

# The kinds that items have.
ASKED = tuple(kind for kind in Kind if kind not in UNGRADED)


class Wrong(Struct, frozen=True):
    """A wrong answer that the author wrote, why it is wrong, and where it stands, if it does."""

    value: Value
    why: str
    evidence: tuple[Evidence, ...] = ()


class Slot(Struct, frozen=True):
    """A hole in the fact's sentence: what can be asked.

    ``ask`` is the stem a person wrote, empty where the sentence itself is the
    stem. ``open`` says that other values might fit as well, so that only the
    author's wrong answers may serve as distractors. ``typed`` says of a free
    text that its wording is fixed enough to be typed and graded. ``evidence``
    is where the value stands in the source.
    """

    name: str
    value: Value
    evidence: Evidence
    ask: str = ""
    wrong: tuple[Wrong, ...] = ()
    open: bool = False
    typed: bool = False

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, Several)


class Fact(Struct, frozen=True):
    """One self-contained sentence with named slots.

    ``says`` has ``{slot}`` placeholders. ``speaker`` is None where the source
    speaks in its own voice. ``lead`` introduces the sentence where the usual
    "According to …:" will not do. ``importance`` is 1 (detail) to 3 (core).
    ``event`` names what happened without its date, for putting events in order.
    ``context`` is what the evidence leans on (the anchor of a relative date): it is
    shown with it, but does not show the fact by itself.
    """

    id: FactId
    says: str
    speaker: EntityId | None
    lead: str
    slots: Mapping[str, Slot]
    evidence: tuple[Evidence, ...]
    topic: TopicId
    importance: int = 2
    event: str = ""
    context: tuple[Evidence, ...] = ()

    @property
    def when(self) -> Date | None:
        """The date of what the fact tells: the value of its first slot that holds one."""
        dates = (slot.value for slot in self.slots.values() if isinstance(slot.value, Date))
        return next(dates, None)


class Relation(StrEnum):
    """How two statements stand to each other."""

    CONFLICT = "conflict"
    AGREE = "agree"
    DIFFERENT = "different"


class Comparison(Struct, frozen=True):
    """What the author says of two facts of a dispute, and why."""

    facts: tuple[FactId, FactId]
    relation: Relation
    why: str


class Dispute(Struct, frozen=True):
    """A question on which facts of the bank give rival answers."""

    id: str
    asks: str
    facts: tuple[FactId, ...]
    pairs: tuple[Comparison, ...] = ()


class Change(Struct, frozen=True):
    """How somebody's position changed from one fact to another; the answers are written."""

    id: FactId
    topic: TopicId
    asks: str
    key: str
    facts: tuple[FactId, ...]
    wrong: tuple[Wrong, ...]


class Unstated(Struct, frozen=True):
    """A question that the source leaves open, the answers that tempt, and where it comes near."""

    id: FactId
    topic: TopicId
    asks: str
    why: str
    evidence: tuple[Evidence, ...]
    tempting: tuple[Wrong, ...]


class Note(Struct, frozen=True):
    """A known flaw of the source: shown with its passage, never scored."""

    evidence: Evidence
    note: str


class Unmodelled(Struct, frozen=True):
    """A sentence of the source that no fact covers, and why (a credit line, a transition)."""

    evidence: Evidence
    why: str


class Question(Struct, frozen=True):
    """A question written by hand: each kind fills the fields that it needs.

    Choice kinds have ``options``. Typed kinds have an ``answer``, graded as those of
    facts are, or ``answers``, graded to the letter as Moodle does; a flash card has its
    back as ``answer``. A cloze may have ``gaps``, marked ``{1}``, ``{2}``… in the stem.
    Matching has ``pairs`` and ``extra`` right sides; ordering ``elements`` in their right
    order; grouping ``groups``. An essay and a description are never graded.

    ``why`` is said to every answer. ``marked`` says that all texts shown bear the marks
    of ``studyapp.core.marked``. ``points`` count where a quiz is printed or exported.
    """

    id: FactId
    kind: Kind
    stem: str
    topic: TopicId
    options: tuple[QuestionOption, ...] = ()
    answer: Value | None = None
    why: str = ""
    evidence: tuple[Evidence, ...] = ()
    title: str = ""
    answers: tuple[Answer, ...] = ()
    exact_case: bool = False
    gaps: tuple[Gap, ...] = ()
    pairs: tuple[QuestionPair, ...] = ()
    extra: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    groups: tuple[QuestionGroup, ...] = ()
    picture: Picture | None = None
    tags: tuple[str, ...] = ()
    points: float = 1.0
    shuffled: bool = True
    marked: bool = False


class Bank(Struct, frozen=True, dict=True, eq=False):
    """A loaded bank; ``apart`` holds pairs of entities that are never options together.

    ``pictures`` holds the bytes of each image file that a question names.
    Banks compare and hash by identity, so that what is worked out of one is kept by it.
    """

    id: BankId
    title: str
    voice: str
    sources: Mapping[SourceId, Source]
    topics: Mapping[TopicId, str]
    entities: Mapping[EntityId, Entity]
    facts: Mapping[FactId, Fact]
    disputes: tuple[Dispute, ...] = ()
    notes: tuple[Note, ...] = ()
    unmodelled: tuple[Unmodelled, ...] = ()
    questions: Mapping[FactId, Question] = {}
    changes: Mapping[FactId, Change] = {}
    unstated: Mapping[FactId, Unstated] = {}
    apart: frozenset[frozenset[EntityId]] = frozenset()
    pictures: Mapping[str, bytes] = {}

    @cached_property
    def rivals(self) -> Mapping[FactId, frozenset[FactId]]:
        """For each disputed fact, the facts that answer the same question."""
        found: dict[FactId, set[FactId]] = {}
        for dispute in self.disputes:
            for fact in dispute.facts:
                found.setdefault(fact, set()).update(set(dispute.facts) - {fact})
        return {fact: frozenset(others) for fact, others in found.items()}

    @cached_property
    def by_class(self) -> Mapping[ValueClass, tuple[tuple[FactId, str], ...]]:
        """For each class of values, the slots (fact and name) that hold one, in file order."""
        found: dict[ValueClass, list[tuple[FactId, str]]] = {}
        for fact in self.facts.values():
            for slot in fact.slots.values():
                found.setdefault(value_class(slot.value, self.entities), []).append(
                    (fact.id, slot.name)
                )
        return {key: tuple(slots) for key, slots in found.items()}

    @cached_property
    def entities_by_kind(self) -> Mapping[str, tuple[EntityId, ...]]:
        found: dict[str, list[EntityId]] = {}
        for entity in self.entities.values():
            found.setdefault(entity.kind, []).append(entity.id)
        return {kind: tuple(ids) for kind, ids in found.items()}

    @cached_property
    def entities_named(self) -> Mapping[str, tuple[EntityId, ...]]:
        """For each name, in lower case and without "the", the entities that bear it."""
        found: dict[str, dict[EntityId, None]] = {}
        for entity in self.entities.values():
            for name in entity.names:
                bare = name.casefold().removeprefix("the ")
                found.setdefault(bare, {})[entity.id] = None
        return {name: tuple(owners) for name, owners in found.items()}

    @cached_property
    def entries(self) -> Mapping[FactId, Fact | Question | Change | Unstated]:
        """All that can be asked, in file order: everything but essays and descriptions."""
        asked = {each.id: each for each in self.questions.values() if each.kind not in UNGRADED}
        return {**self.facts, **asked, **self.changes, **self.unstated}

    @cached_property
    def claims(self) -> Mapping[EntityId, tuple[FactId, ...]]:
        """For each speaker, what the source reports of it, in file order."""
        found: dict[EntityId, list[FactId]] = {}
        for fact in self.facts.values():
            if fact.speaker is not None:
                found.setdefault(fact.speaker, []).append(fact.id)
        return {speaker: tuple(facts) for speaker, facts in found.items()}

    @cached_property
    def all_claims(self) -> tuple[FactId, ...]:
        """The facts that have a speaker, in file order."""
        return tuple(fact.id for fact in self.facts.values() if fact.speaker is not None)

    @cached_property
    def events(self) -> tuple[FactId, ...]:
        """The facts that name a dated event, in file order."""
        return tuple(fact.id for fact in self.facts.values() if fact.event and fact.when)

    @cached_property
    def speakers_on(self) -> Mapping[TopicId, frozenset[EntityId]]:
        """For each topic, those whose claims it holds."""
        found: dict[TopicId, set[EntityId]] = {}
        for fact in self.facts.values():
            if fact.speaker is not None:
                found.setdefault(fact.topic, set()).add(fact.speaker)
        return {topic: frozenset(speakers) for topic, speakers in found.items()}

    @cached_property
    def entities_on(self) -> Mapping[TopicId, frozenset[EntityId]]:
        """For each topic, the entities that its facts name or have as speakers."""
        found = {topic: set(speakers) for topic, speakers in self.speakers_on.items()}
        for fact in self.facts.values():
            named = found.setdefault(fact.topic, set())
            for slot in fact.slots.values():
                if isinstance(slot.value, EntityRef):
                    named.add(slot.value.entity)
        return {topic: frozenset(entities) for topic, entities in found.items()}

    @cached_property
    def comparisons(self) -> Mapping[FactId, tuple[Comparison, ...]]:
        """For each fact, the comparisons that begin with it."""
        found: dict[FactId, list[Comparison]] = {}
        for dispute in self.disputes:
            for pair in dispute.pairs:
                found.setdefault(pair.facts[0], []).append(pair)
        return {fact: tuple(pairs) for fact, pairs in found.items()}

    @cached_property
    def by_topic(self) -> Mapping[TopicId, tuple[FactId, ...]]:
        """The facts and questions of each topic, in file order."""
        found: dict[TopicId, list[FactId]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.topic, []).append(entry.id)
        return {topic: tuple(ids) for topic, ids in found.items()}

    @cached_property
    def bynames(self) -> Mapping[EntityId, tuple[EntityId, ...]]:
        """For each entity, those that may stand for it (Russia: Moscow)."""
        found: dict[EntityId, list[EntityId]] = {}
        for entity in self.entities.values():
            for other in entity.stands_for:
                found.setdefault(other, []).append(entity.id)
        return {entity: tuple(ids) for entity, ids in found.items()}

    @cached_property
    def slots_of_entity(self) -> Mapping[EntityId, tuple[tuple[FactId, str], ...]]:
        """For each entity, the slots (fact and name) whose value it is."""
        found: dict[EntityId, list[tuple[FactId, str]]] = {}
        for fact in self.facts.values():
            for slot in fact.slots.values():
                if isinstance(slot.value, EntityRef):
                    found.setdefault(slot.value.entity, []).append((fact.id, slot.name))
        return {entity: tuple(slots) for entity, slots in found.items()}

    @cached_property
    def _notes_by_sentence(self) -> Mapping[tuple[SourceId, Sentence], tuple[Note, ...]]:
        found: dict[tuple[SourceId, Sentence], list[Note]] = {}
        for note in self.notes:
            for place in self.sentences((note.evidence,)):
                found.setdefault(place, []).append(note)
        return {place: tuple(notes) for place, notes in found.items()}

    def sentences(self, evidence: tuple[Evidence, ...]) -> Iterator[tuple[SourceId, Sentence]]:
        """The sentences that the evidence touches, in its order; one may come twice."""
        for one in evidence:
            for found in sentences_of(self.sources[one.source], one.span):
                yield one.source, found

    def notes_on(self, evidence: tuple[Evidence, ...]) -> tuple[Note, ...]:
        """The notes on any words of the evidence, each once."""
        found: dict[Note, None] = {}
        for one in evidence:
            for place in self.sentences((one,)):
                near = self._notes_by_sentence.get(place, ())
                found.update(dict.fromkeys(note for note in near if note.evidence.overlaps(one)))
        return tuple(found)
