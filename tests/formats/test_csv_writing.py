"""CSV written: read back exactly, safe in a spreadsheet, and what it cannot hold is listed."""

import csv
import io
from pathlib import Path

from hypothesis import given, settings
from msgspec.structs import replace
from sample import NOW, SAMPLE
from strategies import question_sets

from studyapp.core.bank import Kind
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import NumberAnswer, QuestionGroup, TextAnswer
from studyapp.formats.exchange import Imported
from studyapp.formats.tables.reader import read_csv
from studyapp.formats.tables.writer import write_csv

GOLDEN = Path(__file__).parent.parent / "data/formats/sample.csv"


def read(data: bytes) -> Imported:
    return read_csv(io.BytesIO(data), "set.csv", lambda done, total: None)


def test_the_sample_is_written_as_ever() -> None:
    exported = write_csv(SAMPLE, NOW)

    assert exported.data == GOLDEN.read_bytes()
    assert [problem.message for problem in exported.problems] == [
        "the title of the set is left out",
        "question 4: its picture is left out",
        "question 8: what is said to the answers in its gaps is left out",
        "question 8: all its gaps count the same",
    ]


def test_no_cell_is_computed_and_all_are_read_back() -> None:
    texts = ("=1+1", "+1+1", "-1+1", "@x", "'=1", "''=1", "'-5", "-5", "'tis", '"', "a'b")
    written = QuestionSet(
        "",
        {SAMPLE.questions[9].topic: "=HYPERLINK()"},
        (replace(SAMPLE.questions[9], elements=texts),),
    )

    data = write_csv(written, NOW).data

    cells = data.decode("utf-8-sig").split("\r\n")[1].split(",")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-1"))]
    back = read(data).questions
    assert back.questions[0].elements == texts
    assert list(back.topics.values()) == ["=HYPERLINK()"]


KINDS = frozenset(question.kind for question in SAMPLE.questions)


@given(question_sets(KINDS))
@settings(max_examples=80, deadline=None)
def test_all_that_is_not_listed_is_read_back(written: QuestionSet) -> None:
    exported = write_csv(written, NOW)
    back = read(exported.data)

    assert back.problems == ()
    for before, after in zip(written.questions, back.questions.questions, strict=True):
        assert back.questions.topics[after.topic] == written.topics[before.topic]
        same = replace(after, topic=before.topic)
        if before.gaps and is_changed(replace(written, questions=(before,))):
            assert len(after.gaps) == len(before.gaps)
            same = replace(same, gaps=before.gaps)
        assert same == before
    each_alone = (replace(written, questions=(one,)) for one in written.questions)
    assert is_changed(written) is any(map(is_changed, each_alone))


def is_changed(written: QuestionSet) -> bool:
    """Whether the writer says that it changes something."""
    return any(problem.code == "changed" for problem in write_csv(written, NOW).problems)


def test_what_a_table_cannot_hold_is_listed() -> None:
    number = replace(SAMPLE.questions[4], answers=(NumberAnswer(5.0),))
    text = replace(SAMPLE.questions[5], answers=(NumberAnswer(5.0), TextAnswer("6")))
    groups = replace(
        SAMPLE.questions[10], groups=(QuestionGroup("a", ("b",)), QuestionGroup("c", ()))
    )
    tags = replace(SAMPLE.questions[0], stem=" spaced ", tags=("a, b",))
    gone = replace(SAMPLE.questions[0], options=())
    both = replace(SAMPLE.questions[1], kind=Kind.SINGLE_CHOICE)
    written = replace(SAMPLE, title="", questions=(number, text, groups, tags, gone, both))

    messages = [problem.message for problem in write_csv(written, NOW).problems]

    assert messages == [
        "question 5 is left out: a table cannot hold it",
        "question 1: a number becomes a text to type",
        "question 2: a text to type becomes a number",
        "question 3: a group without members is left out",
        "question 4: a tag with a comma becomes several",
        "question 4: spaces and line breaks around a text are left out",
        "question 6: all its right options are asked for",
    ]


def test_the_csv_library_of_python_reads_the_sample_alike() -> None:
    table = list(csv.DictReader(io.StringIO(GOLDEN.read_text("utf-8-sig"), newline="")))

    assert [row["id"] for row in table] == [question.id for question in SAMPLE.questions]
    assert [row["question"] for row in table] == [question.stem for question in SAMPLE.questions]
    assert table[13]["why"] == "Water, trade, defence, power."
