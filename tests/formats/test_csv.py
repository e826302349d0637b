"""CSV and TSV: tables of questions, and lists of terms as Quizlet exports them."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stopping import Stopped
from strategies import damaged

from studyapp.core.bank import Kind, Question
from studyapp.core.problems import Position
from studyapp.core.questions import (
    Gap,
    NumberAnswer,
    QuestionGroup,
    QuestionOption,
    QuestionPair,
    TextAnswer,
)
from studyapp.core.values import Text
from studyapp.files.decoding import Decoded
from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Imported
from studyapp.formats.tables.reader import is_csv, read_csv

GOLDEN = Path(__file__).parent.parent / "data/formats/sample.csv"


def read(data: bytes | str) -> Imported:
    encoded = data.encode() if isinstance(data, str) else data
    return read_csv(io.BytesIO(encoded), "set.csv", lambda done, total: None)


def questions(data: bytes | str) -> tuple[Question, ...]:
    found = read(data)
    assert found.problems == ()
    return found.questions.questions


def cards(data: bytes | str) -> list[tuple[str, str]]:
    found = read(data).questions.questions
    assert all(card.kind is Kind.FLASHCARD for card in found)
    return [(card.stem, card.answer.text) for card in found if isinstance(card.answer, Text)]


def told(found: Imported) -> list[tuple[int, str]]:
    return [(problem.position.line, problem.code) for problem in found.problems]


def refused(data: bytes | str) -> tuple[str, Position]:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.problem.code, caught.value.problem.position


# What Quizlet exports, and lists that people type.


def test_a_list_from_quizlet_becomes_flash_cards() -> None:
    assert cards("der Hund\tthe dog\ndie Katze\tthe cat, a cat\n") == [
        ("der Hund", "the dog"),
        ("die Katze", "the cat, a cat"),
    ]


def test_a_definition_of_several_lines_stays_one_and_is_named() -> None:
    found = read("Ulm\ta town\non the Danube\nLinz\tanother\n\nin Austria\n")

    assert cards("Ulm\ta town\non the Danube\nLinz\tanother\n") == [
        ("Ulm", "a town\non the Danube"),
        ("Linz", "another"),
    ]
    assert told(found) == [(2, "line-joined"), (5, "line-joined")]


def test_quoted_cells_hold_line_breaks_separators_and_doubled_marks() -> None:
    assert cards('"a, ""b""\nc",x\nd,"y"\n') == [('a, "b"\nc', "x"), ("d", "y")]


def test_marks_that_enclose_no_cell_are_words() -> None:
    assert cards('"Hello" he said\tgreeting\n5" pipe\tRohr\n"\tquotation mark\n') == [
        ('"Hello" he said', "greeting"),
        ('5" pipe', "Rohr"),
        ('"', "quotation mark"),
    ]


@pytest.mark.parametrize("separator", ["\t", ",", ";", "|", " - ", " – ", " = ", ": "])
def test_the_separator_of_a_list_is_found(separator: str) -> None:
    text = f"Hund{separator}dog\nKatze{separator}cat\n"

    assert cards(text) == [("Hund", "dog"), ("Katze", "cat")]


def test_commas_within_definitions_do_not_part_cells() -> None:
    assert cards("Hund - dog, hound\nKatze - cat\nMaus - mouse, mice, mices\n")[2] == (
        "Maus",
        "mouse, mice, mices",
    )


def test_a_table_whose_columns_have_unknown_names_is_read_as_cards_with_a_warning() -> None:
    found = read("Begriff,Antwort A,Antwort B,Richtig\nWas ist 2+2?,3,4,B\n")

    assert [question.kind for question in found.questions.questions] == 2 * [Kind.FLASHCARD]
    assert [(problem.code, problem.position.line) for problem in found.problems] == [
        ("no-header", 1)
    ]


def test_semicolons_part_the_rows_of_a_single_line() -> None:
    assert cards("Hund,dog;Katze,cat;") == [("Hund", "dog"), ("Katze", "cat")]


def test_excel_says_what_the_separator_is() -> None:
    assert cards("sep=|\nHund|dog, hound\n") == [("Hund", "dog, hound")]


def test_a_card_without_a_second_side_is_named_and_the_rest_is_read() -> None:
    found = read("a,1\nb,\nc,3\n")

    assert [each.stem for each in found.questions.questions] == ["a", "c"]
    assert told(found) == [(2, "left-out")]


# Tables with a header.


@pytest.mark.parametrize(
    "header", ["Term,Definition", "FRONT,Back", "question;answer", "Prompt\tMeaning"]
)
def test_a_header_is_no_card(header: str) -> None:
    separator = next(letter for letter in "\t,;" if letter in header)

    assert cards(f"{header}\nUlm{separator}a town\n") == [("Ulm", "a town")]


def test_right_options_are_told_by_number_letter_or_words() -> None:
    found = questions(
        "Question,Option A,Option B,Option C,Correct\n"
        "One?,red,green,blue,2\n"
        "Two?,red,green,blue,b\n"
        "Three?,red,green,blue,Green\n"
        'Four?,red,green,blue,"1, 3"\n'
    )

    rights = [[option.text for option in each.options if option.correct] for each in found]
    assert rights == [["green"], ["green"], ["green"], ["red", "blue"]]
    kinds = [Kind.SINGLE_CHOICE] * 3 + [Kind.MULTIPLE_CHOICE]
    assert [each.kind for each in found] == kinds


def test_the_words_of_an_answer_count_before_its_number() -> None:
    [found] = questions("Question,A,B,C,D,Correct answer\nHow many?,2,3,4,5,3\n")

    assert [option.text for option in found.options if option.correct] == ["3"]


def test_wrong_answers_become_options_beside_the_right_one() -> None:
    [found] = questions(
        "question;correct answer;incorrect answer 1;incorrect answer 2\nWhere?;Ulm;Linz;Wien\n"
    )

    assert found.kind is Kind.SINGLE_CHOICE
    assert found.options == (
        QuestionOption("Ulm", True),
        QuestionOption("Linz", False),
        QuestionOption("Wien", False),
    )


def test_numbered_answers_are_options_where_a_column_says_which_is_right() -> None:
    [found] = questions("Question,Answer 1,Answer 2,Correct answer(s)\nReally?,yes,no,1\n")

    assert found.kind is Kind.TRUE_FALSE
    assert found.options == (QuestionOption("yes", True), QuestionOption("no", False))


def test_columns_say_what_belongs_to_a_question() -> None:
    found = read(
        "Type,Question,Option 1,Option 2,Key,Option 1 feedback,Explanation,Category,Tags,Points"
        ",Level\n"
        'Multiple choice,Where?,Ulm,Linz,Ulm,Yes.,It is.,Towns,"a, b c",2.5,hard\n'
    )

    [question] = found.questions.questions
    assert question.kind is Kind.SINGLE_CHOICE
    assert question.options == (QuestionOption("Ulm", True, "Yes."), QuestionOption("Linz", False))
    assert (question.why, question.tags, question.points) == ("It is.", ("a", "b c"), 2.5)
    assert found.questions.topics[question.topic] == "Towns"
    assert [str(problem) for problem in found.problems] == [
        "set.csv:1:1: warning unknown-column the column “Level” is left out: "
        "it has no name that is known here"
    ]


def test_typed_answers_gaps_pairs_orders_and_groups_have_columns() -> None:
    found = questions(
        "kind,question,answer,answer 2,option 1,option 2,option 3,match 1,match 2,match 3,gap 1\n"
        'quantity,How long?,"2 850,5 ± 10",,,,,,,,\n'
        "short answer,Who?,Goethe,J. W. *,,,,,,,\n"
        ",It is ___ here.,cold,,,,,,,,\n"
        'cloze,It is {1}.,,,,,,,,,"[x] hot\n[ ] cold"\n'
        ",Which?,,,a,b,,1,2,3,\n"
        "ordering,Order?,,,a,b,c,,,,\n"
        "grouping,Group?,,,a,b,c,x,y,x,\n"
        "true/false,Is it?,FALSE,,,,,,,,\n"
        "essay,Why?,,,,,,,,,\n"
    )

    number, typed, gap, choice, pairs, order, groups, truth, essay = found
    assert number.answers == (NumberAnswer(2850.5, 10.0),)
    assert typed.answers == (TextAnswer("Goethe"), TextAnswer("J. W. *"))
    assert (gap.kind, gap.stem) == (Kind.CLOZE, "It is _____ here.")
    assert choice.gaps == (
        Gap(options=(QuestionOption("hot", True), QuestionOption("cold", False))),
    )
    assert pairs.pairs == (QuestionPair("a", "1"), QuestionPair("b", "2"))
    assert pairs.extra == ("3",)
    assert order.elements == ("a", "b", "c")
    assert groups.groups == (QuestionGroup("x", ("a", "c")), QuestionGroup("y", ("b",)))
    assert [option.correct for option in truth.options] == [False, True]
    assert essay.kind is Kind.ESSAY


def test_a_bad_row_is_named_by_its_line_and_the_rest_is_read() -> None:
    found = read(
        "kind,question,answer,option 1,option 2,correct,share 1,points\n"
        'flashcard,"two\nlines",back,,,,,\n'
        ",,an answer,,,,,\n"
        "single_choice,Which?,,a,b,3,,\n"
        "single_choice,Which?,,a,,1,,\n"
        "quantity,How many?,many,,,,,\n"
        "riddle,What?,that,,,,900,lots\n"
        'single_choice,Both?,,a,b,"1, 2",,\n'
    )

    stems = [question.stem for question in found.questions.questions]
    assert stems == ["two\nlines", "What?", "Both?"]
    assert told(found) == [
        (4, "left-out"),
        (5, "left-out"),
        (6, "left-out"),
        (7, "left-out"),
        (8, "unknown-kind"),
        (8, "bad-points"),
        (8, "unused-cell"),
        (9, "several-right"),
    ]
    assert "it does not say which option is right" in str(found.problems[1])


def test_a_text_in_windows_encoding_is_read_with_a_warning() -> None:
    found = read("term,definition\nÖl,oil\n".encode("cp1252"))

    assert found.questions.questions[0].stem == "Öl"
    assert told(found) == [(2, "encoding")]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "empty", 1),
        (b"words\nand more words\n", "no-columns", 1),
        (b"question,answer\n", "no-questions", 1),
        (b"a,b\n\x00,c\n", "not-text", 2),
        (b"a,b\n" + b"c," * 400, "too-large", 2),
        (b"a,b\nc," + b"d" * 200_000, "too-large", 2),
        (b"a,b\n" * 100_001, "too-large", 100_001),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(data: bytes, code: str, line: int) -> None:
    assert refused(data) == (code, Position(line))


def test_progress_is_told_and_may_cancel() -> None:
    heard: list[tuple[int, int]] = []
    read_csv(io.BytesIO(b"a,b\n" * 600), "f", lambda done, total: heard.append((done, total)))

    assert heard == [(0, 601), (250, 601), (500, 601), (1, 1)]

    def cancel(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        read_csv(io.BytesIO(b"a,b\n"), "f", cancel)


class Counted(str):
    """A text that knows how often all its lines were counted."""

    counts = 0

    def rstrip(self, chars: str | None = None, /) -> "Counted":
        return self

    def count(self, *args: object) -> int:
        Counted.counts += len(args) == 1
        return super().count(*args)  # type: ignore[arg-type]


def test_the_lines_are_counted_once_for_all_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Counted("a,b\n" * 2000)
    monkeypatch.setattr("studyapp.formats.tables.reader.decoded", lambda *_: Decoded(text))
    heard: list[tuple[int, int]] = []
    read_csv(io.BytesIO(b"x"), "f", lambda done, total: heard.append((done, total)))

    assert heard[-2:] == [(1750, 2001), (1, 1)]
    assert Counted.counts <= 2


WHOLE = GOLDEN.read_bytes()


@given(damaged(WHOLE))
@settings(max_examples=120, deadline=None)
def test_a_damaged_table_is_read_or_refused_and_nothing_else(data: bytes) -> None:
    with suppress(Refused):
        found = read(data)
        assert found.questions.questions or found.problems


@given(st.text("ab\"'\t\n,;|=-:# \\[]x{}1_*", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(Refused):
        read("question,answer,gap 1\n" + text)
    with suppress(Refused):
        read(text)


def test_many_quotation_marks_take_no_time() -> None:
    assert len(read("a,b\n" + '"a\n' * 50_000).problems) == 50_000


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refused(b"a,b\n\x81\x8d\x9d") == ("encoding", Position(2))


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("set.csv", b"any", True),
        ("set.tsv", b"any", True),
        ("words.txt", b"Hund\tdog\r\nKatze\tcat\r\n", True),
        ("words.txt", "Hund\tdog\nKatze\tcat\n".encode("utf-16"), True),
        ("words.txt", b"Only words\nof a text\n", False),
        ("words.txt", b"A question {=a ~b}\n", False),
        ("set.md", b"Hund\tdog\n", False),
    ],
)
def test_tables_are_known_by_their_names_or_their_tabs(name: str, head: bytes, known: bool) -> None:
    assert is_csv(name, head) is known
