"""A quiz in a terminal may write to the record that the window has open."""

import json
import sqlite3
from contextlib import closing

import pytest
from answers import NOON, attempt, reread, session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.core.scheduling.cards import Review
from studyapp.core.scheduling.policy import Policy
from studyapp.core.scheduling.rating import Rating
from studyapp.storage.folders import DATABASE, JOURNAL
from studyapp.storage.record import NotSaved, Record

STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["answer", "undo", "policy", "finish"])),
    max_size=25,
)


def numbers(folder):
    """The numbers of the entries in the journal."""
    lines = (folder / JOURNAL).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["entry"]["seq"] for line in lines]


@given(STEPS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_programs_write_to_one_record_as_one_would(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("shared") / "learner"
    kept = {}
    with closing(Record.open(folder)) as window, closing(Record.open(folder)) as terminal:
        both = window, terminal
        for number, record in enumerate(both, 1):
            record.begin(session(number))
        for number, (which, step) in enumerate(steps):
            record, sitting = both[which], which + 1
            match step:
                case "answer":
                    one = attempt(number, session=sitting)
                    record.add(one, Review(NOON.toordinal(), Rating.GOOD))
                    kept[one.id] = one
                case "undo" if kept:
                    record.take_back(kept.popitem()[0])
                case "policy":
                    record.set_policy(Policy(desired_retention=0.8 + number / 1000))
                case "finish":
                    record.finish(session(sitting).id, NOON)
        found = [window.attempts(), window.cards("kursk"), window.policy(), window.sessions()]

        assert [terminal.attempts(), terminal.cards("kursk"), terminal.policy()] == found[:3]
        assert found[0] == list(kept.values())
    assert numbers(folder) == sorted(set(numbers(folder)))
    (folder / DATABASE).unlink()
    with closing(Record.open(folder)) as rebuilt:
        assert [
            *(rebuilt.attempts(), rebuilt.cards("kursk"), rebuilt.policy(), rebuilt.sessions())
        ] == found


def test_an_answer_that_is_refused_takes_no_line_of_another_program_away(record, folder):
    with closing(Record.open(folder)) as other:
        other.begin(session(2))
        other.add(attempt(2, session=2))
        with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as holder:
            record._connection.execute("PRAGMA busy_timeout = 10")
            holder.execute("BEGIN IMMEDIATE")
            with pytest.raises(NotSaved):
                record.add(attempt(1))
    (folder / DATABASE).unlink()

    assert reread(folder) == [attempt(2, session=2)]
