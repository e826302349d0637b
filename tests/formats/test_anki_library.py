"""What we write opens in the real Anki, and what it writes opens here."""

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from anki.utils import field_checksum, strip_html_media
from anki_library import Anki, anki_in
from msgspec.structs import replace
from sample import NOW, PIXEL, SAMPLE

from studyapp.core.bank import FactId, Kind, Question
from studyapp.core.questions import Gap, TextAnswer
from studyapp.core.values import Text
from studyapp.formats.anki.reader import read
from studyapp.formats.anki.text import read_text, write_text
from studyapp.formats.anki.writer import write
from studyapp.formats.exchange import Imported, Reader


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with anki_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def filled(anki: Anki) -> Anki:
    """A collection with the note types that every Anki has, one note of each."""
    anki.add_medium("tower.png", PIXEL)
    anki.add("Basic", "Trips::Paris", ["Who built <b>it</b>?<br><img src='tower.png'>", "Eiffel"])
    anki.add("Basic (and reversed card)", "Trips::Words", ["le pont", "the bridge"], ["fr", "noun"])
    anki.add("Basic (optional reversed card)", "Trips::Words", ["un", "one", ""])
    anki.add("Basic (type in the answer)", "Trips::Paris", ["Height?", "330 m"])
    anki.add(
        "Cloze",
        "Trips::Paris",
        ["{{c1::Paris::a city}} lies on the {{c2::Seine}} in {{c1::France}}.", "&lt;1&gt;"],
        ["geo::rivers"],
    )
    return anki


def imported(data: bytes, reader: Reader = read) -> Imported:
    return reader(io.BytesIO(data), "deck", lambda done, whole: None)


GENERATIONS: dict[str, Callable[[Anki], bytes]] = {
    "1": lambda anki: anki.old_package(),
    "2": lambda anki: anki.package(legacy=True),
    "3": lambda anki: anki.package(legacy=False),
    "2, whole": lambda anki: anki.whole(legacy=True),
    "3, whole": lambda anki: anki.whole(legacy=False),
}


def summary(found: Imported) -> list[tuple[object, ...]]:
    """What each question asks, with its right answers and its topic."""
    topics = found.questions.topics
    return [
        (
            question.kind,
            question.stem,
            question.answer.text if isinstance(question.answer, Text) else None,
            [answer.text for answer in question.answers if isinstance(answer, TextAnswer)],
            [answer.text for gap in question.gaps for answer in gap.answers],
            topics[question.topic],
            question.tags,
        )
        for question in found.questions.questions
    ]


CARDS = [
    (Kind.FLASHCARD, "Who built *it*?", "Eiffel", [], [], "Paris", ()),
    (Kind.FLASHCARD, "le pont", "the bridge", [], [], "Words", ("fr", "noun")),
    (Kind.FLASHCARD, "the bridge", "le pont", [], [], "Words", ("fr", "noun")),
    (Kind.FLASHCARD, "un", "one", [], [], "Words", ()),
    (Kind.SHORT_ANSWER, "Height?", None, ["330 m"], [], "Paris", ()),
    (
        Kind.CLOZE,
        "{1} (a city) lies on the Seine in {2}.",
        None,
        [],
        ["Paris", "France"],
        "Paris",
        ("geo::rivers",),
    ),
    (
        Kind.CLOZE,
        "Paris lies on the _____ in France.",
        None,
        ["Seine"],
        [],
        "Paris",
        ("geo::rivers",),
    ),
]


@pytest.mark.parametrize("generation", GENERATIONS)
def test_every_generation_of_packages_gives_the_same_questions(
    filled: Anki, generation: str
) -> None:
    found = imported(GENERATIONS[generation](filled))

    assert summary(found) == CARDS
    assert found.questions.title == "Trips"
    assert found.questions.pictures == {"tower.png": PIXEL}
    pictures = [each.picture.file for each in found.questions.questions if each.picture]
    assert pictures == ["tower.png"]
    assert [each.why for each in found.questions.questions[5:]] == ["<1>", "<1>"]
    assert [str(problem) for problem in found.problems] == [
        "deck:1:1: warning hint note 5: the hint of a gap stands behind it in brackets"
    ]


def test_hidden_parts_of_a_picture_are_named_and_the_rest_is_read(filled: Anki) -> None:
    filled.add_occlusion("Trips::Paris")

    found = imported(filled.package(legacy=False))

    assert summary(found) == CARDS
    assert "deck:1:1: error left-out note 6: it hides parts of a picture" in str(found.problems[-1])


