"""What is written as GIFT means the same in Moodle, and comes back as it was."""

from io import BytesIO
from pathlib import Path

import pytest
from gift_sets import back, named, question
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sample import NOW, SAMPLE
from strategies import LINES, question_sets
from strict_gift import Answer, Read, read

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.marked import runs
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import (
    NumberAnswer,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.unmarked import unmarked_question
from studyapp.formats.gift.reader import read_gift
from studyapp.formats.gift.writer import write_gift
from studyapp.formats.moodle.categories import category_name, category_path

GOLDEN = Path(__file__).parent.parent / "data" / "formats" / "sample.gift"

# The kinds that GIFT holds without loss.
HELD = (
    Kind.SINGLE_CHOICE,
    Kind.MULTIPLE_CHOICE,
    Kind.TRUE_FALSE,
    Kind.SHORT_ANSWER,
    Kind.QUANTITY,
    Kind.CLOZE,
    Kind.MATCHING,
    Kind.ORDERING,
    Kind.ESSAY,
    Kind.DESCRIPTION,
)
# Right sides are never formatted: these sets have no marks.
UNMARKED = frozenset([Kind.MATCHING])


def sets(kind: Kind) -> st.SearchStrategy[QuestionSet]:
    """Sets of a kind that is held; a cloze has no gaps in braces."""
    drawn = question_sets(frozenset([kind]), marked=kind not in UNMARKED)
    return drawn.map(
        lambda found: replace(found, questions=tuple(map(with_blank, found.questions)))
    )


def with_blank(each: Question) -> Question:
    answers = {"answers": (TextAnswer("Danube"),), "gaps": ()}
    return replace(each, stem="On the _____.", **answers) if each.gaps else each


def without_idle_marks(each: Question) -> Question:
    """What bears no mark but is said to: that is one with the same words without them."""
    shown = [each.stem, each.why, *each.elements]
    shown += [text for option in each.options for text in (option.text, option.why)]
    styled = any(run.style for text in shown for run in runs(text))
    return each if styled else unmarked_question(each)


def test_the_sample_comes_back() -> None:
    found = {each.id: each for each in back(GOLDEN.read_bytes())}

    changed = {"gaps", "capitals", "bridge", "countries", "card"}
    for each in named(SAMPLE):
        if each.id not in changed:
            assert found[each.id] == each
    assert found[FactId("card")].why == "Donaueschingen,\nin the Black Forest"
    assert found[FactId("countries")].pairs[2] == QuestionPair("Ulm", "Germany")


@pytest.mark.parametrize("kind", HELD)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_what_is_held_without_loss_comes_back_as_it_was(kind: Kind, data: st.DataObject) -> None:
    questions = data.draw(sets(kind))
    assume(kind is Kind.CLOZE or not any("_____" in each.stem for each in questions.questions))
    written = write_gift(questions, NOW)
    assume(not any("->" in problem.message for problem in written.problems))

    assert written.problems == ()
    assert back(written.data) == [without_idle_marks(each) for each in named(questions)]


@pytest.mark.parametrize("kind", HELD)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_moodle_reads_what_is_meant(kind: Kind, data: st.DataObject) -> None:
    questions = data.draw(sets(kind))
    written = write_gift(questions, NOW)
    assume(not any("->" in problem.message for problem in written.problems))

    assert read(written.data) == [meaning(each, questions) for each in questions.questions]


def meaning(each: Question, questions: QuestionSet) -> Read:
    """What a question says, in the words of ``strict_gift``."""

    def words(text: str) -> str:
        return "".join(run.text for run in runs(text)) if each.marked else text

    kind, answers = {
        Kind.SINGLE_CHOICE: ("single", [(o.text, float(o.correct), o.why) for o in each.options]),
        Kind.MULTIPLE_CHOICE: ("multiple", right_minus_wrong(each.options)),
        Kind.TRUE_FALSE: (
            "truefalse",
            sorted(
                ((o.text.lower(), float(o.correct), o.why) for o in each.options),
                key=lambda answer: -answer[1],
            ),
        ),
        Kind.ORDERING: ("ordering", [(element, 0.0, "") for element in each.elements]),
        Kind.ESSAY: ("essay", []),
        Kind.DESCRIPTION: ("description", []),
    }.get(each.kind, ("", []))
    said = [Answer(words(text), share, words(why)) for text, share, why in answers]
    if each.pairs:
        kind = "match"
        said = [Answer(pair.left, right=pair.right) for pair in each.pairs]
        said += [Answer("", right=right) for right in each.extra]
    elif each.answers:
        kind = "numerical" if isinstance(each.answers[0], NumberAnswer) else "shortanswer"
        said = [typed(answer) for answer in each.answers]
    return Read(
        kind,
        each.title,
        words(each.stem),
        words(each.why),
        tuple(said),
        category_path(questions.topics[each.topic]),
        each.id,
        each.tags,
    )


def right_minus_wrong(options: tuple[QuestionOption, ...]) -> list[tuple[str, float, str]]:
    """Two are right in what is drawn: each is worth a half, and each wrong one costs that."""
    return [(o.text, 0.5 if o.correct else -0.5, o.why) for o in options]


def typed(answer: TextAnswer | NumberAnswer) -> Answer:
    if isinstance(answer, TextAnswer):
        return Answer(answer.text, answer.share, answer.why)
    number = f"{answer.number:g}" if answer.number % 1 else f"{answer.number:.0f}"
    return Answer(number, answer.share, answer.why, tolerance=answer.tolerance)


@settings(max_examples=40, deadline=None)
@given(question_sets(frozenset([*HELD, Kind.GROUPING, Kind.FLASHCARD])))
def test_whatever_is_written_our_reader_has_nothing_against(questions: QuestionSet) -> None:
    written = write_gift(questions, NOW)
    assume(any(not each.gaps for each in questions.questions))
    found = read_gift(BytesIO(written.data), "x.gift", lambda done, total: None)

    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert errors == []
    assert len(found.questions.questions) + sum(
        problem.code == "kind-left-out" for problem in written.problems
    ) == len(questions.questions)


@given(st.lists(LINES, min_size=1, max_size=4).map("/".join) | LINES)
def test_a_topic_is_a_category_and_back(name: str) -> None:
    assert category_name(category_path(name)) == name


EDGES = [
    "//x", "::x", "$CATEGORY: x", "[html]x", "[id:x]", "0", "%50%x", "%-5%", ">3 x", "#x", "####x",
    "x#", "x\\", "\\n", "=x", "~", "->", "T", "FALSE", "<b>x</b>", "&lt;", "x\ny", "x  y",
]  # fmt: skip


def with_edge(edge: str) -> list[Question]:
    """A question of each kind that is all edge."""
    answers = (NumberAnswer(-2.5, why=edge), TextAnswer("*", 0, edge))
    options = (QuestionOption(f"{edge} 1", True, edge), QuestionOption(edge, False, edge))
    truths = (QuestionOption("True", True, edge), QuestionOption("False", False, edge))
    pairs = (QuestionPair(edge, f"{edge} 1"), QuestionPair(f"{edge} 2", edge))
    found = [
        question(Kind.DESCRIPTION, tags=("a",)),
        question(Kind.ESSAY, why=edge, title=edge),
        question(Kind.SINGLE_CHOICE, options=options),
        question(Kind.TRUE_FALSE, why=edge, options=truths),
        question(Kind.MATCHING, why=edge, pairs=pairs, extra=(f"{edge} 3",)),
        question(Kind.ORDERING, why=edge, elements=(edge, f"{edge} 1", "x")),
        question(Kind.QUANTITY, answers=answers),
    ]
    if edge != "->":
        found.append(question(Kind.SHORT_ANSWER, answers=(TextAnswer(edge, why="->"),)))
    return [replace(each, stem=edge, id=f"x{place}") for place, each in enumerate(found)]


@pytest.mark.parametrize("edge", EDGES)
def test_signs_of_gift_at_the_edges_of_texts(edge: str) -> None:
    """Where a sign means something only at the beginning or end of a text or line."""
    questions = QuestionSet("Set", {TopicId("t"): "Rivers"}, tuple(with_edge(edge)))

    written = write_gift(questions, NOW)

    assert written.problems == ()
    assert back(written.data) == named(questions)
    assert [each.id for each in read(written.data)] == [each.id for each in questions.questions]
