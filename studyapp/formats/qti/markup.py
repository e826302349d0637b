"""Elements of QTI on their way out: trees with the names of 2.1, written as a version wants."""

import re
from collections.abc import Iterator, Mapping
from html import escape

from msgspec import Struct

from studyapp.formats.html_text import to_html
from studyapp.formats.qti.names import EXACT, in_30

# What XML 1.0 cannot hold, not even as an entity.
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HTML = frozenset("br div em img p span sub sup".split())
_INLINE = frozenset("br em img inlineChoiceInteraction span sub sup textEntryInteraction".split())
_SPAN = '<span style="white-space: pre-wrap">'


class Element(Struct, frozen=True):
    """An element; strings in its content are markup already."""

    tag: str
    attributes: Mapping[str, str] = {}
    content: tuple["Element | str", ...] = ()


def element(tag: str, *content: "Element | str", **attributes: str) -> Element:
    """An element; an attribute named ``class_`` is its class."""
    return Element(tag, {name.rstrip("_"): its for name, its in attributes.items()}, content)


def plain(text: str) -> str:
    """The text as markup, in the place of text that has no elements."""
    return escape(text, quote=False).replace("\r", "&#13;")


def xhtml(text: str, *, marked: bool) -> str:
    """The text as markup within a line; white space that counts is in spans of a class."""
    html = to_html(text, marked=marked).replace("<br>", "<br/>").replace("\r", "&#13;")
    return html.replace(_SPAN, f'<span class="{EXACT}">')


def document(root: Element, *, renamed: bool = False) -> tuple[bytes, bool]:
    """The file of an element; True says that signs were replaced that XML cannot hold."""
    text = "".join(_lines(root, "", renamed))
    fit = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{fit}'.encode(), fit != text


def _lines(node: Element, indent: str, renamed: bool) -> Iterator[str]:
    if not node.content or any(_is_inline(part) for part in node.content):
        yield f"{indent}{_written(node, renamed)}\n"
        return
    yield f"{indent}<{_opening(node, renamed)}>\n"
    for part in node.content:
        if isinstance(part, Element):
            yield from _lines(part, f"{indent}  ", renamed)
    yield f"{indent}</{_name(node, renamed)}>\n"


def _is_inline(part: Element | str) -> bool:
    return isinstance(part, str) or part.tag in _INLINE


def _written(node: Element, renamed: bool) -> str:
    if not node.content:
        return f"<{_opening(node, renamed)}/>"
    inner = "".join(
        part if isinstance(part, str) else _written(part, renamed) for part in node.content
    )
    return f"<{_opening(node, renamed)}>{inner}</{_name(node, renamed)}>"


def _name(node: Element, renamed: bool) -> str:
    return f"qti-{in_30(node.tag)}" if renamed and node.tag not in _HTML else node.tag


def _opening(node: Element, renamed: bool) -> str:
    attributes = "".join(
        f' {in_30(name) if renamed else name}="{_value(its)}"'
        for name, its in node.attributes.items()
    )
    return f"{_name(node, renamed)}{attributes}"


def _value(text: str) -> str:
    escaped = escape(text).replace("&#x27;", "'")
    return escaped.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
