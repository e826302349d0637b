"""GIFT files load as Moodle imports them, and what Moodle loses or guesses at is named."""

from io import BytesIO

import pytest

from studyapp.core.bank import Kind, Question
from studyapp.core.problems import Severity
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.formats.exchange import Imported
from studyapp.formats.gift.reader import is_gift, read_gift


def load(text: str | bytes) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    return read_gift(BytesIO(data), "quiz.gift", lambda done, total: None)


def only(text: str) -> Question:
    """The one question of a file that has nothing to complain of."""
    found = load(text)
    assert found.problems == ()
    (question,) = found.questions.questions
    return question


def told(text: str | bytes) -> list[str]:
    """The places and codes of the problems."""
    return [
        f"{each.position.line}:{each.position.column} {each.severity.value} {each.code}"
        for each in load(text).problems
    ]


def right(question: Question) -> list[str]:
    return [option.text for option in question.options if option.correct]


def test_a_choice_of_one_with_feedback_title_and_explanation() -> None:
    question = only(
        "::Danube 1:: Into which sea does it flow? {\n"
        "  =The Black Sea # By a delta.\n"
        "  ~The Baltic Sea\n"
        "  ####It rises in the Black Forest.\n}"
    )

    assert (question.kind, question.title) == (Kind.SINGLE_CHOICE, "Danube 1")
    assert question.stem == "Into which sea does it flow?"
    assert question.why == "It rises in the Black Forest."
    assert question.options == (
        QuestionOption("The Black Sea", True, "By a delta."),
        QuestionOption("The Baltic Sea", False),
    )


def test_without_an_equals_sign_several_are_chosen() -> None:
    question = only("Q{~%50%a ~%50%b ~c ~%-25%d}")

    assert question.kind is Kind.MULTIPLE_CHOICE
    assert right(question) == ["a", "b"]
    assert [option.share for option in question.options] == [0.5, 0.5, 0, -0.25]


def test_right_minus_wrong_is_our_own_rule_and_needs_no_shares() -> None:
    question = only("Q{~%50%a ~%50%b ~%-50%c}")

    assert [option.share for option in question.options] == [None, None, None]


def test_wrong_answers_that_cost_nothing_cost_nothing_here() -> None:
    assert [option.share for option in only("Q{~%100%a ~b}").options] == [1, 0]


@pytest.mark.parametrize("weights", [(33, 33, 34), (33.3, 33.3, 33.4), (33.33333,) * 3])
def test_thirds_are_thirds_however_they_were_rounded(weights: tuple[float, ...]) -> None:
    (question,) = load(
        "Q{"
        + "".join(f"~%{weight}%{weight}x{place}" for place, weight in enumerate(weights))
        + "~no}"
    ).questions.questions

    assert [option.share for option in question.options] == [1 / 3, 1 / 3, 1 / 3, 0]


@pytest.mark.parametrize(
    ("word", "true"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)]
)
def test_true_and_false(word: str, true: bool) -> None:
    question = only(f"Ulm lies on it. {{{word}#You were wrong.#You were right.####All}}")

    said = ("You were right.", "You were wrong.")
    assert question.kind is Kind.TRUE_FALSE
    assert question.options == (
        QuestionOption("True", true, said[not true]),
        QuestionOption("False", not true, said[true]),
    )
    assert question.why == "All"


def test_short_answers_with_weights_and_wildcards() -> None:
    question = only(r"Which river? {=Vltava#Czech =%50%*Elbe*#Nearly =%25%5\*}")

    assert question.kind is Kind.SHORT_ANSWER
    assert question.answers == (
        TextAnswer("Vltava", why="Czech"),
        TextAnswer("*Elbe*", 0.5, "Nearly"),
        TextAnswer(r"5\*", 0.25),
    )


def test_a_gap_in_the_sentence_is_a_cloze() -> None:
    question = only("Vienna lies on the {=Danube =Donau}, not on the Rhine.")

    assert question.kind is Kind.CLOZE
    assert question.stem == "Vienna lies on the _____, not on the Rhine."
    assert question.answers == (TextAnswer("Danube"), TextAnswer("Donau"))


def test_a_gap_to_choose_for_is_a_choice() -> None:
    question = only("Vienna lies on the {=Danube ~Rhine} .")

    assert (question.kind, question.stem) == (Kind.SINGLE_CHOICE, "Vienna lies on the _____ .")


