"""The solver finds every way in which an item can be spoiled."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from solver_items import FLOOD, bank_at, flood_item

from studyapp.core.anchoring import evidence_at
from studyapp.core.items import AcceptDate, AcceptQuantity, AcceptText, Item
from studyapp.core.solver import agrees, solve

Damage = Callable[[Item], Item]


def key_moved(item: Item) -> Item:
    """The key and a wrong option change places."""
    right = next(at for at, option in enumerate(item.options) if option.correct)
    wrong = next(at for at, option in enumerate(item.options) if not option.correct)
    options = tuple(
        replace(option, correct=at == wrong if at in (right, wrong) else option.correct)
        for at, option in enumerate(item.options)
    )
    return replace(item, options=options, key=options[wrong].text)


def key_dropped(item: Item) -> Item:
    """One right answer of several is called wrong."""
    right = next(at for at, option in enumerate(item.options) if option.correct)
    options = list(item.options)
    options[right] = replace(options[right], correct=False)
    return replace(item, options=tuple(options))


def key_added(item: Item) -> Item:
    wrong = next(at for at, option in enumerate(item.options) if not option.correct)
    options = list(item.options)
    options[wrong] = replace(options[wrong], correct=True)
    return replace(item, options=tuple(options))


def lure(text: str) -> Damage:
    """A wrong option is replaced."""

    def damage(item: Item) -> Item:
        wrong = next(at for at, option in enumerate(item.options) if not option.correct)
        options = list(item.options)
        options[wrong] = replace(options[wrong], text=text)
        return replace(item, options=tuple(options))

    return damage


def key_text(text: str) -> Damage:
    def damage(item: Item) -> Item:
        options = tuple(
            replace(option, text=text) if option.correct else option for option in item.options
        )
        return replace(item, options=options, key=text)

    return damage


def stem(old: str, new: str) -> Damage:
    def damage(item: Item) -> Item:
        assert old in item.stem
        return replace(item, stem=item.stem.replace(old, new))

    return damage


def accepted(accept: AcceptText | AcceptQuantity | AcceptDate | None) -> Damage:
    return lambda item: replace(item, accept=accept)


def shown_key(text: str) -> Damage:
    return lambda item: replace(item, key=text)


def rights_swapped(item: Item) -> Item:
    first, second, *rest = item.pairs
    pairs = (replace(first, right=second.right), replace(second, right=first.right), *rest)
    return replace(item, pairs=pairs)


def right_also_fits(item: Item) -> Item:
    """A side too many that fills a gap as well."""
    return replace(item, rights=(*item.rights, "Brinck"))


def order_reversed(item: Item) -> Item:
    first, second = item.before[0]
    return replace(item, before=((second, first), *item.before[1:]))


def order_forgotten(item: Item) -> Item:
    """The first event may come at any time."""
    earliest = min(range(len(item.elements)), key=lambda at: [b for _, b in item.before].count(at))
    return replace(item, before=tuple(pair for pair in item.before if earliest not in pair))


def event_replaced(item: Item) -> Item:
    last = replace(item.elements[-1], text="The sun went down")
    return replace(item, elements=(*item.elements[:-1], last))


def member_moved(item: Item) -> Item:
    left, right = item.groups
    moved = left.members[-1]
    groups = (
        replace(left, members=left.members[:-1]),
        replace(right, members=(*right.members, moved)),
    )
    return replace(item, groups=groups)


def names_swapped(item: Item) -> Item:
    left, right = item.groups
    return replace(item, groups=(replace(left, name=right.name), replace(right, name=left.name)))


def passage_moved(item: Item) -> Item:
    source = bank_at(FLOOD).sources[item.spans[0].source]
    return replace(item, spans=(evidence_at(source, source.sentences[-1].span),))


def passage_added(item: Item) -> Item:
    source = bank_at(FLOOD).sources[item.spans[0].source]
    return replace(item, spans=(*item.spans, evidence_at(source, source.sentences[-1].span)))


def widened(share: float) -> Damage:
    """More is accepted than the hedge allows."""

    def damage(item: Item) -> Item:
        assert isinstance(item.accept, AcceptQuantity)
        return replace(item, accept=replace(item.accept, high=item.accept.high * share))

    return damage


DAMAGES: list[tuple[str, Damage]] = [
    ("banks-broke/day/single_choice", key_moved),
    ("banks-broke/day/single_choice", key_text("May 30, 1921")),
    ("banks-broke/day/single_choice", lure("May 1921")),
    ("banks-broke/day/single_choice", shown_key("May 9, 1921")),
    ("houses-carr/houses/single_choice", key_text("About 900 houses")),
    ("houses-carr/houses/single_choice", lure("Around 90 houses")),
    ("houses-carr/houses/single_choice", lure("About 95 houses")),
    ("houses-carr/houses/single_choice", lure("About 30 sheep")),
    ("houses-carr/houses/single_choice", stem("Engineer Carr", "Mayor Abel")),
    ("town-cleared/town/single_choice", lure("Brinck")),
    ("town-cleared/town/single_choice", lure("Aland")),
    ("town-cleared/town/single_choice", lure("Neverwhere")),
    ("ask-help/what/single_choice", lure("all sorts of help")),
    ("ask-help/what/single_choice", stem("In the end", "At the start")),
    ("houses-abel/houses/true_false", key_moved),
    ("houses-abel/houses/true_false", stem("40", "140")),
    ("houses-abel/houses/true_false", stem("Mayor Abel", "Engineer Carr")),
    ("boats/counties/multiple_choice", key_dropped),
    ("boats/counties/multiple_choice", key_added),
    ("boats/counties/multiple_choice", lure("the Cland")),
    ("houses-abel/multiple_choice", key_dropped),
    ("houses-abel/multiple_choice", lure("The dam was sound.")),
    ("houses-abel/multiple_choice", lure("The moon was full.")),
    ("houses-abel/what_said", key_moved),
    ("houses-abel/what_said", lure("At first, no help was needed.")),
    ("houses-abel/what_said", stem("Mayor Abel", "Engineer Carr")),
    ("dam-bad/who_says", key_moved),
    ("dam-bad/who_says", stem("badly built", "sound")),
    ("hospital/who_says", lure("the clinic of Westmark")),
    ("hospital/town/matching", rights_swapped),
    ("hospital/town/matching", right_also_fits),
    ("bridge/ordering", order_reversed),
    ("bridge/ordering", order_forgotten),
    ("bridge/ordering", event_replaced),
    ("bridge/ordering", stem("earliest", "latest")),
    ("houses-abel/grouping", member_moved),
    ("houses-abel/grouping", names_swapped),
    ("cattle/houses-carr/conflict", key_moved),
    ("cattle/houses-carr/conflict", stem("12 cattle drowned", "The dam was badly built")),
    ("abel-help/position_change", key_moved),
    ("abel-help/position_change", lure("he never changed it")),
    ("dead/not_stated", key_moved),
    ("dead/not_stated", stem("people", "cows")),
    ("helpers/helpers/not_stated", key_moved),
    ("cost/find_passage", passage_moved),
    ("cost/find_passage", passage_added),
    ("cost/find_passage", stem("2.5", "3.5")),
    ("town-cleared/town/short_answer", accepted(AcceptText(("Tarn",)))),
    ("town-cleared/town/short_answer", accepted(AcceptText(("Brink", "Brinck", "Tarn")))),
    ("town-cleared/town/short_answer", accepted(None)),
    ("ask-help/what/cloze", accepted(AcceptText(("help", "money")))),
    ("houses-carr/houses/quantity", widened(2)),
    ("houses-carr/houses/quantity", shown_key("About 40 houses")),
    ("houses-abel/houses/cloze", stem("Mayor Abel", "Engineer Carr")),
    ("bridge/year/date", accepted(AcceptDate("1932"))),
    ("bridge/year/date", accepted(AcceptDate("1923-05"))),
    ("bridge/year/date", accepted(AcceptDate("soon"))),
    ("rain/length/flashcard", shown_key("Ten days")),
    ("hand-single/single_choice", key_moved),
    ("hand-single/single_choice", lure("The king")),
    ("hand-date/date", accepted(AcceptDate("1924"))),
]


@pytest.mark.parametrize(
    ("name", "damage"),
    DAMAGES,
    ids=[f"{number}-{name}" for number, (name, _) in enumerate(DAMAGES)],
)
def test_a_spoiled_item_is_not_agreed_with(name: str, damage: Damage) -> None:
    bank = bank_at(FLOOD)
    item = flood_item(name)
    assert agrees(item, bank), solve(item, bank)

    spoiled = damage(item)

    assert spoiled != item
    assert not agrees(spoiled, bank), solve(spoiled, bank)
