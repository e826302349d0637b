"""Choosing and building the next item: quick, and no slower in a bank a hundred times larger."""

from itertools import count, islice
from random import Random
from statistics import mean, median
from time import perf_counter

import pytest
from msgspec.structs import replace
from pytest_benchmark.fixture import BenchmarkFixture

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, FactId
from studyapp.core.forms import draw
from studyapp.core.sources import make_source
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
    """The bank with its text over and over, and with facts in other words on each copy."""
    (source,) = bank.sources.values()
    text = (source.text + "\n") * times
    whole = make_source(source.id, text, credit=source.credit, sha256=source.sha256)
    facts = dict(bank.facts)
    for copy in range(1, times):
        for fact in bank.facts.values():
            by = copy * (len(source.text) + 1)
            slots = {
                name: replace(slot, evidence=_moved(slot.evidence, by))
                for name, slot in fact.slots.items()
            }
            name = FactId(f"{fact.id}-{copy}")
            facts[name] = replace(
                fact,
                id=name,
                says=_other_words(fact.says, copy),
                slots=slots,
                evidence=tuple(_moved(one, by) for one in fact.evidence),
                context=(),
            )
    return replace(bank, facts=facts, sources={source.id: whole})


def _moved(evidence: Evidence, by: int) -> Evidence:
    return replace(evidence, start=evidence.start + by, end=evidence.end + by)


def _other_words(says: str, seed: int) -> str:
    """A sentence that nobody has seen, with the same gaps."""
    rng = Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(
        word if "{" in word else "".join(rng.choices(letters, k=len(word))) for word in says.split()
    )


def seconds_per_item(bank: Bank, items: int = 60) -> list[float]:
    """How long each of the first items of a form took, the indexes already built."""
    list(islice(draw(bank, 0), items))
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
    list(islice(draw(large, 0), 60))
    seeds = count()
    benchmark(lambda: list(islice(draw(large, next(seeds)), 10)))
    if benchmark.enabled:
        assert mean(seconds_per_item(large)) < 3 * mean(seconds_per_item(kursk))
