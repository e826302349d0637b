"""The page and the program give every response the same grade, for the same reason."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from browser import Page
from msgspec.structs import replace
from quiz_pages import ASKED, items_of, kursk_bank, right_response, sample_bank

from studyapp.authoring.html_quiz import html_quiz
from studyapp.core.bank import Bank, Kind
from studyapp.core.generate import generate_all
from studyapp.core.grading import grade, unreadable
from studyapp.core.items import (
    AcceptAnswers,
    Chosen,
    Filled,
    Grade,
    Grouped,
    Item,
    ItemGap,
    Matched,
    Ordered,
    Pointed,
    Response,
    SelfGraded,
    Typed,
)
from studyapp.core.questions import NumberAnswer, TextAnswer

pytestmark = pytest.mark.chromium

GRADING = Path(__file__).parents[1] / "core" / "grading"

# What the readers of numbers, dates and names look for, put together in any order.
PIECES = (
    "1 12 1300 2024 0 99 1,300 1.300 1.2.3 -5 - – / . , : ' ’24 ( ) $ % ° ½ ² km sq. m h a an the"
    " of and or to between in one two five twenty third half hundred thousand million point nearly"
    " over > ≥ ~ + August Aug sixth early mid- end winter 1990s 6th T Z İ ß Sudzha Korea north"
).split()

Case = tuple[Item, Response]


class Grader:
    """The page's own grading, asked by a script."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def grades(self, cases: Sequence[Case]) -> list[Grade]:
        items = list({id(item): item for item, _ in cases}.values())
        places = {id(item): at for at, item in enumerate(items)}
        asked = [(places[id(item)], response) for item, response in cases]
        self._page.evaluate(f"window.items = {_json(items)}; 0")
        given = self._page.evaluate(f"{_json(asked)}.map(([at, given]) => grade(items[at], given))")
        return [Grade(each["score"], each["why"]) for each in given]

    def complaints(self, cases: Sequence[tuple[Item, str]]) -> list[str]:
        asked = [(item.accept, text) for item, text in cases]
        return list(self._page.evaluate(f"{_json(asked)}.map(each => unreadable(...each))"))


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


@pytest.fixture
def grader(page: Page, tmp_path: Path) -> Grader:
    path = tmp_path / "quiz.html"
    path.write_bytes(html_quiz(sample_bank(), [], "Empty"))
    page.open(path)
    return Grader(page)


@pytest.fixture(scope="module")
def kursk() -> Bank:
    return kursk_bank()


@pytest.fixture(scope="module")
def kursk_items(kursk: Bank) -> list[Item]:
    return list(generate_all(kursk, 1, ASKED))


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """The tables of examples that the program's own tests of grading hold."""
    monkeypatch.setattr(sys, "path", [str(GRADING), *sys.path])
    return lambda name: import_module(f"test_grading_{name}")


def differences(grader: Grader, cases: Sequence[Case]) -> list[tuple[str, Response, Grade, Grade]]:
    """What is graded otherwise than by the program; scores may differ by what floats lose."""
    ours = [grade(item, response) for item, response in cases]
    theirs = grader.grades(cases)
    return [
        (item.key, response, one, other)
        for (item, response), one, other in zip(cases, ours, theirs, strict=True)
        if abs(one.score - other.score) > 1e-9
        or (one.why, one.verdict) != (other.why, other.verdict)
    ]


def test_every_kind_of_the_shipped_bank(
    grader: Grader, kursk: Bank, kursk_items: list[Item]
) -> None:
    rng = Random(1)
    cases = [case for item in kursk_items for case in _of_parts(item, kursk, rng)]

    assert {item.kind for item, _ in cases} == set(ASKED)
    assert differences(grader, cases) == []


def test_what_is_typed_for_the_shipped_bank(grader: Grader, kursk_items: list[Item]) -> None:
    rng = Random(2)
    typed = rng.sample([item for item in kursk_items if item.accept is not None], 75)
    keys = [item.key for item in typed]
    cases = [
        (item, Typed(text)) for item in typed for text in _texts(item, rng.sample(keys, 3), rng)
    ]

    assert len(cases) > 900
    assert len({grade(item, response).verdict for item, response in cases}) == 3
    assert differences(grader, cases) == []


