"""The picture of a question is seen, enlarged, described, and never does harm."""

import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from written import attempt_in, item_in, set_of, shown

from studyapp.core.bank import Bank
from studyapp.core.items import Chosen
from studyapp.ui import theme
from studyapp.ui.study.answer_page import AnswerPage
from studyapp.ui.study.question_page import QuestionPage
from studyapp.ui.widgets.picture import PictureDialog, decoded

Key = Qt.Key

QUESTION = """
- id: map
  kind: single_choice
  stem: Which river is this?
  picture: {file: map.png, alt: A bend of a river}
  options: [{text: The Spree, correct: true}, The Seine, The Rhine]
"""


def image(width: int, height: int, colour: str = "#204080") -> QImage:
    made = QImage(width, height, QImage.Format.Format_ARGB32)
    made.fill(QColor(colour))
    return made


def saved(picture: QImage, ending: str = "png") -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert picture.save(buffer, ending)
    return buffer.data().data()


def bank_with(folder: Path, data: bytes, question: str = QUESTION) -> Bank:
    (folder / "map.png").write_bytes(data)
    return set_of(folder, question)


@pytest.fixture
def page(show: Callable[..., None]) -> QuestionPage:
    made = QuestionPage()
    show(made, 900, 600)
    return made


def ask(page: QuestionPage, bank: Bank) -> None:
    page.show_item(item_in(bank), bank, 1, 3)
    QApplication.processEvents()


def dialogs() -> list[PictureDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, PictureDialog)]


@pytest.fixture
def with_map(page: QuestionPage, tmp_path: Path) -> QuestionPage:
    ask(page, bank_with(tmp_path, saved(image(1600, 1200))))
    return page


def test_a_picture_stands_between_question_and_answers(with_map: QuestionPage) -> None:
    button = with_map.picture.button
    top = button.mapTo(with_map, button.rect().topLeft()).y()
    stem, form = with_map.stem, with_map.form

    assert button.isVisible()
    assert stem.mapTo(with_map, stem.rect().bottomLeft()).y() < top
    assert top + button.height() < form.mapTo(with_map, form.rect().topLeft()).y()
    assert form.options[0].hasFocus()


def test_it_takes_two_fifths_of_the_height_and_keeps_its_shape(
    with_map: QuestionPage, qtbot: QtBot
) -> None:
    button = with_map.picture.button
    low = button.height()
    with_map.resize(900, 1000)

    assert low == pytest.approx(0.4 * 600, abs=8)
    qtbot.waitUntil(lambda: button.height() == pytest.approx(0.4 * 1000, abs=8))
    assert button.width() == pytest.approx(button.height() * 4 / 3, abs=8)


def test_it_is_never_wider_than_the_column(page: QuestionPage, tmp_path: Path) -> None:
    ask(page, bank_with(tmp_path, saved(image(3000, 300))))
    button = page.picture.button

    assert 700 < button.width() <= 760
    assert button.height() == pytest.approx(button.width() / 10, abs=8)


def test_a_small_picture_stays_small(page: QuestionPage, tmp_path: Path) -> None:
    ask(page, bank_with(tmp_path, saved(image(60, 40))))

    assert page.picture.button.size() == QSize(66, 46)


def test_what_it_shows_is_its_name_and_not_written_beside_it(with_map: QuestionPage) -> None:
    assert with_map.picture.button.accessibleName() == "A bend of a river"
    assert not any("A bend of a river" in text for text in shown(with_map))


def test_a_question_without_a_picture_has_no_room_for_one(
    with_map: QuestionPage, tmp_path: Path
) -> None:
    card = "\n- {id: q, kind: flashcard, stem: The front, answer: The back}"
    ask(with_map, set_of(tmp_path, card))

    assert with_map.picture.isHidden()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Space])
def test_keys_enlarge_it_and_esc_goes_back_to_the_question(
    with_map: QuestionPage, qtbot: QtBot, key: Key
) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Backtab)
    reached = with_map.picture.button.hasFocus()
    with qtbot.assertNotEmitted(with_map.answered):
        qtbot.keyClick(QApplication.focusWidget(), key)
    (dialog,) = dialogs()
    large = dialog.size()
    qtbot.keyClick(dialog, Key.Key_Escape)

    assert reached
    assert large.height() > 2 * with_map.picture.button.height()
    assert not dialog.isVisible()


