"""The learner's day: a count of days that does not end at midnight."""

from datetime import datetime, timedelta, tzinfo
from typing import TypeAlias

# The ordinal of a date (date.toordinal): whole numbers that a database can compare.
Day: TypeAlias = int


def day_of(at: datetime, zone: tzinfo, day_begins: int) -> Day:
    """The day that the learner would say it is at this moment.

    ``at`` carries its own time zone; ``zone`` is where the learner lives. The day
    begins when the clock on the wall there shows ``day_begins`` (an hour from 0),
    also on the days on which that clock is put forward or back.
    """
    on_the_wall = at.astimezone(zone).replace(tzinfo=None)
    return (on_the_wall - timedelta(hours=day_begins)).toordinal()
