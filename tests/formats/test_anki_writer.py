"""Anki packages written: what stands in them, and what is said to be changed or lost."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from sample import NOW, PIXEL, RIVERS, SAMPLE, TOWNS

from studyapp.core.bank import FactId, Kind, Question, TopicId
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Gap, NumberAnswer, Picture, QuestionOption, TextAnswer
from studyapp.core.values import Text
from studyapp.formats.anki.fields import fields_of
from studyapp.formats.anki.writer import write

GOLDEN = Path(__file__).parent.parent / "data" / "formats" / "sample.apkg"


def contents(package: bytes) -> tuple[Mapping[str, bytes], list[str]]:
    """The members but for the collection, and the collection as SQL."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(members.pop("collection.anki2"))
        return members, list(connection.iterdump())


def card(**parts: object) -> Question:
    """A flash card with some of its parts changed."""
    plain = Question(FactId("one"), Kind.FLASHCARD, "Front", TopicId("t"), answer=Text("Back"))
    return replace(plain, **parts)


def written(*questions: Question, title: str = "Set", topic: str = "Topic") -> QuestionSet:
    return QuestionSet(title, {TopicId("t"): topic}, questions)


def said(questions: QuestionSet) -> list[str]:
    return [problem.message for problem in write(questions, NOW).problems]


def decks(questions: QuestionSet) -> list[str]:
    """The names of the decks, without the one that every collection has."""
    with zipfile.ZipFile(io.BytesIO(write(questions, NOW).data)) as archive:
        database = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        (found,) = connection.execute("SELECT decks FROM col").fetchone()
    return [deck["name"] for deck in json.loads(found).values()][1:]


def test_the_package_of_the_sample_is_the_one_read_by_eye() -> None:
    """Compared by what it holds: the bytes depend on the versions of SQLite and zlib."""
    assert contents(write(SAMPLE, NOW).data) == contents(GOLDEN.read_bytes())


def test_the_same_set_makes_the_same_bytes() -> None:
    assert write(SAMPLE, NOW).data == write(SAMPLE, NOW).data


def test_every_change_of_the_sample_is_listed() -> None:
    assert said(SAMPLE) == [
        "question 1: becomes a card that learners grade themselves (and in 8 more)",
        "question 1: has what is said to single answers in its explanation (and in 7 more)",
        "question 1: loses its title (and in 1 more)",
        "question 1: has tags whose spaces become _",
        "question 2: loses its points",
        "question 5: keeps only one right answer to type (and in 3 more)",
        "question 6: asks for its number letter by letter (and in 1 more)",
        "question 6: loses how far off a number may be (and in 1 more)",
        "question 8: no longer says that upper and lower case differ",
        "question 8: loses the weights of its gaps",
        "question 15: is left out: it asks nothing",
    ]


def test_the_answer_to_type_is_the_one_that_is_worth_most() -> None:
    question = card(
        kind=Kind.SHORT_ANSWER,
        answer=None,
        answers=(TextAnswer("near", 0.5), TextAnswer("*right*"), TextAnswer("right")),
    )
    fields = fields_of(question)

    assert fields is not None
    assert fields.back == "right"
    assert fields.changes == ("keeps only one right answer to type",)


def test_a_wildcard_is_lost_only_where_there_is_nothing_better() -> None:
    question = card(kind=Kind.SHORT_ANSWER, answer=None, answers=(TextAnswer("*a\\*b*"),))
    fields = fields_of(question)

    assert fields is not None
    assert fields.back == "a*b"
    assert fields.changes == ("loses the * that stands for any characters",)


@pytest.mark.parametrize(
    ("number", "text"),
    [(2850.0, "2850"), (0.1, "0.1"), (12_345_678_901.0, "12345678901"), (-2.5, "-2.5")],
)
def test_a_number_is_typed_in_full(number: float, text: str) -> None:
    fields = fields_of(card(kind=Kind.QUANTITY, answer=None, answers=(NumberAnswer(number),)))

    assert fields is not None
    assert fields.back == text


def test_gaps_are_marked_once_whatever_stands_in_them() -> None:
    gaps = (
        Gap((TextAnswer("{2}"),)),
        Gap(options=(QuestionOption("x::y", True), QuestionOption("*z*", False))),
    )
    fields = fields_of(card(kind=Kind.CLOZE, answer=None, stem="{1}, {2} {{c1::a}}", gaps=gaps))

    assert fields is not None
    assert fields.front == (
        "{{c1::&#123;2&#125;}}, {{c1::x&#58;:y::x&#58;:y / *z*}} &#123;&#123;c1::a&#125;&#125;"
    )


