"""text2qti: quizzes in plain text, read and written."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from growth import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st
from stopping import Stopped
from strategies import damaged

from studyapp.core.bank import Kind, Question
from studyapp.core.problems import Position
from studyapp.core.questions import NumberAnswer, QuestionOption, TextAnswer
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.text2qti.reader import is_text2qti, read_text2qti

GOLDEN = Path(__file__).parent.parent / "data/formats/sample.text2qti.md"


def read(data: bytes | str) -> Imported:
    encoded = data.encode() if isinstance(data, str) else data
    return read_text2qti(io.BytesIO(encoded), "quiz.md", lambda done, total: None)


def questions(data: str) -> tuple[Question, ...]:
    found = read(data)
    assert found.problems == ()
    return found.questions.questions


def told(found: Imported) -> list[tuple[int, str]]:
    return [(problem.position.line, problem.code) for problem in found.problems]


def refused(data: bytes | str) -> tuple[str, Position]:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.problem.code, caught.value.problem.position


CHOICE = """\
1.  What is 2+3?
*a) 5
b)  6
"""


def test_a_choice_has_a_title_points_and_feedback() -> None:
    found = read("""\
Quiz title: Adding up

Title: Small
Points: 1.5
1.  What is
    2+3?
... Count on your fingers.
+   Well done.
-   Look again.
a)  6
... One too many.
*b) 5
""")

    [question] = found.questions.questions
    assert (found.questions.title, question.title, question.points) == ("Adding up", "Small", 1.5)
    assert (question.kind, question.stem) == (Kind.SINGLE_CHOICE, "What is 2+3?")
    assert question.why == "Count on your fingers."
    assert question.options == (
        QuestionOption("6", False, "One too many.\nLook again."),
        QuestionOption("5", True, "Well done."),
    )


def test_options_keep_their_order_unless_the_quiz_shuffles_them() -> None:
    assert [question.shuffled for question in questions(CHOICE)] == [False]
    assert [each.shuffled for each in questions(f"shuffle answers: true\n{CHOICE}")] == [True]


def test_several_answers_are_marked_in_brackets() -> None:
    [question] = questions("1. Which?\n[*] a\n[ ] b\n[] c\n[*] d\n")

    assert question.kind is Kind.MULTIPLE_CHOICE
    assert [option.correct for option in question.options] == [True, False, False, True]


def test_what_is_said_to_right_answers_of_several_is_said_to_all() -> None:
    found = read("1. Which?\n+ Yes.\n- No.\n[*] a\n[ ] b\n")

    assert found.questions.questions[0].why == "Yes.\nNo."
    assert told(found) == [(1, "feedback-to-all")]


def test_true_and_false_are_no_choice() -> None:
    [question] = questions("1.  Ulm lies on the Danube.\n*a) True\nb)  False\n")

    assert question.kind is Kind.TRUE_FALSE


def test_typed_answers_are_taken_to_the_letter() -> None:
    [question] = questions(
        "1. Which planet?\n- Larger!\n*   Jupiter\n... The largest.\n*   5 * 1\n"
    )

    assert question.kind is Kind.SHORT_ANSWER
    assert question.answers == (
        TextAnswer("Jupiter", why="The largest."),
        TextAnswer("5 \\* 1"),
        TextAnswer("*", 0.0, "Larger!"),
    )


@pytest.mark.parametrize(
    ("text", "number", "tolerance"),
    [
        ("5", 5.0, 0.0),
        ("1_000", 1000.0, 0.0),
        ("1.5 +- 0.1", 1.5, 0.1),
        ("-2e3 +- 2%", -2000.0, 40.0),
        ("[1.1, 2.3]", 1.7, 0.6),
        ("1.4142", 1.4142, 0.0),
    ],
)
def test_numbers_have_margins_and_ranges(text: str, number: float, tolerance: float) -> None:
    [question] = questions(f"1. How many?\n+ Yes.\n=   {text}\n")

    assert question.kind is Kind.QUANTITY
    assert question.answers == (NumberAnswer(number, tolerance, why="Yes."),)


def test_essays_and_texts_are_read_and_files_are_not_asked_for() -> None:
    found = read("""\
Text title: Part one
Text: Now *rivers*.

1.  Write on rivers.
... Water, trade.
____

2.  Send a picture.
^^^^
""")

    text, essay = found.questions.questions
    assert (text.kind, text.title, text.stem) == (Kind.DESCRIPTION, "Part one", "Now *rivers*.")
    assert (essay.kind, essay.why) == (Kind.ESSAY, "Water, trade.")
    assert [str(problem) for problem in found.problems] == [
        "quiz.md:8:1: error left-out this question is left out: "
        "it asks for a file, which cannot be graded here"
    ]


def test_groups_give_points_and_are_named_as_they_pick_questions() -> None:
    found = read(f"GROUP\npick: 1\npoints per question: 2\n\n{CHOICE}\nEND_GROUP\n{CHOICE}")

    assert [question.points for question in found.questions.questions] == [2.0, 1.0]
    assert told(found) == [(1, "group"), (2, "setting-left-out")]


def test_comments_are_not_read() -> None:
    text = f"% a comment\nCOMMENT\n1. No question\nEND_COMMENT\n{CHOICE}% the end\n"

    assert len(questions(text)) == 1


def test_markdown_is_read_and_formulas_stay_in_latex() -> None:
    found = read("""\
1.  Which is *the* `x_1` of $a_1*b_2*c$,
    and what costs \\$5?

    - this
    - **that**

    ```
    if a:
        b_c_d
    ```
