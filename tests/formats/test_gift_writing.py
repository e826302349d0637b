"""What GIFT cannot hold is changed or left out when it is written, and named."""

from pathlib import Path

import pytest
from gift_sets import back, one, question
from msgspec.structs import replace
from sample import NOW, SAMPLE
from strict_gift import Answer, read

from studyapp.core.bank import Kind, Question
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    Picture,
    QuestionGroup,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Text
from studyapp.formats.gift.writer import write_gift

GOLDEN = Path(__file__).parent.parent / "data" / "formats" / "sample.gift"


def changes(given: Question) -> list[str]:
    """What the writer says of a question, without its place."""
    problems = write_gift(one(given), NOW).problems
    return [problem.message.removeprefix("question 1: ") for problem in problems]


def test_the_sample_is_written_as_it_always_was() -> None:
    assert write_gift(SAMPLE, NOW).data == GOLDEN.read_bytes()


def test_what_the_sample_loses_is_named() -> None:
    told = [f"{each.code} {each.message}" for each in write_gift(SAMPLE, NOW).problems]

    assert told == [
        "kind-left-out “gaps” is left out: it has gaps in its text; Moodle XML can hold them",
        "lost question 2: the points are left out: each question counts 1",
        "lost question 2: the order of the answers is no longer kept",
        "lost question 4: the picture is left out",
        "changed question 11: a grouping becomes a matching of each element with its group",
        "changed question 12: a flash card with a long back becomes an essay, "
        "its back the explanation",
    ]


def test_shares_of_a_choice_are_weights() -> None:
    given = question(
        Kind.SINGLE_CHOICE,
        options=(
            QuestionOption("a", False, share=0.5),
            QuestionOption("b", True, share=1.0),
            QuestionOption("c", False, share=-1 / 3),
            QuestionOption("d", True, share=1.0),
        ),
    )
    written = write_gift(one(given), NOW)

    assert [answer.share for answer in read(written.data)[0].answers] == [0.5, 1, -1 / 3, 1]
    assert back(written.data)[0].options == given.options
    assert written.problems == ()


def test_many_right_answers_share_the_points_as_moodle_can() -> None:
    """It knows no eleventh: nine tenths and two twentieths are the whole."""
    options = tuple(QuestionOption(f"a{number}", number < 11) for number in range(12))
    given = question(Kind.MULTIPLE_CHOICE, options=options)
    shares = [answer.share for answer in read(write_gift(one(given), NOW).data)[0].answers]

    assert changes(given) == ["its right answers share the points as equally as Moodle can"]
    assert sorted(shares) == [-0.1, 0.05, 0.05, *[0.1] * 9]


def test_shares_that_moodle_does_not_know_become_others() -> None:
    """Any other it would skip the question for, or stop there and read no further."""
    choice = question(
        Kind.SINGLE_CHOICE,
        options=(
            QuestionOption("a", True, share=0.9),
            QuestionOption("b", False, share=0.37),
            QuestionOption("c", False, share=0.0),
        ),
    )
    short = question(Kind.SHORT_ANSWER, answers=(TextAnswer("a", 0.72), TextAnswer("b", 0.3)))

    assert changes(choice) == [
        "its shares become the nearest that Moodle knows",
        "its best answer is worth all points",
    ]
    assert [its.share for its in read(write_gift(one(choice), NOW).data)[0].answers] == [1, 0.4, 0]
    assert [its.share for its in read(write_gift(one(short), NOW).data)[0].answers] == [1, 0.3]


def test_two_pairs_stand_in_three_rows() -> None:
    """Moodle reads no further where a matching has fewer; what is repeated is not shown twice."""
    given = question(Kind.MATCHING, pairs=(QuestionPair("a", "b"), QuestionPair("c", "d")))
    written = write_gift(one(given), NOW)

    assert b"\t= -> b\n" in written.data
    assert written.problems == ()
    assert back(written.data)[0].extra == ()


def test_what_no_question_has_in_gift_is_named() -> None:
    pair = (QuestionPair("a", "b", why="c"), QuestionPair("d", "e"))
    wide = {"points": 3.0, "shuffled": False, "picture": Picture("x.png", "X"), "tags": ("<a>",)}

    assert changes(question(Kind.MATCHING, pairs=pair, **wide)) == [
        "what is said to single pairs is left out",
        "the picture is left out",
        "the points are left out: each question counts 1",
        "the order of the answers is no longer kept",
        "a tag loses characters that it cannot have",
    ]
    answers = (TextAnswer("Paris"),)
    assert changes(question(Kind.SHORT_ANSWER, answers=answers, exact_case=True)) == [
        "capital and small letters are no longer told apart"
    ]
    assert changes(question(Kind.DESCRIPTION, why="x")) == [
        "the explanation of a description is left out"
    ]


