"""How quizzes are set: what stands on which page, and that nothing is lost or broken."""

from collections.abc import Iterable

import pytest
from formats.strategies import question_sets
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QTextCharFormat
from sample import SAMPLE

from studyapp.authoring.paper import Options, PaperPlan, make_paper
from studyapp.authoring.selection import Origin
from studyapp.core.bank import Bank, BankId, FactId, Kind, Question, TopicId
from studyapp.core.question_sets import QuestionSet
from studyapp.core.questions import Picture, QuestionOption, QuestionPair, TextAnswer
from studyapp.ui.printing.blocks import Figure, Outline, Stroke, TextLine
from studyapp.ui.printing.document import Document
from studyapp.ui.printing.paging import Page
from studyapp.ui.printing.sheet import TEXT_SIZES, PaperSize, Sheet
from studyapp.ui.printing.sorts import Sort

T = TopicId("t")
A4 = Sheet()
ALL = frozenset(Sort)
PAPER = frozenset([Sort.PAPER])


def bank_of(*questions: Question, pictures: dict[str, bytes] | None = None) -> Bank:
    return Bank(
        id=BankId("hand"),
        title="Rivers & <b>towns</b>",
        voice="the text",
        sources={},
        topics=SAMPLE.topics,
        entities={},
        facts={},
        questions={question.id: question for question in questions},
        pictures=SAMPLE.pictures if pictures is None else pictures,
    )


def choice(stem: str, *options: str, name: str = "q", marked: bool = False) -> Question:
    written = tuple(QuestionOption(text, at == 0) for at, text in enumerate(options))
    return Question(FactId(name), Kind.SINGLE_CHOICE, stem, T, options=written, marked=marked)


def document(
    bank: Bank, *, sheet: Sheet = A4, sorts: frozenset[Sort] = PAPER, **plan: object
) -> Document:
    origin = Origin.WRITTEN if bank.questions else Origin.GENERATED
    wanted = PaperPlan(**{"origin": origin, "seed": 7, **plan})
    return Document(make_paper(bank, wanted), sheet, sorts)


def pages_of(made: Document) -> list[Page]:
    return [page for section in range(len(made.sections)) for page in made.pages(section)]


def text_of(pages: Iterable[Page]) -> str:
    """The words in their order; where a line ends does not matter."""
    return " ".join(" ".join(page.text for page in pages).split())


def lines_of(page: Page) -> list[TextLine]:
    return [
        mark
        for each in (*(placed.block for placed in page.placed), page.foot)
        for mark in each.marks
        if isinstance(mark, TextLine)
    ]


@pytest.mark.parametrize("size", list(PaperSize))
@pytest.mark.parametrize("points", [9, 11, 18])
def test_no_question_is_broken_and_nothing_leaves_the_page(
    kursk: Bank, size: PaperSize, points: int
) -> None:
    sheet = Sheet(size, points)
    made = document(kursk, sheet=sheet, sorts=ALL, count=20, versions=2)
    for at, section in enumerate(made.sections):
        pages = made.pages(at)
        numbers = [number for page in pages for number in page.numbers]
        if section.sort in (Sort.PAPER, Sort.EXPLANATIONS):
            assert list(dict.fromkeys(numbers)) == list(range(1, 21))
            for broken in {number for number in numbers if numbers.count(number) > 1}:
                assert height_of(broken, pages) > sheet.text_height
        for page in pages:
            for placed in page.placed:
                assert placed.top + placed.block.height <= sheet.text_height + 1
            for line in lines_of(page):
                wide = line.layout.lineAt(line.number).naturalTextWidth()
                assert line.x >= 0
                assert line.x + wide <= sheet.text_width + 1


def height_of(number: int, pages: list[Page]) -> float:
    placed = [each for page in pages for each in page.placed if each.number == number]
    return sum(each.block.height for each in placed)


