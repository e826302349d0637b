"""What we write as Moodle XML means in Moodle what our questions say, or the loss is listed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from sample import NOW, PIXEL, RIVERS, SAMPLE
from strategies import question_sets
from strict_moodle_xml import Answer, StrictQuestion, read_strictly

from studyapp.core.bank import FactId, Kind, Question
from studyapp.core.marked import plain, runs
from studyapp.core.question_sets import QuestionSet
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
from studyapp.formats.moodle.xml_writer import write_moodle_xml

GOLDEN = Path(__file__).parent.parent / "data" / "formats" / "sample.moodle.xml"

ALL = frozenset(Kind(kind) for kind in (
    "single_choice multiple_choice true_false short_answer quantity cloze matching ordering"
    " grouping flashcard essay description".split()
))  # fmt: skip


def in_moodle(question: Question, **pictures: bytes) -> tuple[StrictQuestion, list[str]]:
    """The question as Moodle has it, and what is lost."""
    questions = QuestionSet("", {RIVERS: "Rivers"}, (question,), pictures)
    written = write_moodle_xml(questions, NOW)
    (found,) = read_strictly(written.data)
    return found, [problem.message for problem in written.problems]


def asked(kind: Kind, **fields: object) -> Question:
    return Question(id=FactId("q"), kind=kind, stem="What?", topic=RIVERS, **fields)


def choice(*shares: float | None, kind: Kind = Kind.MULTIPLE_CHOICE) -> Question:
    options = tuple(
        QuestionOption(f"option {number}", share is not None and share > 0, share=share)
        for number, share in enumerate(shares)
    )
    return asked(kind, options=options)


def shares(question: StrictQuestion) -> list[float]:
    return [answer.percent for answer in question.answers]


def test_the_sample_is_written_as_the_golden_file() -> None:
    written = write_moodle_xml(SAMPLE, NOW)

    assert written.data == GOLDEN.read_bytes()
    assert [str(problem) for problem in written.problems] == [
        ":1:1: warning points-lost question 8: counts what its gaps count, instead of its points"
        " (“{1} lies on the Seine, which is about {2} km long and flows…”)",
        ":1:1: warning moodle-4.4 question 10: needs Moodle 4.4 or later,"
        " which can put things in order"
        " (“Put these towns in the order in which the Danube passes the…”)",
        ":1:1: warning changed question 11: becomes a matching question"
        " (“In which country are these towns?”)",
        ":1:1: warning changed question 12: becomes an essay,"
        " with the back of the card as its feedback (“The source of the Danube”)",
    ]


def test_moodle_reads_the_golden_file_as_the_sample() -> None:
    found = {question.idnumber: question for question in read_strictly(GOLDEN.read_bytes())}

    assert list(found) == [question.id for question in SAMPLE.questions]
    assert {one.category for one in found.values()} == {
        "$course$/top/Rivers",
        "$course$/top/Towns: old {and} new",
    }
    mouth, capitals, gaps = found["mouth"], found["capitals"], found["gaps"]
    assert (mouth.name, mouth.tags) == ("Mouth of the Danube", ["geography", "easy one"])
    assert mouth.answers[0] == Answer("The Black Sea", 100, "By a delta in Romania and Ukraine.")
    assert (capitals.grade, capitals.settings["shuffleanswers"]) == (2.0, "false")
    assert shares(capitals) == [50, -50, 50, -50]
    assert shares(found["weighted"]) == [50, 50, -50, -25]
    assert found["bridge"].files == {"bridge.png": PIXEL}
    assert found["bridge"].stem.images == [("bridge.png", "A grey bridge over a river")]
    assert [(one.words, one.tolerance, one.percent) for one in found["length"].answers] == [
        ("2850", 10, 100),
        ("2850", 100, 50),
    ]
    assert [(gap.type, gap.weight) for gap in gaps.gaps] == [
        ("SHORTANSWER_C", 1),
        ("NUMERICAL", 2),
        ("MULTICHOICE_S", 1),
    ]
    assert found["partners"].rows[2:] == [("Basel", "The Rhine"), ("", "The Tiber")]
    assert [one.words for one in found["downstream"].answers] == [
        "Ulm",
        "Vienna",
        "Budapest",
        "Belgrade",
    ]
    formula = found["formula"]
    assert formula.stem.words == "Which formula is not that of water?\n• One is.\n• One is not."
    assert formula.stem.styled == [("em", "not")]
    assert formula.answers[1].words == "CO2 (106 * 2)"
    assert formula.answers[1].styled == [("sub", "2"), ("sup", "6")]


def words(question: Question, text: str) -> str:
    """What Moodle should show: the words without their marks."""
    return "".join(run.text for run in runs(text)) if question.marked else text


def assert_same(question: Question, found: StrictQuestion) -> None:
    said = found.note if question.kind is Kind.ESSAY else found.feedback
    assert said.endswith(words(question, question.why))
    assert (found.grade, found.idnumber, found.tags) == (1.0, question.id, list(question.tags))
    options, answers = question.options, [*question.answers]
    if question.kind is not Kind.CLOZE:
        assert found.stem.words == words(question, question.stem)
    if question.kind in (Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE):
        single = question.kind is Kind.SINGLE_CHOICE
        wrong = 0.0 if single else -50.0
        assert found.settings["single"] == str(single).lower()
        assert [(one.words, one.percent, one.feedback) for one in found.answers] == [
            (
                words(question, option.text),
                (100.0 if single else 50.0) if option.correct else wrong,
                words(question, option.why),
            )
            for option in options
        ]
    elif question.kind is Kind.TRUE_FALSE:
        assert [(one.percent == 100, one.feedback) for one in found.answers] == [
            (option.correct, words(question, option.why)) for option in options
        ]
    elif question.kind is Kind.CLOZE:
        gaps = question.gaps or (Gap(answers=question.answers, exact_case=question.exact_case),)
        for gap, shown in zip(gaps, found.gaps, strict=True):
            assert_same_gap(gap, shown.answers)
            assert (shown.weight, shown.type == "SHORTANSWER_C") == (gap.weight, gap.exact_case)
    elif answers:
        assert_same_gap(Gap(answers=question.answers), found.answers)
    elif question.pairs or question.groups:
        pairs = [(pair.left, pair.right) for pair in question.pairs]
        pairs += [(member, group.name) for group in question.groups for member in group.members]
        in_words = [
            (words(question, left), plain(right) if question.marked else right)
            for left, right in pairs
        ]
        assert found.rows[: len(pairs)] == in_words
        assert all(left == "" for left, _ in found.rows[len(pairs) :])
    elif question.elements:
        assert [one.words for one in found.answers] == [
            words(question, element) for element in question.elements
        ]


def assert_same_gap(gap: Gap, found: list[Answer]) -> None:
    for answer, shown in zip(gap.answers, found, strict=bool(gap.answers)):
        assert (shown.percent, shown.feedback) == (100 * answer.share, answer.why)
        if isinstance(answer, NumberAnswer):
            assert (float(shown.words), shown.tolerance) == (answer.number, answer.tolerance)
        else:
            assert shown.words == answer.text
    for option, shown in zip(gap.options, found, strict=bool(gap.options)):
        assert (shown.words, shown.percent == 100) == (option.text, option.correct)


@given(question_sets(ALL))
@settings(max_examples=100, deadline=None)
def test_questions_of_all_kinds_mean_the_same_in_moodle(questions: QuestionSet) -> None:
    found = read_strictly(write_moodle_xml(questions, NOW).data)

    for question, shown in zip(questions.questions, found, strict=True):
        assert_same(question, shown)


def test_several_right_answers_alone_are_shared_among_as_moodle_can() -> None:
    for count, wanted in [(3, {33.33333}), (7, {14.28571}), (11, {10, 5}), (20, {5})]:
        options = [QuestionOption(f"right {number}", True) for number in range(count)]
        options.append(QuestionOption("wrong", False))
        found, lost = in_moodle(asked(Kind.MULTIPLE_CHOICE, options=tuple(options)))

        assert {percent for percent in shares(found) if percent > 0} == wanted
        assert bool(lost) == (count == 11)


def test_more_right_answers_than_moodle_can_share_among_are_left_out() -> None:
    options = tuple(QuestionOption(f"right {number}", True) for number in range(21))
    questions = QuestionSet("", {}, (asked(Kind.MULTIPLE_CHOICE, options=options),))

    written = write_moodle_xml(questions, NOW)

    assert read_strictly(written.data) == []
    assert [problem.message for problem in written.problems] == [
        "“q” is left out: Moodle cannot ask a multiple_choice like this"
    ]


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_numbers_without_end_are_left_out(number: float) -> None:
    answers = (NumberAnswer(number),)
    gap = replace(asked(Kind.CLOZE, gaps=(Gap(answers=answers),)), stem="{1}")
    questions = QuestionSet("", {}, (asked(Kind.QUANTITY, answers=answers), gap))

    written = write_moodle_xml(questions, NOW)

    assert read_strictly(written.data) == []
    assert len(written.problems) == 2


def test_no_title_of_a_set_ends_the_comment_that_it_stands_in() -> None:
    written = write_moodle_xml(replace(SAMPLE, title="a --> <b> --\x00-"), NOW)

    assert len(read_strictly(written.data)) == len(SAMPLE.questions)


def test_what_cannot_be_asked_is_left_out_and_the_rest_is_written() -> None:
    questions = QuestionSet("", {}, (choice(0.0, 0.0), choice(1.0, 0.0)))

    written = write_moodle_xml(questions, NOW)

    assert [shares(question) for question in read_strictly(written.data)] == [[100, 0]]
    assert [problem.message for problem in written.problems] == [
        "“q” is left out: a choice has a right option; here none is marked as right"
    ]


SHARES = [
    (choice(0.5, 0.25, -0.1), [50, 50, -10], "share the points as equally as Moodle can"),
    (choice(0.65, 0.33, -0.3), [66.66667, 33.33333, -30], "the nearest that Moodle knows"),
    (choice(1.0, 0.33, 0.0, kind=Kind.SINGLE_CHOICE), [100, 33.33333, 0], "the nearest"),
    (choice(0.5, 0.0, kind=Kind.SINGLE_CHOICE), [100, 0], "its best answer is worth all points"),
]


@pytest.mark.parametrize(("question", "wanted", "told"), SHARES)
def test_shares_become_such_as_moodle_takes(
    question: Question, wanted: list[float], told: str
) -> None:
    found, lost = in_moodle(question)

    assert shares(found) == wanted
    assert told in " ".join(lost)


def test_two_pairs_make_three_rows_and_nothing_more_to_choose_from() -> None:
    pairs = (QuestionPair("a", "1", why="because"), QuestionPair("b", "2"))

    found, lost = in_moodle(asked(Kind.MATCHING, pairs=pairs))

    assert found.rows == [("a", "1"), ("b", "2"), ("", "1")]
    assert lost == ["question 1: loses what is said to single pairs"]


def test_groups_become_pairs() -> None:
    groups = (QuestionGroup("H~2~O", ("ice", "steam")), QuestionGroup("CO~2~", ("dry ice",)))

    found, lost = in_moodle(asked(Kind.GROUPING, groups=groups, marked=True))

    assert found.rows == [("ice", "H₂O"), ("steam", "H₂O"), ("dry ice", "CO₂")]
    assert lost == [
        "question 1: becomes a matching question",
        "question 1: loses emphasis and raised or lowered letters on the right sides",
    ]


def test_a_short_flash_card_is_typed_and_a_long_one_written_about() -> None:
    short, lost = in_moodle(asked(Kind.FLASHCARD, answer=Text("2 \\* *H~2~O*"), marked=True))
    long, _ = in_moodle(asked(Kind.FLASHCARD, answer=Text("one\ntwo"), why="three"))

    assert (short.type, short.answers[0].words) == ("shortanswer", "2 \\* H2O")
    assert lost == ["question 1: becomes a short answer, with the back of the card to be typed"]
    assert (long.type, long.feedback) == ("essay", "one\ntwo\nthree")


def test_truths_in_other_words_become_a_choice() -> None:
    options = (QuestionOption("Wahr", True), QuestionOption("Falsch", False))

    found, lost = in_moodle(asked(Kind.TRUE_FALSE, options=options))

    assert (found.type, found.settings["single"]) == ("multichoice", "true")
    assert lost == [
        "question 1: becomes a choice of one: Moodle has only “True” and “False”",
    ]


def test_false_may_stand_first_in_ours() -> None:
    options = (QuestionOption("False", True, "So it is."), QuestionOption("True", False))

    found, _ = in_moodle(asked(Kind.TRUE_FALSE, options=options))

    assert found.answers == [Answer("true", 0, ""), Answer("false", 100, "So it is.")]


def test_weights_of_gaps_become_whole_and_keep_their_ratio() -> None:
    gaps = tuple(Gap(answers=(TextAnswer("x"),), weight=weight) for weight in (0.5, 1.0, 0.25))
    question = replace(asked(Kind.CLOZE, gaps=gaps, points=7.0), stem="{1} {2} {3}")

    found, lost = in_moodle(question)

    assert [gap.weight for gap in found.gaps] == [2, 4, 1]
    assert lost == []


def test_weights_that_no_small_whole_numbers_are_like_are_named() -> None:
    gaps = tuple(Gap(answers=(TextAnswer("x"),), weight=weight) for weight in (3.14159, 1.0))
    question = replace(asked(Kind.CLOZE, gaps=gaps, points=83.0), stem="{1} {2}")

    found, lost = in_moodle(question)

    assert [gap.weight for gap in found.gaps] == [63, 20]
    assert lost == ["question 1: counts its gaps in whole numbers"]


def test_the_points_of_one_gap_are_its_weight() -> None:
    question = asked(Kind.CLOZE, answers=(TextAnswer("x"),), points=3.0)

    found, lost = in_moodle(replace(question, stem="Type x: ______"))
    _, lost_without_blank = in_moodle(question)

    assert (found.stem.words, found.gaps[0].weight, lost) == ("Type x: [1]", 3, [])
    assert lost_without_blank == ["question 1: has its gap at the end of its text"]


def test_what_looks_like_a_gap_is_none() -> None:
    answers = (TextAnswer("}~=#%50%\\* &amp; {1:SA:=no}", why="~ # } {2:MC:=a~b}"),)
    question = asked(Kind.CLOZE, answers=answers)
    question = replace(
        question, stem="{1:SA:=no} {#1} _____", picture=Picture("{2:NM:=3}.png", "{3:SA:=no}")
    )

    found, _ = in_moodle(question, **{"{2:NM:=3}.png": PIXEL})

    assert found.stem.words == "{1:SA:=no} {#1} [1]"
    assert found.gaps[0].answers == [Answer(answers[0].text, 100, answers[0].why)]
    assert found.stem.images == [("{2:NM:=3}.png", "{3:SA:=no}")]


def test_numbers_beside_texts_are_typed_as_texts() -> None:
    answers = (NumberAnswer(12.5, 1.0), TextAnswer("a dozen"))

    found, lost = in_moodle(asked(Kind.SHORT_ANSWER, answers=answers))

    assert (found.type, [one.words for one in found.answers]) == (
        "shortanswer",
        ["12.5", "a dozen"],
    )
    assert lost == [
        "question 1: its numbers become texts, to be typed as they stand there",
    ]


def test_what_is_said_to_an_essay_goes_to_who_grades_it() -> None:
    question = asked(Kind.ESSAY, why="Full marks only with two reasons.")
    xml = write_moodle_xml(QuestionSet("", {question.topic: "T"}, (question,)), NOW).data.decode()

    assert '<generalfeedback format="html"><text></text></generalfeedback>' in xml
    assert "<graderinfo" in xml
    assert "Full marks only with two reasons." in xml[xml.index("<graderinfo") :]


def test_what_xml_cannot_hold_is_named() -> None:
    question = asked(Kind.DESCRIPTION, why="a\x01b\x0bc\ud800")
    question = replace(
        question,
        stem="one\rtwo ]]> three",
        picture=Picture("gone.png", "Gone"),
        id=FactId("x" * 101),
    )

    found, lost = in_moodle(question)

    assert (found.stem.words, found.feedback) == ("one\rtwo ]]> three", "a�b�c�")
    assert lost == [
        "question 1: loses its picture, which is not in the set",
        "question 1: loses its id, which is longer than 100 characters",
        "question 1: loses characters that XML cannot hold",
    ]


def test_losses_that_many_questions_share_are_told_once() -> None:
    question = asked(Kind.ORDERING, elements=("a", "b"))
    questions = tuple(replace(question, id=FactId(f"q{number}")) for number in range(1000))

    written = write_moodle_xml(QuestionSet("", {}, questions), NOW)

    assert [problem.message for problem in written.problems] == [
        "question 1: needs Moodle 4.4 or later, which can put things in order (and in 999 more)"
    ]


def test_a_question_without_a_title_is_named_by_how_it_begins() -> None:
    long = (
        "Which of the rivers that rise in the Alps\nflow into the Black Sea, the North Sea or none?"
    )

    found, _ = in_moodle(replace(asked(Kind.ESSAY), stem=long))

    assert found.name == (
        "Which of the rivers that rise in the Alps flow into the Black Sea, the North Sea…"
    )