def test_right_sides_lose_their_styles() -> None:
    pairs = (QuestionPair("*a*", "H~2~O"), QuestionPair("b", "c\\*"))
    given = question(Kind.MATCHING, pairs=pairs, marked=True)

    assert changes(given) == ["the right sides lose emphasis, sub- and superscripts"]
    assert back(write_gift(one(given), NOW).data)[0].pairs == (
        QuestionPair("*a*", "H2O"),
        QuestionPair("b", "c\\*"),
    )


def test_a_flash_card_with_a_short_back_is_typed() -> None:
    given = question(Kind.FLASHCARD, answer=Text("5 * 3"), why="So.")

    assert changes(given) == ["a flash card becomes a short answer to type"]
    (found,) = back(write_gift(one(given), NOW).data)
    assert (found.kind, found.answers, found.why) == (
        Kind.SHORT_ANSWER,
        (TextAnswer("5 \\* 3"),),
        "So.",
    )


def test_one_gap_is_a_blank() -> None:
    typed_gap = Gap(answers=(TextAnswer("Danube"),))
    chosen_gap = Gap(options=(QuestionOption("Danube", True), QuestionOption("Rhine", False)))
    stem = {"stem": "Vienna lies on the {1}."}
    first, second = (
        back(write_gift(one(replace(question(Kind.CLOZE, gaps=(gap,)), **stem)), NOW).data)[0]
        for gap in (typed_gap, chosen_gap)
    )

    assert (first.kind, first.stem) == (Kind.CLOZE, "Vienna lies on the _____.")
    assert first.answers == typed_gap.answers
    assert (second.kind, second.stem) == (Kind.SINGLE_CHOICE, "Vienna lies on the _____.")
    assert second.options == chosen_gap.options


def test_other_words_for_true_and_false_are_kept_as_a_choice() -> None:
    options = (QuestionOption("Wahr", False), QuestionOption("Falsch", True, "Ja."))
    given = question(Kind.TRUE_FALSE, options=options)

    assert changes(given) == ["a question of true or false with other answers becomes a choice"]
    assert back(write_gift(one(given), NOW).data)[0].options == options


def test_an_arrow_to_type_becomes_a_wildcard_since_it_would_make_a_pair() -> None:
    given = question(Kind.SHORT_ANSWER, answers=(TextAnswer("a->b"), TextAnswer("c")))

    assert changes(given) == ["“->” in an answer becomes “-*>”, which accepts anything in between"]
    assert read(write_gift(one(given), NOW).data)[0].answers == (
        Answer("a-*>b", 1.0),
        Answer("c", 1.0),
    )


def test_numbers_beside_texts_are_texts() -> None:
    given = question(Kind.QUANTITY, answers=(NumberAnswer(3, 1), TextAnswer("three")))

    assert changes(given) == [
        "a question for a number with other answers becomes a short answer",
        "a number among texts loses how far off it may be",
    ]
    assert [answer.text for answer in read(write_gift(one(given), NOW).data)[0].answers] == [
        "3",
        "three",
    ]


@pytest.mark.parametrize(
    "given",
    [
        question(
            Kind.SINGLE_CHOICE, options=(QuestionOption("a", True), QuestionOption(" ", False))
        ),
        question(
            Kind.MULTIPLE_CHOICE, options=(QuestionOption("a", False), QuestionOption("b", False))
        ),
        question(Kind.SHORT_ANSWER),
        question(Kind.QUANTITY, answers=(NumberAnswer(float("nan")),)),
        question(Kind.QUANTITY, answers=(NumberAnswer(3, share=0.0),)),
        question(Kind.CLOZE, gaps=(Gap(), Gap())),
        question(Kind.MATCHING, pairs=(QuestionPair("a", "b"),)),
        question(Kind.GROUPING, groups=(QuestionGroup("a", ("b",)),)),
        question(Kind.ORDERING, elements=("a",)),
        question(Kind.FLASHCARD),
        replace(question(Kind.DESCRIPTION), stem=" "),
        question(Kind.NOT_STATED),
    ],
)
def test_what_cannot_be_asked_is_left_out_and_named(given: Question) -> None:
    written = write_gift(one(replace(given, title="River 7")), NOW)

    assert [problem.code for problem in written.problems] == ["kind-left-out"]
    assert "“River 7” is left out: it " in written.problems[0].message
    assert read(written.data) == []
