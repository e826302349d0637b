"""Messages of Protocol Buffers, as far as Anki's packages have them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.formats.anki import wire

# By https://protobuf.dev/programming-guides/encoding: field 1 is 150, 2 is "testing",
# 3 has 32 bits, 4 has 64 bits.
MESSAGE = b"\x08\x96\x01\x12\x07testing\x1d\x01\x02\x03\x04\x21\x01\x02\x03\x04\x05\x06\x07\x08"


def test_fields_come_with_their_numbers() -> None:
    assert list(wire.fields(MESSAGE)) == [
        (1, 150),
        (2, b"testing"),
        (3, b"\x01\x02\x03\x04"),
        (4, b"\x01\x02\x03\x04\x05\x06\x07\x08"),
    ]


def test_a_field_is_found_by_its_number_and_the_last_counts() -> None:
    assert wire.number_of(MESSAGE + b"\x08\x05", 1) == 5
    assert wire.text_of(MESSAGE, 2) == "testing"
    assert wire.number_of(MESSAGE, 9) == 0
    assert wire.text_of(MESSAGE, 9) == ""


@pytest.mark.parametrize(
    "message",
    [b"\x08", b"\x12\x07test", b"\x1d\x01", b"\x0b", b"\x08" + b"\xff" * 11, b"\x12\x01\xff"],
)
def test_what_is_no_message_is_said_to_be_none(message: bytes) -> None:
    with pytest.raises(wire.BadMessage):
        wire.text_of(message, 2)


@given(st.binary(max_size=40))
def test_any_bytes_are_a_message_or_none(message: bytes) -> None:
    with suppress(wire.BadMessage):
        wire.text_of(message, 1)
