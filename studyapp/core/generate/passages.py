"""Find the passage: the sentence of the source that shows a fact."""

from msgspec.structs import replace

from studyapp.core.anchoring import evidence_at
from studyapp.core.bank import Bank, Fact, Kind
from studyapp.core.generate.frame import frame
from studyapp.core.items import Item
from studyapp.core.sources import sentences_of
from studyapp.core.wording import stated


def find_passage(fact: Fact, bank: Bank) -> Item:
    """Every sentence that the fact's evidence touches is right."""
    spans = [
        evidence_at(bank.sources[one.source], found.span)
        for one in fact.evidence
        for found in sentences_of(bank.sources[one.source], one.span)
    ]
    stem = f"Which sentence of the text shows this? {stated(fact, bank)}"
    key = " / ".join(f"“{one.exact}”" for one in fact.evidence)
    item = frame(Kind.FIND_PASSAGE, [fact], bank, stem, key)
    return replace(item, spans=tuple(dict.fromkeys(spans)))
