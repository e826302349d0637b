"""Anki's text files with headers, read and written."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from growth import grows_evenly
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sample import NOW, SAMPLE
from stopping import Stopped
from strategies import damaged

from studyapp.core.bank import Kind, Question
from studyapp.core.questions import TextAnswer
from studyapp.core.values import Text
from studyapp.files.refusal import Refused
from studyapp.formats.anki.text import read_text, write_text
from studyapp.formats.anki.text_table import is_text
from studyapp.formats.exchange import Imported

GOLDEN = Path(__file__).parent.parent / "data" / "formats" / "sample.anki.txt"


def imported(text: str | bytes) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    return read_text(io.BytesIO(data), "deck.txt", lambda done, whole: None)


def sides(text: str) -> list[tuple[str, str]]:
    """The front and the back of each card."""
    return [
        (each.stem, each.answer.text)
        for each in imported(text).questions.questions
        if isinstance(each.answer, Text)
    ]


def only(text: str) -> Question:
    (question,) = imported(text).questions.questions
    return question


def problems(text: str | bytes) -> list[str]:
    return [str(problem) for problem in imported(text).problems]


# Separators, quotation marks, comments


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("tab", "\t"),
        ("Tab", "\t"),
        ("\\t", "\t"),
        ("\t", "\t"),
        ("comma", ","),
        (",", ","),
        ("semicolon", ";"),
        ("Pipe", "|"),
        ("colon", ":"),
        (":", ":"),
        ("space", " "),
        (" ", " "),
    ],
)
def test_the_separator_is_the_one_that_is_named(name: str, sign: str) -> None:
    assert sides(f"#separator:{name}\nfront{sign}back\n") == [("front", "back")]


@pytest.mark.parametrize("sign", ["\t", "|", ";", ":", ",", " "])
def test_a_separator_that_is_not_named_is_the_one_of_the_first_row(sign: str) -> None:
    assert sides(f"#deck:D\n# words\nfront{sign}back\n") == [("front", "back")]


def test_a_gap_does_not_make_the_colon_the_separator() -> None:
    question = only("#notetype:Cloze\n{{c1::Paris}} lies on the Seine,by the way\n")

    assert (question.stem, question.why) == ("_____ lies on the Seine", "by the way")


def test_a_cell_in_quotation_marks_holds_all_signs() -> None:
    text = '#separator:tab\n#html:false\n"a\t""b""\n#c"\td "e" f\n"#g"\t""\n'

    assert sides(text) == [('a\t"b"\n#c', 'd "e" f')]
    assert problems(text) == [
        "deck.txt:5:1: error left-out line 5: a card of it has no answer in words"
    ]


def test_a_quotation_mark_that_is_never_closed_loses_no_row() -> None:
    text = '#separator:tab\n#html:false\na\t"b\nc\td\n'

    assert sides(text) == [("a", '"b'), ("c", "d")]
    assert problems(text) == [
        "deck.txt:3:1: warning open-quote line 3: a quotation mark that is never closed is a letter"
    ]


def test_empty_lines_and_comments_are_no_rows() -> None:
    assert sides("#separator:,\na,b\n\n# c,d\n\n\ne,f") == [("a", "b"), ("e", "f")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_of_any_system_are_read(end: str, mark: str) -> None:
    assert sides(f"{mark}#separator:comma{end}a,b{end}c,d") == [("a", "b"), ("c", "d")]


# HTML


def test_cells_are_html_or_text_as_the_header_says() -> None:
    row = "2 <b>x</b> &lt; y\tz\n"

    assert only(f"#html:true\n{row}").stem == "2 *x* < y"
    assert only(f"#HTML: False\n{row}").stem == "2 <b>x</b> &lt; y"


def test_without_the_header_tags_tell_html() -> None:
    assert only("a <b>b</b>\tc\n").stem == "a *b*"
    assert only("a < b &amp; c > d\tc\n").stem == "a < b &amp; c > d"


# Columns


def test_columns_name_note_type_deck_tags_and_guid() -> None:
    text = (
        "#separator:;\n#notetype column:2\n#deck column:1\n#tags column:5\n#guid column:3\n"
        "Trips::Paris;Basic;x1;Tower?;t1 t2;Eiffel\n"
        "Trips::Words;Basic (and reversed card);x2;un;;one\n"
        "Trips::Words;Basic (type in the answer);x3;deux;;two\n"
        "Trips;Cloze;x4;{{c1::A}} {{c2::B}};;letters\n"
    )
    found = imported(text)

    topics = found.questions.topics
    assert found.questions.title == "Trips"
    assert [
        (each.kind, each.stem, topics[each.topic], each.tags) for each in found.questions.questions
    ] == [
        (Kind.FLASHCARD, "Tower?", "Paris", ("t1", "t2")),
        (Kind.FLASHCARD, "un", "Words", ()),
        (Kind.FLASHCARD, "one", "Words", ()),
        (Kind.SHORT_ANSWER, "deux", "Words", ()),
        (Kind.CLOZE, "_____ B", "Trips", ()),
        (Kind.CLOZE, "A _____", "Trips", ()),
    ]
    assert found.questions.questions[4].why == "letters"
    assert found.problems == ()


def test_headers_hold_for_all_rows() -> None:
    question = only("#deck:Trips::Paris\n#notetype:basic\n#tags:a b\n#separator:,\nx,y\n")

    assert (question.topic, question.tags) == ("paris", ("a", "b"))


def test_labels_of_columns_name_fields_and_tags() -> None:
    text = "#separator:,\n#columns:Back,Tags,Front,Where\nb,t,f,in a book\n"

    question = only(text)
    assert (question.stem, question.answer, question.tags) == ("f", Text("b"), ("t",))
    assert question.why == "in a book"


def test_a_column_beyond_the_fields_explains_the_answer() -> None:
    question = only("#separator:tab\nfront\tback\tmore\tand more\n")

    assert (question.answer, question.why) == (Text("back"), "more\nand more")


def test_the_second_card_is_only_made_where_it_is_wanted() -> None:
    head = "#separator:,\n#notetype:Basic (optional reversed card)\n"

    assert sides(f"{head}un,one,\n") == [("un", "one")]
    assert sides(f"{head}un,one,y\n") == [("un", "one"), ("one", "un")]


def test_an_unknown_note_type_is_read_by_its_gaps_and_named_at_its_line() -> None:
    text = (
        "#separator:,\n#html:false\n#notetype column:1\n"
        'Lückentext,{{c1::A}} b\nEinfach,"x\ny",z\nEinfach,u,v\n'
    )

    assert [each.kind for each in imported(text).questions.questions] == [
        Kind.CLOZE,
        Kind.FLASHCARD,
        Kind.FLASHCARD,
    ]
    assert problems(text) == [
        "deck.txt:4:1: warning note-type line 4: the note type “Lückentext” is not known:"
        " read as Cloze",
        "deck.txt:5:1: warning note-type line 5: the note type “Einfach” is not known:"
        " read as Basic (and in 1 more)",
    ]


def test_a_header_that_says_nothing_known_is_named_at_its_line() -> None:
    text = "#separator:,\n#html:maybe\n#deck column:first\n#if matches:keep both\na,b\n"

    assert sides(text) == [("a", "b")]
    assert problems(text) == [
        "deck.txt:2:1: warning header the header “html:maybe” says nothing that is known",
        "deck.txt:3:1: warning header the header “deck column:first” says nothing that is known",
    ]


def test_what_cannot_be_asked_is_named_at_its_line_and_the_rest_is_read() -> None:
    text = (
        "#separator:tab\n#html:true\n#notetype column:1\n"
        'Basic\t"a\n\nb"\tc\n'
        "Image Occlusion\t{{c1::image-occlusion:rect:left=.1}}\t\n"
        'Basic\tx<img src="map.png">\ty [sound:a.mp3]\n'
        "Cloze\tno gap\t\n"
        "Basic\t\tz\n"
    )

    assert [question.stem for question in imported(text).questions.questions] == ["a b", "x"]
    assert problems(text) == [
        "deck.txt:7:1: warning note-type line 7: the note type “Image Occlusion” is not known:"
        " read as Cloze",
        "deck.txt:7:1: error left-out line 7: it hides parts of a picture, which cannot be asked",
        "deck.txt:8:1: warning recording-left-out line 8: a recording is left out",
        "deck.txt:8:1: warning picture-left-out line 8: a picture is left out: it is not"
        " there, damaged or too large",
        "deck.txt:9:1: error left-out line 9: it has no gap",
        "deck.txt:10:1: error left-out line 10: a card of it asks nothing in words",
    ]


# The whole file


def test_the_text_of_the_sample_is_the_one_read_by_eye() -> None:
    exported = write_text(SAMPLE, NOW)

    assert exported.data == GOLDEN.read_bytes()
    assert [problem.message for problem in exported.problems] == [
        "question 1: becomes a card that learners grade themselves (and in 8 more)",
        "question 1: has what is said to single answers in its explanation (and in 7 more)",
        "question 1: loses its title (and in 1 more)",
        "question 1: has tags whose spaces become _",
        "question 2: loses its points",
        "question 4: loses its picture",
        "question 5: keeps only one right answer to type (and in 3 more)",
        "question 5: loses its explanation (and in 1 more)",
        "question 6: asks for its number letter by letter (and in 1 more)",
        "question 6: loses how far off a number may be (and in 1 more)",
        "question 8: no longer says that upper and lower case differ",
        "question 8: loses the weights of its gaps",
        "question 15: is left out: it asks nothing",
    ]


def test_the_golden_text_reads_as_what_it_was_made_of() -> None:
    found = imported(GOLDEN.read_bytes()).questions

    assert [each.id for each in found.questions] == [each.id for each in SAMPLE.questions[:-1]]
    assert found.title == SAMPLE.title
    assert set(found.topics.values()) == set(SAMPLE.topics.values())
    by_id = {each.id: each for each in found.questions}
    assert by_id["river-of-prague"].answers == (TextAnswer("Vltava"),)
    assert by_id["mouth"].answer == Text("A. The Black Sea")
    assert by_id["mouth"].why.startswith("The Danube rises in the Black Forest")
    assert by_id["card"] == replace(SAMPLE.questions[11], topic=by_id["card"].topic)


def test_headers_or_the_name_tell_such_a_text() -> None:
    assert is_text("deck.txt", b"#separator:tab\n")
    assert is_text("deck.txt", b"\xef\xbb\xbf#notetype column:1\r\n")
    assert is_text("deck.anki.txt", b"front\tback\n")
    assert not is_text("deck.txt", b"front\tback\n")
    assert not is_text("deck.txt", b"# a comment: something\n")
    assert not is_text("questions.txt", b"::title::What?{=a ~b}")


def test_other_encodings_are_read_with_a_warning() -> None:
    found = imported("#separator:tab\nGrüße\tx\n".encode("cp1252"))

    assert found.questions.questions[0].stem == "Grüße"
    assert [problem.code for problem in found.problems] == ["encoding"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"#separator:tab\n", "no note"),
        (b"\n\n# nothing\n", "no note"),
        (b"#separator:tab\n\x00\x01\tb\n", "not a text"),
        (b"#separator:tab\n\x81\x8d\tb\n", "neither in UTF-8"),
    ],
)
def test_what_is_no_such_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(Refused, match=message):
        imported(data)


def test_progress_is_told_along_the_way_and_reading_can_be_cancelled() -> None:
    rows = "".join(f"front {number}\tback {number}\n" for number in range(2_000))
    file = io.BytesIO(f"#separator:tab\n{rows}".encode())
    told: list[tuple[int, int]] = []

    def cancel(done: int, whole: int) -> None:
        told.append((done, whole))
        if done > whole * 0.75:
            raise Stopped

    with pytest.raises(Stopped):
        read_text(file, "deck.txt", cancel)

    assert len(told) > 10
    assert told == sorted(told)


# Files of strangers


@pytest.mark.parametrize("text", ['"', '"a""', '\t"', "#\n", "{{c1::", '"""\n', "#separator:tab\n"])
def test_no_text_takes_long(text: str) -> None:
    def work(size: int) -> None:
        with suppress(Refused):
            imported("#notetype:Cloze\n" + text * size)

    assert grows_evenly(work, 10_000)


@settings(max_examples=100, deadline=None)
@given(damaged(GOLDEN.read_bytes()))
def test_a_changed_text_is_refused_or_read_and_never_crashes(data: bytes) -> None:
    with suppress(Refused):
        imported(data)


@settings(max_examples=200, deadline=None)
@given(st.text("#:ab\t\n\"',;{c1}<>&", max_size=40))
def test_any_text_is_refused_or_read_and_never_crashes(text: str) -> None:
    with suppress(Refused):
        imported(f"#separator:tab\n#columns:{text}")
    with suppress(Refused):
        imported(text)
