"""What Moodle loses, refuses or guesses at in GIFT files is named, with its place."""

from io import BytesIO

import pytest

from studyapp.core.bank import Kind
from studyapp.core.questions import QuestionOption
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.gift.reader import read_gift


def load(text: str | bytes) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    return read_gift(BytesIO(data), "quiz.gift", lambda done, total: None)


def told(text: str | bytes) -> list[str]:
    """The places and codes of the problems."""
    return [
        f"{each.position.line}:{each.position.column} {each.severity.value} {each.code}"
        for each in load(text).problems
    ]


def test_each_equals_sign_begins_a_right_answer() -> None:
    """Moodle gives all points for either, so each has a share of 1."""
    found = load("Q{=a =b ~c}")
    (question,) = found.questions.questions

    assert question.kind is Kind.SINGLE_CHOICE
    assert [option.share for option in question.options] == [1, 1, 0]
    assert [problem.code for problem in found.problems] == ["several-right"]


def test_weights_that_moodle_would_skip_the_question_for_are_kept_with_a_warning() -> None:
    found = load("Q{\n~%55%a\n~%45%b\n~c}")

    assert [option.share for option in found.questions.questions[0].options] == [0.55, 0.45, 0]
    assert [(each.code, each.position.line) for each in found.problems] == [("unknown-weight", 2)]
    assert "55 %" in found.problems[0].message
    assert "1 more" in found.problems[0].message


def test_true_in_small_letters_is_typed_as_in_moodle() -> None:
    found = load("Q {true}")

    assert found.questions.questions[0].kind is Kind.SHORT_ANSWER
    assert [problem.code for problem in found.problems] == ["not-true-false"]


def test_words_in_place_of_a_number_are_an_error_and_the_rest_loads() -> None:
    found = load("One {=a ~b}\n\n  Two {#abc}\n\nThree {=a ~b}")

    assert [q.stem for q in found.questions.questions] == ["One", "Three"]
    assert [str(problem) for problem in found.problems] == [
        "quiz.gift:3:9: error not-a-number “abc” is not a number"
    ]


def test_a_category_without_a_blank_line_loses_no_question_here() -> None:
    found = load("$CATEGORY: Rivers\nA {=a ~b}")

    assert found.questions.topics[found.questions.questions[0].topic] == "Rivers"
    assert [(each.code, each.position.line) for each in found.problems] == [
        ("category-not-parted", 1)
    ]


def test_an_id_that_stands_twice_is_told_apart() -> None:
    found = load("// [id:x]\nA {T}\n\n// [id:x]\nB {T}\n\n// [id:ä ö]\nC {T}")

    assert [q.id for q in found.questions.questions] == ["x", "x-2", "a-o"]
    assert [problem.code for problem in found.problems] == ["id-changed", "id-changed"]


def test_answers_that_stand_twice_are_one() -> None:
    found = load("Q {~a#no =a#yes ~b}\n\nQ {=a -> 1 =b -> 2 =a -> 1}")

    assert found.questions.questions[0].options == (
        QuestionOption("a", True, "yes"),
        QuestionOption("b", False),
    )
    assert len(found.questions.questions[1].pairs) == 2
    assert [str(problem)[10:] for problem in found.problems] == [
        "1:10: warning repeated-answer the answer “a” stands there twice; the better one is kept",
        "3:20: warning repeated-answer “a -> 1” stands there twice",
    ]


def test_a_title_stands_for_a_text_that_is_missing() -> None:
    found = load("::Which?:: {=a ~b}\n\n{=a ~b}")

    assert [q.stem for q in found.questions.questions] == ["Which?"]
    assert told("::Which?:: {=a ~b}\n\n{=a ~b}") == ["1:11 warning no-text", "3:1 error no-text"]


def test_pictures_and_scripts_are_named_as_dropped() -> None:
    found = load('Q <img src="a.png"> <script>x</script> {T}')

    assert [problem.code for problem in found.problems] == ["dropped"]
    assert "a.png" in found.problems[0].message
    assert "a script" in found.problems[0].message


def test_an_embedded_answer_that_cannot_be_asked_is_an_error() -> None:
    assert told("In {1:MC:~a~b} x.\n\nQ {T}") == ["1:4 error bad-gap"]


def test_blank_lines_cut_a_question_in_two_as_in_moodle() -> None:
    found = load("A {\n=a\n\n~b\n}\n\nB {=a ~b}")

    assert [q.stem for q in found.questions.questions] == ["B"]
    assert [(each.code, each.position.line) for each in found.problems] == [("cut-in-two", 1)]


def test_a_line_with_nothing_but_0_is_a_blank_one() -> None:
    found = load("Which is 0? {=\n0\n~1}\n\nB {T}")

    assert [q.stem for q in found.questions.questions] == ["B"]
    assert [(each.code, each.position.line) for each in found.problems] == [
        ("cut-in-two", 1),
        ("lone-nought", 2),
    ]


def test_a_brace_that_is_never_closed_costs_one_question() -> None:
    found = load("A {=a ~b\n\nSome words.\n\nB {=a ~b}")

    assert [q.stem for q in found.questions.questions] == ["Some words.", "B"]
    assert [str(problem) for problem in found.problems] == [
        "quiz.gift:1:3: error not-closed there is no “}” to this “{”"
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Q } {=a ~b}", "1:3 error not-opened"),
        ("Q {=a =b -> c}", "1:4 error no-arrow"),
        ("Q {=a -> b}", "1:4 error too-few-answers"),
        ("Q {~a}", "1:4 error too-few-answers"),
        ("Q {~a ~b}", "1:4 error no-right-answer"),
        ("Q {= ~%50%a ~b}", "1:4 error no-right-answer"),
        ("Q {>2 ALL\nx}", "1:4 error too-few-answers"),
        ("Q {=a -> b =a -> c}", "1:12 error repeated-answer"),
        ("Q {>2\na\na}", "1:4 error repeated-answer"),
        ("In {1:MC:=a~a~b} x.", "1:4 warning repeated-answer"),
        ("In {1:MC:=a~a} x.", "1:4 error bad-gap"),
        ("Q {#}", "1:4 error no-right-answer"),
        ("Q {=%0%x}", "1:4 error no-right-answer"),
        ("Q {a=1 ~b}", "1:4 warning unmarked-answer"),
        ("Q {T} x {=a}", "1:6 warning more-braces"),
        ("Q {=a#see x.org?y=1 ~b}", "1:18 warning equals-sign"),
        ("Q {#5..1}", "1:5 warning range-downwards"),
        ("Q {#5:-1}", "1:5 warning negative-tolerance"),
        ("::Q {=a ~b}", "1:1 warning title-not-closed"),
        ("Q {=%50%a ~b}", "1:4 warning weight-ignored"),
        ("Q {=%50%a}", "1:4 warning weights-add-up"),
        ("Q {~%50%a ~b}", "1:4 warning weights-add-up"),
        ("Q {x ~%100%b}", "1:4 warning unmarked-answer"),
        ("Q {~%--50%a ~%100%b}", "1:4 warning unknown-weight"),
        ("// [id:x]\n\nQ {T}", "1:1 warning id-without-question"),
    ],
)
def test_what_moodle_refuses_or_guesses_at_has_its_place(text: str, place: str) -> None:
    assert place in told(text)


def test_columns_count_what_was_typed() -> None:
    assert told("\n\n    a \\: b \\= {=x\n\t\t~#y ~z}") == ["4:3 warning empty-answer"]


@pytest.mark.parametrize("data", [b"", b"// only comments\n\n", b"\x00\x01\x02", b"\x81\x8d\xff"])
def test_a_file_without_questions_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        load(data)
