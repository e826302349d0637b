"""Questions on their way into a set: each once, under names of their own, and out again."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from sample import PIXEL, RIVERS, SAMPLE

from studyapp.authoring.bringing_in import bring_in, take_out
from studyapp.authoring.importing import gather, likeness
from studyapp.core.bank import Bank, FactId, Kind, Question, TopicId
from studyapp.core.problems import Severity
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import QuestionGroup, QuestionOption, QuestionPair, TextAnswer
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.storage import bank_saving
from studyapp.storage.bank_files import load_bank
from studyapp.storage.bank_saving import create_bank

FORTS = Path(__file__).parents[1] / "data" / "forts.yaml"


def bank_at(path: Path) -> Bank:
    loaded = load_bank(path)
    assert loaded.bank is not None, [str(problem) for problem in loaded.problems]
    return loaded.bank


def set_of(*questions: Question, topic: str = "Rivers") -> Imported:
    return Imported(QuestionSet("A set", {RIVERS: topic}, questions))


def typed(question: str, answer: str, name: str = "q") -> Question:
    return Question(
        FactId(name), Kind.SHORT_ANSWER, question, RIVERS, answers=(TextAnswer(answer),)
    )


def test_a_question_that_is_there_already_is_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    create_bank(path, SAMPLE)

    incoming = gather({"again.gift": Imported(SAMPLE)}, bank_at(path))

    assert incoming.questions.questions == ()
    assert {problem.code for problem in incoming.problems} == {"duplicate"}
    assert len(incoming.problems) == len(SAMPLE.questions)
    assert "as “mouth”" in str(incoming.problems[0])


def test_the_same_question_in_two_files_comes_in_once() -> None:
    one, same = typed("Which river?", "Spree"), typed("which  RIVER?", "spree", "other")

    incoming = gather({"a.gift": set_of(one), "b.gift": set_of(same)}, None)

    assert incoming.questions.questions == (one,)
    assert [(found.path, found.code) for found in incoming.problems] == [("b.gift", "duplicate")]


ORDERED = Question(FactId("o"), Kind.ORDERING, "Sort.", RIVERS, elements=("a", "b", "c"))
MATCHED = Question(
    FactId("m"),
    Kind.MATCHING,
    "Match.",
    RIVERS,
    pairs=(QuestionPair("a", "1"), QuestionPair("b", "2")),
)
GROUPED = Question(
    FactId("g"),
    Kind.GROUPING,
    "Group.",
    RIVERS,
    groups=(QuestionGroup("A", ("x", "y")), QuestionGroup("B", ("z",))),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (typed("Which?", "Spree"), typed("Which?", "Elbe")),
        (ORDERED, replace(ORDERED, elements=("c", "b", "a"))),
        (MATCHED, replace(MATCHED, pairs=(QuestionPair("a", "2"), QuestionPair("b", "1")))),
        (
            GROUPED,
            replace(GROUPED, groups=(QuestionGroup("A", ("x",)), QuestionGroup("B", ("y", "z")))),
        ),
    ],
)
def test_another_answer_makes_another_question(one: Question, other: Question) -> None:
    assert likeness(one) != likeness(other)
    assert likeness(one) == likeness(replace(one, id=FactId("other")))


def test_the_same_words_ask_something_else_of_another_picture() -> None:
    asked = typed("Who painted this?", "Goya")

    assert likeness(asked, b"one picture") != likeness(asked, b"another")


def test_a_question_whose_options_only_invisible_signs_tell_apart_is_left_out() -> None:
    twins = Question(
        FactId("t"),
        Kind.SINGLE_CHOICE,
        "Which?",
        RIVERS,
        options=(QuestionOption("a", True), QuestionOption("a\u202e", False)),
    )

    incoming = gather({"a.csv": set_of(twins)}, None)

    assert incoming.questions.questions == ()
    assert "two options are the same" in incoming.problems[0].message


def test_what_would_not_open_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    impossible = replace(typed("Worth much?", "yes"), points=2e6)

    with pytest.raises(Refused, match="expected a number"):
        bring_in(path, QuestionSet("S", {RIVERS: "Rivers"}, (impossible,)))

    assert list(tmp_path.iterdir()) == []


def test_what_somebody_else_wrote_meanwhile_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "set.yaml"
    bring_in(path, QuestionSet("S", {RIVERS: "Rivers"}, (typed("One?", "1"),)))
    really = bank_saving._check_opens

    def edit_meanwhile(*given: object) -> None:
        really(*given)  # type: ignore[arg-type]
        path.write_text(path.read_text() + "# mine\n")

    monkeypatch.setattr(bank_saving, "_check_opens", edit_meanwhile)
    with pytest.raises(Refused, match="changed meanwhile"):
        bring_in(path, QuestionSet("S", {RIVERS: "Rivers"}, (typed("Two?", "2"),)))

    assert path.read_text().endswith("# mine\n")
    assert "Two?" not in path.read_text()


def test_ids_topics_and_pictures_of_one_name_are_told_apart() -> None:
    bridge = next(question for question in SAMPLE.questions if question.picture)
    first = replace(SAMPLE, questions=(bridge,))
    other = replace(
        SAMPLE,
        topics={TopicId("towns"): "Cities"},
        questions=(replace(bridge, stem="Another bridge?"),),
        pictures={"bridge.png": PIXEL + b"!"},
    )

    found = gather({"a": Imported(first), "b": Imported(other)}, None).questions

    assert [question.id for question in found.questions] == ["bridge", "bridge-2"]
    assert set(found.topics.values()) == {"Towns: old {and} new", "Cities"}
    assert dict(found.pictures) == {"bridge.png": PIXEL, "bridge-2.png": PIXEL + b"!"}
    assert [question.picture.file for question in found.questions if question.picture] == [
        "bridge.png",
        "bridge-2.png",
    ]


def test_topics_of_one_name_are_one_topic() -> None:
    one, two = typed("One?", "1"), typed("Two?", "2")

    found = gather({"a": set_of(one), "b": set_of(two, topic="RIVERS")}, None).questions

    assert dict(found.topics) == {"rivers": "Rivers"}


def test_a_question_that_nobody_could_answer_is_left_out_and_named() -> None:
    bad = Question(
        FactId("bad"),
        Kind.SINGLE_CHOICE,
        "Which?",
        RIVERS,
        options=(QuestionOption("A", False), QuestionOption("B", False)),
    )

    incoming = gather({"a.gift": set_of(bad, typed("Good?", "yes"))}, None)

    assert [question.stem for question in incoming.questions.questions] == ["Good?"]
    (problem,) = incoming.problems
    assert (problem.severity, problem.code) == (Severity.ERROR, "bad-question")
    assert "“Which?” is left out: a choice has a right option" in problem.message


def test_an_import_into_a_new_set_is_undone_to_the_last_picture(tmp_path: Path) -> None:
    brought = bring_in(tmp_path / "new.yaml", SAMPLE)
    there = bank_at(tmp_path / "new.yaml")
    take_out(brought)

    assert len(there.questions) == len(SAMPLE.questions)
    assert list(tmp_path.iterdir()) == []


def test_an_import_into_a_set_is_undone_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "forts.yaml"
    before = FORTS.read_bytes()
    path.write_bytes(before)

    brought = bring_in(path, SAMPLE)
    grown = bank_at(path)
    take_out(brought)

    assert FactId("downstream") in grown.questions
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_changed_since_is_not_undone(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    brought = bring_in(path, SAMPLE)
    changed = path.read_text() + "# mine\n"
    path.write_text(changed)

    with pytest.raises(Refused, match="changed since"):
        take_out(brought)

    assert path.read_text() == changed
    assert brought.pictures[0].exists()