def test_marks_are_tags_and_never_stand_in_hints_or_answers() -> None:
    option = QuestionOption("H~2~O", True, "*Wet*.")
    stem = "*Water* is {1} and {2}."
    gaps = (Gap(options=(option, QuestionOption("CO~2~", False))), Gap((TextAnswer("a_b~c~"),)))
    fields = fields_of(card(kind=Kind.CLOZE, answer=None, stem=stem, gaps=gaps, marked=True))

    assert fields is not None
    assert fields.front == "<em>Water</em> is {{c1::H₂O::H₂O / CO₂}} and {{c1::a_b~c~}}."
    assert fields.why == "H<sub>2</sub>O: <em>Wet</em>."


def test_a_gap_that_has_no_right_answer_makes_a_card() -> None:
    gaps = (Gap((TextAnswer("x", 0.0),)), Gap((TextAnswer("y"),)))
    fields = fields_of(card(kind=Kind.CLOZE, answer=None, stem="{1} {2}", gaps=gaps))

    assert fields is not None
    assert fields.changes == ("becomes a card that learners grade themselves",)


def test_neither_the_order_nor_the_groups_nor_the_pairs_are_given_away() -> None:
    by_id = {question.id: fields_of(question) for question in SAMPLE.questions}

    order, pairs = by_id["downstream"], by_id["partners"]
    assert order is not None
    assert pairs is not None
    assert order.front.endswith("<br>• Belgrade<br>• Budapest<br>• Ulm<br>• Vienna")
    assert order.back == "1. Ulm<br>2. Vienna<br>3. Budapest<br>4. Belgrade"
    assert pairs.front.endswith("<br>The Rhine / The Thames / The Tiber")


@pytest.mark.parametrize(
    ("title", "topic", "names"),
    [
        ("Set", "Topic", ["Set", "Set::Topic"]),
        ("Set", "A::B", ["Set", "Set::A", "Set::A::B"]),
        ("", "Topic", ["Questions", "Questions::Topic"]),
        ("A::B", "Topic", ["A:B", "A:B::Topic"]),
        ("Set:", ":: ::", ["Set", "Set::Questions"]),
    ],
)
def test_decks_bear_the_names_of_set_and_topic(title: str, topic: str, names: list[str]) -> None:
    assert decks(written(card(), title=title, topic=topic)) == names


def test_a_deck_that_cannot_bear_the_name_of_its_topic_is_listed() -> None:
    message = "question 1: is in a deck whose name is not quite that of its topic"

    assert said(written(card(), topic="A: :::B")) == [message]
    assert said(written(card(), topic="A::B")) == []


def test_topics_that_differ_by_case_share_a_deck_as_anki_has_it() -> None:
    topics = {RIVERS: "Rivers", TOWNS: "RIVERS"}
    questions = QuestionSet("S", topics, (card(topic=RIVERS), card(id="two", topic=TOWNS)))

    assert decks(questions) == ["S", "S::Rivers"]


@pytest.mark.parametrize("data", [{}, {"a/b c.png": b"<svg/>"}])
def test_a_picture_that_anki_cannot_show_is_listed(data: dict[str, bytes]) -> None:
    question = card(picture=Picture("a/b c.png", "x"))
    questions = replace(written(question), pictures=data)

    assert said(questions) == ["question 1: loses its picture, which is none or too large"]
    assert contents(write(questions, NOW).data)[0] == {"media": b"{}"}


def test_pictures_come_under_names_that_fit_into_anki_s_one_folder() -> None:
    first = card(picture=Picture("a/b c.png", 'a "q"'))
    second = card(id=FactId("two"), picture=Picture("other/b c.png", "y"))
    third = card(id=FactId("three"), picture=Picture("b-c.png", "z"))
    pixel = PIXEL + b"0"
    pictures = {"a/b c.png": PIXEL, "other/b c.png": PIXEL, "b-c.png": pixel}
    members, rows = contents(
        write(replace(written(first, second, third), pictures=pictures), NOW).data
    )

    assert json.loads(members["media"]) == {"0": "b-c.png", "1": "b-c-2.png"}
    assert (members["0"], members["1"]) == (PIXEL, pixel)
    assert any('src="b-c.png" alt="a &quot;q&quot;"' in row for row in rows)
