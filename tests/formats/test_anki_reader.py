"""Anki's packages read: what cards ask, what is lost, and what is refused."""

import io
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from anki_packages import (
    BASIC,
    CLOZE,
    Kind,
    database,
    imported,
    new_package,
    package,
    stored,
    zipped,
)
from backports import zstd
from growth import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import NOW, PIXEL, SAMPLE
from stopping import Stopped
from strategies import damaged

from studyapp.core import bank
from studyapp.core.bank import Question
from studyapp.core.questions import TextAnswer
from studyapp.core.values import Text
from studyapp.files.refusal import Refused
from studyapp.formats.anki.reader import is_package, read
from studyapp.formats.anki.writer import write


def questions(*notes: list[str], kind: Kind = BASIC, cards: int = 1) -> tuple[Question, ...]:
    return imported(package(database(*notes, kind=kind, cards=cards))).questions.questions


def only(*fields: str, kind: Kind = BASIC) -> Question:
    (question,) = questions(list(fields), kind=kind)
    return question


def warnings(data: bytes) -> list[str]:
    return [problem.message for problem in imported(data).problems]


# Cards


def test_a_card_keeps_its_emphasis_and_its_lines() -> None:
    question = only("H<sub>2</sub>O<br>is <b>what</b>?", "Water")

    assert question.stem == "H~2~O\nis *what*?"
    assert question.marked


def test_the_answer_is_what_the_back_adds_to_the_front() -> None:
    kind = Kind(("F", "B"), (("{{F}}", "{{F}}<br>{{B}}"),))

    assert only("front", "back", kind=kind).answer == Text("back")


def test_a_field_that_explains_is_not_part_of_the_answer() -> None:
    kind = Kind(("F", "B", "Remarks", "Source"), (("{{F}}", "<hr id=answer>{{B}} {{Remarks}}"),))
    question = only("front", "back", "since 1900", "a book that no card shows", kind=kind)

    assert question.answer == Text("back")
    assert question.why == "since 1900"


def test_what_stands_beside_a_typed_answer_explains_it() -> None:
    kind = Kind(
        ("F", "B", "Example"), (("{{F}} {{type:B}}", "{{F}}<hr id=answer>{{type:B}} {{Example}}"),)
    )
    question = only("front", "a*b", "as in x", kind=kind)

    assert question.kind is bank.Kind.SHORT_ANSWER
    assert question.answers == (TextAnswer("a\\*b"),)
    assert question.why == "as in x"


def test_a_section_stands_only_where_its_field_says_something() -> None:
    front = "{{#More}}({{More}}) {{/More}}{{^More}}bare {{/More}}{{F}}<!-- {{B}} -->"
    kind = Kind(("F", "B", "More"), ((front, "{{B}}"),))

    assert only("x", "y", "m", kind=kind).stem == "(m) x"
    assert only("x", "y", "", kind=kind).stem == "bare x"


def test_what_only_a_click_shows_and_what_is_read_out_is_no_part_of_the_question() -> None:
    kind = Kind(("F", "B", "H"), (("{{F}} {{hint:H}} {{tts en_US:F}}", "{{B}}"),))
    data = package(database(["x", "y", "clue"], kind=kind))

    assert imported(data).questions.questions[0].stem == "x"
    assert warnings(data) == ["note 1: a hint is left out"]


def test_recordings_are_left_out_and_formulas_kept_as_typed() -> None:
    data = package(database(["x [sound:a b.mp3]", "[latex]$y$[/latex] [$]z[/$]"]))

    question = imported(data).questions.questions[0]
    assert (question.stem, question.answer) == ("x", Text("$y$ z"))
    assert warnings(data) == [
        "note 1: a recording is left out",
        "note 1: a formula is kept as it was typed, in LaTeX",
    ]


def test_each_card_of_a_note_is_a_question_of_its_own() -> None:
    both = Kind(("A", "B"), (("{{A}}", "{{B}}"), ("{{B}}", "{{A}}")))

    found = questions(["un", "one"], kind=both, cards=2)
    assert [(each.id, each.stem) for each in found] == [("n1-1", "un"), ("n1-2", "one")]


# Gaps


def test_all_gaps_of_a_number_are_asked_at_once() -> None:
    first, second = questions(["{{c1::A}}, {{c2::B}}, {{c1::C}} {9}", ""], kind=CLOZE, cards=2)

    assert first.stem == "{1}, B, {2} (9)"
    assert second.stem == "A, _____, C {9}"
    assert [gap.answers for gap in first.gaps] == [(TextAnswer("A"),), (TextAnswer("C"),)]


def test_a_gap_within_a_gap_is_filled_or_asked() -> None:
    first, second = questions(["{{c1::the {{c2::red}} house}} here", ""], kind=CLOZE, cards=2)

    assert (first.stem, first.answers) == ("_____ here", (TextAnswer("the red house"),))
    assert (second.stem, second.answers) == ("the _____ house here", (TextAnswer("red"),))


