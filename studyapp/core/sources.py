"""A source text, cut into passages (paragraphs) and sentences.

All positions are half-open spans of Unicode code points of the text.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NewType

from msgspec import Struct

SourceId = NewType("SourceId", str)


class Span(Struct, frozen=True, order=True):
    """Half-open ``[start, end)`` in Unicode code points of one source text."""

    start: int
    end: int

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


class Passage(Struct, frozen=True):
    """A paragraph; ``number`` counts the non-empty lines of the text from 1."""

    number: int
    span: Span


class Sentence(Struct, frozen=True):
    """A sentence; ``number`` counts within its passage from 1."""

    passage: int
    number: int
    span: Span


class Source(Struct, frozen=True):
    """A text with its credit line and the SHA-256 of its UTF-8 bytes (hex)."""

    id: SourceId
    text: str
    credit: str
    sha256: str
    title: str
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]


# Abbreviations whose full stop does not end a sentence ("1,300 sq. km").
_ABBREVIATIONS = frozenset(
    "sq approx ca cf dr e.g gen gov i.e lt maj mr mrs ms mt prof rev sen sgt "
    "st vs u.s u.n u.k".split()
)
# Those that do so only before a number ("No. 5"; "He said no.").
_BEFORE_NUMBERS = frozenset("art fig no nos p pp sec vol".split())
_LINE = re.compile(r"[^\r\n]+")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”“’)\]]*+(?=\s)")
_LAST_WORD = re.compile(r"([^\s(\[“\"]+)$")
_LONGEST_ABBREVIATION = 12


def make_source(
    source_id: SourceId, text: str, *, credit: str, sha256: str, title: str = ""
) -> Source:
    """Cut ``text`` into passages and sentences."""
    lines = (_trimmed(text, line.start(), line.end()) for line in _LINE.finditer(text))
    filled = (span for span in lines if span.start < span.end)
    passages = tuple(Passage(number, span) for number, span in enumerate(filled, start=1))
    sentences = tuple(
        Sentence(passage.number, number, span)
        for passage in passages
        for number, span in enumerate(_sentence_spans(text, passage.span), start=1)
    )
    return Source(source_id, text, credit, sha256, title, passages, sentences)


def sentence_at(source: Source, offset: int) -> Sentence | None:
    """The sentence that holds the code point at ``offset``, or the one before it."""
    index = bisect_right(source.sentences, offset, key=lambda found: found.span.start) - 1
    return source.sentences[index] if index >= 0 else None


def sentences_of(source: Source, span: Span) -> tuple[Sentence, ...]:
    """Every sentence that shares at least one code point with ``span``."""
    first = bisect_right(source.sentences, span.start, key=lambda found: found.span.end)
    last = bisect_left(source.sentences, span.end, key=lambda found: found.span.start)
    return source.sentences[first:last]


def passage_at(source: Source, offset: int) -> Passage | None:
    """The passage that holds the code point at ``offset``, or the one before it."""
    index = bisect_right(source.passages, offset, key=lambda found: found.span.start) - 1
    return source.passages[index] if index >= 0 else None


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def _sentence_spans(text: str, passage: Span) -> list[Span]:
    spans = []
    start = passage.start
    for stop in _STOP.finditer(text, passage.start, passage.end):
        if not _ends_sentence(text, stop, passage):
            continue
        spans.append(_trimmed(text, start, stop.end()))
        start = stop.end()
    rest = _trimmed(text, start, passage.end)
    if rest.start < rest.end:
        spans.append(rest)
    return spans


def _ends_sentence(text: str, stop: re.Match[str], passage: Span) -> bool:
    """A stop ends a sentence unless it closes an abbreviation or a lower-case word follows."""
    following = text[stop.end() : passage.end].lstrip().lstrip("“\"'‘(«[")
    if following[:1].islower():
        return False
    if stop.group().startswith("."):
        begin = max(passage.start, stop.start() - _LONGEST_ABBREVIATION)
        word = _LAST_WORD.search(text, begin, stop.start())
        if word and word.group(1).lower() in _ABBREVIATIONS:
            return False
        if word and word.group(1).lower() in _BEFORE_NUMBERS and following[:1].isdigit():
            return False
        if word and len(word.group(1)) == 1 and word.group(1).isupper():
            return False  # an initial: "J. Smith"
    return True