def test_every_word_of_every_question_is_on_the_paper(kursk: Bank) -> None:
    made = document(kursk, sorts=ALL, count=30, versions=2)
    shown = {section: text_of(made.pages(at)) for at, section in enumerate(made.sections)}

    for section, text in shown.items():
        for question in section.version.questions:
            stem = " ".join("".join(run.text for run in question.stem).split())
            if section.sort in (Sort.PAPER, Sort.EXPLANATIONS):
                assert stem in text
            if section.sort is Sort.PAPER:
                for part in question.parts:
                    for option in part.choices if isinstance(part, Options) else ():
                        assert "".join(run.text for run in option.words) in text
            if section.sort is Sort.EXPLANATIONS:
                for quotation in question.solution.quotations:
                    assert " ".join(f"“{quotation.exact}”".split()) in text


def test_what_is_given_out_comes_before_what_the_teacher_keeps(kursk: Bank) -> None:
    made = document(kursk, sorts=ALL, count=5, versions=2)

    assert [(section.version.letter, section.sort) for section in made.sections] == [
        ("A", Sort.PAPER),
        ("A", Sort.ANSWER_SHEET),
        ("B", Sort.PAPER),
        ("B", Sort.ANSWER_SHEET),
        ("A", Sort.KEY),
        ("A", Sort.EXPLANATIONS),
        ("B", Sort.KEY),
        ("B", Sort.EXPLANATIONS),
    ]


def test_each_page_says_which_it_is_and_how_to_make_it_again(kursk: Bank) -> None:
    made = document(kursk, sorts=ALL, count=20, versions=3)
    pages = made.pages(0)
    count = len(pages)

    assert count > 1
    feet = [page.foot.text.splitlines() for page in pages]
    assert feet[1] == ["kursk · seed 7", f"Version A · page 2 of {count}"]
    assert feet[-1][-1] == f"Version A · page {count} of {count}"
    assert made.pages(1)[0].foot.text.endswith("Version A · Answer sheet · page 1 of 1")
    assert "20 questions" in pages[0].text
    assert "Name\nClass\nDate" in pages[0].text
    recipe = "Set kursk · questions generated · at most 20 · shuffled · 3 versions · seed 7."
    assert recipe in text_of(made.pages(made.sections.index(made.sections[-2])))


def test_a_lone_version_has_no_letter(kursk: Bank) -> None:
    made = document(kursk, sorts=ALL, count=3)

    assert "Version" not in text_of(pages_of(made))
    assert made.pages(0)[0].foot.text.splitlines()[-1] == "page 1 of 1"


def test_pages_are_found_by_their_numbers(kursk: Bank) -> None:
    made = document(kursk, sorts=ALL, count=20, versions=4)
    pages = pages_of(made)

    assert made.count == len(pages)
    assert [made.page(number).text for number in range(made.count)] == [page.text for page in pages]
    with pytest.raises(IndexError):
        made.page(made.count)


def test_the_same_seed_sets_the_same_words_in_the_same_places(kursk: Bank) -> None:
    first, second = (pages_of(document(kursk, sorts=ALL, count=20, versions=2)) for _ in range(2))

    assert [page.text for page in first] == [page.text for page in second]
    tops = [[placed.top for placed in page.placed] for page in first]
    assert tops == [[placed.top for placed in page.placed] for page in second]


def test_a_question_longer_than_a_page_breaks_between_its_options() -> None:
    options = [f"Number {at}: " + "long and longer " * 20 for at in range(25)]
    pages = pages_of(document(bank_of(choice("Which?", *options)), shuffled=False))

    assert len(pages) > 1
    assert "Which?" in pages[0].text
    assert "Number 0:" in pages[0].text
    for page in pages:
        for each in page.placed:
            if "Number" in each.block.text:  # whole, from its letter to its last word
                assert each.block.text.split()[0].isupper()
                assert each.block.text.rstrip().endswith("longer")
    assert text_of(pages).count("Number") == 25


def test_a_text_longer_than_a_page_breaks_between_its_lines() -> None:
    stem = "\n".join(f"Line {at} of the story." for at in range(150))
    essay = Question(FactId("e"), Kind.ESSAY, stem, T)
    pages = pages_of(document(bank_of(essay)))

    assert len(pages) > 2
    said = [line for page in pages for line in page.text.splitlines() if line.startswith("Line")]
    assert said == stem.splitlines()
    for page in pages:
        for placed in page.placed:
            for mark in placed.block.marks:
                assert placed.top + mark.top + mark.height <= A4.text_height + 1


