"""Elements of Moodle XML, as text."""

import re
from base64 import b64encode
from html import escape
from urllib.parse import quote

# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(words: str) -> str:
    """The element for a text: what looks like markup stands in a CDATA section, to be legible."""
    if "\r" in words or "]]>" in words:  # neither would come back from a CDATA section
        return f"<text>{escape(words, quote=False).replace(chr(13), '&#13;')}</text>"
    if "<" in words or "&" in words:
        return f"<text><![CDATA[{words}]]></text>"
    return f"<text>{words}</text>"


def field(tag: str, html: str, files: str = "") -> str:
    """A text in HTML, with the files that it shows."""
    return f'<{tag} format="html">{text(html)}{files}</{tag}>'


def setting(tag: str, value: str) -> str:
    return f"<{tag}>{escape(value, quote=False)}</{tag}>"


def shown_picture(name: str, alt: str) -> str:
    """The HTML that shows a file of the field it stands in."""
    html = f'<p><img src="@@PLUGINFILE@@/{quote(name)}" alt="{escape(alt)}"></p>'
    return html.replace("{", "&#123;")


def file(name: str, data: bytes) -> str:
    return (
        f'<file name="{escape(name)}" path="/" encoding="base64">{b64encode(data).decode()}</file>'
    )


def writable(xml: str) -> tuple[str, bool]:
    """The XML without characters that cannot stand in it; True where there were any."""
    found, count = _UNWRITABLE.subn("\N{REPLACEMENT CHARACTER}", xml)
    return found, count > 0
