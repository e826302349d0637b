"""Forms: what stands together in a session."""

from itertools import islice, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.bank import Bank
from studyapp.core.forms import _shuffled, draw, tells
from studyapp.storage.bank_files import load_bank

KURSK = Path(__file__).parents[2] / "questions" / "kursk.yaml"


@pytest.fixture(scope="module")
def kursk() -> Bank:
    loaded = load_bank(KURSK)
    assert loaded.bank is not None
    return loaded.bank


@pytest.mark.parametrize("seed", range(5))
def test_no_item_of_a_form_tells_the_answer_of_another(kursk: Bank, seed: int) -> None:
    items = list(islice(draw(kursk, seed), 40))

    told = [
        (left.id, right.id)
        for number, left in enumerate(items)
        for right in items[number + 1 :]
        if tells(left, right, kursk)
    ]

    assert told == []


@pytest.mark.parametrize("seed", range(5))
def test_a_form_mixes_its_kinds(kursk: Bank, seed: int) -> None:
    items = list(islice(draw(kursk, seed), 40))

    repeated = sum(one.kind == other.kind for one, other in pairwise(items))

    assert len({item.kind for item in items}) >= 4
    assert repeated < 20


def test_a_form_goes_on_until_every_way_to_ask_is_used(kursk: Bank) -> None:
    items = list(draw(kursk, 1))

    assert len({item.id for item in items}) > len(kursk.facts)


@given(st.integers(0, 60), st.integers())
def test_a_lazy_shuffle_gives_every_entry_once(count: int, seed: int) -> None:
    entries = list(range(count))

    assert sorted(_shuffled(entries, Random(seed))) == entries
