"""What all items of a fact share: identity, key, statement, evidence, notes."""

from studyapp.core.bank import GAP, Bank, Fact, Kind, Slot, capitalised, lead, sentence
from studyapp.core.dates import Date
from studyapp.core.items import Accept, Item, ItemId, Option
from studyapp.core.values import value_text

# A stem never hides that the year of its answer is not in the source.
INFERRED_YEAR = "(The source does not print the year; it is inferred.)"


def frame(
    fact: Fact,
    bank: Bank,
    kind: Kind,
    slot_name: str,
    stem: str,
    *,
    options: tuple[Option, ...] = (),
    accept: Accept | None = None,
    variant: int = 1,
) -> Item:
    """The item of ``fact`` that asks for the slot; ``variant`` tells like items apart."""
    slot = fact.slots[slot_name]
    key = capitalised(value_text(slot.value, bank.entities))
    if kind is Kind.TRUE_FALSE:
        key = next(option.text for option in options if option.correct)
        variant = 1 if key == "True" else 2
    return Item(
        id=ItemId(f"{bank.id}/{fact.id}/{slot_name}/{kind.value}/{variant}"),
        bank=bank.id,
        kind=kind,
        facts=(fact.id,),
        topic=fact.topic,
        speaker=fact.speaker,
        stem=stem,
        key=key,
        statement=f"{lead(fact, bank)} {sentence(fact, bank)}",
        options=options,
        accept=accept,
        evidence=fact.evidence,
        notes=tuple(note.note for note in bank.notes_on(fact.evidence)),
    )


def written_stem(fact: Fact, slot: Slot, bank: Bank) -> str:
    """The question a person wrote, or the sentence with a gap."""
    return _marked(slot, slot.ask or gapped(fact, slot, bank))


def gapped(fact: Fact, slot: Slot, bank: Bank, gap: str = GAP) -> str:
    """Whose statement it is, and the statement with a gap for the slot."""
    return _marked(slot, f"{lead(fact, bank)} {sentence(fact, bank, blank=slot.name, gap=gap)}")


def _marked(slot: Slot, stem: str) -> str:
    if isinstance(slot.value, Date) and slot.value.inferred and INFERRED_YEAR not in stem:
        return f"{stem} {INFERRED_YEAR}"
    return stem
