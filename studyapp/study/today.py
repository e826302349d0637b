"""What there is to do: how much is due today, and what a session of each mode lines up."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from itertools import islice
from random import Random

from studyapp.core.asking import can_ask
from studyapp.core.bank import Bank, FactId, Kind, TopicId
from studyapp.core.forms import facts_about
from studyapp.core.reading import in_reading_order
from studyapp.core.scheduling import daily
from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.daily import Today
from studyapp.core.scheduling.days import Day, day_of
from studyapp.core.scheduling.policy import Policy
from studyapp.core.sessions import Mode, Plan
from studyapp.storage.record import Record


def available(bank: Bank, topics: frozenset[TopicId], kinds: frozenset[Kind]) -> int:
    """How many facts and questions of these topics can be asked in these kinds."""
    return sum(can_ask(fact, bank, kinds) for fact in facts_about(bank, topics))


def due_today(
    bank: Bank, record: Record, now: datetime, policy: Policy, zone: tzinfo | None = None
) -> Today:
    """What is left to learn today of this bank; ``zone`` is the machine's own where None."""
    day = learners_day(now, policy, zone)
    due, known = record.due_and_known(bank.id, day)
    return daily.today(
        sum(map(bank.entries.__contains__, due)),
        len(bank.entries) - sum(map(bank.entries.__contains__, known)),
        day,
        policy,
        record.done(bank.id, day),
    )


def learners_day(at: datetime, policy: Policy, zone: tzinfo | None) -> Day:
    """The learner's day at a moment; ``zone`` is the machine's own where None."""
    here = zone or at.astimezone().tzinfo
    assert here is not None, "a moment that was converted has a zone"
    return day_of(at, here, policy.day_begins)


def line_up(bank: Bank, plan: Plan, record: Record, day: Day, policy: Policy) -> tuple[FactId, ...]:
    """The facts that a session asks in their order, where the mode lines them up."""
    match plan.mode:
        case Mode.LEARN:
            found = _to_learn(bank, plan, record, day, policy)
        case Mode.MISTAKES:
            scores = record.latest_scores(bank.id, _chosen(bank, plan, record.cards(bank.id), day))
            found = [fact for fact, score in scores.items() if score < 1]
            Random(f"{plan.seed}/{bank.id}/mistakes").shuffle(found)
        case Mode.READ:
            found = in_reading_order(_chosen(bank, plan, record.cards(bank.id), day), bank)
        case Mode.QUIZ | Mode.EXAM | Mode.PREVIEW | Mode.CRAM | Mode.MARATHON:
            found = []
    askable = (fact for fact in found if can_ask(fact, bank, plan.kinds))
    return tuple(islice(askable, plan.count) if plan.count > 0 else askable)


def _chosen(bank: Bank, plan: Plan, cards: Mapping[FactId, Card], day: Day) -> list[FactId]:
    """The facts of the plan that the learner has not set aside."""
    return [
        fact
        for fact in facts_about(bank, plan.topics, plan.facts)
        if fact not in cards or not daily.is_set_aside(cards[fact], day)
    ]


def _to_learn(bank: Bank, plan: Plan, record: Record, day: Day, policy: Policy) -> list[FactId]:
    """What is due, then what is new, within the limits of the day."""
    cards = record.cards(bank.id)
    done = record.done(bank.id, day)
    kinds = plan.kinds
    chosen = _chosen(bank, plan, cards, day)
    candidates = (
        cards[fact]
        for fact in chosen
        if fact in cards and daily.is_due(cards[fact], day) and can_ask(fact, bank, kinds)
    )
    due = daily.due_cards(candidates, day, policy, done)
    unseen = len(daily.new_facts(bank.entries, cards, day, len(bank.entries)))
    new = daily.today(0, unseen, day, policy, done).new
    unmet = {fact for fact in chosen if fact not in cards or not cards[fact].reviews}
    order = (
        fact
        for fact in daily.introduction_order(bank)
        if fact in unmet and can_ask(fact, bank, kinds)
    )
    return [card.fact for card in due] + daily.new_facts(order, cards, day, new)
