"""How long Anki's files of 10,000 notes take."""

import io
from datetime import UTC, datetime

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.question_sets import QuestionSet
from studyapp.core.values import Text
from studyapp.formats.anki.reader import read
from studyapp.formats.anki.text import read_text, write_text
from studyapp.formats.anki.writer import write
from studyapp.formats.exchange import Reader, Writer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUESTIONS = QuestionSet(
    "Rivers",
    {TopicId("t"): "Topic"},
    tuple(
        Question(
            FactId(f"q{number}"),
            Kind.FLASHCARD,
            f"Into which sea does river {number} flow?",
            TopicId("t"),
            answer=Text(f"Sea {number}"),
            why="By a delta.",
        )
        for number in range(10_000)
    ),
)


@pytest.mark.parametrize(("write", "read"), [(write, read), (write_text, read_text)])
def test_reading_ten_thousand_notes(
    benchmark: BenchmarkFixture, write: Writer, read: Reader
) -> None:
    data = write(QUESTIONS, NOW).data

    found = benchmark(lambda: read(io.BytesIO(data), "deck", lambda done, whole: None))
    assert len(found.questions.questions) == 10_000


@pytest.mark.parametrize("write", [write, write_text])
def test_writing_ten_thousand_questions(benchmark: BenchmarkFixture, write: Writer) -> None:
    assert benchmark(write, QUESTIONS, NOW).problems == ()
