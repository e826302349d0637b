"""Single choice and true/false: a key among wrong options, in an order that tells nothing."""

from collections.abc import Iterable, Sequence
from itertools import islice
from random import Random

from msgspec.structs import replace

from studyapp.core.bank import Bank, Fact, Kind, Slot
from studyapp.core.generate.distractors import Distractor, distractors
from studyapp.core.generate.frame import frame, shown_value, written_stem
from studyapp.core.items import Item, Option, Reason
from studyapp.core.values import (
    Value,
    rank,
)
from studyapp.core.wording import capitalised, lead, sentence, stated

# Three options beat four with a filler (Rodriguez 2005); numbers and dates have no fillers.
_MOST_WRONG = 2
_MOST_WRONG_IN_ORDER = 3
_FEWEST_WRONG = 2


def single_choice(fact: Fact, slot: Slot, bank: Bank, rng: Random) -> Item | None:
    """The slot's value among two or three wrong ones; None where too few can be proved wrong."""
    stem = written_stem(fact, slot, bank)
    found = distractors(fact, slot, bank, rng, stem)
    ordered = rank(slot.value) is not None
    chosen = _around(slot.value, found, rng) if ordered else list(islice(found, _MOST_WRONG))
    if len(chosen) < _FEWEST_WRONG:
        return None
    shown = [(slot.value, _key_option(fact, slot, bank))]
    shown += [(wrong.value, _wrong_option(wrong)) for wrong in chosen]
    options = in_order(shown, rng)
    key = shown_value(slot, bank)
    item = frame(Kind.SINGLE_CHOICE, [fact], bank, stem, key, slot=slot.name)
    return replace(item, options=tuple(options))


def true_false(fact: Fact, slot: Slot, bank: Bank, rng: Random, *, truth: bool) -> Item | None:
    """The fact's statement as it is, or with the slot's value replaced by a wrong one."""
    claim = sentence(fact, bank)
    wrong = None
    if not truth:
        wrong = next(distractors(fact, slot, bank, rng, claim), None)
        if wrong is None:
            return None
        claim = sentence(fact, bank, swap={slot.name: wrong.value})
    stem = f"True or false? {lead(fact, bank)} {claim}"
    source_says = stated(fact, bank)
    right = Option(
        text="True" if truth else "False",
        correct=True,
        why=source_says if wrong is None else f"Not so. {source_says}",
        reason=Reason.KEY,
        evidence=fact.evidence if truth else (slot.evidence,),
    )
    other = Option(
        text="False" if truth else "True",
        correct=False,
        why=f"The statement stands in the source. {source_says}" if wrong is None else wrong.why,
        reason=Reason.CLASH if wrong is None else wrong.reason,
        evidence=fact.evidence if wrong is None else wrong.evidence,
        fact=wrong.fact if wrong else None,
    )
    options = (right, other) if truth else (other, right)
    variant = 1 if truth else 2
    item = frame(Kind.TRUE_FALSE, [fact], bank, stem, right.text, slot=slot.name, variant=variant)
    return replace(item, options=options)


def in_order(shown: Sequence[tuple[Value, Option]], rng: Random) -> list[Option]:
    """Options with their values: numbers and dates ascending, all others shuffled."""
    pairs = list(shown)
    if all(rank(value) is not None for value, _ in pairs):
        pairs.sort(key=lambda pair: rank(pair[0]) or 0.0)
    else:
        rng.shuffle(pairs)
    return [option for _, option in pairs]


def _key_option(fact: Fact, slot: Slot, bank: Bank) -> Option:
    return Option(
        shown_value(slot, bank), True, stated(fact, bank), Reason.KEY, (slot.evidence,), fact.id
    )


def _wrong_option(wrong: Distractor) -> Option:
    text = capitalised(wrong.text)
    return Option(text, False, wrong.why, wrong.reason, wrong.evidence, wrong.fact)


def _around(key: Value, found: Iterable[Distractor], rng: Random) -> list[Distractor]:
    """Distractors below and above the key, so that its rank among the options is uniform.

    There are only as many as would do on either side: a key that could not take
    every rank would betray itself.
    """
    own = rank(key) or 0.0
    ranked = [(place, one) for one in found if (place := rank(one.value)) is not None]
    below = [one for place, one in ranked if place < own]
    above = [one for place, one in ranked if place > own]
    count = min(_MOST_WRONG_IN_ORDER, len(below), len(above))
    at = rng.randint(0, count)
    return below[:at] + above[: count - at]