@pytest.mark.parametrize(
    ("module", "names"),
    [("quantities", "CREDIT WHY"), ("dates", "CREDIT WHY"), ("text", "RIGHT SLIPS WRONG")],
)
def test_the_examples_that_the_program_is_tested_with(
    grader: Grader, tables: Callable[[str], Any], module: str, names: str
) -> None:
    found = tables(module)
    rows = [row for name in names.split() for row in getattr(found, name).values()]
    texts = sorted({row[1] for row in rows})
    items = list({id(row[0]): row[0] for row in rows}.values())
    cases = [(item, Typed(text)) for item in items for text in texts]

    assert differences(grader, cases) == []
    assert differences(grader, [(item, Typed(text)) for item, text, *_ in rows]) == []


def test_whatever_is_typed(grader: Grader, tables: Callable[[str], Any]) -> None:
    rng = Random(3)
    asked = [item for item in tables("properties").ASKED if item.accept is not None]
    cases = [
        (item, Typed(" ".join(rng.choices(PIECES, k=rng.randint(1, 9)))))
        for item in asked
        for _ in range(50)
    ]
    cases += [
        (item, Typed("".join(rng.choices("0123456789.,'-/ ", k=rng.randint(1, 14)))))
        for item in asked
        for _ in range(25)
    ]

    assert differences(grader, cases) == []


def test_answers_with_shares_wildcards_and_tolerances(grader: Grader) -> None:
    answers = AcceptAnswers(
        (
            TextAnswer("Rio * Janeiro", 1.0),
            TextAnswer("*rio*", 0.5, "More is wanted."),
            TextAnswer("2 \\* 3", 0.125),
            NumberAnswer(1.7, 0.6, 0.75),
            NumberAnswer(1000.0, 0.0),
            TextAnswer("*", -0.5, "No."),
        )
    )
    item = _typed_item(answers)
    exact = _typed_item(AcceptAnswers((TextAnswer("Straße"), TextAnswer("É*")), exact_case=True))
    texts = (
        "Rio de Janeiro|rio DE janeiro |Rio|in RIO now|2 * 3|2 x 3|1.1|1,1|2.3|2.30001|1,000|1 000"
        "|1e3|1×10^3|10^3|1.0.0|−1.7|١٫٧|1.7|1000.000000000001|inf|nan|.5|5.|x|Straße|STRASSE"
        "|strasse|École|école|\u0045\u0301cole"
    ).split("|")

    assert differences(grader, [(each, Typed(t)) for each in (item, exact) for t in texts]) == []
    assert grade(item, Typed("1,1")).score == 0.75
    assert grade(exact, Typed("strasse")).score == 0


def test_hand_written_questions_of_every_kind(grader: Grader) -> None:
    bank = sample_bank()
    rng = Random(4)
    cases = [case for item in items_of(bank) for case in _of_parts(item, bank, rng)]

    assert differences(grader, cases) == []


def test_gaps_to_type_and_to_choose_with_their_weights(grader: Grader) -> None:
    item = next(each for each in items_of(sample_bank()) if each.gaps)
    half = ItemGap("x", AcceptAnswers((TextAnswer("x", 0.5),)), weight=0.0)
    marked = replace(item, marked=True, gaps=(*item.gaps[:2], replace(item.gaps[2], options=())))
    gaps = [
        ("Paris", "777", "English Channel"),
        ("paris", "770", "North Sea"),
        ("", "787.0", ""),
        ("Paris",),
        ("", " ", ""),
        ("*Paris*", "seven", "English Channel "),
    ]
    items = [item, marked, replace(item, gaps=(*item.gaps, half)), replace(item, gaps=(half,))]

    assert differences(grader, [(each, Filled(gap)) for each in items for gap in gaps]) == []


