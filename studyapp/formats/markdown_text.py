"""Markdown read as text with the marks of ``core.marked``, by way of HTML.

Emphasis, lists, links, images, code and headings are understood, and HTML in between.
A line break stays one.
"""

import re
from html import escape

from studyapp.formats.html_text import FromHtml, from_html

# The first of these that fits counts. Each is tried but once over the same characters, or
# over a few thousand of them, so that no text is slow.
_INLINE = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    | (?:\A|\n)[ \t]*```[^\n`]{0,50}\n(?P<fenced>[^`]{0,20000})\n[ \t]*```[ \t]*(?:\n|\Z)
    | (?P<ticks>`{1,3})(?P<code>[^`]{1,2000})(?P=ticks)
    | <(?P<address>(?:https?://|mailto:)[^<>\s]{1,2000})>
    | (?P<tag></?[A-Za-z][^<>]{0,2000}>)
    | !\[(?P<alt>[^\]\[]{0,500})\]\((?P<src>[^()\s]{0,2000})(?:[ \t][^()\n]{0,200})?\)
    | \[(?P<words>[^\]\[]{1,500})\]\((?P<href>[^()\s]{0,2000})(?:[ \t][^()\n]{0,200})?\)
    | \*\*(?=[^\s*])(?P<strong>(?:[^*]|\*(?!\*)){1,500})(?<=\S)\*\*
    | (?P<stars>\*{1,3})(?=[^\s*])(?P<starred>[^*]{1,500})(?<=\S)(?P=stars)
    | (?<!\w)(?P<lines>_{1,3})(?=[^\s_])(?P<lined>[^_]{1,500})(?<=\S)(?P=lines)(?!\w)
    | (?P<break>\n)""",
    re.VERBOSE,
)
_BULLET = re.compile(r"^[ \t]{0,9}[-*+][ \t]+", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_BLOCK = r"</?(?:p|div|ul|ol|li|table|tbody|thead|tr|td|th|h[1-6]|br|hr|blockquote|pre)\b"
# A line break beside a block of HTML means nothing.
_BREAK_AT_BLOCK = re.compile(rf"\n(?={_BLOCK})|({_BLOCK}[^<>]{{0,2000}}>)\n", re.IGNORECASE)


def from_markdown(text: str) -> FromHtml:
    """What the Markdown says as text; never fails, in time linear in its length."""
    lines = _BULLET.sub("• ", _HEADING.sub("", text))
    return from_html(_to_html(_BREAK_AT_BLOCK.sub(r"\1 ", lines)))


def _to_html(text: str) -> str:
    return _INLINE.sub(_html, text)


def _html(found: re.Match[str]) -> str:
    said = found[found.lastgroup or 0]
    match found.lastgroup:
        case "escaped":
            return f"&#{ord(said)};"
        case "fenced":
            return f"<pre>{escape(said)}</pre>"
        case "code" | "address":
            return escape(said)
        case "tag":
            return said.replace("\n", " ")
        case "src":
            return f'<img src="{escape(said)}" alt="{escape(found["alt"])}">'
        case "href":
            return f'<a href="{escape(said)}">{_to_html(found["words"])}</a>'
        case "break":
            return "<br>"
        case _:
            return f"<em>{_to_html(said)}</em>"
