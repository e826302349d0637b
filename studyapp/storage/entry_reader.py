"""Reads single entries of a bank file and notes what is wrong with them, and where."""

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from studyapp.core.anchoring import Ambiguous, Evidence, Missing, Quote, resolve
from studyapp.core.bank import FactId
from studyapp.core.problems import Problem, Severity
from studyapp.core.sources import Source, SourceId
from studyapp.core.values import Entity, EntityId, Value
from studyapp.storage import bank_schema as schema
from studyapp.storage.bank_folders import BankFolder
from studyapp.storage.bank_values import BadValue, read_value
from studyapp.storage.schema_errors import Path, closest, explain
from studyapp.storage.yaml_reader import Document

T = TypeVar("T")

# How msgspec names a place within the slots of a fact.
_AT = " - at `$"
_IN_SLOTS = ".slots[...]"


# Lists whose entries share one set of ids.
_WITH_IDS = frozenset(["facts", "questions", "changes", "unstated"])


class EntryReader:
    """What has been read so far of one file, and its problems.

    A method that returns None or less than it was given has noted the reason.
    ``at`` is the path of an entry in the file, ``folder`` what the file names.
    """

    def __init__(self, document: Document, path: str, folder: BankFolder) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.sources: dict[SourceId, Source] = {}
        self.pictures: dict[str, bytes] = {}
        self.entities: dict[EntityId, Entity] = {}
        self.topics: dict[str, str] = {}
        self.ids: set[str] = set()
        self.fact_ids: set[str] = set()
        self._document = document
        self._path = path

    def error(self, at: Path, code: str, message: str, hint: str = "") -> None:
        position = self._document.position(*at)
        self.problems.append(Problem(self._path, position, Severity.ERROR, code, message, hint))

    def entry(self, kind: type[T], node: Any, at: Path) -> T | None:
        try:
            return msgspec.convert(node, kind)
        except msgspec.ValidationError as error:
            if kind is schema.FactEntry and str(error).partition(_AT)[2].startswith(_IN_SLOTS):
                # msgspec does not name the key: convert the slots one by one to learn it.
                for name, slot in node["slots"].items():
                    self.entry(schema.SlotEntry, slot, (*at, "slots", name))
                return None
            self._explain(error, kind, node, at)
            return None

    def _explain(
        self, error: msgspec.ValidationError, kind: type[Any], node: Any, at: Path
    ) -> None:
        """Note all that is wrong with an entry: msgspec stops at the first."""
        rest = dict(node) if isinstance(node, dict) else {}
        taken: set[str | int] = set()
        while True:
            where, code, message, hint = explain(error, kind)
            field = where[0] if where else ""
            if code != "missing-field" or not any(f"“{name}”" in message for name in taken):
                self.error((*at, *where), code, message, hint)
            if code == "missing-field" or field not in rest:
                return
            taken.add(field)
            del rest[field]
            try:
                msgspec.convert(rest, kind)
            except msgspec.ValidationError as further:
                error = further
            else:
                return

    def each(self, nodes: list[Any], kind: type[T], name: str) -> Iterator[tuple[T, Path]]:
        """Every well-formed entry of a list, with its path."""
        for number, node in enumerate(nodes):
            at = (name, number)
            entry = self.entry(kind, node, at)
            if entry is not None:
                yield entry, at
            elif name in _WITH_IDS and isinstance(node, dict) and isinstance(node.get("id"), str):
                self.new_id(node["id"], at)

    def known_entity(self, name: str, at: Path) -> bool:
        if name in self.entities:
            return True
        hint = closest(name, self.entities)
        self.error(at, "unknown-entity", f"there is no entity “{name}”", hint)
        return False

    def new_id(self, name: str, at: Path) -> None:
        if name in self.ids:
            self.error((*at, "id"), "duplicate-id", f"the id “{name}” is used twice")
        self.ids.add(name)

    def known_topic(self, topic: str, at: Path) -> None:
        if topic not in self.topics:
            hint = closest(topic, self.topics)
            self.error((*at, "topic"), "unknown-topic", f"there is no topic “{topic}”", hint)

    def facts(self, names: list[str], at: Path) -> tuple[FactId, ...]:
        """The facts named, all of which should have been read."""
        for number, name in enumerate(names):
            if name not in self.fact_ids:
                hint = closest(name, self.fact_ids)
                where = (*at, number)
                self.error(where, "unknown-fact", f"there is no fact “{name}”", hint)
        return tuple(FactId(name) for name in names)

    def value(self, entry: schema.ValueEntry, at: Path) -> Value | None:
        try:
            return read_value(entry, self.entities)
        except BadValue as error:
            hint = error.hint
            if error.code == "unknown-entity":
                hint = closest(entry.entity or "", self.entities)
            where = (*at, error.field) if error.field else at
            self.error(where, error.code, error.message, hint)
            return None

    def evidence(self, written: Any, at: Path) -> tuple[Evidence, ...]:
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
            case Missing() if entry.quote in source.text:
                message = f"“{_shortened(entry.quote)}” stands in the source, but not so"
                self.error(at, "quote-missing", message, "correct its prefix and suffix")
            case Missing(nearest):
                hint = f"the nearest words there are “{nearest}”" if nearest else ""
                message = f"“{_shortened(entry.quote)}” is not in the source, letter for letter"
                self.error(at, "quote-missing", message, hint)
            case Ambiguous(spans):
                message = f"“{_shortened(entry.quote)}” stands in the source {len(spans)} times"
                hint = "add prefix or suffix: the words just before or after it"
                self.error(at, "quote-ambiguous", message, hint)
        return None

    def _source_of(self, entry: schema.QuoteEntry, at: Path) -> Source | None:
        if entry.source is not None:
            found = self.sources.get(SourceId(entry.source))
            if found is None:
                hint = closest(entry.source, self.sources)
                self.error(at, "unknown-source", f"there is no source “{entry.source}”", hint)
            return found
        if len(self.sources) > 1:
            self.error(at, "unknown-source", "say which source this quote is from")
        if not self.sources:
            self.error(at, "unknown-source", "the bank has no source that could be quoted")
        return next(iter(self.sources.values()), None)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
