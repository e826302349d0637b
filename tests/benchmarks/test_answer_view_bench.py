"""From the answer to the painted highlight in the source: too short to notice."""

from datetime import UTC, datetime
from itertools import cycle

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from studyapp.core.attempts import Attempt, AttemptId, SessionId
from studyapp.core.bank import Bank
from studyapp.core.generate import generate_all
from studyapp.core.grading import grade
from studyapp.core.items import Chosen
from studyapp.storage.bank_files import load_bank
from studyapp.storage.shipped import shipped
from studyapp.ui import theme
from studyapp.ui.study.answer_page import AnswerPage

# What is done within a tenth of a second feels done at once (seconds).
AT_ONCE = 0.1


@pytest.fixture(scope="module")
def kursk() -> Bank:
    loaded = load_bank(shipped("questions/kursk.yaml"))
    assert loaded.bank is not None
    return loaded.bank


def test_answer_is_painted_at_once(
    benchmark: BenchmarkFixture, qtbot: QtBot, qapp: QApplication, kursk: Bank
) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT, 100)
    page = AnswerPage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    now = datetime.now(UTC)
    attempts = cycle(
        Attempt(AttemptId("a"), SessionId("s"), item, Chosen(()), grade(item, Chosen(())), now, 1.0)
        for item in list(generate_all(kursk, 1))[::7]
    )

    def answer() -> None:
        page.show_attempt(next(attempts), kursk, place="1", onward="Next")
        qapp.processEvents()  # lays out what has changed
        page.grab()  # paints all of it

    benchmark(answer)

    if benchmark.enabled:
        assert benchmark.stats.stats.median < AT_ONCE