def test_a_gap_that_is_never_closed_is_text() -> None:
    assert only("{{c1::A}} and {{c2::B", "", kind=CLOZE).stem == "_____ and {{c2::B"


def test_a_long_gap_is_recalled_and_not_typed() -> None:
    data = package(database(["Because {{c1::" + "of <b>it</b> " * 20 + "}}", ""], kind=CLOZE))

    (question,) = imported(data).questions.questions
    assert question.kind is bank.Kind.FLASHCARD
    assert question.stem == "Because […]"
    assert isinstance(question.answer, Text)
    assert question.answer.text.startswith("of *it* of *it*")
    assert warnings(data) == ["note 1: a gap is recalled: it has lines, or more than 60 letters"]


def test_styles_of_what_is_typed_are_listed() -> None:
    gaps = package(database(["{{c1::H<sub>2</sub>O}}", ""], kind=CLOZE))
    kind = Kind(("F", "B"), (("{{F}} {{type:B}}", "{{type:B}}"),))
    typed = package(database(["x", "<b>y</b>"], kind=kind))

    assert imported(gaps).questions.questions[0].answers == (TextAnswer("H2O"),)
    assert warnings(gaps) == ["note 1: left out: styles within a gap"]
    assert imported(typed).questions.questions[0].answer == Text("*y*")
    assert warnings(typed) == ["note 1: its answer is recalled: it has lines or styles"]


@pytest.mark.parametrize("text", ["a <svg>{{c1::b}}</svg>", '<img alt="{{c1::b}}"> a'])
def test_a_gap_that_stands_nowhere_among_the_words_is_left_out(text: str) -> None:
    data = package(database([text, ""], kind=CLOZE))

    assert imported(data).questions.questions == ()
    assert "note 1: a gap of it has no words, or is not among words" in warnings(data)


def test_what_the_front_shows_beside_the_text_with_gaps_is_asked_with_it() -> None:
    kind = Kind(
        ("Text", "Head", "Extra"),
        (("<i>{{Head}}</i><br>{{cloze:Text}}", "{{Head}}<br>{{cloze:Text}}<br>{{Extra}}"),),
        cloze=True,
    )
    question = only("{{c1::A}} b", "Letters", "the first", kind=kind)

    assert (question.stem, question.why) == ("*Letters*\n_____ b", "the first")


def test_a_note_without_a_gap_is_named_and_the_others_are_read() -> None:
    data = package(database(["no gap", ""], ["{{c1::A}}", ""], ["{{c1::}} b", ""], kind=CLOZE))

    assert len(imported(data).questions.questions) == 1
    assert [str(problem) for problem in imported(data).problems] == [
        "deck.apkg:1:1: error left-out note 1: it has no gap",
        "deck.apkg:1:1: error left-out note 3: a gap of it has no words, or is not among words",
    ]


# Pictures


@pytest.mark.parametrize("packed", [package, new_package])
def test_a_picture_comes_with_its_words(packed: object) -> None:
    assert callable(packed)
    media = {"Brücke 1.png": PIXEL, "other.txt": b"text"}
    data = packed(database(['<img src="Bru\u0308cke%201.png" alt="a bridge">', "stone"]), media)

    found = imported(data).questions
    (question,) = found.questions
    assert question.stem == "What does this picture show?"
    assert question.picture is not None
    assert found.pictures[question.picture.file] == PIXEL
    assert question.picture.alt == "a bridge"


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ({"a.png": b"<svg/>"}, "it is no PNG, JPEG, GIF or WebP image"),
        ({}, "it is not there, damaged or too large"),
        ({"a.png": PIXEL + b"0" * 6_000_000}, "it is not there, damaged or too large"),
    ],
    ids=["no image", "missing", "too large"],
)
def test_a_picture_that_cannot_be_had_is_listed(harm: dict[str, bytes], why: str) -> None:
    data = new_package(database(["x<img src=a.png>", "y"]), harm)

    assert len(imported(data).questions.questions) == 1
    assert f"a picture is left out: {why}" in warnings(data)[0]


def test_a_damaged_picture_does_not_lose_the_questions() -> None:
    members = {
        "meta": b"\x08\x03",
        "collection.anki21b": zstd.compress(database(["x<img src=a.png>", "y"])),
        "media": zstd.compress(b"\x0a\x07\x0a\x05a.png"),
    }
    harmed = zipped(members | {"0": zstd.compress(PIXEL)[:-9]})

    assert imported(zipped(members | {"0": zstd.compress(PIXEL)})).problems == ()
    assert imported(harmed).questions.questions[0].stem == "x"
    assert "damaged" in warnings(harmed)[0]


