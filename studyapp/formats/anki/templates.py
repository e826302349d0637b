"""Anki's card templates and its marks for gaps, as far as they decide what a card says."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

# Fields that add to an answer rather than being it, by the names that people give them.
EXTRA_FIELDS = frozenset(
    "why explanation extra remarks notes source back_extra hint_after comment comments".split()
)

# A template that repeats a long field may make a card of any size.
_MAX_LETTERS = 1_000_000

# Gaps within gaps beyond this are plain text.
_DEEPEST = 8

# Bounded, so that no template takes long: there are no longer names.
_TAG = re.compile(r"\{\{([^{}]{0,500})\}\}")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ANSWER = re.compile(
    r"<hr\s[^<>]{0,100}?\bid\s{0,9}=\s{0,9}[\"']?answer\b[^<>]{0,100}>", re.IGNORECASE
)
_CLOZE_FIELD = re.compile(r"\{\{[^{}]{0,200}?\bcloze:([^{}:]{1,200})\}\}")
_GAP = re.compile(r"\{\{c(\d{1,3}(?:,\d{1,3})*)::|\}\}")


class Side(Struct, frozen=True):
    """One side of a card as HTML, and the fields that say something on it.

    ``typed`` is the field to be typed in, empty for none; ``hints`` are fields that Anki
    shows only to those who ask for them: they are not in the HTML.
    """

    html: str
    typed: str = ""
    shown: frozenset[str] = frozenset()
    hints: tuple[str, ...] = ()


class Gap(Struct, frozen=True):
    """A gap of a text: which numbers open it, its HTML and its hint."""

    numbers: frozenset[int]
    content: tuple["str | Gap", ...]
    hint: str


def is_extra(field: str) -> bool:
    """Whether a field of this name adds to the answer of a card."""
    return field.strip().lower().replace(" ", "_") in EXTRA_FIELDS


def rendered(template: str, fields: Mapping[str, str]) -> Side:
    """The template with its fields filled in; a section stands where its field is not empty.

    Filters change how a field looks, not what it says, but for ``type:``, which asks for
    it, ``hint:`` and ``tts``, which reads it out. A field that the note does not have says
    nothing.
    """
    side = _Side(fields)
    for html, tag in _pieces(template):
        side.say(html)
        if tag is not None:
            side.on_tag(tag)
        if side.letters > _MAX_LETTERS:
            break
    return Side("".join(side.parts), side.typed, frozenset(side.shown), tuple(side.hints))


def back_of(template: str, front: str, fields: Mapping[str, str]) -> Side:
    """The answer of a card without its question, which most templates repeat."""
    side = rendered(template, {**fields, "FrontSide": ""})
    if divided := _ANSWER.split(side.html, maxsplit=1)[1:]:
        return replace(side, html=divided[0])
    return replace(side, html=side.html.removeprefix(front))


class _Tag(Struct, frozen=True):
    """A tag of a template: ``{{mark filters:field}}``; the mark begins or ends a section."""

    mark: str
    filters: tuple[str, ...]
    field: str


@lru_cache(maxsize=128)
def _pieces(template: str) -> tuple[tuple[str, _Tag | None], ...]:
    """The HTML of a template, each piece with the tag that follows it; none after the last."""
    template = _COMMENT.sub("", template)
    pieces: list[tuple[str, _Tag | None]] = []
    end = 0
    for found in _TAG.finditer(template):
        name = found.group(1).strip()
        filters, _, field = name.lstrip("#^/").rpartition(":")
        mark = name[:1] if name[:1] in ("#", "^", "/") else ""
        names = tuple(each.strip() for each in filters.split(":"))
        pieces.append((template[end : found.start()], _Tag(mark, names, field.strip())))
        end = found.end()
    return (*pieces, (template[end:], None))


class _Side:
    """What has been filled in so far of a template."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.parts: list[str] = []
        self.letters = 0
        self.typed = ""
        self.shown: set[str] = set()
        self.hints: list[str] = []
        self._fields = fields
        self._sections: list[bool] = []
        self._hiding = 0

    def say(self, html: str) -> None:
        if not self._hiding:
            self.parts.append(html)
            self.letters += len(html)

    def on_tag(self, tag: _Tag) -> None:
        value = self._fields.get(tag.field, "")
        match tag.mark:
            case "#":
                self._open(hides=not value.strip())
            case "^":
                self._open(hides=bool(value.strip()))
            case "/":
                self._hiding -= self._sections.pop() if self._sections else False
            case _ if not self._hiding:
                self._on_field(tag, value)

    def _open(self, *, hides: bool) -> None:
        self._sections.append(hides)
        self._hiding += hides

    def _on_field(self, tag: _Tag, value: str) -> None:
        says = bool(value.strip())
        if "type" in tag.filters:
            self.typed = tag.field
        elif "hint" in tag.filters:
            self.hints += [tag.field] if says else []
        elif not tag.filters[0].startswith("tts"):
            self.say(value)
            self.shown |= {tag.field} if says else set()


def gapped_fields(front: str) -> tuple[str, ...]:
    """The fields whose gaps a template asks for."""
    return tuple(dict.fromkeys(name.strip() for name in _CLOZE_FIELD.findall(front)))


def gaps_of(text: str) -> tuple[str | Gap, ...]:
    """A text with its gaps, which may lie within each other; an open end is plain text."""
    opened: list[tuple[str, list[str | Gap]]] = [("", [])]
    end = 0
    for found in _GAP.finditer(text):
        numbers = found.group(1)
        if len(opened) == 1 if numbers is None else len(opened) > _DEEPEST:
            continue
        opened[-1][1].append(text[end : found.start()])
        end = found.end()
        if numbers is not None:
            opened.append((found.group(), []))
        else:
            mark, content = opened.pop()
            opened[-1][1].append(_gap(mark, content))
    opened[-1][1].append(text[end:])
    while len(opened) > 1:
        mark, content = opened.pop()
        opened[-1][1].extend([mark, *content])
    return tuple(part for part in opened[0][1] if part)


def numbers_in(parts: tuple[str | Gap, ...]) -> Iterator[int]:
    """The number of every gap, also of those within others; a number may come again."""
    for part in parts:
        if isinstance(part, Gap):
            yield from part.numbers
            yield from numbers_in(part.content)


def all_text(parts: tuple[str | Gap, ...]) -> str:
    """The text with all gaps filled."""
    return "".join(part if isinstance(part, str) else all_text(part.content) for part in parts)


def _gap(mark: str, content: list[str | Gap]) -> Gap:
    """The gap that begins with a mark such as ``{{c1::``; what follows ``::`` is its hint."""
    numbers = frozenset(int(number) for number in mark[3:-2].split(","))
    hint = ""
    if content and isinstance(content[-1], str) and "::" in content[-1]:
        last, _, hint = content[-1].partition("::")
        content = [*content[:-1], last]
    return Gap(numbers, tuple(part for part in content if part), hint)
