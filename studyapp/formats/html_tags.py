"""HTML as a stream of words and tags, in time linear in its length.

``html.parser`` of the Python versions that we support takes quadratic time over tags
that never end (ten seconds for 24 kB), and raises an AssertionError at ``<![a``.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape

from msgspec import Struct

# Elements whose content is no markup.
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())

_OPENING = re.compile(r"<(?:(/?)([A-Za-z][^\s/>]*)(>)?|(!--)|[!?])")
_ATTRIBUTE = re.compile(
    r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?"""
)
_TAG_END = re.compile(r"[\s/]*>")
# Longer names than HTML has are not worth remembering.
_LONGEST_KNOWN = 16
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")


class Tag(Struct, frozen=True):
    """``<name …>``, or ``</name>`` where it ``closes``; names are in lower case."""

    name: str
    closes: bool = False
    attributes: Mapping[str, str] = {}


class Comment(Struct, frozen=True):
    """What a browser never shows: a comment or a declaration."""


Token = str | Tag | Comment


def tokens(html: str) -> Iterator[Token]:
    """Words (entities read), tags and comments; what follows a tag that never ends is words."""
    end = 0
    while (opening := _OPENING.search(html, end)) is not None:
        if opening.start() > end:
            yield words(html[end : opening.start()])
        token, end = _token(html, opening)
        yield token
        if isinstance(token, Tag) and token.name in _RAW and not token.closes:
            closing = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(html, end)
            stop = closing.start() if closing else len(html)
            if stop > end:
                yield html[end:stop]
            end = stop
    if end < len(html):
        yield words(html[end:])


@lru_cache(maxsize=256)
def _bare_tag(name: str, closes: bool) -> Tag:
    """A tag without attributes: many files have no others, and few of those."""
    return Tag(name.lower(), closes)


def words(text: str) -> str:
    """The text with its entities read."""
    return unescape(_LONG_NUMBER.sub("\N{REPLACEMENT CHARACTER}", text)) if "&" in text else text


def _token(html: str, opening: re.Match[str]) -> tuple[Token, int]:
    closes, name, ends, comment = opening.groups()
    if ends and len(name) <= _LONGEST_KNOWN:
        return _bare_tag(name, bool(closes)), opening.end()
    if name is None:  # <!--> is a whole comment
        end_mark = "-->" if comment else ">"
        end = html.find(end_mark, opening.end() - 2)
        return Comment(), len(html) if end < 0 else end + len(end_mark)
    attributes: dict[str, str] = {}
    at = opening.end(2)
    while (found := _ATTRIBUTE.match(html, at)) is not None:
        key, double, single, bare = found.groups()
        attributes.setdefault(key.lower(), words(double or single or bare or ""))
        at = found.end()
    end_of_tag = _TAG_END.match(html, at)
    if end_of_tag is None:
        return words(html[opening.start() :]), len(html)
    return Tag(name.lower(), bool(closes), attributes), end_of_tag.end()
