"""Builds a Bank from the values of its file, collecting every problem on the way."""

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from studyapp.core.anchoring import Ambiguous, Evidence, Missing, Quote, resolve
from studyapp.core.bank import (
    PLACEHOLDER,
    Bank,
    BankId,
    Dispute,
    Fact,
    FactId,
    Note,
    Question,
    QuestionOption,
    Slot,
    TopicId,
    Unmodelled,
    Wrong,
)
from studyapp.core.checks import check
from studyapp.core.problems import Problem, Severity
from studyapp.core.sources import Source, SourceId, make_source
from studyapp.core.values import Entity, EntityId, Value, mentions
from studyapp.storage import bank_schema as schema
from studyapp.storage.bank_values import BadValue, read_value
from studyapp.storage.schema_errors import Path, closest, explain
from studyapp.storage.yaml_reader import Document

T = TypeVar("T")


class SourceUnreadable(Exception):
    """The text of a source cannot be had; the message says why."""


def build_bank(
    document: Document, path: str, read_file: Callable[[str], bytes]
) -> tuple[Bank | None, list[Problem]]:
    """The bank, unless its file has errors, and all its problems in the order of the file.

    ``read_file`` gives the bytes of a source file named in the bank, or raises
    SourceUnreadable.
    """
    builder = _Builder(document, path, read_file)
    bank = builder.build()
    if bank is not None and not builder.problems:
        builder.problems += [
            Problem(
                path,
                document.position(*finding.path),
                finding.severity,
                finding.code,
                finding.message,
                finding.hint,
            )
            for finding in check(bank)
        ]
    problems = sorted(builder.problems, key=lambda problem: problem.position)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return (None if failed else bank), problems


