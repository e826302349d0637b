"""Items that put several things together: pairs, an order, groups, a place in the text."""

from studyapp.core.anchoring import Evidence, evidence_at
from studyapp.core.bank import Bank, Fact
from studyapp.core.dates import Date
from studyapp.core.items import Grouped, Item, Matched, Ordered, Pointed
from studyapp.core.solver.choices import asked_for, speaker_stands
from studyapp.core.solver.index import Index, normal
from studyapp.core.solver.judging import stands
from studyapp.core.solver.solution import Solution, Standing, named, unknown
from studyapp.core.solver.statements import statement_of
from studyapp.core.sources import sentences_of

_EARLIEST_FIRST = "earliest first"


def match_pairs(item: Item, index: Index) -> Solution:
    """For each gap the one right side that fills it."""
    table = [
        [stands(right, soughts, index) if soughts else Standing.OPEN for right in item.rights]
        for soughts in (asked_for(pair.left, index) for pair in item.pairs)
    ]
    response, also = _assigned(table)
    if -1 in response or not response:
        return Solution(None, "A gap has no side that fills it.", also)
    facts = [
        sought.fact for pair in item.pairs for sought in asked_for(pair.left, index) if sought.fact
    ]
    return Solution(Matched(response), named(facts), also)


def group(item: Item, index: Index) -> Solution:
    """For each statement the group named after its speaker."""
    table = []
    facts: list[Fact] = []
    for element in item.elements:
        said = index.sentences.get(normal(element.text), ())
        facts += said
        table.append(
            [
                speaker_stands(each.name, said, index) if said else Standing.OPEN
                for each in item.groups
            ]
        )
    response, also = _assigned(table)
    if -1 in response or not response:
        return Solution(None, "A statement belongs to no group.", also)
    return Solution(Grouped(response), named(facts), also)


def order(item: Item, index: Index) -> Solution:
    """The events by their dates, the first first."""
    dates = event_dates(item, index)
    if dates is None or _EARLIEST_FIRST not in normal(item.stem):
        return unknown("The bank does not date each event, or the order wanted is unclear.")
    ordered = sorted(range(len(dates)), key=lambda at: (dates[at].first, dates[at].last))
    facts = [fact for each in item.elements for fact in index.events[normal(each.text)]]
    return Solution(Ordered(tuple(ordered)), named(facts))


def event_dates(item: Item, index: Index) -> list[Date] | None:
    """When each event happened; None where one has no date, or several."""
    found = [
        {(fact.when.first, fact.when.last): fact.when for fact in facts if fact.when}
        for facts in (index.events.get(normal(each.text), ()) for each in item.elements)
    ]
    if not found or any(len(dates) != 1 for dates in found):
        return None
    return [next(iter(dates.values())) for dates in found]


def forced(dates: list[Date]) -> frozenset[tuple[int, int]]:
    """The pairs of events of which the first was over before the second began."""
    return frozenset(
        (first, second)
        for first, before in enumerate(dates)
        for second, after in enumerate(dates)
        if before.last < after.first
    )


def point(item: Item, index: Index) -> Solution:
    """A sentence of the source that shows the statement."""
    shown = sentences_shown(item, index)
    if not shown:
        return unknown("No fact of the bank is the statement.")
    facts = index.statements[statement_of(item, index)]
    return Solution(Pointed(shown[0].source, shown[0].start), named(facts))


def sentences_shown(item: Item, index: Index) -> tuple[Evidence, ...]:
    """Every sentence that the evidence for the statement touches."""
    facts = index.statements.get(statement_of(item, index), ())
    return tuple(dict.fromkeys(one for fact in facts for one in _touched(fact, index.bank)))


def _touched(fact: Fact, bank: Bank) -> list[Evidence]:
    return [
        evidence_at(bank.sources[one.source], touched.span)
        for one in fact.evidence
        for touched in sentences_of(bank.sources[one.source], one.span)
    ]


def _assigned(table: list[list[Standing]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For each row the column that is right, -1 for none; and columns that are not wrong."""
    response = []
    also: set[int] = set()
    for row in table:
        right = [at for at, each in enumerate(row) if each is Standing.RIGHT]
        response.append(right[0] if right else -1)
        also.update(right[1:])
        also.update(at for at, each in enumerate(row) if each is Standing.OPEN)
    return tuple(response), tuple(sorted(also))
