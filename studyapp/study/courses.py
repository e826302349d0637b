"""Where the items of a session come from: drawn at random, or from facts in a line.

A course is a function of its seed and of the answers so far. So what an undone answer
brought comes back as it was, and after a crash the same items follow.
"""

from collections.abc import Iterator, Sequence
from itertools import count, islice
from random import Random
from typing import Protocol

from studyapp.core.asking import ask_fact
from studyapp.core.attempts import Attempt
from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.forms import draw
from studyapp.core.items import Item
from studyapp.core.reading import can_know
from studyapp.core.scheduling.rating import Rating, rate
from studyapp.core.sessions import Mode, Plan, in_line, is_exam
from studyapp.storage.record import Record

# How far back an item must not be answered by one that was shown.
_NEAR = 30

# Who learns asks again what was forgotten.
_AGAIN = frozenset({Mode.LEARN, Mode.MISTAKES})

Attempts = Sequence[Attempt]


class Course(Protocol):
    """What follows after the answers so far."""

    def item(self, attempts: Attempts) -> Item | None:
        """The item to ask next, None at the end."""
        ...

    def total(self, attempts: Attempts) -> int:
        """How many items there are, those answered and those that are known to follow."""
        ...

    def is_ahead(self, fact: FactId, attempts: Attempts) -> bool:
        """Whether a fact is among those that are known to follow."""
        ...

    def drop(self, fact: FactId, attempts: Attempts) -> None:
        """Leave a fact out from now on."""
        ...

    def restore(self, fact: FactId) -> None:
        """Have a fact again that was dropped, at the places where it was."""
        ...


def course_of(
    bank: Bank,
    plan: Plan,
    queue: Sequence[FactId],
    record: Record,
    aside: set[FactId],
    attempts: Attempts,
) -> Course:
    """The course of a session of which ``attempts`` are made, without what is set ``aside``.

    An exam is the same for everybody: it leaves nothing out.
    """
    match plan.mode:
        case Mode.LEARN | Mode.MISTAKES | Mode.READ:
            return Lined(bank, plan, queue, record, aside)
        case Mode.EXAM | Mode.PREVIEW:
            return _form(bank, plan, set(), attempts)
        case Mode.QUIZ | Mode.CRAM:
            return _form(bank, plan, aside, attempts)
        case Mode.MARATHON:
            return _endless(bank, plan, aside, attempts)


class Drawn:
    """Items of which each has its place, and perhaps more to follow them.

    What follows leaves out the facts that are ``gone``, also those that go later.
    """

    def __init__(self, items: Sequence[Item], more: Iterator[Item], gone: set[FactId]) -> None:
        self._items = list(items)
        self._more = more
        self._gone = gone
        self._dropped: dict[FactId, list[tuple[int, Item]]] = {}

    def item(self, attempts: Attempts) -> Item | None:
        place = len(attempts)
        if place == len(self._items):
            self._items += islice(self._more, 1)
        return self._items[place] if place < len(self._items) else None

    def total(self, attempts: Attempts) -> int:
        return max(len(self._items), len(attempts))

    def is_ahead(self, fact: FactId, attempts: Attempts) -> bool:
        return any(item.fact == fact for item in self._items[len(attempts) :])

    def drop(self, fact: FactId, attempts: Attempts) -> None:
        ahead = list(enumerate(self._items))[len(attempts) :]
        self._dropped[fact] = [(place, item) for place, item in ahead if item.fact == fact]
        self._items[len(attempts) :] = [item for _, item in ahead if item.fact != fact]
        self._gone.add(fact)

    def restore(self, fact: FactId) -> None:
        for place, item in self._dropped.pop(fact):
            self._items.insert(place, item)
        self._gone.remove(fact)


# Whoever sees the whole text can look the other answers up: in an exam only on request.
_SHOWING = frozenset([Kind.FIND_PASSAGE])


class Lined:
    """Facts in a line, each asked in the way that its card calls for."""

    def __init__(
        self, bank: Bank, plan: Plan, queue: Sequence[FactId], record: Record, aside: set[FactId]
    ) -> None:
        self._bank = bank
        self._plan = plan
        self._queue = queue
        self._record = record
        self._gone = set(aside)

    def item(self, attempts: Attempts) -> Item | None:
        while line := self._line(attempts):
            item = self._item_on(line[0], attempts)
            if item is not None:
                return item
            self._gone.add(line[0])
        return None

    def total(self, attempts: Attempts) -> int:
        return len(attempts) + len(self._line(attempts))

    def is_ahead(self, fact: FactId, attempts: Attempts) -> bool:
        return fact in self._line(attempts)

    def drop(self, fact: FactId, _attempts: Attempts) -> None:
        self._gone.add(fact)

    def restore(self, fact: FactId) -> None:
        self._gone.remove(fact)

    def _line(self, attempts: Attempts) -> list[FactId]:
        asked = [(each.item.fact, _forgotten(each)) for each in attempts]
        return in_line(self._queue, asked, self._gone, again=self._plan.mode in _AGAIN)

    def _item_on(self, fact: FactId, attempts: Attempts) -> Item | None:
        if fact not in self._bank.entries:
            return None
        bank = self._bank
        return ask_fact(
            self._record.card(bank.id, fact),
            bank,
            self._plan.kinds,
            self._record.recent_kinds(bank.id, fact),
            [each.item for each in attempts[-_NEAR:]],
            Random(f"{self._plan.seed}/{bank.id}/{len(attempts)}/{fact}"),
            lambda item: self._plan.mode is not Mode.READ or can_know(item, bank),
        )


def _form(bank: Bank, plan: Plan, aside: set[FactId], attempts: Attempts) -> Drawn:
    """A form of so many items; the answered ones first, as they were before any hint."""
    form = draw(bank, plan.seed, plan.topics, plan.kinds, plan.facts)
    shown = _SHOWING if is_exam(plan.mode) and not plan.kinds else ()
    asked = (item for item in form if item.fact not in aside and item.kind not in shown)
    drawn = {item.id: item for item in islice(asked, plan.count)}
    answered = [drawn.pop(each.item.id, each.item) for each in attempts]
    ahead = list(drawn.values())[: max(plan.count - len(answered), 0)]
    return Drawn(answered + ahead, iter(()), set())


def _endless(bank: Bank, plan: Plan, aside: set[FactId], attempts: Attempts) -> Drawn:
    """Form after form: each asks everything before anything comes again."""
    gone = set(aside)
    forms = _forms(bank, plan, gone)
    answered = [
        item if item.id == each.item.id else each.item
        for each, item in zip(attempts, forms, strict=False)
    ]
    return Drawn(answered, forms, gone)


def _forms(bank: Bank, plan: Plan, gone: set[FactId]) -> Iterator[Item]:
    """Without end, as long as there is anything left to ask."""
    for number in count():
        asked = False
        for item in draw(bank, plan.seed + number, plan.topics, plan.kinds, plan.facts):
            if item.fact not in gone:
                asked = True
                yield item
        if not asked:
            return


def _forgotten(attempt: Attempt) -> bool:
    """Whether an answer is rated "again"; how long it took does not matter for that."""
    found = rate(
        attempt.grade.score,
        attempt.item.kind,
        hints=attempt.hints,
        confidence=attempt.confidence,
    )
    return found is Rating.AGAIN
