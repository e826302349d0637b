"""Multiple choice from complete lists."""

from random import Random

from msgspec.structs import replace

from studyapp.core.bank import Bank, Fact, Kind, Slot
from studyapp.core.generate.distractors import list_distractors
from studyapp.core.generate.frame import frame, shown_value, written_stem
from studyapp.core.items import Item, Option, Reason
from studyapp.core.values import Several, value_text
from studyapp.core.wording import capitalised, stated

_FEWEST_WRONG = 2


def members(fact: Fact, slot: Slot, bank: Bank, rng: Random) -> Item | None:
    """The members of a complete list among others that it lacks."""
    assert isinstance(slot.value, Several), "asked of lists only"
    stem = f"{written_stem(fact, slot, bank)} Choose all that apply."
    wrong = list_distractors(fact, slot, bank, rng, stem)[: len(slot.value.members)]
    if len(wrong) < min(_FEWEST_WRONG, len(slot.value.members)):
        return None
    options = [
        Option(
            capitalised(value_text(member, bank.entities)),
            True,
            stated(fact, bank),
            Reason.KEY,
            (slot.evidence,),
            fact.id,
        )
        for member in slot.value.members
    ]
    options += [
        Option(capitalised(one.text), False, one.why, one.reason, one.evidence, one.fact)
        for one in wrong
    ]
    rng.shuffle(options)
    item = frame(Kind.MULTIPLE_CHOICE, [fact], bank, stem, shown_value(slot, bank), slot=slot.name)
    return replace(item, options=tuple(options))