@pytest.mark.parametrize(
    ("written", "number", "tolerance"),
    [
        ("3", 3, 0),
        ("-3.5:0.5", -3.5, 0.5),
        ("1..5", 3, 2),
        ("3.141..3.142", 3.1415, 0.0005),
        ("=1e3:1", 1000, 1),
        ("\t=%100%7:0", 7, 0),
    ],
)
def test_numbers(written: str, number: float, tolerance: float) -> None:
    question = only(f"How many? {{#{written}}}")

    assert question.kind is Kind.QUANTITY
    assert question.answers == (NumberAnswer(number, tolerance),)


def test_several_numbers_with_weights_and_feedback_for_all_others() -> None:
    question = only("When? {#\n=1822:0#Yes\n=%50%1822:2#Near\n~#No, later}")

    assert question.answers == (
        NumberAnswer(1822, 0, 1, "Yes"),
        NumberAnswer(1822, 2, 0.5, "Near"),
        TextAnswer("*", 0, "No, later"),
    )


def test_a_comma_in_a_number_is_read_as_where_it_is_typed() -> None:
    found = load("Q {#1,234.5}\n\nQ {#3,5}")

    assert [q.answers for q in found.questions.questions] == [
        (NumberAnswer(1234.5),),
        (NumberAnswer(3.5),),
    ]
    assert [problem.code for problem in found.problems] == ["comma", "comma"]


def test_pairs_and_a_right_side_too_many() -> None:
    question = only("Match. {\n=London -> The Thames\n=Basel -> The Rhine\n= -> The Tiber\n}")

    assert question.kind is Kind.MATCHING
    assert question.pairs == (
        QuestionPair("London", "The Thames"),
        QuestionPair("Basel", "The Rhine"),
    )
    assert question.extra == ("The Tiber",)


def test_items_of_moodle_4_4_to_put_in_order() -> None:
    question = only(
        "Order. {>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none\nUlm\nVienna = Wien\nBudapest\n}"
    )

    assert question.kind is Kind.ORDERING
    assert question.elements == ("Ulm", "Vienna = Wien", "Budapest")


def test_essay_and_description() -> None:
    essay = only("Why? {####Because.}")
    description = only("Read this first.")

    assert (essay.kind, essay.stem, essay.why) == (Kind.ESSAY, "Why?", "Because.")
    assert only("Why? { }").kind is Kind.ESSAY
    assert (description.kind, description.stem) == (Kind.DESCRIPTION, "Read this first.")


def test_categories_hold_for_what_follows() -> None:
    found = load(
        "A {=a ~b}\n\n$CATEGORY: $course$/top/Biology/Cells//Tissue\n\nB {=a ~b}\n\n"
        "$CATEGORY: Rivers: {old}\n\nC {=a ~b}"
    )

    names = [found.questions.topics[q.topic] for q in found.questions.questions]
    assert names == ["Questions", "Biology / Cells/Tissue", "Rivers: {old}"]
    assert found.problems == ()


def test_ids_and_tags_stand_in_comments() -> None:
    question = only(
        "// [id:danube-1] of chapter 2\n// [tag:easy] [tag:two words] [tag:a[0\\]]\nQ {T}"
    )

    assert question.id == "danube-1"
    assert question.tags == ("easy", "two words", "a[0]")


def test_comments_anywhere_are_no_part_of_a_question() -> None:
    question = only("// A comment: {~} =\nQ {\n// [wrong]\n  =a\n  // { more\n  ~b\n}")

    assert (question.stem, right(question)) == ("Q", ["a"])


def test_escapes() -> None:
    question = only(r"::a\:\:b:: 1 \= 2 \{x\} \#\~ \\ \n C\:\\dir \q {=x\=y#\#1 ~z}")

    assert question.title == "a::b"
    assert question.stem == "1 = 2 {x} #~ \\ \n C:\\dir \\q"
    assert question.options[0] == QuestionOption("x=y", True, "#1")


def test_two_backslashes_are_one_and_escape_nothing() -> None:
    assert right(only(r"Q {=a\\~b}")) == ["a\\"]
    assert told(r"Q {=a ~b\\} {=c}") == ["1:12 warning more-braces"]


def test_html_markdown_and_plain_texts() -> None:
    html, guessed, markdown, plain, mixed = load(
        "[html]<p>H<sub>2</sub>O</p> {=[plain]<i> ~b}\n\nH<sub>2</sub>O &amp; 5 * 3 {T}\n\n"
        "[markdown]**Not** this {T}\n\n[plain]H<sub>2</sub> &amp; {T}\n\nQ {=[html]<b>a</b> ~5*}"
    ).questions.questions

    assert (html.stem, html.options[0].text) == ("H~2~O", "<i>")
    assert guessed.stem == "H~2~O & 5 \\* 3"
    assert markdown.stem == "*Not* this"
    assert (plain.stem, plain.marked) == ("H<sub>2</sub> &amp;", False)
    assert [option.text for option in mixed.options] == ["*a*", "5\\*"]


