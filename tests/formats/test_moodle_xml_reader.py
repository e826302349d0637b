"""Moodle XML means here what it means in Moodle: each of its types of questions."""

import pytest
from moodle_xml_quiz import PAIR, PAIRS, answer, changed, only, question, read

from studyapp.core.bank import Kind
from studyapp.core.problems import Position, Severity
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)


def test_a_choice_of_one() -> None:
    inner = (
        "<single>true</single><shuffleanswers>true</shuffleanswers>"
        + answer(100, "Paris", "On the Seine.")
        + answer(0, "Rome")
        + "<generalfeedback><text>France</text></generalfeedback>"
        + "<defaultgrade>2.5000000</defaultgrade><idnumber>fr.1</idnumber>"
        + "<tags><tag><text>towns</text></tag><tag><text>easy</text></tag></tags>"
    )

    found = only(question("multichoice", inner, "<p>Which is the capital?</p>"))

    assert (found.kind, found.stem, found.title) == (
        Kind.SINGLE_CHOICE,
        "Which is the capital?",
        "Name",
    )
    assert found.options == (
        QuestionOption("Paris", True, "On the Seine."),
        QuestionOption("Rome", False),
    )
    assert (found.why, found.points, found.id, found.tags) == (
        "France",
        2.5,
        "fr.1",
        ("towns", "easy"),
    )
    assert found.shuffled


def test_a_choice_is_shuffled_only_where_the_file_says_so() -> None:
    answers = answer(100, "a") + answer(0, "b")

    assert not only(question("multichoice", answers)).shuffled
    assert only(question("multichoice", f"<shuffleanswers>1</shuffleanswers>{answers}")).shuffled


SEVERAL = [
    ((50, 50, -50), (None, None, None)),  # the rule of our multiple choice
    ((50, 50, 0), (0.5, 0.5, 0.0)),  # nothing is taken off
    ((33.33333, 33.33333, 33.33333), (None, None, None)),
    ((75, 25, -10), (0.75, 0.25, -0.1)),
]


@pytest.mark.parametrize(("percents", "shares"), SEVERAL)
def test_a_choice_of_several_keeps_what_each_answer_is_worth(
    percents: tuple[float, ...], shares: tuple[float | None, ...]
) -> None:
    answers = "".join(answer(percent, f"a{number}") for number, percent in enumerate(percents))

    found = only(question("multichoice", f"<single>false</single>{answers}"))

    assert found.kind is Kind.MULTIPLE_CHOICE
    assert tuple(option.share for option in found.options) == shares
    assert [option.correct for option in found.options] == [percent > 0 for percent in percents]


def test_shares_of_a_choice_of_one_are_kept() -> None:
    answers = answer(100, "a") + answer(50, "b") + answer("-33.33333", "c")

    found = only(question("multichoice", answers))

    assert [(one.correct, one.share) for one in found.options] == [
        (True, 1.0),
        (False, 0.5),
        (False, pytest.approx(-1 / 3)),
    ]


def test_what_is_said_to_right_and_wrong_answers_stands_with_the_options() -> None:
    inner = (
        answer(100, "a", "Own words.")
        + answer(0, "b")
        + "<correctfeedback><text>Well done.</text></correctfeedback>"
        + "<partiallycorrectfeedback><text>Half.</text></partiallycorrectfeedback>"
        + "<incorrectfeedback><text>Read page 5.</text></incorrectfeedback>"
    )

    found = only(question("multichoice", inner))

    assert [option.why for option in found.options] == ["Own words.\nWell done.", "Read page 5."]


def test_moodles_own_verdicts_are_no_feedback() -> None:
    inner = (
        answer(100, "a")
        + answer(0, "b")
        + "<correctfeedback><text>Your answer is correct.</text></correctfeedback>"
        + "<incorrectfeedback><text>Die Antwort ist falsch.</text></incorrectfeedback>"
    )

    assert [option.why for option in only(question("multichoice", inner)).options] == ["", ""]


TRUTHS = [
    (answer(100, "true", "Yes") + answer(0, "false"), (True, "Yes", "")),
    (answer(100, "false", "Yes") + answer(0, "true", "No"), (False, "No", "Yes")),
]


@pytest.mark.parametrize(("answers", "wanted"), TRUTHS)
def test_true_or_false(answers: str, wanted: tuple[bool, str, str]) -> None:
    found = only(question("truefalse", answers))

    true, false = found.options
    assert found.kind is Kind.TRUE_FALSE
    assert (true.text, false.text) == ("True", "False")
    assert (true.correct, true.why, false.why) == wanted
    assert true.correct is not false.correct


def test_old_true_or_false_goes_by_the_order_of_its_answers() -> None:
    found, told = changed(question("truefalse", answer(0, "Wahr") + answer(100, "Falsch")))

    assert [option.correct for option in found.options] == [False, True]
    assert told == ["the first answer is taken for “true”, as in old files (and so in 1 more)"]


