"""How long a GIFT file of 10,000 questions takes beside the reader that other programs use.

``pygiftparser`` only takes the file apart; ours also reads HTML, checks each question as Moodle
does and says where something is wrong. None of the questions may be lost for that.
"""

import time
import warnings
from io import BytesIO, StringIO

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from studyapp.core.bank import Kind
from studyapp.formats.exchange import Imported
from studyapp.formats.gift.reader import read_gift

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it asks for the locale in an old way
    from pygiftparser import parser

COUNT = 10_000
ROUNDS = 5
MOST = 1.5  # times pygiftparser's time in the same run

# A question of each kind, some with what is slow to read: HTML, weights, long feedback.
TEMPLATES = (
    "::River {n}::Into which sea does river {n} flow?{{\n\t=Sea {n}#By a delta of many arms.\n"
    "\t~Sea {n}a#That lies further north, behind the mountains.\n\t~Sea {n}b\n"
    "\t####It rises in the hills.\n}}",
    "::Towns {n}::Which of these towns lie on river {n}?{{\n\t~%50%Town {n}\n\t~%50%Town {n}a\n"
    "\t~%-50%Town {n}b#No\\: on another.\n\t~%-50%Town {n}c\n}}",
    "// [id:bridge-{n}] [tag:bridges]\n::Bridge {n}::Bridge {n} is of stone.{{TRUE#Look.#It is.}}",
    "::Name {n}::What is river {n} called upstream?{{=River {n}a =%50%River*#In part.}}",
    "::Length {n}::How long is river {n}, in km?{{#\n\t=1{n}:10\n\t=%50%1{n}:100#Nearly.\n}}",
    "::Gap {n}::Town {n} lies on the {{=Danube =Donau}}, not on the Rhine.",
    "::Pairs {n}::Which river flows through which town?{{\n\t=Town {n} -> River {n}\n"
    "\t=Town {n}a -> River {n}a\n\t=Town {n}b -> River {n}b\n}}",
    "::Order {n}::Put the towns in order.{{>3 ALL\nTown {n}\nTown {n}a\nTown {n}b\n}}",
    "::Why {n}::Why do towns lie on river {n}?{{####Water, trade, defence.}}",
    "::Word {n}::The next questions are on river {n}.",
    "::Formula {n}::[html]<p>Which is <b>not</b> of water {n}?</p>{{\n\t=CO<sub>2</sub>\n"
    "\t~H<sub>2</sub>O\n}}",
    "$CATEGORY: $course$/top/Rivers/Part {n}\n\n::Choice {n}::River {n} is long.{{=yes ~no}}",
)
KINDS = frozenset(
    [
        Kind.SINGLE_CHOICE,
        Kind.MULTIPLE_CHOICE,
        Kind.TRUE_FALSE,
        Kind.SHORT_ANSWER,
        Kind.QUANTITY,
        Kind.CLOZE,
        Kind.MATCHING,
        Kind.ORDERING,
        Kind.ESSAY,
        Kind.DESCRIPTION,
    ]
)


@pytest.fixture(scope="module")
def text() -> str:
    blocks = (TEMPLATES[n % len(TEMPLATES)].format(n=n) for n in range(COUNT))
    return "\n\n".join(blocks) + "\n"


def test_ten_thousand_questions_load_about_as_fast_as_they_are_taken_apart(
    benchmark: BenchmarkFixture, text: str
) -> None:
    data = text.encode()
    theirs: list[float] = []

    def theirs_then_ours() -> tuple[tuple[BytesIO], dict[str, object]]:
        """Theirs goes first in each round, so that both meet the same machine."""
        start = time.perf_counter()
        parser.parseFile(StringIO(text))
        theirs.append(time.perf_counter() - start)
        return (BytesIO(data),), {}

    rounds = ROUNDS if benchmark.enabled else 1
    found = benchmark.pedantic(read, setup=theirs_then_ours, rounds=rounds)

    questions = found.questions.questions
    assert found.problems == ()
    assert len(questions) == COUNT
    assert {each.kind for each in questions} == KINDS
    if benchmark.enabled:
        ratio = benchmark.stats["min"] / min(theirs)
        benchmark.extra_info["times_pygiftparser"] = ratio
        print(f"\nread_gift() takes {ratio:.2f} times pygiftparser ({min(theirs):.3f} s)")  # noqa: T201 (what it is run for)

        assert ratio < MOST


def read(file: BytesIO) -> Imported:
    return read_gift(file, "quiz.gift", lambda done, total: None)
