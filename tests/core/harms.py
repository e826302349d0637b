"""Ways to damage an item, for the tests of lint: each gives an item with one thing wrong."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from studyapp.core.anchoring import Evidence, evidence_at
from studyapp.core.bank import Bank, FactId
from studyapp.core.items import AcceptQuantity, AcceptText, Item, ItemId, Option, Reason
from studyapp.core.sources import SourceId, Span
from studyapp.storage.bank_files import load_bank

BANK = Path(__file__).parents[1] / "data" / "lighthouse.yaml"

Harm = Callable[[Item], Item]


def opened() -> Bank:
    loaded = load_bank(BANK)
    assert loaded.bank is not None, loaded.problems
    return loaded.bank


def key_at(item: Item) -> int:
    return next(at for at, option in enumerate(item.options) if option.correct)


def wrong_at(item: Item) -> int:
    return next(at for at, option in enumerate(item.options) if not option.correct)


def with_option(item: Item, at: int, option: Option) -> Item:
    return replace(item, options=(*item.options[:at], option, *item.options[at + 1 :]))


def key_reads(text: str) -> Harm:
    return lambda item: replace(
        with_option(item, key_at(item), replace(item.options[key_at(item)], text=text)), key=text
    )


def wrong_reads(text: str) -> Harm:
    return lambda item: with_option(
        item, wrong_at(item), replace(item.options[wrong_at(item)], text=text)
    )


def all_wrong_read(*texts: str) -> Harm:
    def harm(item: Item) -> Item:
        key = item.options[key_at(item)]
        wrong = item.options[wrong_at(item)]
        return replace(item, options=(key, *(replace(wrong, text=text) for text in texts)))

    return harm


def stem_reads(old: str, new: str) -> Harm:
    return lambda item: replace(item, stem=item.stem.replace(old, new))


def field(**changes: object) -> Harm:
    """Any fields of the item, replaced."""
    return lambda item: replace(item, **changes)


def statement_reads(old: str, new: str) -> Harm:
    return lambda item: replace(item, statement=item.statement.replace(old, new))


def stem_adds(text: str) -> Harm:
    return lambda item: replace(item, stem=f"{item.stem}{text}")


def key_why(why: str) -> Harm:
    return lambda item: with_option(
        item, key_at(item), replace(item.options[key_at(item)], why=why)
    )


def rights_reversed(item: Item) -> Item:
    return replace(item, rights=item.rights[::-1])


def wrong_why(why: str) -> Harm:
    return lambda item: with_option(
        item, wrong_at(item), replace(item.options[wrong_at(item)], why=why)
    )


def wrong_reason(reason: Reason, fact: str | None = None) -> Harm:
    named = FactId(fact) if fact else None
    return lambda item: with_option(
        item,
        wrong_at(item),
        replace(item.options[wrong_at(item)], reason=reason, fact=named),
    )


def accepts_also(text: str) -> Harm:
    def harm(item: Item) -> Item:
        assert isinstance(item.accept, AcceptText)
        return replace(item, accept=replace(item.accept, text=(*item.accept.text, text)))

    return harm


def accepts_fewer(item: Item) -> Item:
    assert isinstance(item.accept, AcceptText)
    return replace(item, accept=replace(item.accept, text=item.accept.text[:1]))


def accepted_from(item: Item) -> Item:
    assert isinstance(item.accept, AcceptQuantity)
    return replace(item, accept=replace(item.accept, low=item.accept.high))


def accepted_without_hedge(item: Item) -> Item:
    assert isinstance(item.accept, AcceptQuantity)
    return replace(item, accept=replace(item.accept, hedge=""))


def rival_is_accepted(item: Item) -> Item:
    assert isinstance(item.accept, AcceptText)
    return replace(item, accept=replace(item.accept, rivals=("THE SUND",)))


def two_keys(item: Item) -> Item:
    return with_option(item, wrong_at(item), replace(item.options[wrong_at(item)], correct=True))


def no_key(item: Item) -> Item:
    return with_option(item, key_at(item), replace(item.options[key_at(item)], correct=False))


def all_right(item: Item) -> Item:
    options = tuple(replace(one, correct=True, reason=Reason.KEY) for one in item.options)
    return replace(item, options=options)


def reversed_options(item: Item) -> Item:
    return replace(item, options=item.options[::-1])


def two_options(item: Item) -> Item:
    return replace(item, options=(item.options[key_at(item)], item.options[wrong_at(item)]))


def shifted(one: Evidence) -> Evidence:
    return replace(one, start=one.start + 1, end=one.end + 1)


def shifted_span(item: Item) -> Item:
    return replace(item, evidence=tuple(shifted(one) for one in item.evidence))


def unknown_source(item: Item) -> Item:
    lost = tuple(replace(one, source=SourceId("lost")) for one in item.evidence)
    return replace(item, evidence=lost)


def cut_key(item: Item) -> Item:
    return replace(item, key=item.key[: len(item.key) // 2])


def key_reversed(item: Item) -> Item:
    return replace(item, key=" → ".join(item.key.split(" → ")[::-1]))


def unlinked(item: Item) -> Item:
    return with_option(item, wrong_at(item), replace(item.options[wrong_at(item)], evidence=()))


def evidence_elsewhere(item: Item) -> Item:
    return replace(item, evidence=(first_words(),))


def key_evidence_elsewhere(item: Item) -> Item:
    key = replace(item.options[key_at(item)], evidence=(first_words(),))
    return with_option(item, key_at(item), key)


def first_words() -> Evidence:
    return evidence_at(opened().sources[SourceId("chronicle")], Span(0, 14))


def swapped_pairs(item: Item) -> Item:
    one, other, *rest = item.pairs
    return replace(
        item,
        pairs=(replace(one, right=other.right), replace(other, right=one.right), *rest),
    )


def same_pair_twice(item: Item) -> Item:
    return replace(item, pairs=(*item.pairs, item.pairs[0]))


def left_tells(item: Item) -> Item:
    one, other, *rest = item.pairs
    told = replace(other, left=f"{other.left} It was not {one.right}.")
    return replace(item, pairs=(one, told, *rest))


def fewer_before(item: Item) -> Item:
    return replace(item, before=item.before[1:])


def reversed_before(item: Item) -> Item:
    return replace(item, before=tuple((late, early) for early, late in item.before))


def dated_element(item: Item) -> Item:
    first, *rest = item.elements
    return replace(item, elements=(replace(first, text=f"{first.text} in 1903"), *rest))


def moved_member(item: Item) -> Item:
    one, other = item.groups
    return replace(
        item,
        groups=(
            replace(one, members=one.members[1:]),
            replace(other, members=(*other.members, one.members[0])),
        ),
    )


def naming_element(item: Item) -> Item:
    first, *rest = item.elements
    named = replace(first, text=f"{first.text} So said {item.groups[0].name}.")
    return replace(item, elements=(named, *rest))


def cut_span(item: Item) -> Item:
    source = opened().sources[SourceId("chronicle")]
    cut = tuple(evidence_at(source, Span(one.start, one.end - 5)) for one in item.spans)
    return replace(item, spans=cut)


def no_span(item: Item) -> Item:
    return replace(item, spans=())


def of_other_slot(identity: str, fact: str) -> Harm:
    return lambda item: replace(item, id=ItemId(identity), facts=(FactId(fact),))


def other_relation(item: Item) -> Item:
    right = item.options[key_at(item)]
    wrong = item.options[wrong_at(item)]
    swapped = with_option(item, key_at(item), replace(right, correct=False, reason=wrong.reason))
    now = replace(wrong, correct=True, reason=Reason.KEY)
    return replace(with_option(swapped, wrong_at(item), now), key=wrong.text)


def claim_reads(claim: str) -> Harm:
    """The statement of a true-or-false item, behind the words that say whose it is."""
    return lambda item: replace(item, stem=f"{item.stem.partition(': ')[0]}: {claim}")