def test_pictures_of_answers_are_listed() -> None:
    data = package(database(["x", "y<img src=a.png>"]), {"a.png": PIXEL})

    assert warnings(data) == ["note 1: a picture of its answer is left out"]


# The whole package


def test_the_note_that_asks_to_update_is_never_taken_for_the_collection() -> None:
    found = imported(new_package(database(["real", "note"]))).questions.questions

    assert [question.stem for question in found] == ["real"]


@pytest.mark.parametrize("generation", [b"\x08\x02", b"\x08\x03"])
def test_a_package_without_its_newer_collection_is_refused(generation: bytes) -> None:
    data = zipped({"meta": generation, "collection.anki2": database(["Please update", ""])})

    with pytest.raises(Refused, match="no collection in the package"):
        imported(data)


def test_a_package_of_an_unknown_generation_is_refused_with_a_way_out() -> None:
    data = zipped({"meta": b"\x08\x04", "collection.anki2": database(["Please update", ""])})

    with pytest.raises(Refused, match="Support older Anki versions"):
        imported(data)


def test_questions_with_ids_of_ours_keep_them() -> None:
    found = imported(write(SAMPLE, NOW).data).questions.questions

    assert [each.id for each in found] == [each.id for each in SAMPLE.questions[:-1]]


def test_a_name_or_what_it_begins_with_tells_a_package() -> None:
    data = package(database(["x", "y"]))

    assert is_package("deck.apkg", data)
    assert is_package("backup.colpkg", data)
    assert is_package("download", data)
    assert not is_package("deck.apkg", b"no zip")
    assert not is_package("other.zip", zipped({"imsmanifest.xml": b""}))


# Cancelling


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where all temporary files of this process would lie."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_ten_thousand_notes_tell_their_progress_and_can_be_cancelled(temporary: Path) -> None:
    notes = [[f"front {number}", f"back {number}"] for number in range(10_000)]
    data = new_package(database(*notes))
    told: list[tuple[int, int]] = []
    seen: set[Path] = set()

    def watch(done: int, whole: int) -> None:
        told.append((done, whole))
        seen.update(temporary.iterdir())

    def cancel(done: int, whole: int) -> None:
        watch(done, whole)
        if done > 5_000:
            raise Stopped

    found = read(io.BytesIO(data), "deck.apkg", watch)
    told_in_all = len(told)
    with pytest.raises(Stopped):
        read(io.BytesIO(data), "deck.apkg", cancel)

    assert len(found.questions.questions) == 10_000
    assert told_in_all > 40
    assert told[:told_in_all] == sorted(told[:told_in_all])
    assert told[told_in_all - 1] == (10_000, 10_000)
    assert len(told) - told_in_all < told_in_all
    assert seen == set()
    assert list(temporary.iterdir()) == []


# Files of strangers


WHOLE = package(database(["front", "back"], ["x<img src=a.png>", "y"]), {"a.png": PIXEL})
NEW = new_package(database(["front", "back"], ["x<img src=a.png>", "y"]), {"a.png": PIXEL})

