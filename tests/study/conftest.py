"""The shipped set of questions, a small one, and a learner's empty record."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sittings import LIGHTHOUSE

from studyapp.core.bank import Bank
from studyapp.storage.bank_files import load_bank
from studyapp.storage.record import Record
from studyapp.storage.shipped import shipped


@pytest.fixture(scope="session")
def kursk() -> Bank:
    return loaded(shipped("questions/kursk.yaml"))


@pytest.fixture(scope="session")
def lighthouse() -> Bank:
    return loaded(LIGHTHOUSE)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with closing(Record.open(tmp_path / "learner")) as record:
        yield record


def loaded(path: Path) -> Bank:
    bank = load_bank(path).bank
    assert bank is not None
    return bank
