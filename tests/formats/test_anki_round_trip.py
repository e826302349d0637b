"""What Anki's files hold without loss comes back equal; of all else the change is listed."""

import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sample import NOW, PIXEL
from strategies import LINES, MARKED, TEXTS, question_sets

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.marked import Run, runs
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Gap, Picture, TextAnswer
from studyapp.core.values import Text
from studyapp.formats.anki.reader import read
from studyapp.formats.anki.text import read_text, write_text
from studyapp.formats.anki.writer import write
from studyapp.formats.exchange import Exported, Imported, Reader, Writer

NAMES = st.text("abc XYЖ9 -.", min_size=1, max_size=9).map(
    lambda name: f"N{' '.join(name.split())}n"
)
TAGS = st.lists(st.sampled_from(["a", "b::c", "Ж-1"]), max_size=2, unique=True).map(tuple)
ANSWERS = LINES.map(lambda text: (TextAnswer(text.replace("*", "\\*")),))


@st.composite
def held_sets(draw: st.DrawFn, *, in_text: bool) -> QuestionSet:
    """Sets of what is held; a text holds neither pictures nor why a typed answer is right."""
    topics = {TopicId("one"): draw(NAMES), TopicId("two"): f"{draw(NAMES)}::{draw(NAMES)} 2"}
    count = draw(st.integers(1, 3))
    questions = [draw(held_question(FactId(f"q-{number}"), in_text)) for number in range(count)]
    used = {question.topic for question in questions}
    return QuestionSet(
        draw(NAMES),
        {topic: name for topic, name in topics.items() if topic in used},
        tuple(questions),
        {} if in_text else {"bridge.png": PIXEL},
    )


@st.composite
def held_question(draw: st.DrawFn, name: FactId, in_text: bool) -> Question:
    marked = draw(st.booleans())
    texts = MARKED if marked else TEXTS
    kind = draw(st.sampled_from([Kind.FLASHCARD, Kind.SHORT_ANSWER, Kind.CLOZE]))
    picture = (
        None if in_text else draw(st.sampled_from([None, Picture("bridge.png", 'A "bridge"')]))
    )
    stem = draw(texts)
    gaps: tuple[Gap, ...] = ()
    if kind is Kind.CLOZE:
        gaps = tuple(Gap(answers=draw(ANSWERS)) for _ in range(draw(st.integers(1, 3))))
        signs = [f"{{{number}}}" for number in range(1, len(gaps) + 1)]
        stem = stem.replace("_", "-") if len(gaps) == 1 else stem.replace("{", "(")
        stem += f" {' and '.join(signs if len(gaps) > 1 else ['_____'])}"
    alone = kind is Kind.SHORT_ANSWER or len(gaps) == 1
    return Question(
        id=name,
        kind=kind,
        stem=stem,
        topic=draw(st.sampled_from([TopicId("one"), TopicId("two")])),
        answer=Text(draw(texts)) if kind is Kind.FLASHCARD else None,
        answers=draw(ANSWERS) if alone else (),
        gaps=gaps if len(gaps) > 1 else (),
        why="" if in_text and kind is Kind.SHORT_ANSWER else draw(st.just("") | texts),
        tags=draw(TAGS),
        picture=picture,
        marked=marked,
    )


def shown(text: str, question: Question) -> tuple[Run, ...]:
    """The words with their styles, whether or not the text bears marks."""
    if question.marked:
        return runs(text)
    return (Run(text),) if text else ()


def told(questions: QuestionSet) -> list[tuple[object, ...]]:
    """All that a question says, with its id and the name of its topic."""
    return [
        (
            question.id,
            question.kind,
            questions.topics[question.topic],
            shown(question.stem, question),
            shown(question.why, question),
            shown(question.answer.text, question) if isinstance(question.answer, Text) else None,
            question.answers,
            question.gaps,
            question.tags,
            question.picture,
        )
        for question in questions.questions
    ]


def there_and_back(
    questions: QuestionSet, write: Writer, read: Reader
) -> tuple[Exported, Imported]:
    exported = write(questions, NOW)
    return exported, read(io.BytesIO(exported.data), "deck", lambda done, whole: None)


@settings(max_examples=60, deadline=None)
@given(held_sets(in_text=False))
def test_a_package_gives_back_what_went_into_it(questions: QuestionSet) -> None:
    exported, imported = there_and_back(questions, write, read)

    assert exported.problems == imported.problems == ()
    assert told(imported.questions) == told(questions)
    assert imported.questions.title == questions.title
    assert set(imported.questions.pictures.values()) <= {PIXEL}


@settings(max_examples=60, deadline=None)
@given(held_sets(in_text=True))
def test_a_text_gives_back_what_went_into_it(questions: QuestionSet) -> None:
    exported, imported = there_and_back(questions, write_text, read_text)

    assert exported.problems == imported.problems == ()
    assert told(imported.questions) == told(questions)
    assert imported.questions.title == questions.title


@pytest.mark.parametrize(("write", "read"), [(write, read), (write_text, read_text)])
@settings(max_examples=60, deadline=None)
@given(
    questions=question_sets(
        frozenset(
            [
                Kind.SINGLE_CHOICE,
                Kind.MULTIPLE_CHOICE,
                Kind.TRUE_FALSE,
                Kind.QUANTITY,
                Kind.MATCHING,
                Kind.ORDERING,
                Kind.GROUPING,
                Kind.ESSAY,
                Kind.DESCRIPTION,
            ]
        )
    )
)
def test_what_becomes_of_every_other_kind_is_listed(
    questions: QuestionSet, write: Writer, read: Reader
) -> None:
    asked = [each for each in questions.questions if each.kind is not Kind.DESCRIPTION]
    assume(asked)
    exported = write(questions, NOW)
    imported = read(io.BytesIO(exported.data), "deck", lambda done, whole: None)

    assert [each.id for each in imported.questions.questions] == [each.id for each in asked]
    listed = {problem.code for problem in exported.problems}
    assert ("kind-left-out" in listed) == (len(asked) < len(questions.questions))
    assert ("changed" in listed) == bool(asked)
