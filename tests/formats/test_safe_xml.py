"""XML from anywhere: read with places, or refused with one message."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from strategies import damaged

from studyapp.core.problems import Position
from studyapp.files.refusal import Refused
from studyapp.formats.html_text import from_html
from studyapp.formats.safe_xml import MAX_DEPTH, markup, parse_xml


def test_mixed_content_keeps_its_order_and_places() -> None:
    root = parse_xml(b'<a xmlns="urn:x">one\n <b c="1">two</b>&amp;<![CDATA[<t>]]><b/></a>', "f")

    assert [part if isinstance(part, str) else part.tag for part in root.content] == [
        "one\n ",
        "b",
        "&<t>",
        "b",
    ]
    assert (root.namespace, root.text, root.words) == ("urn:x", "one\n &<t>", "one\n two&<t>")
    assert root.children[0].position == Position(2, 2)
    assert root.children[0].get("c") == "1"


def test_markup_is_read_as_html() -> None:
    root = parse_xml(b"<a>5 &lt; <em>6</em><br/><img src='x.png' alt='&quot;x&quot;'/>7</a>", "f")

    found = from_html(markup(root))

    assert (found.text, found.pictures) == ("5 < *6*\n7", (("x.png", '"x"'),))


ENCODED = [
    '<a>é</a>'.encode(),
    b"\xef\xbb\xbf" + "<a>é</a>".encode(),
    '<?xml version="1.0"?><a>é</a>'.encode("utf-16"),
    '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
    "<?xml version='1.0' encoding='windows-1252'?><a>é</a>".encode("cp1252"),
    '<?xml version="1.0" encoding="GB2312"?><a>é</a>'.encode("gb2312"),
]  # fmt: skip


@pytest.mark.parametrize("data", ENCODED)
def test_encodings_are_read_as_declared(data: bytes) -> None:
    assert parse_xml(data, "f").text == "é"


REFUSED = [
    (b"", "bad-xml", 1, 1),
    (b"<a>\n <b></a>", "bad-xml", 2, 7),
    (b"<a>\n\xe9</a>", "bad-xml", 2, 1),
    (b"<a>&nbsp;</a>", "bad-xml", 1, 4),
    (b"<a/><b/>", "bad-xml", 1, 5),
    (b"<x:a/>", "bad-xml", 1, 1),
    (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "doctype", 1, 13),
    (b'\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "doctype", 2, 40),
    (b"<a>" * 200 + b"</a>" * 200, "too-deep", 1, 3 * MAX_DEPTH + 1),
    (b'<?xml version="1.0" encoding="rot13"?><a/>', "unknown-encoding", 1, 1),
    (b'<?xml version="1.0" encoding="unicode_escape"?><a/>', "unknown-encoding", 1, 1),
    (b'<?xml version="1.0" encoding="big5"?>\n<a>\xff</a>', "wrong-encoding", 2, 4),
]


@pytest.mark.parametrize(("data", "code", "line", "column"), REFUSED)
def test_what_is_not_safe_xml_is_refused_with_its_place(
    data: bytes, code: str, line: int, column: int
) -> None:
    with pytest.raises(Refused) as caught:
        parse_xml(data, "f.xml")

    problem = caught.value.problem
    assert (problem.code, problem.position, problem.path) == (code, Position(line, column), "f.xml")


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.formats.safe_xml.MAX_NODES", 10)

    with pytest.raises(Refused, match="more than 10 elements"):
        parse_xml(b"<a>" + b"<b/>" * 10 + b"</a>", "f")


def test_an_element_with_attributes_counts_as_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.formats.safe_xml.MAX_NODES", 10)

    assert len(parse_xml(b"<a>" + b'<b c="" d=""/>' * 4 + b"</a>", "f").children) == 4
    with pytest.raises(Refused, match="more than 10 elements"):
        parse_xml(b"<a>" + b'<b c="" d=""/>' * 5 + b"</a>", "f")


WHOLE = '<?xml version="1.0" encoding="utf-8"?><a b="c">é<d>&lt;</d><!-- x --></a>'.encode()


@given(damaged(WHOLE))
@settings(max_examples=300)
def test_damaged_xml_is_read_or_refused_and_nothing_else(data: bytes) -> None:
    with suppress(Refused):
        assert parse_xml(data, "f").position.line >= 1
