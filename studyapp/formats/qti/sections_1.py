"""Files of QTI 1.2: which items they hold, and in what sections."""

from collections.abc import Iterator

from msgspec import Struct

from studyapp.formats.qti.canvas import metadata
from studyapp.formats.safe_xml import Node

_SECTIONS = frozenset(["section", "objectbank", "assessment"])
# How Canvas calls the section that holds all others.
_ROOT = "root_section"


class Listed(Struct, frozen=True):
    """An item, and the titles of what it stands in, the outermost first."""

    item: Node
    topic: tuple[str, ...]


def listed(root: Node) -> Iterator[Listed]:
    """The items in a file in their order."""
    yield from _within(root, ())


def elsewhere(root: Node) -> list[Node]:
    """What names questions that stand in another file or are drawn from one."""
    return [each for each in root.walk() if each.tag in ("itemref", "sectionref", "sourcebank_ref")]


def assessment(root: Node) -> tuple[str, str]:
    """The identifier and the title of the first quiz or bank in the file."""
    for each in root.children:
        if each.tag in ("assessment", "objectbank"):
            return each.get("ident"), _title(each)
    return "", ""


def _within(node: Node, topic: tuple[str, ...]) -> Iterator[Listed]:
    for child in node.children:
        if child.tag == "item":
            yield Listed(child, topic)
        elif child.tag in _SECTIONS:
            title = _title(child)
            yield from _within(child, (*topic, title) if title else topic)


def _title(node: Node) -> str:
    if node.get("ident") == _ROOT and not node.get("title"):
        return ""
    title = node.get("title") or metadata(node).get("bank_title", "")
    return " ".join(title.split())
