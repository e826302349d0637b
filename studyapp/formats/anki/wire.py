"""The wire format of Protocol Buffers, as far as Anki's packages need it."""

from collections.abc import Iterator


class BadMessage(Exception):
    """The bytes are no message."""


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Each field's number with its value: varints as int, strings and messages as bytes.

    Fixed 32 and 64 bit values come as their bytes. Raises BadMessage.
    """
    place = 0
    while place < len(message):
        tag, place = _varint(message, place)
        value: int | bytes
        match tag & 7:
            case 0:
                value, place = _varint(message, place)
            case 1:
                value, place = _taken(message, place, 8)
            case 2:
                size, place = _varint(message, place)
                value, place = _taken(message, place, size)
            case 5:
                value, place = _taken(message, place, 4)
            case _:
                raise BadMessage
        yield tag >> 3, value


def text_of(message: bytes, number: int) -> str:
    """The last string field of that number, empty where there is none; raises BadMessage."""
    found = [value for its, value in fields(message) if its == number and isinstance(value, bytes)]
    try:
        return found[-1].decode() if found else ""
    except UnicodeDecodeError:
        raise BadMessage from None


def number_of(message: bytes, number: int) -> int:
    """The last varint field of that number, 0 where there is none; raises BadMessage."""
    found = [value for its, value in fields(message) if its == number and isinstance(value, int)]
    return found[-1] if found else 0


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(message):
            raise BadMessage
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
    raise BadMessage


def _taken(message: bytes, place: int, size: int) -> tuple[bytes, int]:
    end = place + size
    if end > len(message):
        raise BadMessage
    return message[place:end], end
