"""Code points of ours are UTF-16 units of Qt's."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from studyapp.core.sources import Span
from studyapp.ui.positions import Positions, document_text

LETTERS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


def test_emoji_count_twice_in_qt() -> None:
    positions = Positions("a😀b😀c")

    assert [positions.to_qt(offset) for offset in range(6)] == [0, 1, 3, 4, 6, 7]


def test_both_halves_of_an_emoji_are_one_code_point() -> None:
    positions = Positions("a😀b")

    assert [positions.from_qt(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


@given(text=LETTERS)
def test_positions_agree_with_utf_16(text: str) -> None:
    positions = Positions(text)
    offsets = range(len(text) + 1)
    units = [len(text[:offset].encode("utf-16-le")) // 2 for offset in offsets]

    assert [positions.to_qt(offset) for offset in offsets] == units
    assert [positions.from_qt(unit) for unit in units] == list(offsets)


@given(text=LETTERS)
def test_a_document_keeps_every_position(text: str) -> None:
    document = QTextDocument()
    document.setPlainText(document_text(text))
    units = Positions(text).to_qt(len(text))

    assert document.characterCount() - 1 == units


def test_line_ends_of_every_sort_keep_their_length() -> None:
    text = "one\r\ntwo\rthree\u2028four\nfive"

    assert len(document_text(text)) == len(text)
    assert "\r" not in document_text(text)


def test_a_span_is_turned_at_both_ends() -> None:
    assert Positions("😀 word").span_to_qt(Span(2, 6)) == (3, 7)