def test_very_many_answers_to_match_go_on_over_the_page() -> None:
    pairs = tuple(QuestionPair(f"left {at}", f"right {at} " + "so on " * 30) for at in range(40))
    question = Question(FactId("m"), Kind.MATCHING, "Match these.", T, pairs=pairs)
    pages = pages_of(document(bank_of(question)))

    text = text_of(pages)
    assert all(f"left {at}" in text and f"right {at} so" in text for at in range(40))
    boxes = [
        mark
        for page in pages
        for placed in page.placed
        for mark in placed.block.marks
        if isinstance(mark, Outline) and mark.top + placed.top + mark.height > A4.text_height
    ]
    assert boxes == []


def test_there_are_lines_to_write_on_in_one_place_only() -> None:
    essay = Question(FactId("e"), Kind.ESSAY, "Why?", T)
    typed = Question(FactId("s"), Kind.SHORT_ANSWER, "Which?", T, answers=(TextAnswer("x"),))

    def strokes(*sorts: Sort) -> list[int]:
        made = document(bank_of(essay, typed), sorts=frozenset(sorts))
        return [
            sum(
                isinstance(mark, Stroke)
                for page in made.pages(section)
                for placed in page.placed
                for mark in placed.block.marks
            )
            for section in range(len(made.sections))
        ]

    (alone,) = strokes(Sort.PAPER)
    beside, sheet = strokes(Sort.PAPER, Sort.ANSWER_SHEET)

    assert alone - beside == 13
    assert sheet >= 13


def test_a_description_never_stands_last_on_a_page() -> None:
    def entries() -> Iterable[Question]:
        for at in range(30):
            yield Question(FactId(f"d{at}"), Kind.DESCRIPTION, f"Part {at} begins here.", T)
            yield choice(f"Question {at}?", *(["an answer"] * 3), name=f"q{at}")

    for page in pages_of(document(bank_of(*entries()))):
        assert "begins here" not in page.placed[-1].block.text


def test_letters_in_circles_say_one_and_in_boxes_several() -> None:
    (page,) = pages_of(document(bank_of(SAMPLE.questions[0])))
    (other,) = pages_of(document(bank_of(SAMPLE.questions[1])))

    assert [mark.round for mark in outlines(page)] == [True] * 3
    assert [mark.round for mark in outlines(other)] == [False] * 4
    assert "Choose all that apply." in other.text
    assert "2 points" in other.text


def outlines(page: Page) -> list[Outline]:
    marks = [mark for placed in page.placed for mark in placed.block.marks]
    return [mark for mark in marks if isinstance(mark, Outline)]


def test_true_and_false_stand_beside_each_other() -> None:
    (page,) = pages_of(document(bank_of(choice("It is so.", "True", "False"))))
    places = {
        line.text: placed.top + line.top
        for placed in page.placed
        for line in placed.block.marks
        if isinstance(line, TextLine)
    }

    assert places["True"] == places["False"]


def test_an_answer_sheet_has_a_place_for_every_answer() -> None:
    made = document(bank_of(*SAMPLE.questions), sorts=ALL, shuffled=False)
    sheet = made.pages(1)
    text = [line for page in sheet for line in page.text.splitlines()]

    assert len(sheet) == 1
    for number in range(1, 15):
        assert str(number) in text
    # 1 sea (3), 4 bridge (2), 8 gap (2), 13 formula (2); 2 and 3 with four boxes each
    assert sum(mark.round for mark in outlines(sheet[0])) == 9
    # rows of 9 partners (3), 10 order (4), 11 groups (4)
    assert sum(not mark.round for mark in outlines(sheet[0])) == 8 + 11
    assert "Write your answers on the answer sheet." in made.pages(0)[0].text


def test_the_key_has_a_line_for_every_question() -> None:
    made = document(bank_of(*SAMPLE.questions), sorts=frozenset([Sort.KEY]), shuffled=False)
    text = text_of(made.pages(0))

    assert "5 Vltava accept: Moldau for 50 %: …Elbe…" in text
    assert "6 2850 accept: 2850 ± 10 for 50 %: 2850 ± 100" in text
    assert "12 Donaueschingen, in the Black Forest" in text
    assert "14 marked by hand" in text


