"""Builds one fact with its slots, and finds where in the evidence each value stands."""

import re
from collections.abc import Iterable

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Fact, FactId, Slot, TopicId, Wrong
from studyapp.core.values import EntityId, mentions
from studyapp.core.wording import PLACEHOLDER
from studyapp.storage import bank_schema as schema
from studyapp.storage.entry_reader import EntryReader
from studyapp.storage.schema_errors import Path, closest


def build_fact(reader: EntryReader, entry: schema.FactEntry, at: Path) -> Fact | None:
    """The fact, or None where it has no evidence; every flaw is noted with the reader."""
    reader.new_id(entry.id, at)
    reader.known_topic(entry.topic, at)
    if entry.speaker is not None:
        reader.known_entity(entry.speaker, (*at, "speaker"))
    evidence = reader.evidence(entry.evidence, (*at, "evidence"))
    _check_slots(reader, entry, at)
    if entry.evidence == []:
        reader.error((*at, "evidence"), "no-evidence", "a fact quotes its source")
    if not evidence:
        return None
    slots = (
        _slot(reader, name, written, evidence, (*at, "slots", name))
        for name, written in entry.slots.items()
    )
    return Fact(
        FactId(entry.id),
        entry.says,
        EntityId(entry.speaker) if entry.speaker else None,
        entry.lead,
        {slot.name: slot for slot in slots if slot is not None},
        evidence,
        TopicId(entry.topic),
        entry.importance,
        entry.event,
        reader.evidence(entry.context, (*at, "context")),
    )


def _check_slots(reader: EntryReader, entry: schema.FactEntry, at: Path) -> None:
    named = set(PLACEHOLDER.findall(entry.says))
    for name in sorted(named - set(entry.slots)):
        hint = closest(name, entry.slots)
        reader.error((*at, "says"), "unknown-slot", f"there is no slot “{name}”", hint)
    for name in entry.slots:
        if name not in named:
            where = (*at, "slots", name)
            reader.error(where, "unused-slot", f"the sentence has no {{{name}}}")


def _slot(
    reader: EntryReader,
    name: str,
    entry: schema.SlotEntry,
    evidence: tuple[Evidence, ...],
    at: Path,
) -> Slot | None:
    value = reader.value(entry.value, (*at, "value"))
    wrong = []
    for number, written in enumerate(entry.wrong):
        place = (*at, "wrong", number)
        wrong_value = reader.value(written.value, (*place, "value"))
        found = reader.evidence(written.evidence, (*place, "evidence"))
        if wrong_value is not None:
            wrong.append(Wrong(wrong_value, written.why, found))
    if value is None:
        return None
    if entry.quote:
        within = _quote_within(reader, entry.quote, evidence, (*at, "quote"))
    else:
        within = _where(mentions(value, reader.entities), evidence)
    return Slot(name, value, within, entry.ask, tuple(wrong), entry.open, entry.typed)


def _quote_within(
    reader: EntryReader, quote: str, evidence: tuple[Evidence, ...], at: Path
) -> Evidence:
    for found in evidence:
        start = found.exact.find(quote)
        if start >= 0:
            begin = found.start + start
            return Evidence(found.source, begin, begin + len(quote), quote)
    reader.error(at, "quote-missing", f"“{quote}” is not within the fact's evidence")
    return evidence[0]


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
