"""A program that is killed loses no answer that it acknowledged, and goes on where it was.

``STUDYAPP_KILLS=200 pytest tests/study/test_kills.py`` kills more often.
"""

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from sittings import LIGHTHOUSE

from studyapp.core.scheduling import cards as schedule
from studyapp.core.scheduling.cards import Card
from studyapp.core.scheduling.policy import Policy
from studyapp.storage.record import Record

KILLS = int(os.environ.get("STUDYAPP_KILLS", "20"))
DRIVEN = Path(__file__).with_name("driven.py")


class Heard:
    """What the driven program said, from kill to kill, checked against what it said before."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}  # the session of each answer that must be there
        self.gone: set[str] = set()
        self.resumed = 0
        self._session = ""
        self._may_be_over = True
        self._asked = self._to_be_asked = ""

    def hear(self, line: str) -> None:
        word, what, *rest = line.split()
        asked, self._asked = self._asked, ""
        match word:
            case "resumed":
                assert what == self._session or self._may_be_over
                self._session, self._may_be_over = what, False
                self.resumed += 1
                kept = {answer for answer, session in self.kept.items() if session == what}
                assert kept <= set(rest)
                self._to_be_asked = asked if len(kept) == len(rest) else ""
            case "began":
                assert self._may_be_over
                self._session, self._may_be_over = what, False
            case "asked":
                assert self._to_be_asked in ("", what)
                self._asked, self._to_be_asked = what, ""
                self._may_be_over = rest == ["last"]
            case "answered":
                self.kept[what] = self._session
            case "undoing":
                del self.kept[what]
            case "undone":
                self.gone.add(what)
            case "ending":
                self._may_be_over = True


def lines_until_killed(folder: Path, seed: int, moments: random.Random) -> list[str]:
    child = subprocess.Popen(
        [sys.executable, str(DRIVEN), str(LIGHTHOUSE), str(folder), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
    )
    first = ""
    if seed % 5:
        assert child.stdout is not None
        first = child.stdout.readline()
    time.sleep(moments.uniform(0, 0.1 if first else 0.6))
    child.kill()
    said = first + child.communicate()[0]
    return said[: said.rfind("\n") + 1].splitlines()


def test_no_acknowledged_answer_is_lost_and_sessions_go_on(tmp_path: Path) -> None:
    moments = random.Random(8)
    heard = Heard()
    for number in range(KILLS):
        for line in lines_until_killed(tmp_path, number, moments):
            heard.hear(line)
    with closing(Record.open(tmp_path / "learner")) as record:
        found = {attempt.id for attempt in record.attempts()}
        cards = record.cards("lighthouse")
        histories = record.histories("lighthouse")
        told = record.recovered

    assert told == ""
    assert set(heard.kept) <= found
    assert not heard.gone & found
    assert len(heard.kept) > KILLS
    assert heard.resumed > KILLS / 3
    assert cards == {
        fact: schedule.replay(Card("lighthouse", fact), history, Policy())
        for fact, history in histories.items()
    }
