"""What stands on a printed quiz, its key and its explanations."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import asked, bank_of, key_of, options_of, plain, rows_of, shipped_bank, stems
from sample import SAMPLE

from studyapp.authoring.paper import (
    Blank,
    Options,
    PaperPlan,
    make_paper,
)
from studyapp.authoring.selection import Origin
from studyapp.core.bank import Bank, FactId, Kind, Question, TopicId
from studyapp.core.marked import EMPHASIS, LOWERED, RAISED, Run
from studyapp.core.questions import QuestionOption

HAND = PaperPlan(Origin.WRITTEN, versions=3, seed=5)
GENERATED = PaperPlan(Origin.GENERATED, count=20, versions=3, seed=7)


@pytest.fixture(scope="module")
def rivers() -> Bank:
    """Every kind of question that is written by hand."""
    return bank_of(*SAMPLE.questions)


@pytest.fixture(scope="module")
def kursk() -> Bank:
    return shipped_bank("kursk")


def test_the_same_plan_makes_the_same_paper(kursk: Bank) -> None:
    assert make_paper(kursk, GENERATED) == make_paper(kursk, GENERATED)


def test_another_seed_makes_another_paper(kursk: Bank) -> None:
    first = make_paper(kursk, PaperPlan(count=20, seed=1))
    second = make_paper(kursk, PaperPlan(count=20, seed=2))

    assert set(stems(first.versions[0])) != set(stems(second.versions[0]))


@pytest.mark.parametrize("plan", [HAND, GENERATED])
def test_versions_ask_the_same_in_another_order(plan: PaperPlan, request) -> None:
    bank = request.getfixturevalue("rivers" if plan is HAND else "kursk")
    first, second, third = make_paper(bank, plan).versions

    assert [first.letter, second.letter, third.letter] == ["A", "B", "C"]
    assert sorted(stems(first)) == sorted(stems(second)) == sorted(stems(third))
    assert stems(first) != stems(second) != stems(third)


def test_a_version_is_the_same_however_many_there_are(kursk: Bank) -> None:
    few = make_paper(kursk, PaperPlan(count=10, versions=3, seed=4))
    many = make_paper(kursk, PaperPlan(count=10, versions=26, seed=4))

    assert few.versions == many.versions[:3]
    assert many.versions[-1].letter == "Z"


def test_questions_are_numbered_and_counted_with_their_points(rivers: Bank) -> None:
    paper = make_paper(rivers, HAND)

    assert paper.count == 14
    assert paper.points == 15  # one of the questions is worth two
    for version in paper.versions:
        numbers = [each.number for each in version.questions if each.kind is not Kind.DESCRIPTION]
        assert numbers == list(range(1, 15))


@given(st.integers(0, 10**9))
@settings(max_examples=15, deadline=None)
def test_the_key_tells_what_was_written_as_right(seed: int) -> None:
    paper = make_paper(bank_of(*SAMPLE.questions), PaperPlan(Origin.WRITTEN, seed=seed, versions=2))

    for version in paper.versions:
        sea = asked(version, "Into which sea")
        letters = dict(zip("ABC", options_of(sea), strict=True))
        assert letters[key_of(sea)[""]] == "The Black Sea"
        river = {
            row.text: row.answer
            for row in rows_of(asked(version, "Which river flows through which"))
        }
        assert river == {"London": "The Thames", "Cologne": "The Rhine", "Basel": "The Rhine"}
        country = [(row.answer, row.text) for row in rows_of(asked(version, "In which country"))]
        assert sorted(country) == [
            ("Austria", "Linz"),
            ("Austria", "Vienna"),
            ("Germany", "Cologne"),
            ("Germany", "Ulm"),
        ]
        place = {row.text: row.answer for row in rows_of(asked(version, "Put these towns"))}
        assert place == {"Ulm": "1", "Vienna": "2", "Budapest": "3", "Belgrade": "4"}


@pytest.mark.parametrize("seed", range(4))
def test_the_key_of_generated_questions_is_the_option_called_right(kursk: Bank, seed: int) -> None:
    paper = make_paper(kursk, PaperPlan(Origin.GENERATED, count=40, versions=2, seed=seed))

    for version in paper.versions:
        for question in version.questions:
            if isinstance(question.parts[0], Options):
                right = [each.letter for each in question.solution.remarks if each.right]
                assert key_of(question) == {"": ", ".join(right)}
                remarks = [plain(each.words) for each in question.solution.remarks]
                assert remarks == options_of(question)


def test_what_is_to_be_ordered_never_stands_in_order(rivers: Bank) -> None:
    for version in make_paper(rivers, PaperPlan(Origin.WRITTEN, versions=26)).versions:
        towns = [row.text for row in rows_of(asked(version, "Put these towns"))]

        assert towns != ["Ulm", "Vienna", "Budapest", "Belgrade"]


def test_options_are_shuffled_but_where_their_author_forbids_it(rivers: Bank) -> None:
    versions = make_paper(rivers, PaperPlan(Origin.WRITTEN, versions=12)).versions
    seas = {tuple(options_of(asked(each, "Into which sea"))) for each in versions}
    capitals = {tuple(options_of(asked(each, "Which of these capitals"))) for each in versions}
    bridge = {tuple(options_of(asked(each, "The bridge in the picture"))) for each in versions}

    assert len(seas) > 2
    assert capitals == {("Vienna", "Prague", "Budapest", "Warsaw = Warszawa")}
    assert bridge == {("True", "False")}


@pytest.mark.parametrize(
    "written",
    [
        ["10 km", "25 km", "1,300 km"],
        ["1950", "1914", "1789"],
        ["5 August 1914", "3 March 1917", "1 January 1918"],
    ],
)
def test_numbers_and_dates_written_in_order_stay_in_order(written: list[str]) -> None:
    options = tuple(QuestionOption(text, at == 1) for at, text in enumerate(written))
    question = Question(FactId("far"), Kind.SINGLE_CHOICE, "Which?", TopicId("t"), options=options)
    versions = make_paper(bank_of(question), PaperPlan(Origin.WRITTEN, versions=8)).versions

    assert [options_of(version.questions[0]) for version in versions] == [written] * 8


def test_generated_numbers_stay_in_order_and_the_text_does_not_say_stands_last(
    kursk: Bank,
) -> None:
    plan = PaperPlan(Origin.GENERATED, frozenset([Kind.NOT_STATED]), count=30, versions=2)
    questions = [each for version in make_paper(kursk, plan).versions for each in version.questions]
    assert questions
    assert {options_of(each)[-1] for each in questions} == {"The text does not say"}

    plan = PaperPlan(Origin.GENERATED, frozenset([Kind.SINGLE_CHOICE]), count=80, versions=2)
    asks = [
        {plain(each.stem): options_of(each) for each in version.questions}
        for version in make_paper(kursk, plan).versions
    ]
    amounts = "How many North Koreans had been killed or wounded, according to Zelensky"
    numbers = [(shown, asks[1][stem]) for stem, shown in asks[0].items() if shown[0][-3:].isdigit()]
    assert numbers, amounts
    assert all(one == other for one, other in numbers)


def test_unshuffled_all_stands_as_it_was_written(rivers: Bank) -> None:
    plan = PaperPlan(Origin.WRITTEN, versions=2, shuffled=False)
    first, second = make_paper(rivers, plan).versions

    assert first.questions == second.questions
    assert [each.kind for each in first.questions] == [each.kind for each in SAMPLE.questions]
    assert options_of(first.questions[0]) == [
        "The Black Sea",
        "The Adriatic Sea",
        "The Baltic Sea",
    ]


def test_a_description_stays_before_the_questions_that_it_introduces() -> None:
    def question(number: int) -> Question:
        options = (QuestionOption("Yes", True), QuestionOption("No", False))
        return Question(
            FactId(f"q{number}"), Kind.SINGLE_CHOICE, f"q{number}", TopicId("t"), options=options
        )

    def heading(name: str) -> Question:
        return Question(FactId(name), Kind.DESCRIPTION, name, TopicId("t"))

    first, second = [question(n) for n in range(4)], [question(n) for n in range(4, 8)]
    bank = bank_of(heading("low"), *first, heading("high"), *second)
    for version in make_paper(bank, PaperPlan(Origin.WRITTEN, versions=5)).versions:
        order = stems(version)

        assert order[0] == "low"
        assert order[5] == "high"
        assert sorted(order[1:5]) == ["q0", "q1", "q2", "q3"]
    few = make_paper(bank, PaperPlan(Origin.WRITTEN, count=1, seed=1, shuffled=False))
    heading_of = {"low": {"q0", "q1", "q2", "q3"}, "high": {"q4", "q5", "q6", "q7"}}
    name, only = stems(few.versions[0])
    assert only in heading_of[name]


def test_gaps_have_their_numbers_in_the_stem_below_it_and_in_the_key(rivers: Bank) -> None:
    question = asked(make_paper(rivers, HAND).versions[0], "(1)")

    assert plain(question.stem) == (
        "(1) ________ lies on the Seine, which is about (2) ________ km long and flows into "
        "the (3) ________."
    )
    first, second, third = question.parts
    assert (first, second) == (Blank("(1)"), Blank("(2)"))
    assert isinstance(third, Options)
    assert third.label == "(3)"
    right = {choice.letter for choice in third.choices if plain(choice.words) == "English Channel"}
    assert key_of(question) == {"(1)": "Paris", "(2)": "777", "(3)": right.pop()}
    assert [plain(each.words) for each in question.solution.accepted] == ["(2) 777 ± 10"]


def test_marks_become_styles(rivers: Bank) -> None:
    question = asked(make_paper(rivers, HAND).versions[0], "Which formula")
    (part,) = question.parts
    assert isinstance(part, Options)
    words = {run for choice in part.choices for run in choice.words}

    assert Run("not", EMPHASIS) in question.stem
    assert Run("2", LOWERED) in words
    assert Run("6", RAISED) in words


def test_the_key_has_what_else_counts_and_for_how_much(rivers: Bank) -> None:
    solution = asked(make_paper(rivers, HAND).versions[0], "Which river flows through P").solution

    assert [plain(answer.words) for answer in solution.answers] == ["Vltava"]
    assert [(plain(one.words), one.share) for one in solution.accepted] == [
        ("Moldau", 1.0),
        ("…Elbe…", 0.5),
    ]
    remarks = {plain(each.words): plain(each.why) for each in solution.remarks}
    assert remarks == {
        "Vltava": "That is its Czech name.",
        "…Elbe…": "The Vltava flows into the Elbe.",
    }


def test_a_number_is_asked_with_its_unit_and_right_within_its_hedge(kursk: Bank) -> None:
    plan = PaperPlan(Origin.GENERATED, frozenset([Kind.QUANTITY]))
    question = asked(make_paper(kursk, plan).versions[0], "How much territory")

    assert question.parts == (Blank(unit="sq. km"),)
    assert key_of(question) == {"": "Nearly 1,300 sq. km"}
    assert [plain(each.words) for each in question.solution.accepted] == ["1,170–1,300"]


def test_an_essay_has_lines_and_what_its_author_says_but_no_key(rivers: Bank) -> None:
    question = asked(make_paper(rivers, HAND).versions[0], "Why do towns")

    assert question.solution.answers == ()
    assert plain(question.solution.statement) == "Water, trade, defence, power."


def test_a_picture_comes_with_its_words(rivers: Bank) -> None:
    picture = asked(make_paper(rivers, HAND).versions[0], "The bridge in the picture").picture

    assert picture is not None
    assert picture.data == SAMPLE.pictures["bridge.png"]
    assert picture.alt == "A grey bridge over a river"


def test_every_option_is_explained_and_the_source_quoted(kursk: Bank) -> None:
    for question in make_paper(kursk, GENERATED).versions[0].questions:
        assert all(remark.why for remark in question.solution.remarks if remark.right is not None)
        assert question.solution.quotations
        for quotation in question.solution.quotations:
            source = next(iter(kursk.sources.values()))
            assert quotation.exact in source.text
            assert quotation.credit == "The Associated Press, translated and abridged by BTA"
