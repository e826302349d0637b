"""What all items of a fact share: identity, key, statement, evidence, notes."""

from collections.abc import Sequence

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, Fact, Kind, Slot
from studyapp.core.dates import Date
from studyapp.core.items import Item, ItemId
from studyapp.core.values import value_text
from studyapp.core.wording import GAP, capitalised, lead, sentence, stated

# A stem never hides that the year of its answer is not in the source.
INFERRED_YEAR = "(The source does not print the year; it is inferred.)"


def frame(
    kind: Kind,
    facts: Sequence[Fact],
    bank: Bank,
    stem: str,
    key: str,
    *,
    slot: str = "",
    variant: int = 1,
) -> Item:
    """The item about ``facts``, the first of which it is asked for, still without its answers.

    Only an item about one fact has that fact's speaker.
    """
    first = facts[0]
    parts = [bank.id, first.id, slot, kind.value, str(variant)]
    shown = (one for fact in facts for one in (*fact.evidence, *fact.context))
    evidence = tuple(dict.fromkeys(shown))
    return Item(
        id=ItemId("/".join(part for part in parts if part)),
        bank=bank.id,
        kind=kind,
        facts=tuple(fact.id for fact in facts),
        topic=first.topic,
        speaker=first.speaker if len(facts) == 1 else None,
        stem=stem,
        key=key,
        statement=stated(first, bank),
        evidence=evidence,
        notes=notes_on(evidence, bank),
        slot=slot if slot in first.slots else "",
    )


def shown_value(slot: Slot, bank: Bank) -> str:
    """The slot's value as an answer of its own."""
    return capitalised(value_text(slot.value, bank.entities))


def notes_on(evidence: tuple[Evidence, ...], bank: Bank) -> tuple[str, ...]:
    """The words known to be flawed where the evidence stands, and what is wrong with them."""
    return tuple(f"“{note.evidence.exact}”: {note.note}" for note in bank.notes_on(evidence))


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