def test_orders_that_leave_elements_free(grader: Grader, tables: Callable[[str], Any]) -> None:
    events = tables("choices").events
    rng = Random(5)
    items = [
        events(count, *rng.sample(list(combinations(range(count), 2)), k=count // 2))
        for count in (1, 2, 3, 5, 7, 9)
        for _ in range(4)
    ]
    cases = [
        (item, Ordered(tuple(rng.sample(range(count), count))))
        for item in items
        for count in [len(item.elements)]
        for _ in range(25)
    ]

    assert differences(grader, cases) == []


def test_what_cannot_be_read_is_asked_again(
    grader: Grader, kursk_items: list[Item], tables: Callable[[str], Any]
) -> None:
    found = [tables(name) for name in ("quantities", "dates", "text")]
    texts = {row[1] for table in found[:2] for row in table.CREDIT.values()}
    texts |= {"lots", "six hundred", "the other day", "August", "7", "seven"}
    kinds = (Kind.QUANTITY, Kind.DATE, Kind.SHORT_ANSWER)
    items = [next(item for item in kursk_items if item.kind is kind) for kind in kinds]
    items += [item for item in items_of(sample_bank()) if item.accept is not None]
    cases = [(item, text) for item in items for text in sorted(texts)]

    told = grader.complaints(cases)

    assert told == [unreadable(item, text) for item, text in cases]
    assert 0 < sum(map(bool, told)) < len(told)


def _typed_item(accept: AcceptAnswers) -> Item:
    item = next(each for each in items_of(sample_bank()) if each.kind is Kind.SHORT_ANSWER)
    return replace(item, accept=accept)


def _of_parts(item: Item, bank: Bank, rng: Random) -> Iterator[Case]:
    """The right response, "I don't know", and others that the kind of item allows."""
    yield item, right_response(item, bank)
    yield item, Chosen(())
    count = len(item.options)
    for size in range(1, count + 1 if item.kind is Kind.MULTIPLE_CHOICE else 2):
        yield from ((item, Chosen(chosen)) for chosen in combinations(range(count), size))
    for _ in range(4):
        for response in _random_response(item, rng):
            yield item, response
    for span in item.spans[:1]:
        places = [each.span.start for each in bank.sources[span.source].sentences]
        ends = [span.start - 1, span.end - 1, span.end]
        yield from (
            (item, Pointed(span.source, place)) for place in (*ends, *rng.sample(places, 3))
        )
    if item.kind is Kind.FLASHCARD:
        yield from ((item, SelfGraded(score)) for score in (0.0, 0.5, 1.0))


def _random_response(item: Item, rng: Random) -> Iterable[Response]:
    if item.pairs:
        yield Matched(tuple(rng.randrange(-1, len(item.rights)) for _ in item.pairs))
    elif item.groups:
        yield Grouped(tuple(rng.randrange(-1, len(item.groups)) for _ in item.elements))
    elif item.elements:
        yield Ordered(tuple(rng.sample(range(len(item.elements)), len(item.elements))))
    elif item.accept is not None:
        yield Typed(_with_slips(item.key, rng))


def _texts(item: Item, others: Sequence[str], rng: Random) -> Iterator[str]:
    """The key and its other names, all with slips, rivals, and the keys of others."""
    right = [item.key, *getattr(item.accept, "text", ())]
    wrong = [*getattr(item.accept, "rivals", ())[:8], *getattr(item.accept, "broader", ())]
    yield from (*right, *wrong, *others, f"the {item.key}.", item.key.upper())
    for text in (*right, *wrong[:4]):
        yield from (_with_slips(text, rng) for _ in range(2))


def _with_slips(text: str, rng: Random) -> str:
    letters = list(text)
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(len(letters) + 1)
        change = rng.choice("insert drop swap".split())
        if change == "insert":
            letters.insert(at, rng.choice("aeiou nrst 0123456789.,-"))
        elif change == "drop":
            del letters[at : at + 1]
        else:
            letters[at : at + 2] = reversed(letters[at : at + 2])
    return "".join(letters)