def test_explanations_fill_the_letters_of_what_is_right() -> None:
    (page,) = pages_of(document(bank_of(SAMPLE.questions[2]), sorts=frozenset([Sort.EXPLANATIONS])))
    shares = {"The Rhine": "(50 %)", "The Elbe": "(50 %)", "The Thames": "(−50 %)"}

    assert sum(mark.filled for mark in outlines(page)) == 2
    assert all(f"{option}  {share}" in page.text for option, share in shares.items())
    assert "346 km." in page.text


def test_text_from_a_file_is_never_markup() -> None:
    stem = "<img src='file:///etc/passwd'><b>Bold</b> & &amp; <table>"
    (page,) = pages_of(document(bank_of(choice(stem, "<i>no</i>", "yes"))))

    assert stem in text_of([page])
    assert "<i>no</i>" in page.text
    assert "Rivers & <b>towns</b>" in page.text


def test_marks_are_italics_and_small_letters_below_and_above_the_line() -> None:
    question = choice("🦊🦊 is *not* H~2~O or 10^6^?", "yes", "no", marked=True)
    (page,) = pages_of(document(bank_of(question)))
    (line,) = [one for one in lines_of(page) if one.text.startswith("🦊")]
    units = line.layout.text().encode("utf-16-le")
    alignment = QTextCharFormat.VerticalAlignment
    found = {}
    for each in line.layout.formats():
        words = units[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le")
        found[words] = (each.format.fontItalic(), each.format.verticalAlignment())

    assert line.text == "🦊🦊 is not H2O or 106?"
    assert found == {
        "not": (True, alignment.AlignNormal),
        "2": (False, alignment.AlignSubScript),
        "6": (False, alignment.AlignSuperScript),
    }


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.mark.parametrize(("width", "height"), [(3000, 500), (400, 3000), (60, 40)])
def test_pictures_fit_the_page_and_keep_their_shape(width: int, height: int) -> None:
    question = Question(
        FactId("p"), Kind.ESSAY, "What is this?", T, picture=Picture("it.png", "A thing")
    )
    made = document(bank_of(question, pictures={"it.png": png(width, height)}))
    figures = [
        mark
        for page in pages_of(made)
        for placed in page.placed
        for mark in placed.block.marks
        if isinstance(mark, Figure)
    ]

    (figure,) = figures
    assert figure.width / figure.height == pytest.approx(width / height, rel=0.01)
    assert figure.x + figure.width <= A4.text_width + 1
    assert figure.height < A4.text_height / 2


@pytest.mark.parametrize("data", [b"", b"no picture", png(40, 40)[:60]])
def test_a_picture_that_cannot_be_printed_is_told_in_words(data: bytes) -> None:
    question = Question(
        FactId("p"), Kind.ESSAY, "What is this?", T, picture=Picture("it.png", "A grey bridge")
    )
    (page,) = pages_of(document(bank_of(question, pictures={"it.png": data})))

    assert "It shows: A grey bridge]" in text_of([page])


def test_a_long_title_and_endless_words_stay_on_the_paper() -> None:
    made = document(bank_of(choice("x" * 3000, "y" * 900, "z")), title="Title " * 200, versions=2)

    for page in pages_of(made):
        for line in lines_of(page):
            wide = line.layout.lineAt(line.number).naturalTextWidth()
            assert line.x + wide <= A4.text_width + 1


ANYTHING = st.text(min_size=1, max_size=60)
BY_HAND = frozenset(question.kind for question in SAMPLE.questions)


@given(question_sets(BY_HAND, texts=ANYTHING, lines=ANYTHING, most=6), st.sampled_from(TEXT_SIZES))
@settings(max_examples=30, deadline=None)
def test_whatever_is_written_by_hand_fits_on_pages(written: QuestionSet, points: int) -> None:
    bank = bank_of(*written.questions)
    made = document(bank, sheet=Sheet(PaperSize.A4, points), sorts=ALL, versions=2)

    for page in pages_of(made):
        for placed in page.placed:
            assert placed.top + placed.block.height <= made.sheet.text_height + 1
    numbers = {number for page in made.pages(0) for number in page.numbers}
    asking = [each for each in written.questions if each.kind is not Kind.DESCRIPTION]
    assert numbers == set(range(1, len(asking) + 1))
