"""What choosing, matching, ordering, grouping and pointing are worth."""

from collections.abc import Mapping, Sequence

from studyapp.core.bank import Kind
from studyapp.core.grading.answers import counted, held
from studyapp.core.items import Chosen, Grade, Grouped, Item, Matched, Ordered, Pointed, SelfGraded

# Shares that add up to this are the whole: files round thirds to five digits.
_WHOLE = 0.9999


def grade_chosen(item: Item, response: Chosen) -> Grade:
    """All or nothing, but for multiple choice, and where the author says what each is worth."""
    right = {number for number, option in enumerate(item.options) if option.correct}
    chosen = set(response.options)
    if any(option.share is not None for option in item.options):
        return _grade_shares(item, chosen, right)
    if item.kind is Kind.MULTIPLE_CHOICE and right:
        return _right_minus_wrong(len(right & chosen), len(chosen - right), len(right))
    return Grade(1.0 if right and chosen == right else 0.0)


def grade_matched(item: Item, response: Matched) -> Grade:
    """The share of pairs that are right; equal texts on the right side are one answer."""
    shown = dict(enumerate(item.rights))
    hits = [
        shown.get(number) == pair.right
        for pair, number in zip(item.pairs, response.rights, strict=False)
    ]
    return _share(sum(hits), len(item.pairs), "pairs")


def grade_grouped(item: Item, response: Grouped) -> Grade:
    """The share of elements that stand in their group."""
    members = {number: group.members for number, group in enumerate(item.groups)}
    hits = [
        element in members.get(number, ())
        for element, number in zip(range(len(item.elements)), response.groups, strict=False)
    ]
    return _share(sum(hits), len(item.elements), "elements")


def grade_ordered(item: Item, response: Ordered) -> Grade:
    """Full credit for any order that ``before`` allows; else by the longest right part of it.

    That part is the longest common subsequence with the best of all allowed
    orders. Its first element is free: a wholly reversed order earns nothing.
    """
    count = len(item.elements)
    if sorted(response.order) != list(range(count)) or not count:
        return Grade(0.0)
    in_order = count - _chained(_misplaced(item, response.order))
    if in_order == count:
        return Grade(1.0)
    return Grade((in_order - 1) / (count - 1), _steps(in_order, count))


def _steps(in_order: int, count: int) -> str:
    """The score in words: of n things in a row n - 1 steps can be right."""
    return (
        f"The longest part in the right order has {in_order} of {count}, "
        f"so {in_order - 1} of {count - 1} steps are right."
    )


def grade_pointed(item: Item, response: Pointed) -> Grade:
    """Right anywhere within one of the passages that show it."""
    found = any(
        span.source == response.source and span.start <= response.offset < span.end
        for span in item.spans
    )
    return Grade(1.0 if found else 0.0)


def grade_recalled(response: SelfGraded) -> Grade:
    """The learner's own word, kept within 0 and 1."""
    return Grade(min(1.0, response.score) if response.score > 0 else 0.0)


def _grade_shares(item: Item, chosen: set[int], right: set[int]) -> Grade:
    """The sum of the shares of what was chosen, held to 0–1, as Moodle has it.

    Whoever chose all that is right and nothing else is right, also where thirds were
    rounded: 33.33 % three times is the whole.
    """
    shares = [option.worth for number, option in enumerate(item.options) if number in chosen]
    earned = held(sum(shares))
    if item.kind is not Kind.MULTIPLE_CHOICE:
        return Grade(earned, counted(earned)) if len(chosen) == 1 else Grade(0.0)
    if earned >= _WHOLE or (right and chosen == right):
        return Grade(1.0)
    hits, misses = len(right & chosen), len(chosen - right)
    wrong = f" and {misses} wrong" if misses else ""
    percent = f"{100 * earned:.0f} %"
    return Grade(earned, f"{hits} of {len(right)} right answers{wrong}: together {percent}.")


def _right_minus_wrong(hits: int, misses: int, wanted: int) -> Grade:
    if hits == wanted and not misses:
        return Grade(1.0)
    taken = f", {misses} wrong: each wrong one takes back a right one" if misses else ""
    return Grade(max(hits - misses, 0) / wanted, f"{hits} of {wanted} right answers{taken}.")


def _share(hits: int, count: int, what: str) -> Grade:
    if not count:
        return Grade(0.0)
    return Grade(hits / count, "" if hits == count else f"{hits} of {count} {what} are right.")


def _misplaced(item: Item, order: Sequence[int]) -> dict[int, list[int]]:
    """For each element those that the learner put after it and that came before it."""
    earlier = _closure(item)
    place = {element: number for number, element in enumerate(order)}
    return {
        element: [other for other in earlier[element] if place[other] > place[element]]
        for element in order
    }


def _closure(item: Item) -> dict[int, set[int]]:
    """For each element all that came before it, also by way of others."""
    elements = range(len(item.elements))
    earlier = {
        each: {first for first, second in item.before if second == each} for each in elements
    }
    for middle in elements:
        for each in elements:
            if middle in earlier[each]:
                earlier[each] |= earlier[middle]
    return earlier


def _chained(follows: Mapping[int, Sequence[int]]) -> int:
    """How many elements are left out of the largest set in which none follows another.

    The relation is transitive, so by Dilworth's theorem this is a largest
    matching between elements and those that follow them.
    """
    partner: dict[int, int] = {}

    def matched(element: int, tried: set[int]) -> bool:
        for other in follows[element]:
            if other in tried:
                continue
            tried.add(other)
            if other not in partner or matched(partner[other], tried):
                partner[other] = element
                return True
        return False

    return sum(matched(element, set()) for element in follows)