def test_a_short_answer_with_wildcards_and_case() -> None:
    inner = (
        "<usecase>1</usecase>" + answer(100, " Vltava ") + answer(50, "*Elbe \\* &lt;b&gt;", "Near")
    )

    found = only(question("shortanswer", inner))

    assert (found.kind, found.exact_case) == (Kind.SHORT_ANSWER, True)
    assert found.answers == (TextAnswer("Vltava"), TextAnswer("*Elbe \\* <b>", 0.5, "Near"))


def test_numbers_with_tolerances() -> None:
    inner = (
        answer(100, "2,850.5", more="<tolerance>10</tolerance>")
        + answer(50, "1,5")
        + answer(0, "*", "Measure again.")
    )

    found = only(question("numerical", inner))

    assert (found.kind, found.answers) == (
        Kind.QUANTITY,
        (
            NumberAnswer(2850.5, 10.0),
            NumberAnswer(1.5, 0.0, 0.5),
            TextAnswer("*", 0.0, "Measure again."),
        ),
    )


def test_units_are_named_as_lost() -> None:
    units = "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>"

    _, told = changed(question("numerical", answer(100, "5") + units))

    assert told == ["“Name”: the units that may be typed with the number are left out: km"]


@pytest.mark.parametrize("kind", ["matching", "match", "ddmatch"])
def test_pairs_and_what_misleads(kind: str) -> None:
    found = only(question(kind, f"<shuffleanswers>false</shuffleanswers>{PAIRS}"))

    assert (found.kind, found.shuffled) == (Kind.MATCHING, False)
    assert found.pairs == (QuestionPair("London", "Thames"), QuestionPair("Cologne", "Rhine"))
    assert found.extra == ("Tiber",)


def test_right_sides_are_html_only_where_they_are_dragged() -> None:
    inner = PAIR.format("a", "&lt;i&gt;x&lt;/i&gt;") + PAIR.format("b", "y")

    assert only(question("match", inner)).pairs[0].right == "<i>x</i>"
    assert only(question("ddmatch", inner)).pairs[0].right == "*x*"


@pytest.mark.parametrize("kind", ["cloze", "multianswer"])
def test_gaps(kind: str) -> None:
    stem = (
        "<p>{1:SHORTANSWER_C:=Paris#Since Roman times.~%50%Lutetia} is {:NM:=777:10} km long "
        "and {2:MCVS:~North Sea#No~=<b>Channel</b>}.</p>"
    )

    found = only(question(kind, "", stem))

    assert (found.kind, found.marked, found.shuffled) == (Kind.CLOZE, True, True)
    assert found.stem == "{1} is {2} km long and {3}."
    assert found.gaps == (
        Gap(
            answers=(TextAnswer("Paris", why="Since Roman times."), TextAnswer("Lutetia", 0.5)),
            exact_case=True,
        ),
        Gap(answers=(NumberAnswer(777.0, 10.0),)),
        Gap(
            options=(
                QuestionOption("North Sea", False, "No"),
                QuestionOption("*Channel*", True),
            ),
            weight=2.0,
        ),
    )
    assert found.points == 4.0  # Moodle adds up the gaps


def test_one_gap_to_type_stays_a_gap() -> None:
    found = only(question("cloze", "", "The capital is {2:SA:=Paris~=Paname}."))

    assert (found.kind, found.stem, found.gaps) == (Kind.CLOZE, "The capital is _____.", ())
    assert found.answers == (TextAnswer("Paris"), TextAnswer("Paname"))
    assert found.points == 2.0


def test_options_of_gaps_stay_in_order_and_other_braces_become_round() -> None:
    found, told = changed(question("cloze", "", "It is {1:MC:=Paris~Rome}, see {3}."))

    assert (found.stem, found.shuffled) == ("It is {1}, see (3).", False)
    assert told == [
        "“Name”: numbers in curly brackets stand in round ones: curly ones mark the gaps"
    ]


def test_a_gap_with_several_right_answers_asks_for_one() -> None:
    found, told = changed(question("cloze", "", "It is {1:MR:=red~=green~blue}."))

    assert [(one.correct, one.share) for one in found.gaps[0].options] == [
        (True, 1.0),
        (True, 1.0),
        (False, 0.0),
    ]
    assert told == ["“Name”: gap 1 asks for one of its right answers, no longer for all"]


WORDS = (
    "<{0}><text>cat</text><group>1</group></{0}><{0}><text>sat</text><group>2</group></{0}>"
    "<{0}><text>dog</text><group>1</group></{0}><{0}><text>lay</text><group>2</group></{0}>"
    "<{0}><text>rug</text><group>3</group></{0}>"
)


