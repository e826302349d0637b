"""A learner's past, made from the dice: answers of many days, as the record keeps them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from math import exp
from pathlib import Path
from random import Random
from uuid import UUID

from studyapp.core.attempts import Attempt, AttemptId, Session, SessionId
from studyapp.core.bank import Bank, FactId, Kind
from studyapp.core.certainty import Confidence
from studyapp.core.generate import generate_all
from studyapp.core.items import Chosen, Grade, Grouped, Item, Response, Typed
from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.core.statistics.attribution import ATTRIBUTION
from studyapp.storage import database, rows
from studyapp.storage.folders import DATABASE
from studyapp.storage.journal import Answered, Begun, Entry, Finished
from studyapp.storage.private import private_folder

NOW = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


def store(folder: Path, entries: Iterator[Entry]) -> None:
    """A database that holds these entries; the journal gets them when the record is opened."""
    private_folder(folder)
    with closing(database.connect(folder / DATABASE)) as connection:
        database.migrate(connection, None)
        connection.execute("BEGIN")
        for entry in entries:
            rows.insert(connection, entry, Policy())
        connection.execute("COMMIT")


def past(bank: Bank, days: int, *, seed: int = 7, a_day: int = 18) -> Iterator[Entry]:
    """Answers on most of the last ``days`` days: a learner who gets better and likes breaks."""
    learner = Learner(bank, seed)
    dice = learner.dice
    for ago in range(days - 1, -1, -1):
        day = NOW - timedelta(days=ago, minutes=dice.randrange(200))
        holiday = (ago // 9) % 7 == 3
        if ago and (holiday or dice.random() < 0.25):
            continue
        yield from learner.sit_down(day, dice.randrange(a_day // 2, a_day * 2))


class Learner:
    """Knows a fact the better the more often it came back; takes some speakers for others."""

    def __init__(self, bank: Bank, seed: int) -> None:
        self.dice = Random(seed)
        self._bank = bank
        self._seq = 0
        self._items: dict[FactId, list[Item]] = {}
        for item in generate_all(bank, 1):
            self._items.setdefault(item.facts[0], []).append(item)
        self._known: dict[FactId, tuple[float, int]] = {}  # strength and last day
        topics = sorted({item.topic for items in self._items.values() for item in items})
        self._gift = {topic: self.dice.uniform(-0.25, 0.15) for topic in topics}

    def sit_down(self, at: datetime, count: int) -> Iterator[Entry]:
        number = SessionId(self._uuid())
        bank = self._bank
        yield Begun(self._next(), Session(number, bank.id, bank.title, "learn", count, 1, at))
        for fact in self._facts(at.toordinal(), count):
            at += timedelta(seconds=self.dice.uniform(8, 40))
            yield self._answered(number, fact, at)
        yield Finished(self._next(), number, at)

    def _facts(self, day: int, count: int) -> list[FactId]:
        """What has faded most, and a few new ones."""
        known = sorted(self._known, key=lambda fact: self._chance(fact, day))
        faded = [fact for fact in known if self._chance(fact, day) < 0.9][: count - 3]
        new = [fact for fact in self._items if fact not in self._known][:3]
        return [*faded, *new]

    def _answered(self, session: SessionId, fact: FactId, at: datetime) -> Answered:
        dice, day = self.dice, at.toordinal()
        item = dice.choice(self._items[fact])
        chance = self._chance(fact, day) if fact in self._known else 0.55
        chance += self._gift[item.topic] - 0.15 * (item.kind.value in ATTRIBUTION)
        right = dice.random() < chance
        strength = self._known.get(fact, (1.0, 0))[0]
        self._known[fact] = (strength * 2.2 if right else 1.0, day)
        sure = dice.random() < chance
        confidence = dice.choice([Confidence.SURE, Confidence.FAIRLY] if sure else list(Confidence))
        attempt = Attempt(
            AttemptId(self._uuid()),
            session,
            item,
            self._response(item, right=right),
            Grade(1.0 if right else dice.choice([0.0, 0.0, 0.5])),
            at,
            dice.uniform(5, 45),
            confidence=confidence if dice.random() < 0.6 else None,
        )
        review = Review(day, Rating.GOOD if right else Rating.AGAIN)
        return Answered(self._next(), attempt, review)

    def _response(self, item: Item, *, right: bool) -> Response:
        if item.kind is Kind.GROUPING:
            sides = [0] * len(item.elements)
            for side, group in enumerate(item.groups):
                for member in group.members:
                    sides[member] = side if right or self.dice.random() < 0.6 else 1 - side
            return Grouped(tuple(sides))
        wanted = [at for at, option in enumerate(item.options) if option.correct is right]
        return Chosen((wanted[0],)) if wanted else Typed("nothing much")

    def _chance(self, fact: FactId, day: int) -> float:
        strength, last = self._known[fact]
        return exp(-0.12 * (day - last) / strength)

    def _uuid(self) -> str:
        return str(UUID(int=self.dice.getrandbits(128)))

    def _next(self) -> int:
        self._seq += 1
        return self._seq
