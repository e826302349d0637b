"""Tests of QTI 2 and 3: which items they hold, by section."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from studyapp.core.problems import Position
from studyapp.formats.qti.rules import finite
from studyapp.formats.safe_xml import Node

_SECTIONS = frozenset(["assessmentSection", "assessmentSectionRef"])


class Reference(Struct, frozen=True):
    """An item of a test: the address of its file as seen from the file ``start``.

    ``topic`` has the titles of the sections around it, the outermost first.
    """

    start: str
    href: str
    topic: tuple[str, ...]
    weight: float
    at: Position


# The root of a section in a file of its own, and its name; None where there is none.
OpenSection = Callable[[str, str, Position], tuple[Node, str] | None]


def references(test: Node, start: str, opened: OpenSection) -> Iterator[Reference]:
    """The items of a test or a section in their order; ``start`` is the name of its file."""
    if test.tag == "assessmentSection":
        yield from _of_section(test, start, (), opened)
    for part in test.all("testPart"):
        for child in part.children:
            if child.tag in _SECTIONS:
                yield from _of_child(child, start, (), opened)


def _of_child(
    node: Node, start: str, topic: tuple[str, ...], opened: OpenSection
) -> Iterator[Reference]:
    if node.tag == "assessmentSection":
        yield from _of_section(node, start, topic, opened)
    elif found := opened(start, node.get("href"), node.position):
        root, name = found
        yield from _of_section(root, name, topic, opened)


def _of_section(
    section: Node, start: str, topic: tuple[str, ...], opened: OpenSection
) -> Iterator[Reference]:
    title = section.get("title").strip()
    inner = (*topic, title) if title else topic
    for child in section.children:
        if child.tag == "assessmentItemRef":
            weight = next(child.all("weight"), None)
            value = finite(weight.get("value")) if weight is not None else None
            factor = 1.0 if value is None or value < 0 else value
            yield Reference(start, child.get("href"), inner, factor, child.position)
        elif child.tag in _SECTIONS:
            yield from _of_child(child, start, inner, opened)
