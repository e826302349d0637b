"""What the linter says of questions written by hand, and that none keeps it busy."""

import pytest
from growth import grows_evenly
from harms import opened

from studyapp.core.bank import Bank, FactId, Kind, Question
from studyapp.core.generate import Ask, generate
from studyapp.core.lint import lint
from studyapp.core.lint.words import plain, telling_words
from studyapp.core.questions import QuestionOption
from studyapp.core.questions import QuestionPair as Pair

LIGHTHOUSE = opened()
BOATS = LIGHTHOUSE.facts[FactId("boats-reed")]
OPTIONS = (
    QuestionOption("one", True),
    QuestionOption("two", False),
    QuestionOption("three", False),
)


def asking(stem: str, *options: QuestionOption, kind: Kind = Kind.SINGLE_CHOICE) -> Question:
    return Question(
        id=FactId("mine"),
        kind=kind,
        stem=stem,
        topic=BOATS.topic,
        options=options or OPTIONS,
        evidence=BOATS.evidence,
    )


def messages(question: Question) -> list[str]:
    """What is said of the question, looked at anew."""
    plain.cache_clear()
    telling_words.cache_clear()
    bank = Bank(
        id=LIGHTHOUSE.id,
        title="",
        voice="the text",
        sources=LIGHTHOUSE.sources,
        topics=LIGHTHOUSE.topics,
        entities=LIGHTHOUSE.entities,
        facts={},
        questions={question.id: question},
    )
    item = generate(Ask(question.id, "", question.kind), bank, 0)
    assert item is not None
    return [f"{flaw.rule}: {flaw.message}" for flaw in lint(item, bank)]


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("Which boat was not lost?", ["not"]),
        ("It did not sail. Which boat was lost?", []),
        ("Which boat was lost? It did not sail.", []),
        ("Which boat “did not sail”?", []),
        ('Which boat "did not sail"?', []),
        ("Which boat (not a ship) was lost?", []),
        ("Which boat (not a ship was lost?", ["not"]),
        ("Which “boat (did not sail” was not lost) there?", ["not"]),
        ("Why not? Which never sailed? Both", ["not", "never"]),
        ("Which boat was lost: not that one; not that?", ["not"]),
    ],
)
def test_a_negative_stands_out_only_in_the_question_itself(stem: str, said: list[str]) -> None:
    found = [each for each in messages(asking(stem)) if each.startswith("unmarked-negative")]

    assert found == [
        f"unmarked-negative: “{word}” stands unmarked in the question" for word in said
    ]


@pytest.mark.parametrize(("share", "flawed"), [(1.0, False), (None, True)])
def test_several_right_options_need_their_shares(share: float | None, flawed: bool) -> None:
    options = [
        QuestionOption(text, right, share=share and share * right)
        for text, right in (("one", True), ("two", True), ("three", False))
    ]

    assert any(each.startswith("keys:") for each in messages(asking("Which?", *options))) is flawed


SHAPES = ["a", "(", "“", "”", '"', "?", " ", "7", ",", "not ", "{1}", "_____ ", "a b ", ". ", "“("]
SHAPES += ["last month ", "x later ", "1–1 ", "nearly 5 ", "the ", "'s", "-", "é", "1,", "1.1"]


@pytest.mark.parametrize("shape", SHAPES)
def test_no_stem_keeps_the_linter_busy(shape: str) -> None:
    def work(size: int) -> None:
        messages(asking(f"x{shape * (size // len(shape))}x"))

    assert grows_evenly(work, 12_000)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_option_keeps_the_linter_busy(shape: str) -> None:
    def work(size: int) -> None:
        text = shape * (size // len(shape))
        options = (
            QuestionOption(f"x{text}", True),
            QuestionOption(text, False),
            QuestionOption(f"{text}x", False),
        )
        messages(asking("Which?", *options))

    assert grows_evenly(work, 8_000)


@pytest.mark.parametrize("text", ["{} km", "May 1, {}", "word {}", "{}"])
def test_many_options_do_not_keep_the_linter_busy(text: str) -> None:
    def work(size: int) -> None:
        options = [
            QuestionOption(text.format(number + 1000), number == 0) for number in range(size)
        ]
        messages(asking("Which?", *options))

    assert grows_evenly(work, 600)


def test_many_pairs_do_not_keep_the_linter_busy() -> None:
    def work(size: int) -> None:
        pairs = tuple(Pair(f"left {number}", f"right {number}") for number in range(size))
        question = asking("Match them.", kind=Kind.MATCHING)
        messages(Question(question.id, question.kind, question.stem, question.topic, pairs=pairs))

    assert grows_evenly(work, 600)


def test_an_option_that_stands_twice_is_named() -> None:
    options = [QuestionOption(text, text == "one") for text in ("one", "The two", "two", "Two!")]

    found = [each for each in messages(asking("Which?", *options)) if "stands twice" in each]

    assert found == ["distinct-options: “The two” stands twice"] * 2


def test_words_without_an_anchor_are_shown_with_what_stands_around_them() -> None:
    found = messages(asking(f"{'far ' * 100}today{' near' * 100}?"))

    around = f"{'far ' * 25}today{' near' * 20}"
    assert f"relative-date: “today” has no anchor in “{around}”" in found