HARMS = {
    "empty": (b"", "no zip file"),
    "no zip": (b"PK\x03\x04 and nothing more", "no zip file"),
    "cut off": (WHOLE[: len(WHOLE) // 2], "no zip file"),
    "nothing in it": (zipped({"a.txt": b""}), "no collection"),
    "outside": (zipped({"../collection.anki2": database(["x", "y"])}), "lies outside"),
    "absolute": (zipped({"/collection.anki2": database(["x", "y"])}), "lies outside"),
    "bomb": (zipped({"collection.anki2": b"\0" * 40_000_000}), "too large"),
    "zstd bomb": (
        zipped(
            {"meta": b"\x08\x03", "collection.anki21b": b"", "media": zstd.compress(b"\0" * 10**8)}
        ),
        "too large",
    ),
    "no zstd": (zipped({"meta": b"\x08\x03", "collection.anki21b": b"SQLite format 3"}), "damaged"),
    "half a zstd": (
        zipped({"meta": b"\x08\x03", "collection.anki21b": zstd.compress(b"abc" * 99)[:-5]}),
        "cut off",
    ),
    "no database": (package(b"SQLite format 3\0" + b"\xff" * 5000), "damaged"),
    "half a database": (package(database(["x" * 9000, "y"])[:-4096]), "damaged"),
    "other tables": (
        package(database(["x", "y"], sql="DROP TABLE cards")),
        "no collection of Anki: there is no table “cards”",
    ),
    "a trigger": (
        package(
            database(
                ["x", "y"], sql="CREATE TRIGGER t INSERT ON notes BEGIN DELETE FROM cards; END"
            )
        ),
        "holds a trigger",
    ),
    "a view": (
        package(
            database(["x", "y"], sql="DROP TABLE cards; CREATE VIEW cards AS SELECT * FROM notes")
        ),
        "holds a view",
    ),
    "a virtual table": (
        package(database(["x", "y"], sql="CREATE VIRTUAL TABLE v USING fts5(a)")),
        "holds a virtual table",
    ),
    "no JSON": (package(database(["x", "y"], sql="UPDATE col SET models = '{'")), "cannot be read"),
    "deep JSON": (
        package(database(["x", "y"], sql=f"UPDATE col SET models = '{'[' * 100_000}'")),
        "cannot be read",
    ),
    "deep JSON in an object": (
        package(database(["x", "y"], sql=f"UPDATE col SET decks = '{{\"a\":{'[' * 100_000}'")),
        "cannot be read",
    ),
    "no list of media": (
        zipped({"collection.anki2": database(["x", "y"]), "media": b"[1"}),
        "list of media is damaged",
    ),
    "no notes": (package(database()), "no card"),
    "bad meta": (zipped({"meta": b"\xff\xff", "collection.anki2": b""}), "“meta” is damaged"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_no_sound_package_is_refused_with_one_message(harm: str) -> None:
    data, message = HARMS[harm]

    with pytest.raises(Refused, match=message):
        imported(data)


def test_an_encrypted_package_is_refused() -> None:
    data = bytearray(package(database(["x", "y"])))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(Refused, match="is encrypted"):
        imported(bytes(data))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE notes SET mid = 'text'",
        "UPDATE notes SET mid = NULL",
        "UPDATE notes SET flds = NULL",
        "UPDATE notes SET flds = x'ff00', tags = x'00'",
        "UPDATE notes SET guid = 12, tags = 7.5",
        "UPDATE cards SET nid = 'text', ord = 'text', did = 'text'",
        "UPDATE cards SET ord = -1",
        "UPDATE cards SET ord = 99",
        "UPDATE cards SET odid = x'00'",
    ],
)
def test_values_of_wrong_types_harm_only_their_notes(sql: str) -> None:
    data = package(
        database(
            ["x", "y"], sql=f"{sql}; INSERT INTO notes SELECT 9, 'g', 7, '', 'a' || char(31) || 'b'"
        )
    )

    assert imported(data).questions.questions[-1].stem == "a"


def test_letters_that_are_not_in_utf_8_are_listed_and_the_note_is_read() -> None:
    data = package(database(["x", "y"], sql="UPDATE notes SET flds = CAST(x'61ff1f62' AS TEXT)"))

    assert imported(data).questions.questions[0].stem == "a\ufffd"
    assert warnings(data) == ["note 1: a letter of it cannot be read"]


@pytest.mark.parametrize("kind", [BASIC, CLOZE], ids=["card", "gaps"])
@pytest.mark.parametrize(
    "text",
    [
        "{{c1::",
        "}}",
        "{{c1::a}}",
        "[sound:",
        "[anki:tts lang=a]",
        "[latex]",
        "<hr ",
        "<b>",
        "{{",
    ],
)
def test_no_field_takes_long(text: str, kind: Kind) -> None:
    def work(size: int) -> None:
        field = text * (size // len(text))
        found = imported(stored(database([field, field], ["x {{c1::y}}", "z"], kind=kind)))
        assert found.questions.questions[-1].id == "n2"

    assert grows_evenly(work, 15_000)


@pytest.mark.parametrize("part", ["{{", "{{F}}", "{{#F}}", "{{cloze:", "<!--", "<hr "])
def test_no_template_takes_long(part: str) -> None:
    def work(size: int) -> None:
        kind = Kind(("F", "B"), (("{{F}}" + part * size, "{{B}}<hr id=answer>" + part * size),))
        found = imported(stored(database(["x", "y"], kind=kind)))
        assert len(found.questions.questions) + len(found.problems) == 1

    assert grows_evenly(work, 5_000)


def test_a_note_with_more_letters_on_its_cards_than_any_has_is_left_out() -> None:
    text = "".join(f"{{{{c{number}::a}}}}" for number in range(1, 1000)) + "x" * 10_000
    data = stored(database([text, ""], kind=CLOZE, cards=999))

    assert warnings(data) == ["note 1: it is too long"]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([WHOLE, NEW, write(SAMPLE, NOW).data]).flatmap(damaged))
def test_changed_bytes_are_refused_or_read_and_never_crash(data: bytes) -> None:
    with suppress(Refused):
        imported(data)


SOUND = database(*([f"front {number}", "back " * 40] for number in range(60)))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_changed_database_is_refused_or_read_and_never_crashes(data: st.DataObject) -> None:
    harmed = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(harmed) - 1) | st.integers(0, 200))
        harmed[at] = data.draw(st.integers(0, 255))

    with suppress(Refused):
        imported(package(bytes(harmed)))