@pytest.mark.parametrize(("kind", "tag"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_for_gaps(kind: str, tag: str) -> None:
    inner = f"<shuffleanswers>1</shuffleanswers>{WORDS.format(tag)}"

    found = only(question(kind, inner, "The [[3]] [[2]] with the [[1]]."))

    dog, cat = QuestionOption("dog", True), QuestionOption("cat", True)
    assert (found.kind, found.stem) == (Kind.CLOZE, "The {1} {2} with the {3}.")
    assert [gap.options for gap in found.gaps[::2]] == [
        (QuestionOption("cat", False), dog),
        (cat, QuestionOption("dog", False)),
    ]


def test_an_order() -> None:
    inner = "".join(answer(number, town) for number, town in enumerate(["Ulm", "Wien", "Pest"], 1))

    found = only(question("ordering", f"<selecttype>ALL</selecttype>{inner}"))

    assert (found.kind, found.elements) == (Kind.ORDERING, ("Ulm", "Wien", "Pest"))


def test_an_order_of_some_elements_asks_for_all() -> None:
    inner = "".join(answer(number, town) for number, town in enumerate(["Ulm", "Wien", "Pest"], 1))
    settings = (
        "<selecttype>RANDOM</selecttype><selectcount>2</selectcount>"
        "<gradingtype>ALL_OR_NOTHING</gradingtype>"
    )

    _, told = changed(question("ordering", settings + inner))

    assert told == [
        "“Name”: all 3 elements are asked for, not 2 of them",
        "an order that is partly right counts in part, not as nothing",
    ]


def test_essays_and_descriptions_are_not_graded() -> None:
    info = "<graderinfo><text>Water, trade.</text></graderinfo>"
    feedback = "<generalfeedback><text>See page 9.</text></generalfeedback>"

    essay = only(question("essay", feedback + info))
    text = only(question("description", "<defaultgrade>0</defaultgrade>"))

    assert (essay.kind, essay.why) == (Kind.ESSAY, "See page 9.\nWater, trade.")
    assert (text.kind, text.stem, text.points) == (Kind.DESCRIPTION, "Ask", 1.0)


def test_a_category_holds_for_what_follows() -> None:
    category = (
        '<question type="category"><category><text>$course$/top/Biology/Cells // tissue</text>'
        "</category></question>"
    )

    found = read(question("essay", "") + category + question("essay", "") + question("essay", ""))

    topics = found.questions.topics
    assert [topics[one.topic] for one in found.questions.questions] == [
        "Questions",
        "Biology / Cells / tissue",
        "Biology / Cells / tissue",
    ]


UNSUPPORTED = [
    "calculated", "calculatedsimple", "calculatedmulti", "stack", "ddimageortext", "ddmarker",
    "random", "randomsamatch", "coderunner",
]  # fmt: skip


@pytest.mark.parametrize("kind", UNSUPPORTED)
def test_types_that_cannot_be_read_are_named_and_the_rest_loads(kind: str) -> None:
    found = read(f"{question('essay', '')}\n  {question(kind, '')}\n{question('essay', '')}")

    (problem,) = found.problems
    assert len(found.questions.questions) == 2
    assert (problem.severity, problem.code, problem.position) == (
        Severity.ERROR,
        "unsupported-type",
        Position(4, 3),
    )
    assert problem.message == f"“Name” is of the type “{kind}”, which cannot be read"


def test_a_single_word_of_its_kind_is_chosen_from_all() -> None:
    found, told = changed(
        question("gapselect", WORDS.format("selectoption"), "The [[1]] on the [[5]].")
    )

    assert [option.text for option in found.gaps[1].options] == ["cat", "sat", "dog", "lay", "rug"]
    assert told == ["“Name”: gap 2 has a single word to choose; all words are offered"]


BAD = [
    (question("", ""), "“Name” has no type"),
    (question("multichoice", answer(0, "a") + answer(0, "b")), "“Name” has no right answer"),
    (
        question("multichoice", answer(100, "a")),
        "cannot be asked: a choice has at least two options",
    ),
    (question("truefalse", answer(0, "true")), "“Name” has no right answer"),
    (question("shortanswer", ""), "“Name” has no right answer"),
    (question("numerical", answer(100, "five")), "“Name” has “five” where a number is due"),
    (question("match", PAIR.format("a", "b")), "at least two left sides"),
    (question("ordering", answer(1, "a")), "at least two elements"),
    (question("cloze", "", "no gap"), "“Name” has no gap that could be read"),
    (question("cloze", "", "{1:SA:wrong}"), "cannot be asked: gap 1 has no right answer"),
    (question("cloze", "", "{1:NM:=five}"), "gap 1 has “five”, which is not a number"),
    (question("cloze", "", "{1:MC:=a~=a}"), "gap 1: two options are the same: “a”"),
    (question("cloze", "", "<svg>{1:MC:=a~b}</svg>"), "the stem has each of its gaps once ({1})"),
    (question("gapselect", "", "The [[1]]."), "“Name” names the word 1 in a gap"),
    (question("gapselect", WORDS.format("selectoption"), "The."), "“Name” has no gap"),
    ('<question type="essay"/>', "the question has no words"),
]


@pytest.mark.parametrize(("bad", "told"), BAD)
def test_what_cannot_be_asked_is_left_out_and_named(bad: str, told: str) -> None:
    found = read(f"{bad}{question('essay', '')}")

    (problem,) = found.problems
    assert len(found.questions.questions) == 1
    assert problem.severity is Severity.ERROR
    assert problem.position.line == 3
    assert told in problem.message