def test_a_click_enlarges_it_and_another_closes_it(with_map: QuestionPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(with_map.picture.button, Qt.MouseButton.LeftButton)
    (dialog,) = dialogs()
    qtbot.waitExposed(dialog)
    colour = dialog.grab().toImage().pixelColor(dialog.rect().center())
    qtbot.mouseClick(dialog, Qt.MouseButton.LeftButton)

    assert colour == QColor("#204080")
    assert not dialog.isVisible()


def test_digits_still_choose_while_the_picture_has_the_focus(
    with_map: QuestionPage, qtbot: QtBot
) -> None:
    with_map.picture.button.setFocus()
    qtbot.keyClick(with_map.picture.button, "2")

    assert with_map.form.response() == Chosen((1,))


def test_it_stands_on_the_answer_page_too(tmp_path: Path, show: Callable[..., None]) -> None:
    bank = bank_with(tmp_path, saved(image(1600, 1200)))
    page = AnswerPage()
    show(page)
    page.show_attempt(attempt_in(bank, Chosen((0,))), bank, place="1 of 3", onward="Next")
    QApplication.processEvents()
    card = page.verdict

    assert page.picture.button.isVisible()
    assert card.mapTo(page, card.rect().bottomLeft()).y() < page.height()


@pytest.mark.parametrize(
    ("data", "alt", "told"),
    [
        (b"\x89PNG\r\n\x1a\n", "alt: A bend of a river", " It shows: A bend of a river"),
        (b"GIF89a", "alt: A bend of a river", " It shows: A bend of a river"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "alt: ''", ""),
    ],
)
def test_a_picture_that_cannot_be_read_is_told_in_words(
    page: QuestionPage, tmp_path: Path, data: bytes, alt: str, told: str
) -> None:
    ask(page, bank_with(tmp_path, data, QUESTION.replace("alt: A bend of a river", alt)))

    assert page.picture.button.isHidden()
    assert f"The picture “map.png” cannot be shown here.{told}" in shown(page)


def test_a_picture_that_is_gone_is_told_in_words(
    tmp_path: Path, show: Callable[..., None], forts: Bank
) -> None:
    """The record keeps the question, the bank of today need not have its picture."""
    attempt = attempt_in(bank_with(tmp_path, saved(image(20, 20))), Chosen((0,)))
    page = AnswerPage()
    show(page)
    page.show_attempt(attempt, forts, place="1 of 3", onward="Next")

    assert "The picture “map.png” cannot be shown here. It shows: A bend of a river" in shown(page)


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_the_usual_files_are_read(ending: str) -> None:
    found = decoded(saved(image(30, 20), ending))

    assert found is not None
    assert found.size() == QSize(30, 20)


def test_gif_files_are_read() -> None:
    """A red pixel, written out by hand."""
    head = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\xff\xff\xff"
    pixel = b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b"
    found = decoded(head + pixel)

    assert found is not None
    assert found.pixelColor(0, 0) == QColor("#ff0000")


def huge_png(width: int, height: int) -> bytes:
    """A file of a few bytes that claims to be a picture of this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


@pytest.mark.parametrize(
    "data",
    [
        huge_png(60_000, 60_000),
        huge_png(2**31 - 1, 1),
        b"GIF89a\xff\xff\xff\xff\x80\x00\x00\xff\x00\x00\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\2\2D\1\0;",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"",
    ],
)
def test_huge_and_strange_pictures_are_not_unpacked(data: bytes) -> None:
    begun = time.monotonic()

    assert decoded(data) is None
    assert time.monotonic() - begun < 1


def test_a_large_photograph_is_read_no_larger_than_screens_are() -> None:
    found = decoded(saved(image(8192, 1000), "jpg"))

    assert found is not None
    assert found.size() == QSize(4096, 500)


def test_line_art_on_no_ground_is_seen_in_the_dark(
    page: QuestionPage, tmp_path: Path, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.Scheme.DARK, 100)
    art = image(200, 100, "#00000000")
    for x in range(200):
        art.setPixelColor(x, 50, QColor("#000000"))
    ask(page, bank_with(tmp_path, saved(art)))
    seen = page.picture.button.grab().toImage()

    assert seen.pixelColor(100, 20) == QColor("#ffffff")
    assert seen.pixelColor(100, 53) == QColor("#000000")


def test_it_is_sharp_on_a_dense_screen(page: QuestionPage, tmp_path: Path) -> None:
    """Stripes of one pixel, shown at half their size: two pixels of the screen for one."""
    stripes = image(480, 480, "#ffffff")
    for x in range(0, 480, 2):
        for y in range(480):
            stripes.setPixelColor(x, y, QColor("#000000"))
    ask(page, bank_with(tmp_path, saved(stripes)))
    button = page.picture.button
    button.limit(240)
    button.resize(button.sizeHint())
    dense = QImage(button.size() * 2, QImage.Format.Format_RGB32)
    dense.setDevicePixelRatio(2)
    button.render(dense)

    assert button.size() == QSize(246, 246)
    assert {dense.pixelColor(x, 200).lightness() for x in range(100, 300)} == {0, 255}
