"""A quiz as one HTML page: it works from a file, without a network and by the keyboard alone."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from string import Template

import msgspec
from msgspec import Struct

from studyapp.core.anchoring import Evidence
from studyapp.core.bank import Bank, TopicId
from studyapp.core.items import Item
from studyapp.core.sources import Source, SourceId
from studyapp.files.pictures import picture_ending
from studyapp.storage.shipped import shipped

# The parts of the page's one script, each after those that it builds on.
SCRIPTS = (
    "text spelling numerals units amounts quantities dates date_grades answers grade"
    " elements source forms reasons feedback quiz"
).split()

_MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def html_quiz(bank: Bank, items: Sequence[Item], title: str) -> bytes:
    """The page that asks these items of the bank in their order, in UTF-8.

    It grades as the program does, tells the reasons of every option and shows the place in
    the source. It holds the keys, so that whoever looks into the file finds them. The items
    are of kinds that are graded; the same ones give the same bytes.
    """
    style, script = _part("quiz.css"), script_text()
    page = Template(_part("page.html")).substitute(
        policy=_policy(style, script),
        title=escape(title),
        style=style,
        quiz=_in_script(msgspec.json.encode(_quiz(bank, items, title))),
        script=script,
    )
    return page.encode()


def script_text() -> str:
    """The page's script; its ``grade(item, response)`` takes both as JSON has them."""
    return '"use strict";\n' + "\n".join(_part(f"{name}.js") for name in SCRIPTS)


class _Text(Struct, frozen=True):
    """A source as the page shows it; spans are pairs of code points."""

    title: str
    credit: str
    text: str
    passages: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]


class _Quiz(Struct, frozen=True):
    """What the page's script reads; ``pictures`` are data URIs by the names of their files."""

    title: str
    topics: Mapping[TopicId, str]
    sources: Mapping[SourceId, _Text]
    pictures: Mapping[str, str]
    items: tuple[Item, ...]


def _quiz(bank: Bank, items: Sequence[Item], title: str) -> _Quiz:
    topics = {item.topic for item in items}
    quoted = {one.source for item in items for one in _evidence(item)}
    shown = {item.picture.file for item in items if item.picture}
    return _Quiz(
        title,
        {topic: name for topic, name in bank.topics.items() if topic in topics},
        {name: _text(source) for name, source in bank.sources.items() if name in quoted},
        {name: _data_uri(data) for name, data in bank.pictures.items() if name in shown},
        tuple(items),
    )


def _evidence(item: Item) -> Iterator[Evidence]:
    """All places in sources that the item names."""
    yield from item.evidence
    yield from item.spans
    in_gaps = (option for gap in item.gaps for option in gap.options)
    for option in (*item.options, *in_gaps):
        yield from option.evidence
    for pair in item.pairs:
        yield from pair.evidence
    for element in item.elements:
        yield from element.evidence


def _text(source: Source) -> _Text:
    return _Text(
        source.title,
        source.credit,
        source.text,
        tuple((each.span.start, each.span.end) for each in source.passages),
        tuple((each.span.start, each.span.end) for each in source.sentences),
    )


def _data_uri(data: bytes) -> str:
    """The picture itself; empty where the bytes are of none, for which its words then stand."""
    ending = picture_ending(data)
    return f"data:{_MEDIA_TYPES[ending]};base64,{b64encode(data).decode()}" if ending else ""


def _policy(style: str, script: str) -> str:
    """Nothing but the page's own style and script, and pictures that it holds itself."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)};"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _in_script(json: bytes) -> str:
    """JSON in which no text can end the script, begin a comment or break a line."""
    text = json.decode()
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _part(name: str) -> str:
    return shipped(f"resources/html/{name}").read_text("utf-8")
