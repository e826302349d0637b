"""A learner's folder, a record in it that has begun a session, a learner in one file."""

from contextlib import closing
from datetime import UTC, datetime

import pytest
from answers import fill, session

from studyapp.storage.learners import create, export_to
from studyapp.storage.record import Record


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "learner"


@pytest.fixture
def record(folder):
    with closing(Record.open(folder)) as record:
        record.begin(session())
        yield record


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """What the file of a learner “Ann” holds."""
    data = tmp_path_factory.mktemp("made-once")
    fill(create(data, "Ann"), 200)
    export_to(data, "Ann", data / "ann.zip", datetime(2026, 3, 1, 18, 30, tzinfo=UTC))
    return (data / "ann.zip").read_bytes()


@pytest.fixture
def parcel(tmp_path, made_once):
    """The file of a learner “Ann” who is gone."""
    (tmp_path / "ann.zip").write_bytes(made_once)
    return tmp_path / "ann.zip"
