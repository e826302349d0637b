"""Which format a file is in, by its name and what it begins with."""

import io

import pytest
from sample import NOW, SAMPLE

from studyapp.files.refusal import Refused
from studyapp.formats.exchange import Format
from studyapp.formats.table import FORMATS, format_for_reading, format_for_writing

WRITTEN = [each for each in FORMATS if each.write]


def written(form: Format) -> bytes:
    assert form.write is not None
    return form.write(SAMPLE, NOW).data


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_what_we_write_is_recognised_and_read(form: Format) -> None:
    data = written(form)
    name = f"quiz{form.extensions[0]}"

    found = format_for_reading(name, data[:65536])

    assert found.read is not None
    assert found.name == form.name or {found.name, form.name} == {"qti", "qti30"}
    assert found.read(io.BytesIO(data), name, lambda _done, _all: None).questions.questions


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_the_ending_of_a_format_leads_to_it(form: Format) -> None:
    assert format_for_writing(f"Quiz{form.extensions[0].upper()}") is form
    assert format_for_writing("quiz.dat", form.name) is form


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"Which river?\nA. Spree\nB. Elbe\nANSWER: A\n", "aiken"),
        (b"Which river flows through Berlin? {=Spree ~Elbe}\n", "gift"),
        (b"#separator:tab\n#html:true\nSpree\tA river\n", "anki-text"),
        (b"Spree\tA river of Berlin\nSeine\tA river of Paris\n", "csv"),
    ],
)
def test_a_plain_text_is_told_by_what_it_says(content: bytes, name: str) -> None:
    assert format_for_reading("questions.txt", content).name == name


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("a.zip", b"PK\x03\x04...bb-package-info", "Blackboard files cannot be read"),
        ("a.docx", b"PK\x03\x04...word/document.xml", "Word files cannot be read"),
        ("a.jpg", b"\xff\xd8\xff\xe0 a picture", "in no format that can be read"),
    ],
)
def test_what_is_not_read_is_named(name: str, head: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        format_for_reading(name, head)


def test_a_format_that_is_named_counts_whatever_the_file_is_called() -> None:
    assert format_for_reading("quiz.dat", b"anything", "gift").name == "gift"
    with pytest.raises(Refused, match=r"those are .*gift"):
        format_for_reading("quiz.dat", b"anything", "giff")