def test_how_well_cards_are_known_is_said_once_to_stay_behind(filled: Anki) -> None:
    scheduler = filled.collection.sched
    filled.select("Trips")
    for _ in range(3):
        card = scheduler.getCard()
        assert card is not None
        scheduler.answerCard(card, 4)

    found = imported(filled.package(legacy=False, history=True))

    assert [problem.code for problem in found.problems].count("history-left-behind") == 1
    assert len(found.questions.questions) == len(CARDS)


def test_a_deck_in_a_filtered_deck_counts_as_where_it_came_from(filled: Anki) -> None:
    filled.collection.decks.new_filtered("Cramming")
    filtered = filled.collection.decks.id_for_name("Cramming")
    assert filtered is not None
    deck = filled.collection.sched.get_or_create_filtered_deck(filtered)
    deck.config.search_terms[0].search = "deck:Trips"
    filled.collection.sched.add_or_update_filtered_deck(deck)
    filled.collection.sched.rebuild_filtered_deck(filtered)

    found = imported(filled.whole(legacy=False))

    assert set(found.questions.topics.values()) == {"Paris", "Words"}


def test_anki_imports_every_question_of_our_package(anki: Anki) -> None:
    log = anki.take(write(SAMPLE, NOW).data)

    asked = [each for each in SAMPLE.questions if each.kind is not Kind.DESCRIPTION]
    notes = {note.guid.split("-", 1)[1]: note for note in anki.notes()}
    assert len(log.new) == log.found_notes == len(asked)
    assert set(notes) == {each.id for each in asked}
    topics = SAMPLE.topics
    for question in asked:
        decks = anki.decks_of(notes[question.id])
        assert decks == [f"Rivers & towns::{topics[question.topic]}"]  # one card each
    assert notes["mouth"].tags == ["easy_one", "geography"]
    assert notes["river-of-prague"].fields[:2] == ["Which river flows through Prague?", "Vltava"]
    assert notes["one-gap"].fields == [
        "Vienna lies on the {{c1::Danube}}, not on the Rhine.",
        "Also right: Donau",
    ]
    assert notes["formula"].fields[1] == "B. CO<sub>2</sub> (10<sup>6</sup> * 2)"
    assert 'alt="A grey bridge over a river"' in notes["bridge"].fields[0]
    media = Path(anki.collection.media.dir())
    assert [(each.name, each.read_bytes()) for each in media.iterdir()] == [("bridge.png", PIXEL)]


def test_anki_finds_nothing_to_mend_in_our_package(anki: Anki) -> None:
    anki.take(write(SAMPLE, NOW).data)

    report, is_sound = anki.collection.fix_integrity()
    media = anki.collection.media.check()
    assert (is_sound, report) == (True, "Database rebuilt and optimized.")
    assert (list(media.missing), list(media.unused)) == ([], [])
    assert anki.collection.get_empty_cards().notes == []


def test_anki_shows_the_cards_as_questions_with_their_answers(anki: Anki) -> None:
    anki.take(write(SAMPLE, NOW).data)
    cards = {note.guid.split("-", 1)[1]: note.cards()[0] for note in anki.notes()}

    assert "[[type:Back]]" in cards["river-of-prague"].question()
    assert "The Vltava flows into the Elbe." not in cards["river-of-prague"].question()
    assert "The Vltava flows into the Elbe." in cards["river-of-prague"].answer()
    assert "[English Channel / North Sea]" in cards["gaps"].question()
    assert ">Paris<" not in cards["gaps"].question()
    assert ">Paris<" in cards["gaps"].answer()
    assert "The Rhine / The Thames / The Tiber" in cards["partners"].question()
    assert "Cologne – The Rhine" in cards["partners"].answer()


def test_words_that_mean_something_to_anki_stay_words(anki: Anki) -> None:
    words = "{{c1::x}} [sound:a.mp3] [latex]y[/latex] [$]z[/$] <b>::</b> {{Front}}"
    question = replace(
        SAMPLE.questions[11], id=FactId("odd"), stem=words, answer=Text(words), why=words
    )
    gaps = replace(
        question,
        id=FactId("gaps"),
        kind=Kind.CLOZE,
        stem=f"{words.replace('{', '(')} {{1}} and {{2}}",
        answer=None,
        gaps=(Gap((TextAnswer(":a::b:"),)), Gap((TextAnswer("{c}}"),))),
    )
    anki.take(write(replace(SAMPLE, questions=(question, gaps)), NOW).data)

    for note in anki.notes():
        (card,) = note.cards()
        assert "[sound:" not in card.render_output(reload=True).question_text
        assert not card.question_av_tags()
        assert "latex" in card.question()
    found = imported(anki.package(legacy=False)).questions.questions
    assert [(each.stem, each.why) for each in found] == [
        (words, words),
        (gaps.stem, words),
    ]
    assert found[1].gaps == gaps.gaps