*a) $F = ma$
b)  <sub>2</sub> ![a picture](x.png)
""")

    [question] = found.questions.questions
    assert question.stem == (
        "Which is *the* x_1 of $a_1\\*b_2\\*c$, and what costs $5?\n\n• this\n• *that*\n\n"
        "if a:\n    b_c_d"
    )
    assert [option.text for option in question.options] == ["$F = ma$", "~2~"]
    assert [problem.message for problem in found.problems] == [
        "left out: the picture “x.png”",
        "a formula is kept as it was typed, in LaTeX",
    ]


def test_code_is_never_run_and_its_questions_are_named(tmp_path: Path) -> None:
    harm = tmp_path / "harm"
    code = f"```{{.python .run}}\nopen('{harm}', 'w')\nprint('1. A?')\n```\n"

    inner = code.replace("\n", "\n    ").strip()
    second = f"2. Which?\n{code}a) x\n*b) y\n"
    third = f"3. Why?\n\n    {inner}\n____\n"
    found = read(f"{CHOICE}\n{code}\n{second}\n{third}{CHOICE}")

    assert not harm.exists()
    assert [question.stem for question in found.questions.questions] == ["What is 2+3?"] * 2
    assert told(found) == [
        (5, "code-block"),
        (10, "left-out"),
        (18, "left-out"),
    ]


def test_bad_questions_are_named_by_their_lines_and_the_rest_is_read() -> None:
    found = read("""\
a)  belongs to nothing
1.  No answer
2.  One answer
*a) x
3.  None is right
a)  x
b)  y
4.  No number
=   many
5.  Mixed
*a) x
*   y
words
6.  Right
*a) x
*b) y
""")

    assert [question.stem for question in found.questions.questions] == ["Right"]
    assert told(found) == [
        (1, "no-question"),
        (2, "left-out"),
        (3, "left-out"),
        (5, "left-out"),
        (8, "left-out"),
        (10, "left-out"),
        (13, "stray-line"),
        (14, "several-right"),
    ]


def test_what_the_program_refuses_for_a_space_is_read_and_named() -> None:
    found = read("1.  What is\n2+3?\n*a)5\nb)  6\n=\n")

    assert found.questions.questions == ()
    found = read("1.  What is\n2+3?\n*a)5\nb)  6\n")
    assert found.questions.questions[0].stem == "What is 2+3?"
    assert told(found) == [(2, "not-indented"), (3, "no-space")]


def test_an_end_that_never_comes_is_named() -> None:
    assert told(read(f"{CHOICE}COMMENT\n{CHOICE}")) == [(4, "comment-never-ends")]
    assert told(read(f"{CHOICE}```{{.sh .run}}\n{CHOICE}")) == [
        (4, "code-never-ends"),
        (4, "code-block"),
    ]


def test_what_is_no_quiz_is_refused() -> None:
    assert refused(b"") == ("empty", Position())
    assert refused("just words\n") == ("no-questions", Position())
    assert refused(b"1. a\n\x00") == ("not-text", Position(2))
    assert refused(b"1. a\n\x81\x8d") == ("encoding", Position(2))
    assert told(read("1. Öl?\n____\n".encode("cp1252"))) == [(1, "encoding")]


def test_progress_is_told_and_may_cancel() -> None:
    heard: list[tuple[int, int]] = []
    read_text2qti(io.BytesIO(CHOICE.encode() * 400), "f", lambda *done: heard.append(done))

    assert heard == [(0, 1201), (500, 1201), (1000, 1201), (1201, 1201)]

    def cancel(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        read_text2qti(io.BytesIO(CHOICE.encode()), "f", cancel)


WHOLE = b"Quiz title: x\nGROUP\npick: 1\nEND_GROUP\n" + GOLDEN.read_bytes()


@given(damaged(WHOLE))
@settings(max_examples=100, deadline=None)
def test_a_damaged_quiz_is_read_or_refused_and_nothing_else(data: bytes) -> None:
    with suppress(Refused):
        found = read(data)
        assert found.questions.questions or found.problems


SIGNS = "1. |a) |*a) |[*] |[ ] |* |= |5 +- 1|... |+ |- |____|^^^^|Title: |Points: |Text: |GROUP"
SIGNS += "|END_GROUP|pick: |```|```{.sh .run}|COMMENT|END_COMMENT|% |    |x|$y$|**z**|\t|"


@given(st.lists(st.sampled_from(SIGNS.split("|")) | st.just("\n"), max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(Refused):
        read(text)


@pytest.mark.parametrize("sign", ["$a", "`", "\\num{", "*", "[", "{", "<", "```\n", "_a", "    \n"])
def test_no_text_takes_long(sign: str) -> None:
    def work(size: int) -> None:
        with suppress(Refused):
            read("1. " + sign * size + "\n____\n")

    assert grows_evenly(work, 5_000)


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("quiz.md", b"Quiz title: x\n", True),
        ("quiz.txt", CHOICE.encode(), True),
        ("quiz.txt", b"1.  Why?\r\n____\r\n", True),
        ("quiz.txt", b"1.  How many?\n    Really?\n= 5\n", True),
        ("quiz.txt", b"1. What?\nA) x\nB) y\nANSWER: A\n", False),
        ("quiz.txt", b"::q:: What {=a ~b}\n", False),
        ("notes.md", b"# Notes\n1. one\n2. two\n", False),
        ("quiz.csv", b"Quiz title: x\n", False),
    ],
)
def test_quizzes_are_known_by_their_signs(name: str, head: bytes, known: bool) -> None:
    assert is_text2qti(name, head) is known
