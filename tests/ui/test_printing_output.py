"""Printed quizzes as files and images, and on a printer."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from sample import SAMPLE

from studyapp.authoring.paper import PaperPlan, make_paper
from studyapp.core.bank import Bank
from studyapp.ui.printing.document import Document
from studyapp.ui.printing.output import Step, image_of, save_pdf, send_to
from studyapp.ui.printing.sheet import PaperSize, Sheet
from studyapp.ui.printing.sorts import Sort

PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def made(kursk: Bank) -> Document:
    """Two versions of a short quiz with all that belongs to them."""
    paper = make_paper(kursk, PaperPlan(count=6, versions=2, seed=3, title="Übung – Kursk"))
    return Document(paper, Sheet(), frozenset(Sort))


def done(steps: Iterator[Step]) -> list[Step]:
    return list(steps)


def test_a_pdf_has_every_page_a_title_and_its_fonts(made: Document, tmp_path: Path) -> None:
    path = tmp_path / "quiz.pdf"
    steps = done(save_pdf(made, path))
    data = path.read_bytes()

    assert data.startswith(b"%PDF-1.")
    assert len(PAGE.findall(data)) == made.count
    assert b"\xfe\xff" + "Übung – Kursk".encode("utf-16-be") in unescaped(data)
    assert b"/FontFile2" in data
    assert steps[-1] == Step(len(made.sections) - 1, len(made.sections))


def unescaped(data: bytes) -> bytes:
    r"""Strings of a PDF write brackets and backslashes as \( \) \\."""
    return re.sub(rb"\\([()\\])", rb"\1", data)


@pytest.mark.parametrize(
    ("size", "points"), [(PaperSize.A4, (595, 842)), (PaperSize.LETTER, (612, 792))]
)
def test_the_page_has_the_size_of_the_paper(
    kursk: Bank, tmp_path: Path, size: PaperSize, points: tuple[int, int]
) -> None:
    paper = make_paper(kursk, PaperPlan(count=2))
    done(save_pdf(Document(paper, Sheet(size), frozenset(Sort)), tmp_path / "quiz.pdf"))
    boxes = re.findall(
        rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", (tmp_path / "quiz.pdf").read_bytes()
    )

    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {points}


def test_a_pdf_that_is_stopped_leaves_the_old_file(made: Document, tmp_path: Path) -> None:
    path = tmp_path / "quiz.pdf"
    path.write_bytes(b"the old one")
    work = save_pdf(made, path)
    next(work)
    next(work)
    work.close()

    assert path.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_error_of_the_disk(made: Document, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        done(save_pdf(made, tmp_path / "nowhere" / "quiz.pdf"))


@pytest.fixture
def printer(tmp_path: Path) -> Callable[[], QPrinter]:
    """A printer that prints into a file."""

    def made_printer() -> QPrinter:
        found = QPrinter(QPrinter.PrinterMode.HighResolution)
        found.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        found.setOutputFileName(str(tmp_path / "printed.pdf"))
        return found

    return made_printer


def test_a_printer_gets_every_page(
    made: Document, printer: Callable[[], QPrinter], tmp_path: Path
) -> None:
    done(send_to(made, printer()))

    assert len(PAGE.findall((tmp_path / "printed.pdf").read_bytes())) == made.count


def test_a_printer_gets_the_pages_that_were_chosen(
    made: Document, printer: Callable[[], QPrinter], tmp_path: Path
) -> None:
    some = printer()
    some.setFromTo(2, 4)
    done(send_to(made, some))

    assert len(PAGE.findall((tmp_path / "printed.pdf").read_bytes())) == 3


def test_an_image_shows_the_page_in_black_on_white(made: Document) -> None:
    image = image_of(made, made.page(0), 600, 2.0)

    assert (image.width(), image.height()) == (1200, round(1200 * 842 / 595))
    assert image.devicePixelRatio() == 2.0
    assert image.pixelColor(3, 3).name() == "#ffffff"
    assert ink(image) > 0.01


def ink(image: QImage) -> float:
    """The share of dark pixels among some thousands."""
    seen = [
        image.pixelColor(x, y).lightness() < 100
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 7)
    ]
    return sum(seen) / len(seen)


def test_every_kind_of_question_can_be_drawn(tmp_path: Path) -> None:
    bank = Bank(
        id="rivers",
        title=SAMPLE.title,
        voice="the text",
        sources={},
        topics=SAMPLE.topics,
        entities={},
        facts={},
        questions={question.id: question for question in SAMPLE.questions},
        pictures=SAMPLE.pictures,
    )
    made = Document(make_paper(bank, PaperPlan(versions=2)), Sheet(), frozenset(Sort))
    done(save_pdf(made, tmp_path / "quiz.pdf"))

    assert len(PAGE.findall((tmp_path / "quiz.pdf").read_bytes())) == made.count
    assert all(ink(image_of(made, made.page(at), 400, 1.0)) > 0 for at in range(made.count))
