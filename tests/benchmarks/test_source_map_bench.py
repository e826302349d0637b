"""The map of a source is tinted, painted and opened at once, however long the text."""

from collections.abc import Callable
from itertools import cycle

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from studyapp.core.bank import Bank, FactId
from studyapp.core.mastery import Memory, mastery, resting_on
from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.policy import Policy
from studyapp.core.sources import make_source
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped
from studyapp.ui import theme
from studyapp.ui.source.page import SourcePage

AT_ONCE = 0.05  # seconds
LONG = 300_000  # characters
TODAY = 738_000


@pytest.fixture(scope="module")
def kursk() -> Bank:
    loaded = load_bank(shipped("questions/kursk.yaml"))
    assert loaded.bank is not None
    return loaded.bank


@pytest.fixture(scope="module")
def long_bank(kursk: Bank) -> Bank:
    """The same facts on a text of 300 kB, of which the article is the beginning."""
    (source,) = kursk.sources.values()
    text = (source.text + "\n") * (LONG // len(source.text))
    long = make_source(source.id, text, credit=source.credit, sha256=source.sha256)
    return replace(kursk, sources={source.id: long})


def memory_of(bank: Bank) -> Memory:
    cards = {
        fact: Card(bank.id, fact, 10.0, 5.0, TODAY - 7 * number % 200, TODAY, reviews=1)
        for number, fact in enumerate(bank.entries)
    }
    return Memory(cards, TODAY, Policy(), dict.fromkeys(list(cards)[::5], 0.0))


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Callable[[Bank], SourcePage]:
    def made(bank: Bank) -> SourcePage:
        theme.apply(qapp, theme.Scheme.LIGHT, 100)
        page = SourcePage()
        qtbot.addWidget(page)
        page.resize(1200, 900)
        with qtbot.waitExposed(page):
            page.show()
        page.show_bank(bank)
        page.show_memory(memory_of(bank))
        qapp.processEvents()
        return page

    return made


@pytest.mark.parametrize("bank", ["kursk", "long_bank"])
def test_new_states_are_painted_at_once(
    benchmark: BenchmarkFixture,
    request: pytest.FixtureRequest,
    shown: Callable[[Bank], SourcePage],
    bank: str,
) -> None:
    page = shown(request.getfixturevalue(bank))
    before = memory_of(request.getfixturevalue(bank))
    memories = cycle([before, replace(before, day=TODAY + 30)])

    def learn() -> None:
        page.show_memory(next(memories))
        QApplication.processEvents()
        page.view.viewport().grab()

    benchmark(learn)

    if benchmark.enabled:
        assert benchmark.stats.stats.median < AT_ONCE


@pytest.mark.parametrize("bank", ["kursk", "long_bank"])
def test_scrolling_keeps_up(
    benchmark: BenchmarkFixture,
    request: pytest.FixtureRequest,
    shown: Callable[[Bank], SourcePage],
    bank: str,
) -> None:
    page = shown(request.getfixturevalue(bank))
    bar = page.view.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 700) % max(1, bar.maximum()))
        page.view.viewport().grab()

    benchmark(scroll)

    if benchmark.enabled:
        assert benchmark.stats.stats.median < AT_ONCE


def test_sentences_open_at_once(
    benchmark: BenchmarkFixture, kursk: Bank, shown: Callable[[Bank], SourcePage]
) -> None:
    page = shown(kursk)
    places = cycle(range(len(next(iter(kursk.sources.values())).sentences)))

    page.view.opened.emit(0, False)

    def opened() -> None:
        page.view.go_to(next(places))
        QApplication.processEvents()
        page.grab()

    benchmark(opened)

    if benchmark.enabled:
        assert benchmark.stats.stats.median < 2 * AT_ONCE  # the text beside it is painted as well


def test_ten_thousand_facts_are_weighed_at_once(benchmark: BenchmarkFixture, kursk: Bank) -> None:
    facts = {
        FactId(f"{fact.id}-{copy}"): replace(fact, id=FactId(f"{fact.id}-{copy}"))
        for copy in range(10_000 // len(kursk.facts))
        for fact in kursk.facts.values()
    }
    bank = replace(kursk, facts=facts, questions={}, changes={}, unstated={})
    known = memory_of(bank)
    resting_on(bank)

    states = benchmark(mastery, bank, known)

    assert sum(len(state.facts) for each in states.values() for state in each) >= len(facts)
    if benchmark.enabled:
        assert benchmark.stats.stats.median < AT_ONCE