@pytest.mark.parametrize(
    ("text", "stem", "marked"),
    [
        ("[plain]<b>5 * 3</b> ~ 15? {T}", "<b>5 * 3</b> ~ 15?", False),  # no mark after all
        ("[html]<p>5 * 3 <b> </b></p> {T}", "5 * 3", False),
        ('[html]<span style="font-weight: bold">5</span> * 3 {T}', r"*5* \* 3", True),
    ],
)
def test_signs_are_escaped_only_where_there_are_marks(text: str, stem: str, marked: bool) -> None:
    question = only(text)

    assert (question.stem, question.marked) == (stem, marked)


def test_a_title_below_a_closing_brace_begins_a_question_with_a_warning() -> None:
    found = load("// first\n::Year::When?{#1945:0}\n::Pi::What is\nit?{#3.14:0.01}\n::T::So?{T}")

    assert [question.title for question in found.questions.questions] == ["Year", "Pi", "T"]
    assert [(each.position.line, each.code) for each in found.problems] == [
        *((3, "title-not-parted"), (5, "title-not-parted"))
    ]


def test_answers_that_differ_in_their_marks_alone_are_two() -> None:
    question = only("Square? {=x<sup>2</sup> ~x2 ~x<sub>2</sub>}")

    assert [option.text for option in question.options] == ["x^2^", "x2", "x~2~"]


def test_brackets_and_less_than_signs_are_words_where_they_mean_nothing() -> None:
    question = only("[a] 3 < 4 & 5>4 <3 [html] {=[b] ~c}")

    assert (question.stem, right(question)) == ("[a] 3 < 4 & 5>4 <3 [html]", ["[b]"])


def test_answers_embedded_in_the_text_are_a_cloze_with_a_warning() -> None:
    found = load(
        r"::C::[html]<b>{1:SA:=Paris#Yes~%50%paris}</b> lies on the {2:MC:=Seine~Rhine\=Rhin},"
        "\n{:NUMERICAL:=777:10} km {5} long."
    )
    (question,) = found.questions.questions

    assert (question.kind, question.title, question.marked) == (Kind.CLOZE, "C", True)
    assert question.stem == "*{1}* lies on the {2}, {3} km (5) long."
    assert question.gaps == (
        Gap(answers=(TextAnswer("Paris", why="Yes"), TextAnswer("paris", 0.5))),
        Gap(
            options=(QuestionOption("Seine", True), QuestionOption("Rhine=Rhin", False)),
            weight=2,
        ),
        Gap(answers=(NumberAnswer(777, 10),)),
    )
    assert [problem.code for problem in found.problems] == ["gap-changed", "embedded-answers"]


def test_percent_signs_that_are_no_weights_are_words() -> None:
    assert [option.text for option in only("Q {=50 % ~%x ~%50 ~}").options] == ["50 %", "%x", "%50"]


def test_other_encodings() -> None:
    text = "Où? {=à Paris ~“là”}"

    assert load(text.encode()).problems == ()
    assert load(text.encode("utf-8-sig")).questions == load(text).questions
    assert load(text.encode("utf-16")).questions == load(text).questions
    found = load(text.encode("cp1252"))
    assert found.questions == load(text).questions
    assert [(each.severity, each.code) for each in found.problems] == [
        (Severity.WARNING, "encoding")
    ]


def test_line_ends_of_windows() -> None:
    assert (
        load("A {\r\n=a\r\n~b\r\n}\r\n\r\nB {T}\r\n").questions
        == load("A {\n=a\n~b\n}\n\nB {T}").questions
    )


@pytest.mark.parametrize(
    ("name", "head", "is_so"),
    [
        ("quiz.gift", b"anything", True),
        ("quiz.txt", b"Q {=a ~b}", True),
        ("quiz.txt", b"Q {\r\n\t~a\r\n\t=b}", True),
        ("quiz.txt", b"Q { TRUE }", True),
        ("quiz.txt", b"Q {1:SA:=x}", True),
        ("quiz.txt", b"x\n$CATEGORY: a", True),
        ("quiz.txt", "Q {=a ~b}".encode("utf-16"), True),
        ("quiz.txt", b"Q\nA) a\nB) b\nANSWER: A", False),
        ("quiz.txt", b"front\tback {{c1::gap}}", False),
        ("quiz.csv", b"Q {=a ~b}", False),
    ],
)
def test_gift_is_told_by_its_braces(name: str, head: bytes, is_so: bool) -> None:
    assert is_gift(name, head) is is_so
