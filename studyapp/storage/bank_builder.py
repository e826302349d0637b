"""Builds a Bank from the values of its file, collecting every problem on the way."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, TypeVar

from studyapp.core.bank import (
    Bank,
    BankId,
    Change,
    Comparison,
    Dispute,
    FactId,
    Note,
    TopicId,
    Unmodelled,
    Unstated,
    Wrong,
)
from studyapp.core.checks import check
from studyapp.core.problems import Problem, Progress, Severity
from studyapp.core.sources import Source, SourceId, make_source
from studyapp.core.values import Entity, EntityId, Text
from studyapp.storage import bank_schema as schema
from studyapp.storage.bank_folders import BankFolder, FileUnreadable
from studyapp.storage.entry_reader import EntryReader
from studyapp.storage.fact_builder import build_fact
from studyapp.storage.question_builder import build_question
from studyapp.storage.schema_errors import Path
from studyapp.storage.yaml_reader import Document

E = TypeVar("E")
M = TypeVar("M")

# Where a file has no topics, its questions are of this one.
QUESTIONS = "questions"


def build_bank(
    document: Document,
    path: str,
    folder: BankFolder,
    progress: Progress | None = None,
    *,
    fairly: bool = True,
) -> tuple[Bank | None, list[Problem]]:
    """The bank, unless its file has errors, and all its problems in the order of the file.

    ``path`` names the file in the problems, ``folder`` holds the files that it names;
    ``progress`` hears how many entries are checked. Where they need not be asked
    ``fairly`` only errors are looked for.
    """
    reader = EntryReader(document, path, folder)
    frame = reader.entry(schema.BankFrame, document.value, ())
    bank = _build(reader, frame) if frame is not None else None
    problems = reader.problems
    if bank is not None and not problems:
        problems += [
            Problem(
                path,
                document.position(*finding.path),
                finding.severity,
                finding.code,
                finding.message,
                finding.hint,
            )
            for finding in check(bank, progress, fairly=fairly)
        ]
    problems = sorted(problems, key=lambda problem: problem.position)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return (None if failed else bank), problems


def _build(reader: EntryReader, frame: schema.BankFrame) -> Bank:
    reader.topics = frame.topics or ({QUESTIONS: QUESTIONS.title()} if frame.questions else {})
    for entry, at in reader.each(frame.sources, schema.SourceEntry, "sources"):
        _read_source(reader, entry, at)
    _read_entities(reader, frame.entities)
    reader.fact_ids = {
        node["id"]
        for node in frame.facts
        if isinstance(node, dict) and isinstance(node.get("id"), str)
    }
    facts = _made(reader, frame.facts, schema.FactEntry, "facts", build_fact)
    questions = _made(reader, frame.questions, schema.QuestionEntry, "questions", build_question)
    changes = _made(reader, frame.changes, schema.ChangeEntry, "changes", _change)
    unstated = _made(reader, frame.unstated, schema.UnstatedEntry, "unstated", _unstated)
    disputes = _made(reader, frame.disputes, schema.DisputeEntry, "disputes", _dispute)
    return Bank(
        id=BankId(frame.bank),
        title=frame.title,
        voice=frame.voice,
        sources=reader.sources,
        topics={TopicId(topic): name for topic, name in reader.topics.items()},
        entities=reader.entities,
        facts={fact.id: fact for fact in facts if fact is not None},
        disputes=tuple(disputes),
        notes=tuple(
            Note(evidence, entry.note)
            for entry, at in reader.each(frame.notes, schema.NoteEntry, "notes")
            for evidence in reader.evidence(entry.evidence, (*at, "evidence"))
        ),
        unmodelled=tuple(
            Unmodelled(evidence, entry.why)
            for entry, at in reader.each(frame.unmodelled, schema.UnmodelledEntry, "unmodelled")
            for evidence in reader.evidence(entry.evidence, (*at, "evidence"))
        ),
        questions={question.id: question for question in questions},
        changes={change.id: change for change in changes},
        unstated={entry.id: entry for entry in unstated},
        apart=frozenset(_apart(reader, frame.apart)),
        pictures=reader.pictures,
    )


def _made(
    reader: EntryReader,
    nodes: list[Any],
    kind: type[E],
    name: str,
    make: Callable[[EntryReader, E, Path], M],
) -> list[M]:
    """What ``make`` makes of every well-formed entry of a list."""
    return [make(reader, entry, at) for entry, at in reader.each(nodes, kind, name)]


def _read_source(reader: EntryReader, entry: schema.SourceEntry, at: Path) -> None:
    if entry.id in reader.sources:
        reader.error((*at, "id"), "duplicate-id", f"there are two sources “{entry.id}”")
    if (entry.file is None) == (entry.text is None):
        reader.error(at, "source-missing", "a source has either a file or a text")
        return
    try:
        data = reader.folder.source(entry.file) if entry.file else (entry.text or "").encode()
        text = data.decode("utf-8-sig")
    except FileUnreadable as error:
        reader.error((*at, "file"), "source-missing", str(error))
        return
    except UnicodeDecodeError:
        reader.error((*at, "file"), "source-encoding", "the source text is not UTF-8")
        return
    digest = sha256(data).hexdigest()
    if entry.sha256 and entry.sha256.lower() != digest:
        message = "the source text is not the one the bank was written for"
        reader.error((*at, "sha256"), "source-changed", message, f"its SHA-256 is {digest}")
    source: Source = make_source(
        SourceId(entry.id), text, credit=entry.credit, sha256=digest, title=entry.title
    )
    reader.sources[source.id] = source


def _read_entities(reader: EntryReader, nodes: Mapping[str, Any]) -> None:
    for name, node in nodes.items():
        entry = reader.entry(schema.EntityEntry, node, ("entities", name))
        if entry is not None:
            reader.entities[EntityId(name)] = Entity(
                EntityId(name),
                entry.kind,
                entry.name,
                tuple(entry.also),
                entry.role,
                tuple(EntityId(other) for other in entry.within),
                tuple(EntityId(other) for other in entry.stands_for),
            )
    for entity in reader.entities.values():
        for field, others in (("within", entity.within), ("stands_for", entity.stands_for)):
            for number, other in enumerate(others):
                if other not in nodes:
                    reader.known_entity(other, ("entities", entity.id, field, number))


def _apart(reader: EntryReader, pairs: list[Any]) -> Iterable[frozenset[EntityId]]:
    for number, node in enumerate(pairs):
        at = ("apart", number)
        pair = reader.entry(list[str], node, at) or []
        if len(pair) != 2:
            reader.error(at, "bad-pair", "a pair has two entities")
        elif all(reader.known_entity(name, at) for name in pair):
            yield frozenset(EntityId(name) for name in pair)


def _dispute(reader: EntryReader, entry: schema.DisputeEntry, at: Path) -> Dispute:
    facts = reader.facts(entry.facts, (*at, "facts"))
    if len(set(facts)) < len(facts):
        reader.error((*at, "facts"), "bad-dispute", "a fact does not dispute with itself")
    pairs = []
    for number, pair in enumerate(entry.pairs):
        place = (*at, "pairs", number, "facts")
        left, right = reader.facts(pair.facts, place)
        if left == right:
            reader.error(place, "bad-pair", "a fact is not compared with itself")
        pairs.append(Comparison((left, right), pair.relation, pair.why))
    return Dispute(entry.id, entry.asks, facts, tuple(pairs))


def _change(reader: EntryReader, entry: schema.ChangeEntry, at: Path) -> Change:
    reader.new_id(entry.id, at)
    reader.known_topic(entry.topic, at)
    return Change(
        FactId(entry.id),
        TopicId(entry.topic),
        entry.asks,
        entry.key,
        reader.facts(entry.facts, (*at, "facts")),
        _wrong_texts(reader, entry.wrong, (*at, "wrong")),
    )


def _unstated(reader: EntryReader, entry: schema.UnstatedEntry, at: Path) -> Unstated:
    reader.new_id(entry.id, at)
    reader.known_topic(entry.topic, at)
    return Unstated(
        FactId(entry.id),
        TopicId(entry.topic),
        entry.asks,
        entry.why,
        reader.evidence(entry.evidence, (*at, "evidence")),
        _wrong_texts(reader, entry.tempting, (*at, "tempting")),
    )


def _wrong_texts(
    reader: EntryReader, entries: list[schema.TextWrongEntry], at: Path
) -> tuple[Wrong, ...]:
    return tuple(
        Wrong(Text(entry.text), entry.why, reader.evidence(entry.evidence, (*at, number)))
        for number, entry in enumerate(entries)
    )
