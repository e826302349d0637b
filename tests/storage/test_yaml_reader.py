"""YAML is read as version 1.2, with places, limits and one clear error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.core.problems import Position
from studyapp.storage.yaml_reader import YamlError, read_yaml


def value(text: str) -> object:
    return read_yaml(text.encode()).value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("1:30", "1:30"),
        ("2024-08-06", "2024-08-06"),
        ("1_000", "1_000"),
        ("1300", 1300),
        ("-7", -7),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("2.5", 2.5),
        ("1e3", 1000.0),
        ("true", True),
        ("~", None),
        ("", None),
        ("'1300'", "1300"),
        ('"true"', "true"),
        ("“x”", "“x”"),
    ],
)
def test_scalars_read_as_yaml_1_2(written: str, read: object) -> None:
    found = value(f"key: {written}\n")

    assert found == {"key": read}
    assert type(found["key"]) is type(read)  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("a: 1\na: 2\n", Position(2, 1), "twice"),
        ("a: &x 1\nb: *x\n", Position(1, 4), "anchors"),
        ("&x a: 1\n", Position(1, 1), "anchors"),
        ("a: !!int 1\n", Position(1, 4), "tags"),
        ("<<: 1\n", Position(1, 1), "merge keys"),
        ("a: [1, 2\nb: 3\n", Position(2, 2), "expected ',' or ']'"),
        ("a:\n\tb: 1\n", Position(2, 1), "tab"),
        ("a: .nan\n", Position(1, 4), "not a number"),
        ('a: "x\\0"\n', Position(1, 4), "control character"),
        ("a: 1\n---\nb: 2\n", Position(2, 1), "second document"),
        ("? [1]\n: 2\n", Position(1, 3), "plain word"),
        ("", Position(1, 1), "empty"),
        ("x: " + "[" * 30 + "]" * 30, Position(1, 22), "nested deeper"),
    ],
)
def test_what_is_not_read_is_named_with_its_place(text: str, position: Position, said: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(text.encode())

    assert said in caught.value.message
    assert caught.value.position == position


def test_a_file_in_another_encoding_is_named_with_its_place() -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml("a: 1\nb: Zażółć\n".encode("cp1250"))

    assert caught.value.position == Position(2, 6)
    assert "UTF-8" in caught.value.message


def test_a_very_deep_file_is_refused_before_it_harms() -> None:
    with pytest.raises(YamlError):
        read_yaml(b"[" * 100_000)


def test_every_key_and_entry_has_its_place() -> None:
    document = read_yaml(b"facts:\n  - id: one\n    says: x\n  - id: two\n    says: y\n")

    assert document.position("facts", 1, "says") == Position(5, 5)
    assert document.position("facts", "two", "says") == Position(5, 5)
    assert document.position("facts", "two", "nowhere") == Position(4, 5)
    assert document.position("nowhere") == Position(1, 1)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    refused = None
    try:
        read_yaml(text.encode("utf-8", "surrogatepass"))
    except YamlError as error:
        refused = error

    assert refused is None or (refused.message and refused.position >= Position(1, 1))
