"""The texts of QTI 1.2 as HTML."""

from collections.abc import Callable
from html import escape

from studyapp.formats.safe_xml import Node, markup

RESPONSES = frozenset(
    "response_extension response_grp response_lid response_num response_str response_xy".split()
)
_RENDERINGS = frozenset(
    "render_choice render_extension render_fib render_hotspot render_slider".split()
)
_RECORDINGS = {
    "mataudio": "audio",
    "matvideo": "video",
    "matapplet": "applet",
    "matapplication": "applet",
}

# All that stands in the place of a response.
AtResponse = Callable[[Node], str]


def said_by(response: Node) -> str:
    """What a response says itself, on a line of its own."""
    return f"<div>{html(response)}</div>" if _says(response) else ""


def html(node: Node, at_response: AtResponse = said_by) -> str:
    """What is in the element; what a response offers to choose is no part of it."""
    return "".join(_part(child, at_response) for child in node.children)


def _part(node: Node, at_response: AtResponse) -> str:
    tag = node.tag
    if tag in RESPONSES:
        return at_response(node)
    if tag in _RENDERINGS:
        return "".join(html(child) for child in node.all("material"))
    if tag in ("mattext", "matemtext"):
        return _text(node)
    if tag == "matimage":
        address = escape(node.get("uri"))
        return f'<img src="{address}" alt="{escape(node.get("label"))}">'
    if tag == "matbreak":
        return "<br>"
    if tag in _RECORDINGS:
        return f"<{_RECORDINGS[tag]}></{_RECORDINGS[tag]}>"
    inner = html(node, at_response)
    is_block = tag.startswith("flow") and node.get("class", "Block").casefold() == "block"
    return f"<div>{inner}</div>" if is_block and inner else inner


def _says(node: Node) -> bool:
    return any(child.tag in ("material", "material_ref") for child in node.children)


def _text(node: Node) -> str:
    if node.children:
        return markup(node)
    if node.get("texttype", "text/plain").casefold() in ("text/html", "text/xhtml", "text/xml"):
        return node.words
    return _plain(node.words, "em" if node.tag == "matemtext" else "span")


def _plain(words: str, tag: str) -> str:
    """Text without markup: its lines stay, and a space before or after it."""
    inner = words.strip()
    before, _, after = words.partition(inner) if inner else (words, "", "")
    lines = "<br>".join(escape(line.strip(), quote=False) for line in inner.splitlines())
    spaces = [" " if part else "" for part in (before, after)]
    return f"{spaces[0]}<{tag}>{lines}</{tag}>{spaces[1]}"