def test_a_set_that_comes_again_replaces_its_notes(anki: Anki) -> None:
    anki.take(write(SAMPLE, NOW).data)
    count = len(anki.notes())
    changed = replace(SAMPLE.questions[11], stem="Where the Danube begins")
    later = NOW.replace(year=2027)

    log = anki.take(write(replace(SAMPLE, questions=(changed,)), later).data)

    assert len(log.updated) == 1
    assert len(anki.notes()) == count
    assert "Where the Danube begins" in [note.fields[0] for note in anki.notes()]


def test_another_set_with_the_same_ids_comes_beside_it(anki: Anki) -> None:
    anki.take(write(SAMPLE, NOW).data)
    other = replace(SAMPLE, title="Lakes")

    log = anki.take(write(other, NOW).data)

    assert len(log.new) == 14


def test_anki_would_give_every_note_the_words_and_the_sum_that_we_write() -> None:
    with zipfile.ZipFile(io.BytesIO(write(SAMPLE, NOW).data)) as package:
        database = package.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        found = connection.execute("SELECT flds, sfld, csum FROM notes").fetchall()

    fronts = [fields.split("\x1f")[0] for fields, _, _ in found]
    assert [check for _, _, check in found] == [field_checksum(front) for front in fronts]
    assert [words for _, words, _ in found] == [strip_html_media(front) for front in fronts]


def test_anki_s_text_export_gives_the_same_questions(filled: Anki) -> None:
    found = imported(filled.text(), read_text)

    assert summary(found) == CARDS
    assert found.questions.title == "Trips"
    assert [problem.code for problem in found.problems] == ["picture-left-out", "hint"]


def test_anki_s_text_export_without_its_columns_still_gives_fronts_and_backs(
    anki: Anki,
) -> None:
    anki.add("Basic", "Trips", ['The "<b>iron</b>" lady\tand\nmore', "#1; tower"], ["t"])
    bare = anki.text(with_deck=False, with_notetype=False, with_guid=False, with_tags=False)
    plain = anki.text(with_html=False)

    assert summary(imported(bare, read_text)) == [
        (Kind.FLASHCARD, 'The "*iron*" lady and more', "#1; tower", [], [], "Questions", ())
    ]
    assert summary(imported(plain, read_text)) == [
        (Kind.FLASHCARD, 'The "iron" lady\tand more', "#1; tower", [], [], "Trips", ("t",))
    ]


def test_anki_imports_every_question_of_our_text(anki: Anki) -> None:
    log = anki.take_text(write_text(SAMPLE, NOW).data)

    asked = [each for each in SAMPLE.questions if each.kind is not Kind.DESCRIPTION]
    notes = {note.guid.split("-", 1)[1]: note for note in anki.notes()}
    assert len(log.new) == len(notes) == len(asked)
    names = {key: anki.collection.models.get(note.mid)["name"] for key, note in notes.items()}
    assert names["card"] == names["mouth"] == "Basic"
    assert names["length"] == "Basic (type in the answer)"
    assert names["one-gap"] == names["gaps"] == "Cloze"
    assert notes["card"].fields == [
        "The source of the Danube",
        "Donaueschingen,<br>in the Black Forest",
    ]
    assert notes["mouth"].tags == ["easy_one", "geography"]
    assert {deck for note in notes.values() for deck in anki.decks_of(note)} == {
        "Rivers & towns::Rivers",
        "Rivers & towns::Towns: old {and} new",
    }
    assert [len(note.cards()) for note in notes.values()] == [1] * len(asked)


def test_a_text_that_went_through_anki_comes_back_as_it_was(anki: Anki) -> None:
    held = replace(SAMPLE, questions=tuple(each for each in SAMPLE.questions if _is_held(each)))
    anki.take_text(write_text(held, NOW).data)

    found = imported(anki.text(), read_text).questions.questions

    before = {question.id: question for question in held.questions}
    assert {
        question.id: replace(question, topic=before[question.id].topic) for question in found
    } == before


def _is_held(question: Question) -> bool:
    return question.id == "card" or (question.id == "one-gap" and not question.answers[1:])
