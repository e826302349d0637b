"""A learner's folder, and a record in it that has begun a session."""

from contextlib import closing

import pytest
from answers import session

from studyapp.storage.record import Record


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "learner"


@pytest.fixture
def record(folder):
    with closing(Record.open(folder)) as record:
        record.begin(session())
        yield record
