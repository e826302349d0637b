"""What the record holds of a learner's memory of a set, on this day."""

from datetime import datetime

from studyapp.core.bank import Bank
from studyapp.core.mastery import Memory
from studyapp.core.scheduling.days import day_of
from studyapp.storage.record import Record


def memory_of(bank: Bank, record: Record, here: datetime) -> Memory:
    """The cards and latest answers of a set; ``here`` is now, in the learner's own zone."""
    assert here.tzinfo is not None
    policy = record.policy()
    day = day_of(here, here.tzinfo, policy.day_begins)
    latest = record.latest_scores(bank.id, bank.entries)
    return Memory(record.cards(bank.id), day, policy, latest)
