"""Rules about the items of one form: none gives away another, none stands twice."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct
from rapidfuzz import fuzz

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.items import Item
from studyapp.core.lint.case import OF_SLOTS, TYPED, Case, case_of
from studyapp.core.lint.flaws import Flaw
from studyapp.core.lint.words import plain
from studyapp.core.wording import lead

# A key as short as this ("10") stands in many stems by chance.
_SHORTEST_TELLING_KEY = 4
# Texts this alike (share of letters in common, of 100) are one question in other words.
_ALIKE = 90
# Kinds whose stem is the same for every item: their parts tell them apart.
_OF_ONE_STEM = frozenset([Kind.MATCHING, Kind.ORDERING, Kind.GROUPING])
# Kinds whose key is no option, so that another item may show it.
_RECALLED = TYPED | {Kind.FLASHCARD}


class _Part(Struct, frozen=True):
    """A text that a learner reads before answering, the facts it tells of, and where."""

    text: str
    facts: tuple[FactId, ...]
    evidence: tuple[Evidence, ...]


class OwnWords(Struct, frozen=True):
    """An item without what all of its kind have, plainly put.

    ``by_hand`` is all that is shown of a question written by hand, letter for letter.
    """

    plain: str
    by_hand: str = ""


def lint_form(items: Sequence[Item], bank: Bank) -> list[Flaw]:
    """Every flaw of items that stand together in one form."""
    cases = [case_of(item, bank) for item in items]
    return [*_gives_away(cases), *_near_duplicates(cases)]


def shows_key(one: Item, other: Item, bank: Bank) -> bool:
    """Whether either of two items shows the other's key."""
    return any(True for _ in _gives_away([case_of(one, bank), case_of(other, bank)]))


def own_words(item: Item, bank: Bank) -> OwnWords:
    """The words that are the item's own: what ``nearly_same`` compares."""
    return _own_words(case_of(item, bank))


def nearly_same(one: OwnWords, other: OwnWords) -> bool:
    """Whether two items, by their own words, are one question put twice.

    Two questions written by hand are so only where all their words agree: "7 × 8" and
    "7 × 9" are two, and their author knows.
    """
    if one.by_hand and other.by_hand:
        return one.by_hand == other.by_hand
    return fuzz.ratio(one.plain, other.plain, score_cutoff=_ALIKE) > 0


def _gives_away(cases: list[Case]) -> Iterator[Flaw]:
    """No item shows the key of another. Haladyna, Downing & Rodriguez 2002; NBME (cueing)."""
    shown = [[(part, f" {plain(part.text)} ") for part in _parts(case)] for case in cases]
    for asked, case in enumerate(cases):
        for fact, key in _keys(case):
            for other, parts in enumerate(shown):
                telling = (part for part, text in parts if f" {key} " in text)
                if other != asked and any(_related(fact, case, part) for part in telling):
                    message = f"{cases[other].item.id} shows its key, “{key}”"
                    yield Flaw(case.item.id, "gives-away", True, message)


def _near_duplicates(cases: list[Case]) -> Iterator[Flaw]:
    """No two items put nearly the same words. Haladyna, Downing & Rodriguez 2002 (independence)."""
    texts = [_own_words(case) for case in cases]
    for one, other in combinations(range(len(cases)), 2):
        if nearly_same(texts[one], texts[other]):
            message = f"nearly the words of {cases[one].item.id}"
            yield Flaw(cases[other].item.id, "near-duplicate", False, message)


def _parts(case: Case) -> Iterator[_Part]:
    """What a learner reads, apart from the options to choose from."""
    item = case.item
    yield _Part(item.stem, item.facts, item.evidence)
    yield from (_Part(pair.left, (pair.fact,), pair.evidence) for pair in item.pairs)
    yield from (_Part(one.text, (one.fact,), one.evidence) for one in item.elements)


def _keys(case: Case) -> Iterator[tuple[FactId, str]]:
    """What must not be read elsewhere, as plain words, and the fact that it is the key of."""
    for fact, text in _key_texts(case):
        key = plain(text)
        if len(key) >= _SHORTEST_TELLING_KEY:
            yield fact, key


def _key_texts(case: Case) -> Iterator[tuple[FactId, str]]:
    item = case.item
    if case.slot is not None and (item.kind in OF_SLOTS or item.kind is Kind.NOT_STATED):
        yield item.facts[0], case.truth
    elif item.kind is Kind.MATCHING:
        yield from ((pair.fact, pair.right) for pair in item.pairs)
    elif item.kind in (Kind.WHO_SAYS, Kind.GROUPING):
        speakers = ((fact.id, fact.speaker) for fact in case.facts)
        yield from ((fact, case.bank.entities[one].name) for fact, one in speakers if one)
    elif case.by_hand and item.kind in _RECALLED:
        yield item.facts[0], item.key
    elif item.kind not in (Kind.CONFLICT, Kind.TRUE_FALSE):
        yield from ((item.facts[0], option.text) for option in case.right)


def _related(fact: FactId, asked: Case, part: _Part) -> bool:
    """Whether the text is about the fact, about a rival of it, or about its passage."""
    if fact in part.facts or asked.bank.rivals.get(fact, frozenset()) & set(part.facts):
        return True
    known = asked.bank.facts.get(fact)
    return any(
        one.source == place.source and one.span.overlaps(place.span)
        for one in (known.evidence if known else asked.item.evidence)
        for place in part.evidence
    )


def _own_words(case: Case) -> OwnWords:
    if not case.by_hand:
        return OwnWords(plain(_core(case)))
    shown, picture = sorted(case.shown_texts()), case.item.picture
    return OwnWords(plain(_core(case)), "\n".join([*shown, picture.file if picture else ""]))


def _core(case: Case) -> str:
    """The words that are the item's own: the stem without its frame, the parts without theirs."""
    if case.item.kind in _OF_ONE_STEM:
        return " ".join(sorted(part.text for part in list(_parts(case))[1:]))
    if case.of_statements:
        return " ".join(sorted(option.text for option in case.item.options))
    frames = ["True or false?", "Which sentence of the text shows this?"]
    frames += [lead(fact, case.bank) for fact in case.facts]
    text = case.item.stem
    for words in frames:
        text = text.replace(words, "")
    return text
