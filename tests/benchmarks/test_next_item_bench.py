"""Choosing and building the next item: quick, and no slower in a bank a hundred times larger."""

from itertools import count, islice
from statistics import mean, median
from time import perf_counter

import pytest
from msgspec.structs import replace
from pytest_benchmark.fixture import BenchmarkFixture

from studyapp.core.bank import Bank, FactId
from studyapp.core.forms import draw
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped

# An item is built between two key strokes: within this nobody notices (seconds).
UNNOTICED = 0.005


@pytest.fixture(scope="module")
def kursk() -> Bank:
    loaded = load_bank(shipped("questions/kursk.yaml"))
    assert loaded.bank is not None
    return loaded.bank


def enlarged(bank: Bank, times: int) -> Bank:
    """The bank with copies of its facts under other names, as if from more text behind it."""
    facts = dict(bank.facts)
    for copy in range(1, times):
        for fact in bank.facts.values():
            name = FactId(f"{fact.id}-{copy}")
            moved = tuple(
                replace(one, start=one.start + copy * 10_000, end=one.end + copy * 10_000)
                for one in fact.evidence
            )
            facts[name] = replace(fact, id=name, evidence=moved)
    return replace(bank, facts=facts)


def seconds_per_item(bank: Bank, items: int = 60) -> list[float]:
    """How long each of the first items of a form took, the indexes already built."""
    next(draw(bank, 0))
    found = []
    form = draw(bank, 1)
    for _ in range(items):
        begun = perf_counter()
        next(form)
        found.append(perf_counter() - begun)
    return found


def test_the_next_item(benchmark: BenchmarkFixture, kursk: Bank) -> None:
    seeds = count()
    benchmark(lambda: list(islice(draw(kursk, next(seeds)), 10)))
    if benchmark.enabled:
        assert median(seconds_per_item(kursk)) < UNNOTICED


def test_the_next_item_of_a_hundred_times_larger_bank(
    benchmark: BenchmarkFixture, kursk: Bank
) -> None:
    large = enlarged(kursk, 100)
    next(draw(large, 0))
    seeds = count()
    benchmark(lambda: list(islice(draw(large, next(seeds)), 10)))
    if benchmark.enabled:
        assert mean(seconds_per_item(large)) < 3 * mean(seconds_per_item(kursk))