class _Builder:
    def __init__(self, document: Document, path: str, read_file: Callable[[str], bytes]) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._path = path
        self._read_file = read_file
        self._sources: dict[SourceId, Source] = {}
        self._entities: dict[EntityId, Entity] = {}
        self._topics: dict[str, str] = {}
        self._ids: set[str] = set()

    def build(self) -> Bank | None:
        frame = self._entry(schema.FileFrame, self._document.value, ())
        if frame is None:
            return None
        self._topics = frame.topics
        self._sources = dict(self._each(frame.sources, schema.SourceEntry, "sources", self._source))
        self._read_entities(frame.entities)
        facts = dict(self._each(frame.facts, schema.FactEntry, "facts", self._fact))
        questions = self._each(frame.questions, schema.QuestionEntry, "questions", self._question)
        return Bank(
            id=BankId(frame.bank),
            title=frame.title,
            voice=frame.voice,
            sources=self._sources,
            topics={TopicId(topic): name for topic, name in frame.topics.items()},
            entities=self._entities,
            facts=facts,
            disputes=tuple(
                self._each(
                    frame.disputes,
                    schema.DisputeEntry,
                    "disputes",
                    lambda entry, at: self._dispute(entry, at, facts),
                )
            ),
            notes=tuple(self._each(frame.notes, schema.NoteEntry, "notes", self._note)),
            unmodelled=tuple(
                self._each(frame.unmodelled, schema.UnmodelledEntry, "unmodelled", self._unmodelled)
            ),
            questions=dict(questions),
            apart=frozenset(self._apart(frame.apart)),
        )

    def _error(self, at: Path, code: str, message: str, hint: str = "") -> None:
        position = self._document.position(*at)
        self.problems.append(Problem(self._path, position, Severity.ERROR, code, message, hint))

    def _entry(self, kind: type[T], node: Any, at: Path) -> T | None:
        try:
            return msgspec.convert(node, kind)
        except msgspec.ValidationError as error:
            if kind is schema.FactEntry and "$.slots[...]" in str(error):
                # msgspec does not name the key: convert the slots one by one to learn it.
                for name, slot in node["slots"].items():
                    self._entry(schema.SlotEntry, slot, (*at, "slots", name))
                return None
            where, code, message, hint = explain(error, kind)
            self._error((*at, *where), code, message, hint)
            return None

    def _each(
        self, nodes: list[Any], kind: type[Any], name: str, make: Callable[[Any, Path], T | None]
    ) -> Iterable[T]:
        for number, node in enumerate(nodes):
            at = (name, number)
            entry = self._entry(kind, node, at)
            made = make(entry, at) if entry is not None else None
            if made is not None:
                yield made

    # Sources and entities

    def _source(self, entry: schema.SourceEntry, at: Path) -> tuple[SourceId, Source] | None:
        if entry.id in self._sources:
            self._error((*at, "id"), "duplicate-id", f"there are two sources “{entry.id}”")
        if (entry.file is None) == (entry.text is None):
            self._error(at, "source-missing", "a source has either a file or a text")
            return None
        try:
            data = self._read_file(entry.file) if entry.file else (entry.text or "").encode()
            text = data.decode("utf-8-sig")
        except SourceUnreadable as error:
            self._error((*at, "file"), "source-missing", str(error))
            return None
        except UnicodeDecodeError:
            self._error((*at, "file"), "source-encoding", "the source text is not UTF-8")
            return None
        digest = sha256(data).hexdigest()
        if entry.sha256 and entry.sha256.lower() != digest:
            message = "the source text is not the one the bank was written for"
            self._error((*at, "sha256"), "source-changed", message, f"its SHA-256 is {digest}")
        source_id = SourceId(entry.id)
        return source_id, make_source(
            source_id, text, credit=entry.credit, sha256=digest, title=entry.title
        )

    def _read_entities(self, nodes: Mapping[str, Any]) -> None:
        for name, node in nodes.items():
            entry = self._entry(schema.EntityEntry, node, ("entities", name))
            if entry is not None:
                self._entities[EntityId(name)] = Entity(
                    EntityId(name),
                    entry.kind,
                    entry.name,
                    tuple(entry.also),
                    entry.role,
                    tuple(EntityId(other) for other in entry.within),
                    tuple(EntityId(other) for other in entry.stands_for),
                )
        for entity in self._entities.values():
            for field, others in (("within", entity.within), ("stands_for", entity.stands_for)):
                for number, other in enumerate(others):
                    self._known_entity(other, ("entities", entity.id, field, number), nodes)

    def _known_entity(self, name: str, at: Path, known: Iterable[str] | None = None) -> bool:
        names = list(known if known is not None else self._entities)
        if name in names:
            return True
        self._error(at, "unknown-entity", f"there is no entity “{name}”", closest(name, names))
        return False

    def _apart(self, pairs: list[Any]) -> Iterable[frozenset[EntityId]]:
        for number, node in enumerate(pairs):
            at = ("apart", number)
            pair = self._entry(list[str], node, at) or []
            if len(pair) != 2:
                self._error(at, "bad-pair", "a pair has two entities")
            elif all(self._known_entity(name, at) for name in pair):
                yield frozenset(EntityId(name) for name in pair)

    # Evidence

    def _evidence(self, written: Any, at: Path) -> tuple[Evidence, ...]:
        entries = written if isinstance(written, list) else [written]
        found = []
        for number, entry in enumerate(entries):
            place = (*at, number) if isinstance(written, list) else at
            evidence = self._one_evidence(entry, place)
            if evidence is not None:
                found.append(evidence)
        return tuple(found)

    def _one_evidence(self, written: str | schema.QuoteEntry, at: Path) -> Evidence | None:
        entry = schema.QuoteEntry(written) if isinstance(written, str) else written
        source = self._source_of(entry, at)
        if source is None:
            return None
        match resolve(Quote(entry.quote, entry.prefix, entry.suffix), source):
            case Evidence() as evidence:
                return evidence
            case Missing(nearest):
                hint = f"the nearest words there are “{nearest}”" if nearest else ""
                message = f"“{_shortened(entry.quote)}” is not in the source, letter for letter"
                self._error(at, "quote-missing", message, hint)
            case Ambiguous(spans):
                message = f"“{_shortened(entry.quote)}” stands in the source {len(spans)} times"
                hint = "add prefix or suffix: the words just before or after it"
                self._error(at, "quote-ambiguous", message, hint)
        return None

    def _source_of(self, entry: schema.QuoteEntry, at: Path) -> Source | None:
        if entry.source is not None:
            found = self._sources.get(SourceId(entry.source))
            if found is None:
                hint = closest(entry.source, self._sources)
                self._error(at, "unknown-source", f"there is no source “{entry.source}”", hint)
            return found
        if len(self._sources) > 1:
            self._error(at, "unknown-source", "say which source this quote is from")
        return next(iter(self._sources.values()), None)

    # Facts

    def _fact(self, entry: schema.FactEntry, at: Path) -> tuple[FactId, Fact] | None:
        self._new_id(entry.id, at)
        self._known_topic(entry.topic, at)
        if entry.speaker is not None:
            self._known_entity(entry.speaker, (*at, "speaker"))
        evidence = self._evidence(entry.evidence, (*at, "evidence"))
        self._check_slots(entry, at)
        slots = {
            name: slot
            for name, written in entry.slots.items()
            if evidence
            and (slot := self._slot(name, written, evidence, (*at, "slots", name))) is not None
        }
        if not evidence:
            return None
        speaker = EntityId(entry.speaker) if entry.speaker else None
        fact_id = FactId(entry.id)
        return fact_id, Fact(
            fact_id,
            entry.says,
            speaker,
            entry.lead,
            slots,
            evidence,
            TopicId(entry.topic),
            entry.importance,
        )

    def _check_slots(self, entry: schema.FactEntry, at: Path) -> None:
        named = set(PLACEHOLDER.findall(entry.says))
        for name in sorted(named - set(entry.slots)):
            hint = closest(name, entry.slots)
            self._error((*at, "says"), "unknown-slot", f"there is no slot “{name}”", hint)
        for name in entry.slots:
            if name not in named:
                where = (*at, "slots", name)
                self._error(where, "unused-slot", f"the sentence has no {{{name}}}")

    def _slot(
        self, name: str, entry: schema.SlotEntry, evidence: tuple[Evidence, ...], at: Path
    ) -> Slot | None:
        value = self._value(entry.value, (*at, "value"))
        wrong = []
        for number, written in enumerate(entry.wrong):
            wrong_value = self._value(written.value, (*at, "wrong", number, "value"))
            if wrong_value is not None:
                wrong.append(Wrong(wrong_value, written.why))
        if value is None:
            return None
        if entry.quote:
            within = self._quote_within(entry.quote, evidence, (*at, "quote"))
        else:
            within = _where(mentions(value, self._entities), evidence)
        return Slot(name, value, within, entry.ask, tuple(wrong), entry.open)

    def _quote_within(self, quote: str, evidence: tuple[Evidence, ...], at: Path) -> Evidence:
        for found in evidence:
            start = found.exact.find(quote)
            if start >= 0:
                begin = found.start + start
                return Evidence(found.source, begin, begin + len(quote), quote)
        message = f"“{_shortened(quote)}” is not within the fact's evidence"
        self._error(at, "quote-missing", message)
        return evidence[0]

    def _value(self, entry: schema.ValueEntry, at: Path) -> Value | None:
        try:
            return read_value(entry, self._entities)
        except BadValue as error:
            hint = error.hint
            if error.code == "unknown-entity":
                hint = closest(entry.entity or "", self._entities)
            where = (*at, error.field) if error.field else at
            self._error(where, error.code, error.message, hint)
            return None

    def _new_id(self, name: str, at: Path) -> None:
        if name in self._ids:
            self._error((*at, "id"), "duplicate-id", f"the id “{name}” is used twice")
        self._ids.add(name)

    def _known_topic(self, topic: str, at: Path) -> None:
        if topic not in self._topics:
            hint = closest(topic, self._topics)
            self._error((*at, "topic"), "unknown-topic", f"there is no topic “{topic}”", hint)

    # The rest

    def _dispute(
        self, entry: schema.DisputeEntry, at: Path, facts: Mapping[FactId, Fact]
    ) -> Dispute:
        for number, fact in enumerate(entry.facts):
            if FactId(fact) not in facts and fact not in self._ids:
                hint = closest(fact, facts)
                where = (*at, "facts", number)
                self._error(where, "unknown-fact", f"there is no fact “{fact}”", hint)
        return Dispute(entry.id, entry.asks, tuple(FactId(fact) for fact in entry.facts))

    def _note(self, entry: schema.NoteEntry, at: Path) -> Note | None:
        found = self._evidence(entry.evidence, (*at, "evidence"))
        return Note(found[0], entry.note) if found else None

    def _unmodelled(self, entry: schema.UnmodelledEntry, at: Path) -> Unmodelled | None:
        found = self._evidence(entry.evidence, (*at, "evidence"))
        return Unmodelled(found[0], entry.why) if found else None

    def _question(self, entry: schema.QuestionEntry, at: Path) -> tuple[FactId, Question]:
        self._new_id(entry.id, at)
        self._known_topic(entry.topic, at)
        options = tuple(
            QuestionOption(
                option.text,
                option.correct,
                option.why,
                self._evidence(option.evidence, (*at, "options", number, "evidence")),
            )
            for number, option in enumerate(entry.options)
        )
        answer = self._value(entry.answer, (*at, "answer")) if entry.answer else None
        return FactId(entry.id), Question(
            FactId(entry.id),
            entry.kind,
            entry.stem,
            TopicId(entry.topic),
            options,
            answer,
            entry.why,
            self._evidence(entry.evidence, (*at, "evidence")),
        )


def _where(names: Iterable[str], evidence: tuple[Evidence, ...]) -> Evidence:
    """The first of ``names`` that stands within the evidence, or the whole first evidence."""
    for name in names:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for found in evidence:
            match = pattern.search(found.exact)
            if match:
                start = found.start + match.start()
                return Evidence(found.source, start, found.start + match.end(), match.group())
    return evidence[0]


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
