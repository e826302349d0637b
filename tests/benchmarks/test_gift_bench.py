"""How long a GIFT file of 10,000 questions takes beside the reader that other programs use.

``pygiftparser`` only takes the file apart; ours also checks each question as Moodle does, and
says where something is wrong. None of the questions may be lost for that.
"""

import logging
import time
import warnings
from io import BytesIO, StringIO

from pytest_benchmark.fixture import BenchmarkFixture

from studyapp.core.bank import Kind
from studyapp.formats.exchange import Imported
from studyapp.formats.gift.reader import read_gift

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it asks for the locale in an old way
    from pygiftparser import parser

# It complains of each question to put in order; that would count as its time.
logging.getLogger("pygiftparser").setLevel(logging.CRITICAL)

COUNT = 10_000
ROUNDS = 5
MOST = 1.5  # times pygiftparser's time in the same run

# Questions of each kind, with weights and feedback.
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
    "$CATEGORY: $course$/top/Rivers/Part {part}\n\n::Choice {n}::Is river {n} long?{{=yes ~no}}",
)
# As Moodle exports what was written in its editor.
HTML = (
    "// question: {n}  name: Formula {n}\n::Formula {n}::[html]<p>Which is <b>not</b> water,"
    " in exercise {n}?</p>{{\n\t=<p>CO<sub>2</sub></p>#<p>A gas.</p>\n\t~<p>H<sub>2</sub>O</p>\n}}",
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


def written(templates: tuple[str, ...], count: int) -> str:
    of_each = ((n, templates[n % len(templates)]) for n in range(count))
    blocks = (template.format(n=n, part=n // 1000) for n, template in of_each)
    return "\n\n".join(blocks) + "\n"


def read(file: BytesIO) -> Imported:
    return read_gift(file, "quiz.gift", lambda done, total: None)


def compared(benchmark: BenchmarkFixture, text: str) -> tuple[Imported, float]:
    """What we read, and how many times theirs our time is: 0 where nothing is measured."""
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
    if not benchmark.enabled:
        return found, 0.0
    ratio = benchmark.stats["min"] / min(theirs)
    benchmark.extra_info["times_pygiftparser"] = ratio
    print(f"\nread_gift() takes {ratio:.2f} times pygiftparser ({min(theirs):.3f} s)")  # noqa: T201 (what it is run for)
    return found, ratio


def test_ten_thousand_questions_load_about_as_fast_as_they_are_taken_apart(
    benchmark: BenchmarkFixture,
) -> None:
    found, ratio = compared(benchmark, written(TEMPLATES, COUNT))

    assert found.problems == ()
    assert len(found.questions.questions) == COUNT
    assert {each.kind for each in found.questions.questions} == KINDS
    assert ratio < MOST


def test_ten_thousand_questions_with_some_in_html_load(benchmark: BenchmarkFixture) -> None:
    """One in twelve as Moodle's editor writes it, with sub- and superscripts."""
    found, ratio = compared(benchmark, written((*TEMPLATES, *HTML), COUNT))

    assert found.problems == ()
    assert len(found.questions.questions) == COUNT
    assert ratio < MOST


def test_a_thousand_questions_in_html_load(benchmark: BenchmarkFixture) -> None:
    """Measured for comparison: theirs leaves the HTML as it is."""
    found, _ = compared(benchmark, written(HTML, COUNT // 10))

    assert found.problems == ()
    assert len(found.questions.questions) == COUNT // 10
    assert found.questions.questions[0].options[0].text == "CO~2~"
